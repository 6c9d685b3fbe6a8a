#include <soak/analysis/windows/segment_rows.hpp>

#include <boost/test/unit_test.hpp>

#include <array>

using namespace soak;

namespace {

void add(WindowStore& store, std::string_view symbol, double value, double iteration, std::int64_t time_us,
         std::uint32_t unit, std::string_view source = "", bool is_wanted = true) {
  store.add({symbol, std::span(&value, 1), iteration, time_us, "", "", source, is_wanted}, unit);
}

std::string shown(const SymbolWindows& rows) {
  std::string text = rows.symbol + ":";
  for (std::size_t i = 0; i < rows.keys.size(); ++i) {
    text += " " + std::to_string(rows.keys[i].unit);
    if (rows.is_wanted) text += "=" + std::to_string(static_cast<int>(rows.values[i]));
    if (rows.origins != nullptr) text += (*rows.origins)[rows.keys[i].origin].source;
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(segment_rows)

BOOST_AUTO_TEST_CASE(rows_are_gathered_by_the_time_of_their_files_and_in_a_file_as_they_were) {
  WindowStore first;
  WindowStore second;
  add(first, "A", 30, 3, 300, 7);
  add(first, "B", 31, 3, 300, 7, "x", false);
  add(first, "A", 99, 9, 900, 5);  // nobody wants this unit
  add(second, "A", 12, 2, 150, 2);
  add(second, "A", 11, 1, 100, 2);
  std::vector<std::uint32_t> file_of_unit(8, no_unit);
  file_of_unit[7] = 0;
  file_of_unit[2] = 1;
  const std::array<const WindowStore*, 2> stores{&first, &second};
  const WindowSegment segment = collect_segment(stores, file_of_unit, {{{1, 7, 0, 0, 0}, 0}, {{1, 2, 0, 0, 0}, 5}});
  BOOST_REQUIRE(segment.symbols.size() == 2u);
  BOOST_TEST(shown(segment.symbols[0]) == "A: 0=12 0=11 1=30");
  BOOST_TEST(shown(segment.symbols[1]) == "B: 1");
  BOOST_TEST(segment.files[0].stamp.inode == 2u);
  BOOST_TEST(segment.files[0].text_numbers == 5u);
  BOOST_TEST(segment.files[1].stamp.inode == 7u);
  BOOST_TEST(segment.origins.size() == 2u);
}

BOOST_AUTO_TEST_CASE(only_what_is_live_comes_back_with_what_it_says_of_itself) {
  WindowStore read;
  add(read, "A", 1, 1, 100, 0, "fake");
  add(read, "A", 2, 2, 200, 1, "bot");
  add(read, "A", 3, 3, 300, 2, "bot");
  add(read, "B", 4, 1, 100, 0, "fake");
  const std::vector<std::uint32_t> all{0, 1, 2};
  const std::array<const WindowStore*, 1> stores{&read};
  WindowSegment segment = collect_segment(stores, all, std::vector<StoredFile>(3));
  WindowStore back;
  restore_segment(std::move(segment), std::vector<std::uint32_t>{no_unit, 40, 30}, back);
  BOOST_REQUIRE(back.symbols().size() == 1u);
  BOOST_TEST(shown(back.symbols()[0]) == "A: 40=2bot 30=3bot");
  BOOST_TEST(back.origins().size() == 1u);
}

BOOST_AUTO_TEST_CASE(nothing_live_is_nothing) {
  WindowStore read;
  add(read, "A", 1, 1, 100, 0);
  const std::array<const WindowStore*, 1> stores{&read};
  WindowStore back;
  restore_segment(collect_segment(stores, std::vector<std::uint32_t>{0}, std::vector<StoredFile>(1)),
                  std::vector<std::uint32_t>{no_unit}, back);
  BOOST_TEST(back.symbols().empty());
  BOOST_TEST(back.origins().empty());
}

BOOST_AUTO_TEST_SUITE_END()
