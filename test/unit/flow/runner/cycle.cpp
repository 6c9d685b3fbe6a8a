#include <soak/flow/runner/cycle.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(cycle)

BOOST_AUTO_TEST_CASE(the_digest_is_that_of_the_text_without_its_time) {
  Summary summary;
  summary.windows = 24;
  summary.generated_at = *parse_iso8601("2026-01-05T12:00:00Z");
  const MetricSet metrics = standard_metrics();
  const std::string first = summary_digest(to_json(summary, metrics));
  summary.generated_at += std::chrono::hours(1);
  BOOST_TEST(summary_digest(to_json(summary, metrics)) == first);
  std::string text = to_json(summary, metrics);
  text.erase(text.find("  \"generated_at_utc\""),
             std::string("  \"generated_at_utc\": \"2026-01-05T13:00:00Z\",\n").size());
  BOOST_TEST(sha256_hex(text) == first);
  summary.windows = 25;
  BOOST_TEST(summary_digest(to_json(summary, metrics)) != first);
}

BOOST_AUTO_TEST_CASE(another_window_is_seen_even_if_it_looks_like_the_last) {
  Cycle cycle{.now = {}};
  cycle.analysis.emplace();
  cycle.analysis->last_window = {7, 1000, 0, 0};
  const std::string before = newest_window(cycle);
  BOOST_TEST(newest_window(cycle) == before);
  cycle.analysis->last_window.time_us = 2000;
  BOOST_TEST(newest_window(cycle) != before);
  cycle.analysis->last_window = {8, 1000, 0, 0};
  BOOST_TEST(newest_window(cycle) != before);
}

BOOST_AUTO_TEST_SUITE_END()
