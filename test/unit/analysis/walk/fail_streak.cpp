#include <soak/analysis/walk/fail_streak.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace soak;

namespace {

JournalEntry entry(const char* phase, const char* region, const char* status) {
  JournalEntry made;
  made.phase = phase;
  made.region = region;
  made.status = status;
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fail_streaks)

BOOST_AUTO_TEST_CASE(only_fail_goes_on_and_anything_else_begins_anew) {
  BOOST_TEST(fail_streak(0, entry("canary", "eu", "FAIL")) == 1);
  BOOST_TEST(fail_streak(2, entry("canary", "eu", "FAIL")) == 3);
  for (const char* status : {"CONTINUE", "WARN", "", "fail"}) {
    BOOST_TEST(fail_streak(2, entry("canary", "eu", status)) == 0, status);
  }
}

BOOST_AUTO_TEST_CASE(other_phases_and_regions_do_not_break_a_streak) {
  FailStreaks streak;
  streak(entry("canary", "eu", "FAIL"));
  streak(entry("canary", "us", "CONTINUE"));
  streak(entry("shadow", "eu", "CONTINUE"));
  streak(entry("canary", "eu", "FAIL"));
  BOOST_TEST(streak.fails("canary", "eu") == 2);
  streak(entry("canary", "us", "FAIL"));
  BOOST_TEST(streak.fails("canary", "eu") == 2);
  streak(entry("canary", "eu", "WARN"));
  BOOST_TEST(streak.fails("canary", "eu") == 0);
}

BOOST_AUTO_TEST_CASE(streaks_go_on_from_a_list) {
  const std::vector<PhaseStreak> before{{"canary", "eu", 2}, {"shadow", "eu", 1}};
  FailStreaks streaks(before);
  BOOST_TEST((streaks.list() == before));
  streaks(entry("canary", "eu", "FAIL"));
  streaks(entry("shadow", "eu", "WARN"));
  BOOST_TEST((streaks.list() == std::vector<PhaseStreak>{{"canary", "eu", 3}}));
  BOOST_TEST(streaks.fails("shadow", "eu") == 0);
  BOOST_TEST(streaks.fails("live-econ", "eu") == 0);
}

BOOST_AUTO_TEST_CASE(in_canary_any_fail_counts_elsewhere_the_last) {
  for (const Phase phase : {Phase::shadow, Phase::canary, Phase::live_econ}) {
    BOOST_TEST(is_phase_failed(phase, true, true));
    BOOST_TEST(is_phase_failed(phase, false, true) == (phase == Phase::canary));
    BOOST_TEST(!is_phase_failed(phase, false, false));
  }
}

BOOST_AUTO_TEST_SUITE_END()
