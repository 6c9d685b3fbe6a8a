#include <soak/sys/process/signals.hpp>

#include <boost/test/unit_test.hpp>

#include <sys/wait.h>

#include <cstdlib>

using namespace soak;

BOOST_AUTO_TEST_SUITE(signals)

// In a child, so that this process keeps its signals.
BOOST_AUTO_TEST_CASE(a_stop_wakes_the_sleep_and_stays) {
  for (const int number : {SIGTERM, SIGINT}) {
    const ::pid_t child = ::fork();
    if (child == 0) {
      const StopSignal stop;
      if (stop.requested() || stop.wait_for(std::chrono::milliseconds(20))) std::_Exit(1);
      ::kill(::getpid(), number);
      const bool woke = stop.wait_for(std::chrono::hours(1));
      std::_Exit(woke && stop.requested() && stop.requested() ? 0 : 2);
    }
    int status = 0;
    BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
    BOOST_TEST(WIFEXITED(status));
    BOOST_TEST(WEXITSTATUS(status) == 0);
  }
}

BOOST_AUTO_TEST_SUITE_END()
