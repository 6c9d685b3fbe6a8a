#include <soak/sys/thread/parallel.hpp>

#include <boost/test/unit_test.hpp>

#include <numeric>

using namespace soak;

BOOST_AUTO_TEST_SUITE(parallel)

BOOST_AUTO_TEST_CASE(every_index_is_worked_on_once) {
  for (const std::size_t count : {0u, 1u, 5u, 1000u}) {
    std::vector<std::atomic<int>> seen(count);
    parallel_for(count, 8, [&](std::size_t i) { ++seen[i]; });
    for (const auto& times : seen) BOOST_TEST(times == 1);
  }
}

BOOST_AUTO_TEST_CASE(texts_are_consumed_in_order_whoever_is_faster) {
  for (const std::size_t threads : {1u, 2u, 7u}) {
    std::string joined;
    parallel_in_order(
        500, threads,
        [](std::size_t i) {
          if (i % 13 == 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
          return std::to_string(i) + ",";
        },
        [&](std::string_view text) {
          joined += text;
          return true;
        });
    std::string expected;
    for (int i = 0; i < 500; ++i) expected += std::to_string(i) + ",";
    BOOST_TEST(joined == expected);
  }
}

BOOST_AUTO_TEST_CASE(what_a_thread_throws_reaches_the_caller_and_nobody_waits_for_ever) {
  const auto fails_at = [](std::size_t bad) {
    return [bad](std::size_t i) {
      if (i == bad) throw std::bad_alloc();
      return std::string("x");
    };
  };
  for (const std::size_t bad : {0u, 1u, 50u, 99u}) {
    BOOST_CHECK_THROW(parallel_for(100, 4, fails_at(bad)), std::bad_alloc);
    BOOST_CHECK_THROW(parallel_in_order(100, 4, fails_at(bad), [](std::string_view) { return true; }), std::bad_alloc);
    BOOST_CHECK_THROW(parallel_in_order(
                          100, 4, [](std::size_t) { return std::string("x"); },
                          [n = 0u, bad](std::string_view) mutable -> bool {
                            if (n++ == bad) throw std::bad_alloc();
                            return true;
                          }),
                      std::bad_alloc);
  }
}

BOOST_AUTO_TEST_CASE(a_consumer_that_stops_is_called_no_more) {
  int calls = 0;
  parallel_in_order(
      1000, 4, [](std::size_t) { return std::string("x"); }, [&](std::string_view) { return ++calls < 10; });
  BOOST_TEST(calls == 10);
}

BOOST_AUTO_TEST_SUITE_END()
