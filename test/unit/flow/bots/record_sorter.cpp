#include <soak/flow/bots/record_sorter.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace soak;

namespace {

std::vector<std::int64_t> sorted(RecordSorter& sorter, std::size_t count) {
  std::uint64_t state = 1;
  for (std::size_t i = 0; i < count; ++i) {
    BotRecord record;
    record.time_us = static_cast<std::int64_t>((state = state * 6364136223846793005u + 1442695040888963407u) >> 40);
    record.arrival = i;
    BOOST_REQUIRE(sorter.add(record).has_value());
  }
  std::vector<std::int64_t> out;
  BOOST_REQUIRE(sorter.finish([&](const BotRecord& record) { out.push_back(record.time_us); }).has_value());
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(record_sorter)

BOOST_AUTO_TEST_CASE(memory_and_disk_give_the_same_order) {
  RecordSorter in_memory(100'000);
  const auto expected = sorted(in_memory, 20'000);
  BOOST_TEST(in_memory.runs_on_disk() == 0u);
  BOOST_TEST(std::is_sorted(expected.begin(), expected.end()));
  RecordSorter on_disk(1000);
  BOOST_TEST(sorted(on_disk, 20'000) == expected);
  BOOST_TEST(on_disk.runs_on_disk() == 20u);
}

BOOST_AUTO_TEST_CASE(however_little_there_is_it_goes_through_the_disk_if_asked) {
  RecordSorter sorter;
  sorter.use_disk();
  BOOST_TEST(sorted(sorter, 3).size() == 3u);
  BOOST_TEST(sorter.runs_on_disk() == 1u);
  RecordSorter nothing;
  nothing.use_disk();
  BOOST_TEST(sorted(nothing, 0).empty());
}

BOOST_AUTO_TEST_SUITE_END()
