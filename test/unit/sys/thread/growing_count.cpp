#include <soak/sys/thread/growing_count.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <thread>
#include <vector>

using namespace soak;

BOOST_AUTO_TEST_SUITE(growing_count)

BOOST_AUTO_TEST_CASE(who_waits_sees_all_that_was_made_before) {
  std::vector<int> made(1000, 0);
  GrowingCount count;
  std::size_t seen = 0;
  std::size_t last = 0;
  {
    std::thread user;
    {
      const GrowingCount::Ending ending(count);
      user = std::thread([&] {
        for (std::size_t i = 0; i < made.size() && count.wait_for(i + 1) > i; ++i) seen += made[i] == 1 ? 1 : 0;
        last = count.wait_for(made.size() + 1);
      });
      for (std::size_t i = 0; i < 700; ++i) {
        made[i] = 1;
        if (i % 7 == 6) count.tell(i + 1);
      }
    }
    user.join();
  }
  BOOST_TEST(seen == 700u);
  BOOST_TEST(last == 700u);
}

BOOST_AUTO_TEST_CASE(nobody_waits_for_what_is_there) {
  GrowingCount count;
  count.tell(3);
  BOOST_TEST(count.wait_for(0) == 3u);
  BOOST_TEST(count.wait_for(3) == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
