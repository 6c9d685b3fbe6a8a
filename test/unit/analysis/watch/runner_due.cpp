#include <soak/analysis/watch/runner_due.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(runner_due_)

BOOST_AUTO_TEST_CASE(a_cycle_is_due_an_interval_after_the_last_one_if_both_are_known) {
  const Instant last = *parse_iso8601("2026-01-17T12:00:00Z");
  BOOST_TEST((next_cycle(last, 0.5) == last + 30s));
  BOOST_TEST(!next_cycle(last, 0.0));
  BOOST_TEST(!next_cycle(last, 1e300));
  BOOST_TEST(!next_cycle(last, std::nullopt));
  BOOST_TEST(!next_cycle(std::nullopt, 60.0));
}

BOOST_AUTO_TEST_CASE(five_minutes_are_granted) {
  const Instant due = *parse_iso8601("2026-01-17T12:00:00Z");
  BOOST_TEST(!is_cycle_overdue(due, due - 1h));
  BOOST_TEST(!is_cycle_overdue(due, due + 5min));
  BOOST_TEST(is_cycle_overdue(due, due + 5min + 1s));
}

BOOST_AUTO_TEST_CASE(a_key_outlives_the_pause_and_lives_an_hour_at_least) {
  BOOST_TEST(interval_ttl_s(1) == 3600);
  BOOST_TEST(interval_ttl_s(60) == 7200);
}

BOOST_AUTO_TEST_SUITE_END()
