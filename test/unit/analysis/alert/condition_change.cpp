#include <soak/analysis/alert/condition_change.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(notice)

BOOST_AUTO_TEST_CASE(a_condition_is_told_once_and_once_when_it_is_over) {
  BOOST_TEST((condition_change(true, false) == ConditionChange::raise));
  BOOST_TEST((condition_change(true, true) == ConditionChange::none));
  BOOST_TEST((condition_change(false, true) == ConditionChange::clear));
  BOOST_TEST((condition_change(false, false) == ConditionChange::none));
}

BOOST_AUTO_TEST_CASE(a_repeated_warning_comes_at_the_limit_and_once_a_window) {
  const Instant start = *parse_iso8601("2025-10-26T12:00:00Z");
  const auto later = [&](int minutes) { return start + std::chrono::minutes(minutes); };
  BOOST_TEST(!is_repeated_warning_due(2, 3, {}, start, 180));
  BOOST_TEST(is_repeated_warning_due(3, 3, {}, start, 180));
  BOOST_TEST(is_repeated_warning_due(9, 3, {}, start, 180));
  BOOST_TEST(!is_repeated_warning_due(4, 3, start, later(179), 180));
  BOOST_TEST(is_repeated_warning_due(4, 3, start, later(180), 180));
  BOOST_TEST(!is_repeated_warning_due(4, 3, later(60), start, 180));
  BOOST_TEST(!is_repeated_warning_due(4, 3, start, later(100000), 0));
  BOOST_TEST(!is_repeated_warning_due(9, 0, {}, start, 180));
}

BOOST_AUTO_TEST_CASE(windows_are_overdue_from_the_age_on) {
  const Instant start = *parse_iso8601("2025-10-26T12:00:00Z");
  BOOST_TEST(!is_window_overdue(start, start + std::chrono::seconds(10799), 180));
  BOOST_TEST(is_window_overdue(start, start + std::chrono::seconds(10800), 180));
  BOOST_TEST(is_window_overdue(start, start + std::chrono::seconds(30), 0.5));
  BOOST_TEST(!is_window_overdue(start, start + std::chrono::hours(1000), 0));
  BOOST_TEST(!is_window_overdue(start, start - std::chrono::hours(1), 1));
}

BOOST_AUTO_TEST_CASE(windows_that_stay_away_are_told_once_and_once_when_they_are_back) {
  const Instant start{};
  const auto minutes = [&](int count) { return start + std::chrono::minutes{count}; };
  RunnerState state;
  BOOST_TEST((note_windows(state, "a", minutes(0), 60) == ConditionChange::none));
  BOOST_TEST((note_windows(state, "a", minutes(59), 60) == ConditionChange::none));
  BOOST_TEST((note_windows(state, "a", minutes(60), 60) == ConditionChange::raise));
  BOOST_TEST((note_windows(state, "a", minutes(61), 60) == ConditionChange::none));
  BOOST_TEST((*state.windows_seen_at == minutes(0)));
  BOOST_TEST((note_windows(state, "b", minutes(62), 60) == ConditionChange::clear));
  BOOST_TEST((*state.windows_seen_at == minutes(62)));
  // A clock that was set back must not make the window come from the future.
  BOOST_TEST((note_windows(state, "b", minutes(10), 60) == ConditionChange::none));
  BOOST_TEST((*state.windows_seen_at == minutes(10)));
}

BOOST_AUTO_TEST_CASE(the_third_failure_in_a_row_is_told) {
  RunnerState state;
  for (int i = 1; i < max_analysis_failures; ++i) {
    BOOST_TEST((note_analysis(state, true) == ConditionChange::none));
  }
  BOOST_TEST((note_analysis(state, true) == ConditionChange::raise));
  BOOST_TEST((note_analysis(state, true) == ConditionChange::none));
  BOOST_TEST(state.analysis_failures == 4);
  BOOST_TEST((note_analysis(state, false) == ConditionChange::clear));
  BOOST_TEST(state.analysis_failures == 0);
  BOOST_TEST((note_analysis(state, false) == ConditionChange::none));
}

BOOST_AUTO_TEST_SUITE_END()
