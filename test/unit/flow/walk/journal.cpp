#include "temporary_directory.hpp"

#include <soak/flow/walk/journal.hpp>
#include <soak/flow/walk/journal_writer.hpp>
#include <soak/sys/file/read_file.hpp>

#include <boost/test/unit_test.hpp>
#include <support/journal_sample.hpp>

#include <string>

using namespace soak;
using namespace journal_sample;

BOOST_AUTO_TEST_SUITE(journal_flow)

BOOST_AUTO_TEST_CASE(written_entries_verify_and_read_back) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("j");
  written_journal(path, 20);
  const auto check = check_journal(path);
  BOOST_REQUIRE(check);
  BOOST_TEST(check->is_whole());
  BOOST_TEST(check->records == 20);
  BOOST_TEST(read_journal(path)->size() == 20);
  BOOST_TEST(read_journal(path, entry(15, "").ts)->size() == 5);
  BOOST_TEST(read_journal(path)->back().status == "FAIL");
  BOOST_TEST((read_journal(directory.path("none")).error().code == Errc::input_unusable));
}

BOOST_AUTO_TEST_CASE(every_cut_of_the_last_lines_is_found_with_the_head) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("j");
  std::string text = written_journal(path, 20);
  const std::string head = check_journal(path)->head;
  BOOST_TEST(check_journal(path, head)->wanted_head_line.value() == 20);
  for (int lines = 19; lines >= 0; --lines) {
    text.erase(text.rfind('\n', text.size() - 2) + 1);
    put(path, text);
    const auto check = check_journal(path, head);
    BOOST_TEST(check->is_whole());
    BOOST_TEST(check->records == static_cast<std::size_t>(lines));
    BOOST_TEST(!check->wanted_head_line);
  }
}

BOOST_AUTO_TEST_CASE(a_head_of_earlier_is_found_in_a_journal_that_grew) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("j");
  written_journal(path, 3);
  const std::string head = check_journal(path)->head;
  written_journal(path, 2);
  BOOST_TEST(check_journal(path, head)->wanted_head_line.value() == 3);
  BOOST_TEST(check_journal(path, "GENESIS")->wanted_head_line.value() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
