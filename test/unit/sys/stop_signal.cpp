#include <soak/sys/stop_signal.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <thread>

using namespace soak;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(stop_signal)

BOOST_AUTO_TEST_CASE(a_wait_ends_when_its_time_is_up_or_a_signal_comes) {
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
    const StopSignal stop;
    BOOST_TEST(!stop.wait_for(5ms));
    std::thread sender([number] {
      std::this_thread::sleep_for(20ms);
      ::kill(::getpid(), number);
    });
    BOOST_TEST(stop.wait_for(60s));
    BOOST_TEST(stop.wait_for(0ms));
    BOOST_TEST(stop.number() == number);
    sender.join();
  }
  BOOST_TEST(!StopSignal().wait_for(0ms));
}

BOOST_AUTO_TEST_SUITE_END()
