#include "temporary_directory.hpp"

#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/line_blocks.hpp>

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

using namespace soak;

namespace {

/// All blocks put together again, each checked to end with a line.
std::string join(LineBlocks& blocks) {
  std::string all;
  ByteBuffer block;
  std::uint64_t offset = 0;
  while (blocks.next(block, offset)) {
    BOOST_TEST(offset == all.size());
    BOOST_TEST((all.empty() || all.back() == '\n'));
    all += block.view();
  }
  return all;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(line_blocks, TemporaryDirectory)

BOOST_AUTO_TEST_CASE(blocks_hold_whole_lines_and_lose_nothing) {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "line " + std::to_string(i * 7919) + "\n";
  for (const std::string& end : {std::string(), std::string("no line end"), std::string(3 << 20, 'x') + "\nlast\n"}) {
    BOOST_REQUIRE(write_file_atomically(path("f"), text + end, Durability::none));
    LineBlocks blocks(Fd(::open(path("f").c_str(), O_RDONLY)));
    BOOST_TEST(blocks.read_first());
    BOOST_TEST((join(blocks) == text + end));
    BOOST_TEST(blocks.error() == 0);
  }
}

BOOST_AUTO_TEST_CASE(a_block_does_not_end_in_a_value_of_several_lines) {
  const std::string value = "{\n  \"a\": 1,\n  \"b\": [\n    {}\n  ]\n}";
  std::string text = "{}\n";
  while (text.size() < 3 * LineBlocks::block_bytes) text += value + "\n";
  BOOST_REQUIRE(write_file_atomically(path("f"), text + value, Durability::none));
  LineBlocks blocks(Fd(::open(path("f").c_str(), O_RDONLY)));
  ByteBuffer block;
  std::uint64_t offset = 0;
  std::size_t count = 0;
  for (; blocks.next(block, offset); ++count) {
    BOOST_TEST(block.view().front() == '{');
    BOOST_TEST(block.view().substr(0, block.view().find_last_not_of('\n') + 1).ends_with('}'));
  }
  BOOST_TEST(count >= 3u);
}

BOOST_AUTO_TEST_CASE(a_directory_is_an_error_not_an_empty_stream) {
  LineBlocks blocks(Fd(::open(directory().c_str(), O_RDONLY)));
  BOOST_TEST(!blocks.read_first());
  BOOST_TEST(blocks.error() == EISDIR);
}

BOOST_AUTO_TEST_CASE(reading_all_is_bounded) {
  BOOST_REQUIRE(write_file_atomically(path("f"), std::string(3 << 20, 'x'), Durability::none));
  LineBlocks blocks(Fd(::open(path("f").c_str(), O_RDONLY)));
  BOOST_TEST(!blocks.read_all(1 << 20));
  LineBlocks whole(Fd(::open(path("f").c_str(), O_RDONLY)));
  BOOST_TEST(whole.read_all(3 << 20));
  BOOST_TEST(whole.peek().size() == std::size_t{3} << 20);
}

BOOST_AUTO_TEST_CASE(lines_of_a_file_come_one_after_another) {
  TemporaryDirectory folder;
  const std::string long_line(3 << 20, 'x');
  std::ofstream(folder.path("file")) << "one\n\n" << long_line << "\nlast";
  LineReader lines(folder.path("file"));
  std::vector<std::size_t> sizes;
  std::string_view line;
  while (lines.next(line)) sizes.push_back(line.size());
  BOOST_TEST((sizes == std::vector<std::size_t>{3, 0, long_line.size(), 4}));
  BOOST_TEST(lines.status().has_value());
  LineReader none(folder.path("none"));
  BOOST_TEST(!none.next(line));
  BOOST_TEST(none.status().error().message.ends_with("none: No such file or directory"));
}

BOOST_AUTO_TEST_SUITE_END()
