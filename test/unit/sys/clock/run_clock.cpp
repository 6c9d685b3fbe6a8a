#include <soak/sys/clock/run_clock.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>

using namespace soak;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(run_clock)

BOOST_AUTO_TEST_CASE(a_virtual_clock_moves_only_by_waiting) {
  const StopSignal stop;
  const Instant start = *parse_iso8601("2026-01-05T21:00:00Z");
  RunClock clock(stop, start);
  BOOST_TEST(clock.is_virtual());
  const auto begin = std::chrono::steady_clock::now();
  BOOST_TEST(!clock.wait_for(336h));
  BOOST_TEST((std::chrono::steady_clock::now() - begin < 10s));
  BOOST_TEST((clock.wall() == start + 336h));
  BOOST_TEST((clock.awake() == clock.since_boot()));
}

BOOST_AUTO_TEST_CASE(the_machines_clocks_go_together) {
  const StopSignal stop;
  RunClock clock(stop);
  const auto awake = clock.awake();
  const auto boot = clock.since_boot();
  BOOST_TEST(!clock.wait_for(20ms));
  BOOST_TEST((clock.awake() - awake >= 20ms));
  BOOST_TEST((clock.since_boot() - boot >= 20ms));
  BOOST_TEST((boot >= awake));
  BOOST_TEST(!clock.boot().empty());
}

BOOST_AUTO_TEST_SUITE_END()
