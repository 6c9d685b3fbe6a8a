#include <soak/analysis/bots/reorder_buffer.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace soak;

namespace {

struct Through {
  ReorderBuffer buffer;
  std::vector<std::int64_t> out;
  bool is_fine = true;

  explicit Through(std::size_t capacity) : buffer(100, capacity) {}
  void add(std::int64_t time_us) {
    BotRecord record;
    record.time_us = time_us;
    record.arrival = out.size();
    is_fine = is_fine && buffer.add(record, [&](const BotRecord& r) { out.push_back(r.time_us); });
  }
  void end() {
    is_fine = is_fine && buffer.flush([&](const BotRecord& r) { out.push_back(r.time_us); });
  }
};

using Times = std::vector<std::int64_t>;

}  // namespace

BOOST_AUTO_TEST_SUITE(reorder_buffer)

BOOST_AUTO_TEST_CASE(what_is_a_little_late_finds_its_place) {
  Through through(4);
  for (const int time : {1, 2, 5, 3, 4, 9, 8, 6}) through.add(time);
  through.end();
  BOOST_TEST(through.is_fine);
  BOOST_TEST(through.out == Times({1, 2, 3, 4, 5, 6, 8, 9}));
}

BOOST_AUTO_TEST_CASE(what_comes_behind_what_has_gone_out_is_found_out) {
  Through through(4);
  for (const int time : {1, 2, 5, 6, 7, 8, 9, 3}) through.add(time);
  through.end();
  BOOST_TEST(!through.is_fine);
}

BOOST_AUTO_TEST_CASE(two_windows_back_is_too_far_even_if_there_is_room) {
  Through near(64);
  for (const int time : {250, 100}) near.add(time);
  BOOST_TEST(near.is_fine);
  Through far(64);
  for (const int time : {250, 99}) far.add(time);
  BOOST_TEST(!far.is_fine);
}

BOOST_AUTO_TEST_SUITE_END()
