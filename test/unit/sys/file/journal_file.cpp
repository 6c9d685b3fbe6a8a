#include "temporary_directory.hpp"

#include <soak/sys/file/journal_file.hpp>
#include <soak/sys/file/read_file.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace soak;

namespace {

const Instant noon = *parse_iso8601("2025-01-15T12:00:00Z");

std::vector<std::size_t> lengths(std::string_view lines) {
  return values_of_lines(lines, [](std::string_view line) { return line.size(); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_file)

BOOST_AUTO_TEST_CASE(lines_are_added_and_read_back) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("made/here/journal");
  for (const char* line : {"one\n", "two\n"}) {
    auto file = LockedJournal::open(path, noon);
    BOOST_REQUIRE(file);
    BOOST_TEST(file->torn_file().empty());
    BOOST_TEST(file->append(line).has_value());
  }
  auto file = LockedJournal::open(path, noon);
  BOOST_TEST(file->size() == 8);
  BOOST_TEST(*file->read(4, 8) == "two\n");
  BOOST_TEST(!file->read(4, 9));
}

BOOST_AUTO_TEST_CASE(a_tail_torn_at_any_byte_is_set_aside) {
  const TemporaryDirectory directory;
  const std::string whole = "first\nsecond\n";
  for (std::size_t cut = 7; cut < whole.size(); ++cut) {
    const std::string path = directory.path("journal-" + std::to_string(cut));
    BOOST_REQUIRE(write_file_atomically(path, whole.substr(0, cut), Durability::none));
    auto file = LockedJournal::open(path, noon);
    BOOST_REQUIRE(file);
    BOOST_TEST(file->size() == 6);
    BOOST_TEST(file->torn_file() == path + ".torn-20250115T120000Z");
    BOOST_TEST(*read_file(file->torn_file(), 100) == whole.substr(6, cut - 6));
    BOOST_TEST(file->append("next\n").has_value());
    BOOST_TEST(*read_file(path, 100) == "first\nnext\n");
  }
}

BOOST_AUTO_TEST_CASE(a_second_torn_tail_does_not_overwrite_the_first) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("journal");
  for (const char* torn : {"aaa", "bbb"}) {
    BOOST_REQUIRE(write_file_atomically(path, torn, Durability::none));
    BOOST_REQUIRE(LockedJournal::open(path, noon));
  }
  BOOST_TEST(*read_file(path + ".torn-20250115T120000Z", 100) == "aaa");
  BOOST_TEST(*read_file(path + ".torn-20250115T120000Z-2", 100) == "bbb");
}

BOOST_AUTO_TEST_CASE(a_long_torn_tail_of_zeros_is_set_aside_whole) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("journal");
  BOOST_REQUIRE(write_file_atomically(path, "line\n" + std::string(10000, '\0'), Durability::none));
  auto file = LockedJournal::open(path, noon);
  BOOST_TEST(file->size() == 5);
  BOOST_TEST(read_file(file->torn_file(), 20000)->size() == 10000);
}

BOOST_AUTO_TEST_CASE(what_is_no_file_is_refused) {
  const TemporaryDirectory directory;
  BOOST_TEST(LockedJournal::open(directory.directory(), noon).error().message.ends_with("Is a directory"));
  BOOST_TEST(!LockedJournal::open("/dev/null", noon));
  BOOST_TEST((LockedJournal::open("/dev/null/journal", noon).error().code == Errc::output_failed));
}

BOOST_AUTO_TEST_CASE(a_long_journal_is_visited_in_order_with_what_was_found_out_about_each_line) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("journal");
  constexpr std::size_t count = 200000;
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += std::to_string(i) + std::string(40 + i % 50, 'x') + "\n";
  BOOST_REQUIRE(text.size() > (std::size_t{12} << 20));
  BOOST_REQUIRE(write_file_atomically(path, text + "torn", Durability::none));
  std::size_t next = 0;
  std::size_t wrong = 0;
  const auto visit = [&](std::string_view line, std::size_t length) {
    const std::string number = std::to_string(next++);
    wrong += length == line.size() && line.starts_with(number + "x") ? 0 : 1;
    return true;
  };
  BOOST_TEST(*visit_journal_lines(path, lengths, visit));
  BOOST_TEST(next == count);
  BOOST_TEST(wrong == 0);
  for (const std::size_t last : {std::size_t{0}, std::size_t{7}, count / 2, count - 1}) {
    std::size_t seen = 0;
    const auto until_last = [&](std::string_view, std::size_t) { return seen++ != last; };
    BOOST_TEST(!*visit_journal_lines(path, lengths, until_last));
    BOOST_TEST(seen == last + 1);
  }
}

BOOST_AUTO_TEST_SUITE_END()
