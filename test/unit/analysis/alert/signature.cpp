#include <soak/analysis/alert/signature.hpp>
#include <soak/model/summary/summary_json.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

Violation violation(std::string_view symbol, std::string_view metric, Level level, std::optional<std::size_t> window) {
  return {symbol, metric, level, window, 1, 2, ""};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(signature)

// Pinned: the texts below and hashlib.sha1 of the guide's Python give these; an alert state written by the Python
// original must be understood.
BOOST_AUTO_TEST_CASE(the_canonical_text_is_the_guides) {
  const std::vector<Violation> found{violation("ETH", "risk_ratio", Level::warn, 3),
                                     violation("BTC", "edge_bps", Level::crit, 23),
                                     violation("BTC", "p95_latency_ms", Level::crit, std::nullopt)};
  BOOST_TEST(violations_signature(found) == sha1_hex("BTC:edge_bps:23|BTC:p95_latency_ms:None|ETH:risk_ratio:3"));
  BOOST_TEST(violations_signature({}) == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

BOOST_AUTO_TEST_CASE(only_the_first_five_by_level_and_symbol_count) {
  std::vector<Violation> found;
  for (std::size_t w = 0; w < 5; ++w) found.push_back(violation("B", "edge_bps", Level::crit, w));
  const std::string before = violations_signature(found);
  found.push_back(violation("A", "edge_bps", Level::warn, 1));
  BOOST_TEST(violations_signature(found) == before);
  found.push_back(violation("A", "edge_bps", Level::crit, 1));
  BOOST_TEST(violations_signature(found) != before);
}

BOOST_AUTO_TEST_CASE(the_set_has_each_symbol_metric_once_at_its_worst_and_no_window) {
  const auto worst = [](std::size_t shift) {
    return violation_set(std::vector{violation("BTC", "edge_bps", Level::warn, shift),
                                     violation("BTC", "edge_bps", Level::crit, shift + 1),
                                     violation("BTC", "edge_bps", Level::warn, shift + 2),
                                     violation("X:Y", "risk_ratio", Level::warn, std::nullopt)});
  };
  BOOST_TEST((worst(0) == ViolationSet{{"BTC:edge_bps", Level::crit}, {"X:Y:risk_ratio", Level::warn}}));
  BOOST_TEST((worst(7) == worst(0)));
  BOOST_TEST(violation_set({}).empty());
}

BOOST_AUTO_TEST_CASE(the_digest_is_that_of_the_text_without_its_time) {
  Summary summary;
  summary.windows = 24;
  summary.generated_at = *parse_iso8601("2026-01-05T12:00:00Z");
  summary.metrics = standard_metrics();
  const std::string first = summary_digest(to_json(summary));
  summary.generated_at += std::chrono::hours(1);
  BOOST_TEST(summary_digest(to_json(summary)) == first);
  std::string text = to_json(summary);
  text.erase(text.find("  \"generated_at_utc\""),
             std::string("  \"generated_at_utc\": \"2026-01-05T13:00:00Z\",\n").size());
  BOOST_TEST(sha256_hex(text) == first);
  summary.windows = 25;
  BOOST_TEST(summary_digest(to_json(summary)) != first);
}

BOOST_AUTO_TEST_SUITE_END()
