#include <soak/sys/thread/repeated_task.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>

using namespace soak;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(repeated_task)

BOOST_AUTO_TEST_CASE(it_is_done_again_and_again_and_never_after_its_end) {
  std::atomic<int> count = 0;
  {
    const RepeatedTask task(1ms, [&] { ++count; });
    while (count < 3) std::this_thread::yield();
  }
  const int ended = count;
  std::this_thread::sleep_for(20ms);
  BOOST_TEST(count == ended);
}

BOOST_AUTO_TEST_CASE(a_long_pause_does_not_hold_up_the_end) {
  std::atomic<int> count = 0;
  const auto begin = std::chrono::steady_clock::now();
  {
    const RepeatedTask task(1h, [&] { ++count; });
    while (count < 1) std::this_thread::yield();
  }
  BOOST_TEST((std::chrono::steady_clock::now() - begin < 1min));
}

BOOST_AUTO_TEST_SUITE_END()
