#include "soak_run_sample.hpp"

#include <soak/model/walk/run_overview.hpp>
#include <soak/model/walk/soak_run_report.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(run_glance)

BOOST_AUTO_TEST_CASE(what_the_report_writes_is_what_is_read) {
  RunState state = sample_run();
  const auto utc = [](Instant) { return std::chrono::seconds{0}; };
  const auto overview = run_overview_of(*parse_json(to_json(state, utc, "UTC")));
  BOOST_REQUIRE(overview);
  BOOST_TEST(overview->run == state.run);
  BOOST_TEST(overview->is_running());
  BOOST_TEST(overview->phase == to_string(all_phases[state.phase]));
  const PhaseState& phase = state.phases[state.phase];
  BOOST_TEST((overview->length == from_hours(phase.hours)));
  BOOST_TEST(std::abs(to_seconds(overview->awake - phase.awake)) < 1e-3);
  BOOST_TEST(overview->ticks == phase.ticks);
  BOOST_TEST(overview->fail_streak.value_or(-1) == phase.fail_streak);
  BOOST_TEST(std::abs(to_seconds(*overview->saved_at - state.seen.wall)) < 1e-3);
  BOOST_TEST(to_seconds(overview->tick_step) == state.tick_sec);
}

BOOST_AUTO_TEST_CASE(other_documents_are_refused_and_odd_numbers_are_none) {
  for (const char* text : {"{}", "[]", R"({"status": "running"})", R"({"status": "odd", "phases": []})"}) {
    BOOST_TEST(!run_overview_of(*parse_json(text)), text);
  }
  const auto overview = run_overview_of(*parse_json(
      R"({"status": "running", "tick_sec": -1, "phases": [7, {"phase": "shadow", "status": "running", "hours": 1e300}],
          "resume": {"wall_us": "x", "phases": 3}})"));
  BOOST_REQUIRE(overview);
  BOOST_TEST(overview->phase == "shadow");
  BOOST_TEST(overview->length.count() == 0);
  BOOST_TEST(!overview->saved_at);
}

BOOST_AUTO_TEST_SUITE_END()
