#include <soak/sys/thread/crew.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

using namespace soak;

BOOST_AUTO_TEST_SUITE(crew)

BOOST_AUTO_TEST_CASE(each_thread_works_once_and_the_caller_is_one_of_them) {
  std::mutex mutex;
  std::multiset<std::size_t> numbers;
  std::set<std::thread::id> threads;
  {
    Crew crew([&](std::size_t number) {
      const std::lock_guard lock(mutex);
      numbers.insert(number);
      threads.insert(std::this_thread::get_id());
    });
    crew.grow_to(2);
    crew.grow_to(1);  // there are two already
    crew.work_and_finish();
  }
  BOOST_TEST((numbers == std::multiset<std::size_t>{0, 1, 2}));
  BOOST_TEST(threads.contains(std::this_thread::get_id()));
}

BOOST_AUTO_TEST_CASE(threads_add_others_up_to_the_most) {
  std::atomic<std::size_t> calls{0};
  Crew* self = nullptr;
  Crew crew([&](std::size_t) {
    ++calls;
    self->add_one(5);
    self->add_one(5);
  });
  self = &crew;
  crew.work_and_finish();
  BOOST_TEST(calls == 5u);
}

BOOST_AUTO_TEST_CASE(what_any_of_them_throws_is_thrown_once_all_have_ended) {
  std::atomic<std::size_t> ended{0};
  Crew crew([&](std::size_t number) {
    ++ended;
    if (number == 1) throw std::runtime_error("one");
  });
  crew.grow_to(3);
  BOOST_CHECK_THROW(crew.work_and_finish(), std::runtime_error);
  BOOST_TEST(ended == 4u);
}

BOOST_AUTO_TEST_CASE(work_that_slept_has_waited_and_work_that_was_quick_has_not) {
  constexpr std::chrono::microseconds limit{300};
  const auto sleep = [](int times) {
    for (int i = 0; i < times; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  };
  SlownessWatch watch;
  watch.begin();
  sleep(5);
  BOOST_TEST(watch.has_waited(limit));
  watch.begin();
  sleep(1);
  BOOST_TEST(!watch.has_waited(limit));  // once is chance
  watch.begin();
  sleep(5);
  BOOST_TEST(!watch.has_waited(std::chrono::hours{1}));
}

BOOST_AUTO_TEST_SUITE_END()
