#include "temporary_directory.hpp"

#include <soak/flow/walk/journal.hpp>
#include <soak/sys/file/read_file.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <thread>

using namespace soak;

namespace {

JournalEntry entry(int minute, std::string status) {
  JournalEntry result;
  result.ts = *parse_iso8601("2025-01-15T12:00:00Z") + std::chrono::minutes(minute);
  result.phase = "shadow";
  result.status = std::move(status);
  result.run = "r";
  result.tick = minute;
  return result;
}

std::string written_journal(const std::string& path, int lines) {
  JournalWriter writer(path);
  for (int i = 0; i < lines; ++i) BOOST_REQUIRE(writer.append(entry(i, i % 5 == 4 ? "FAIL" : "CONTINUE")));
  return *read_file(path, 1 << 20);
}

void put(const std::string& path, const std::string& text) {
  BOOST_REQUIRE(write_file_atomically(path, text, Durability::none));
}

}  // namespace

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

BOOST_AUTO_TEST_CASE(a_torn_tail_is_reported_and_the_chain_goes_on_from_the_last_whole_line) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("j");
  const std::string text = written_journal(path, 3);
  const std::size_t last = text.rfind('\n', text.size() - 2) + 1;
  for (std::size_t cut = last + 1; cut < text.size(); ++cut) {
    put(path, text.substr(0, cut));
    BOOST_TEST(check_journal(path)->broken->line == 3);
    BOOST_TEST(read_journal(path)->size() == 2);
    JournalWriter writer(path);
    BOOST_REQUIRE(writer.append(entry(9, "WARN")));
    BOOST_REQUIRE(writer.torn_files().size() == 1);
    BOOST_TEST(*read_file(writer.torn_files().front(), 1 << 20) == text.substr(last, cut - last));
    const auto check = check_journal(path);
    BOOST_TEST(check->is_whole());
    BOOST_TEST(check->records == 3);
  }
}

BOOST_AUTO_TEST_CASE(a_broken_chain_is_never_continued) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("j");
  std::string text = written_journal(path, 5);
  text[text.size() / 2] ^= 1;
  put(path, text);
  const auto refused = JournalWriter(path).append(entry(6, "CONTINUE"));
  BOOST_REQUIRE(!refused);
  BOOST_TEST((refused.error().code == Errc::corrupt));
  BOOST_TEST(refused.error().message.find("line 3") != std::string::npos);
  BOOST_TEST(*read_file(path, 1 << 20) == text);
  BOOST_TEST((read_journal(path).error().code == Errc::corrupt));
}

BOOST_AUTO_TEST_CASE(what_happens_behind_a_writers_back_is_noticed) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("j");
  JournalWriter writer(path);
  BOOST_REQUIRE(writer.append(entry(0, "CONTINUE")));
  BOOST_REQUIRE(writer.append(entry(1, "CONTINUE")));
  std::size_t seen = 0;
  BOOST_REQUIRE(JournalWriter(path).append(entry(2, "WARN")));
  BOOST_REQUIRE(writer.append(entry(3, "CONTINUE"), [&](const JournalEntry& other) {
    ++seen;
    BOOST_TEST(other.tick == 2);
  }));
  BOOST_TEST(seen == 1);
  const std::string text = *read_file(path, 1 << 20);
  BOOST_REQUIRE(::truncate(path.c_str(), 10) == 0);
  BOOST_TEST(!writer.append(entry(4, "CONTINUE")));
  put(path, text);
  BOOST_TEST(!writer.append(entry(4, "CONTINUE")));
}

BOOST_AUTO_TEST_CASE(writers_side_by_side_make_one_chain_and_a_reader_never_sees_it_broken) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("j");
  BOOST_REQUIRE(JournalWriter(path).open());
  std::vector<std::thread> writers;
  std::atomic<int> refused{0};
  for (int w = 0; w < 3; ++w) {
    writers.emplace_back([&] {
      JournalWriter writer(path);
      for (int i = 0; i < 40; ++i) refused += writer.append(entry(i, "CONTINUE")) ? 0 : 1;
    });
  }
  int broken = 0;
  for (int i = 0; i < 100; ++i) broken += check_journal(path)->is_whole() ? 0 : 1;
  for (std::thread& writer : writers) writer.join();
  BOOST_TEST(refused == 0);
  BOOST_TEST(broken == 0);
  BOOST_TEST(check_journal(path)->records == 120);
}

BOOST_AUTO_TEST_SUITE_END()
