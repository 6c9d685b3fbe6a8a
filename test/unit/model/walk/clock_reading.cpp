#include <soak/model/walk/clock_reading.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace std::chrono_literals;

namespace {

ClockReading reading(std::int64_t wall, std::int64_t awake, std::int64_t boot, const char* id = "a") {
  return {Instant{std::chrono::seconds(wall)}, std::chrono::seconds(awake), std::chrono::seconds(boot), id};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(clock_reading)

BOOST_AUTO_TEST_CASE(time_is_told_apart_by_three_clocks) {
  const auto before = reading(1000, 50, 60);
  BOOST_TEST(clock_note(clock_gap(before, reading(1600, 650, 660))).empty());
  BOOST_TEST(clock_note(clock_gap(before, reading(4600, 650, 3660))) == "the machine slept for 3000 s");
  BOOST_TEST(clock_note(clock_gap(before, reading(4600, 650, 660))) == "the clock was set forward by 3000 s");
  BOOST_TEST(clock_note(clock_gap(before, reading(-2000, 650, 660))) == "the clock was set back by 3600 s");
  BOOST_TEST(clock_note(clock_gap(before, reading(5000, 650, 3660))) ==
             "the machine slept for 3000 s; the clock was set forward by 400 s");
  BOOST_TEST((clock_gap(before, reading(4600, 650, 3660)).awake == 600s));
}

BOOST_AUTO_TEST_CASE(clocks_that_are_read_one_after_the_other_are_no_sleep) {
  const auto before = reading(1000, 50, 60);
  for (const auto late : {-50ms, -1ms, 1ms, 99ms}) {
    ClockReading now = reading(1600, 650, 660);
    now.since_boot += late;
    BOOST_TEST((clock_gap(before, now).asleep == 0s));
  }
  BOOST_TEST((clock_gap(before, reading(1600, 650, 661)).asleep == 1s));
}

BOOST_AUTO_TEST_CASE(a_restart_is_down_time_and_another_boot_is_judged_by_the_wall) {
  const auto before = reading(1000, 50, 60);
  BOOST_TEST(clock_note(restart_gap(before, reading(1100, 5, 160))) == "soak_run was not running for 100 s");
  BOOST_TEST(clock_note(restart_gap(before, reading(4700, 5, 160))) ==
             "soak_run was not running for 100 s; the clock was set forward by 3600 s");
  BOOST_TEST(clock_note(restart_gap(before, reading(1500, 5, 5, "b"))) == "soak_run was not running for 500 s");
  BOOST_TEST((restart_gap(before, reading(900, 5, 5, "b")).down == 0s));
}

BOOST_AUTO_TEST_SUITE_END()
