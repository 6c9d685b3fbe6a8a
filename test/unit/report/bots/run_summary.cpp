#include <soak/report/bots/run_summary.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>

using namespace soak;

BOOST_AUTO_TEST_SUITE(bot_run_summary)

BOOST_AUTO_TEST_CASE(the_line_counts) {
  BotRunSummary run;
  run.windows = 24;
  run.changed = 2;
  run.symbols = {"A", "B"};
  run.counts.fills = 7;
  run.broken = 1;
  BOOST_TEST(
      run_line(run) ==
      "event=fills_to_windows status=OK windows=24 changed=2 symbols=2 fills=7 duplicates=0 orders=0 skipped=1\n");
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_said) {
  BotRunSummary run;
  BOOST_TEST(run_warnings(run).empty());
  run.is_sorted = true;
  run.not_over = 1;
  run.next_end = Instant{std::chrono::hours{24}};
  run.foreign_fees = {{"BNB", 2}};
  run.counts.fees_missing = 1;
  run.orders.backwards = 3;
  run.counts.lost_latencies = 4;
  const auto warnings = run_warnings(run);
  BOOST_REQUIRE(warnings.size() == 6u);
  BOOST_TEST(warnings[0].find("sorted on disk") != std::string::npos);
  BOOST_TEST(warnings[1] == "no window is over yet: the first one ends at 1970-01-02 00:00 UTC");
  BOOST_TEST(warnings[2].starts_with("2 fees in BNB"));
}

BOOST_AUTO_TEST_CASE(the_object_has_null_where_there_is_no_window) {
  BotRunSummary run;
  BOOST_TEST(to_json(run).find("\"first_iteration\": null") != std::string::npos);
  run.windows = 1;
  run.first = run.last = -5;
  BOOST_TEST(to_json(run).find("\"first_iteration\": -5") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
