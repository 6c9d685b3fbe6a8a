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

BOOST_AUTO_TEST_SUITE_END()
