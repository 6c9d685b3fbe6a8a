#include <soak/report/publish/export_lines.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(export_lines)

BOOST_AUTO_TEST_CASE(what_was_exported) {
  const ExportSettings settings{.env = "dev", .exchange = "bybit", .ttl_s = 60};
  Summary summary;
  summary.claimed = Overall{{}, Level::warn};
  BOOST_TEST(exported_summary_line(summary, settings) == "exported dev:bybit:soak:summary verdict=WARN ttl=60");
  BOOST_TEST(exported_violations_line({.symbols = 3, .events_added = 2, .events_present = 1}, settings) ==
             "exported symbols=3 events_added=2 events_present=1 ttl=60");
}

BOOST_AUTO_TEST_CASE(what_was_not) {
  const auto away = skipped_export_lines(export_unavailable({Errc::unavailable, "no answer"}));
  BOOST_TEST(away[0] == "no answer");
  BOOST_TEST(away[1] == "redis unavailable, skip export");
  const auto refused = skipped_export_lines({.done = false, .reason = "redis_refused", .message = "OOM"});
  BOOST_TEST(refused[1] == "redis refused, skip export");
}

BOOST_AUTO_TEST_SUITE_END()
