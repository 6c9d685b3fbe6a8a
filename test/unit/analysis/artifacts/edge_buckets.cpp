#include <soak/analysis/artifacts/edge_buckets.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

std::int64_t us(const char* text) { return parse_iso8601(text)->time_since_epoch().count(); }

std::chrono::seconds berlin(Instant instant) {
  return std::chrono::hours{instant < *parse_iso8601("2026-10-25T01:00:00Z") ? 2 : 1};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(edge_by_hour)

BOOST_AUTO_TEST_CASE(the_repeated_hour_of_autumn_is_two_buckets) {
  const std::vector<double> edge{1, 3, 5};
  const std::vector<std::int64_t> times{us("2026-10-25T00:10:00Z"), us("2026-10-25T00:50:00Z"),
                                        us("2026-10-25T01:10:00Z")};
  const std::vector<TimedEdge> symbols{{"A", edge, times}};
  const auto buckets = edge_buckets(symbols, berlin);
  BOOST_REQUIRE(buckets.size() == 2);
  BOOST_TEST(buckets[0].bucket == "2026-10-25T02:00+02:00");
  BOOST_TEST(buckets[0].net_bps == 2);
  BOOST_TEST(buckets[1].bucket == "2026-10-25T02:00+01:00");
  BOOST_TEST(buckets[1].windows == 1);
}

BOOST_AUTO_TEST_CASE(windows_without_time_are_one_bucket_at_the_end) {
  const std::vector<double> edge{1, gap};
  const std::vector<std::int64_t> times{us("2026-10-25T00:10:00Z"), us("2026-10-25T00:11:00Z")};
  const std::vector<TimedEdge> symbols{{"A", edge, {}}, {"B", edge, times}};
  const auto buckets = edge_buckets(symbols, berlin);
  BOOST_REQUIRE(buckets.size() == 2);
  BOOST_TEST(buckets[1].bucket == "unknown");
  BOOST_TEST(buckets[1].windows == 2);
  BOOST_TEST(buckets[1].net_bps == 1);
  BOOST_TEST(buckets[1].worst_symbol == "A");
}

BOOST_AUTO_TEST_CASE(advice_names_the_worst_hours_and_symbols) {
  const std::vector<EdgeBucket> buckets{{"h1", 2.4, 1, "A"}, {"h2", 1.2, 1, "B"}, {"h3", 2.5, 1, "A"},
                                        {"h4", 2.3, 1, "A"}, {"h5", 2.2, 1, "A"}, {"unknown", 0, 1, "A"}};
  const ViolationCounts violations{
      {{"A", "edge_bps"}, {0, 9, false}}, {{"B", "risk_ratio"}, {1, 0, false}}, {{"C", "edge_bps"}, {0, 0, true}}};
  const auto advice = edge_advice(buckets, violations, 2);
  BOOST_REQUIRE(advice.size() == 4);
  BOOST_TEST(advice[0].starts_with("hour h2: net_bps 1.20 is below 2.00, pause quoting"));
  BOOST_TEST(advice[1].starts_with("hour h5: net_bps 2.20 is below 2.50"));
  BOOST_TEST(advice[2].starts_with("symbol B: risk_ratio is CRIT in 1"));
  BOOST_TEST(advice[3].starts_with("symbol A: edge_bps is CRIT in 0 and WARN in 9"));
  BOOST_TEST(edge_advice({}, {}).size() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
