#include "temporary_directory.hpp"

#include <soak/flow/walk/journal_writer.hpp>
#include <soak/sys/file/read_file.hpp>

#include <boost/test/unit_test.hpp>
#include <support/journal_sample.hpp>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

using namespace soak;
using namespace journal_sample;

namespace {

/// A journal of FAILs in its own directory, each line by a writer of its own, as cron does.
struct Place : TemporaryDirectory {
  std::string journal = path("J");
  int minute = 0;

  explicit Place(int lines = 0) {
    for (int i = 0; i < lines; ++i) tick();
  }
  /// Appends a FAIL; gives what the writer has to say.
  std::vector<std::string> tick(bool accept_break = false) {
    JournalWriter writer(journal, accept_break, [] { return noon; });
    const auto appended = writer.append(entry(minute++, "FAIL"));
    BOOST_REQUIRE_MESSAGE(appended, appended.error().message);
    return writer.take_notices();
  }
  std::string text() const { return *read_file(journal, 1 << 20); }
  std::string last_hash() const { return check_journal(journal)->head; }
  std::string first_prev() const { return *prev_hash_of(text().substr(0, text().find('\n'))); }
  JournalMemory memory() const { return *recall_journal(journal); }
  void rename(const char* to) const { std::filesystem::rename(journal, path(to)); }
  /// The whole chain over the rotated files.
  bool joins(const std::vector<std::string>& earlier, std::size_t records) const {
    std::vector<std::string> files;
    for (const std::string& name : earlier) files.push_back(path(name));
    const auto check = check_journal(journal, {}, files);
    return check && check->is_whole() && check->begins_after == journal_genesis && check->records == records;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_writer)

BOOST_AUTO_TEST_CASE(a_torn_tail_is_reported_and_the_chain_goes_on_from_the_last_whole_line) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("j");
  const std::string text = written_journal(path, 3);
  const std::size_t last = text.rfind('\n', text.size() - 2) + 1;
  for (std::size_t cut = last + 1; cut < text.size(); ++cut) {
    put(path, text.substr(0, cut));
    BOOST_TEST(check_journal(path)->broken->line == 3);
    BOOST_TEST(read_journal(path)->size() == 2);
    JournalWriter writer(path, false, [] { return noon; });
    BOOST_REQUIRE(writer.append(entry(9, "WARN")));
    BOOST_TEST(writer.take_notices().size() == 1);
    BOOST_TEST(*read_file(path + ".torn-20250115T120000Z", 1 << 20) == text.substr(last, cut - last));
    BOOST_REQUIRE(remove_file(path + ".torn-20250115T120000Z"));
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

BOOST_AUTO_TEST_CASE(what_others_append_behind_a_writers_back_counts) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("j");
  JournalWriter writer(path);
  BOOST_REQUIRE(writer.append(entry(0, "CONTINUE")));
  BOOST_REQUIRE(writer.append(entry(1, "FAIL")));
  BOOST_REQUIRE(JournalWriter(path).append(entry(2, "FAIL")));
  BOOST_REQUIRE(writer.append(entry(3, "FAIL")));
  BOOST_TEST(writer.fails("shadow", "eu") == 3);
  const std::string text = *read_file(path, 1 << 20);
  BOOST_REQUIRE(::truncate(path.c_str(), 10) == 0);
  BOOST_TEST(writer.append(entry(4, "CONTINUE")).has_value());
  BOOST_TEST(*prev_hash_of(*read_file(path, 1 << 20)) ==
             *prev_hash_of(seal(entry(4, ""), writer.memory().begins_after).text));
  BOOST_TEST(writer.take_notices().size() == 2);  // torn and emptied
  put(path, text);
  BOOST_TEST(!writer.append(entry(5, "CONTINUE")));
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

BOOST_AUTO_TEST_CASE(every_kind_of_rotation_keeps_chain_ladder_and_count) {
  for (const std::string how : {"rename", "rename and create", "copy and truncate", "twice"}) {
    Place place(3);
    const std::string head = place.last_hash();
    if (how == "copy and truncate") {
      std::filesystem::copy_file(place.journal, place.path("J.1"));
      std::filesystem::resize_file(place.journal, 0);
    } else {
      place.rename("J.1");
    }
    if (how == "rename and create") put(place.journal, "");
    if (how == "twice") std::filesystem::rename(place.path("J.1"), place.path("J-20250115"));
    const auto notices = place.tick();
    BOOST_REQUIRE_MESSAGE(notices.size() == 1, how);
    BOOST_TEST(notices[0].find("rotated to " + place.path(how == "twice" ? "J-20250115" : "J.1")) != std::string::npos);
    BOOST_TEST(notices[0].find("record 3 (" + head.substr(0, 12)) != std::string::npos);
    BOOST_TEST(place.first_prev() == head);
    BOOST_TEST(place.memory().records == 4);
    BOOST_TEST(place.memory().streaks.front().fails == 4);
    BOOST_TEST(place.memory().unexplained.empty());
    BOOST_TEST(place.tick().empty());
    BOOST_TEST(check_journal(place.journal)->is_whole());
    BOOST_TEST(place.joins({how == "twice" ? "J-20250115" : "J.1"}, 5));
    BOOST_TEST(read_journal(place.journal)->size() == 5);
    BOOST_TEST(read_journal(place.journal, noon + std::chrono::minutes(2))->size() == 3);
  }
}

BOOST_AUTO_TEST_CASE(a_process_that_stays_goes_on_after_a_rotation_too) {
  const Place place;
  JournalWriter writer(place.journal);
  BOOST_REQUIRE(writer.append(entry(0, "FAIL")));
  const std::string head = writer.head();
  place.rename("J.1");
  BOOST_REQUIRE(writer.append(entry(1, "FAIL")));
  BOOST_TEST(place.first_prev() == head);
  BOOST_TEST(writer.fails("shadow", "eu") == 2);
  BOOST_TEST(writer.take_notices().size() == 1);
  // Another process rotated and went on meanwhile.
  place.rename("J.2");
  BOOST_REQUIRE(JournalWriter(place.journal).append(entry(2, "FAIL")));
  BOOST_REQUIRE(writer.append(entry(3, "FAIL")));
  BOOST_TEST(writer.take_notices().empty());
  BOOST_TEST(writer.records() == 4);
  BOOST_TEST(place.joins({"J.1", "J.2"}, 4));
}

BOOST_AUTO_TEST_CASE(rotating_by_ourselves_is_no_news) {
  Place place(2);
  const auto rotated = JournalWriter(place.journal, false, [] { return noon; }).rotate();
  BOOST_REQUIRE(rotated);
  BOOST_TEST(*rotated == place.path("J.20250115T120000Z"));
  BOOST_TEST(!file_exists(place.journal));
  BOOST_TEST(read_journal(place.journal)->size() == 2);
  BOOST_TEST(place.tick().empty());
  BOOST_TEST(*JournalWriter(place.journal, false, [] { return noon; }).rotate() == place.path("J.20250115T120000Z-2"));
  BOOST_TEST(place.tick().empty());
  BOOST_TEST(place.joins({"J.20250115T120000Z", "J.20250115T120000Z-2"}, 4));
  put(place.path("empty"), "");
  BOOST_TEST(!JournalWriter(place.path("empty")).rotate());
}

BOOST_AUTO_TEST_CASE(a_loss_that_nothing_explains_is_named_and_remembered_until_it_is_accepted) {
  for (const std::string how : {"gone", "emptied"}) {
    Place place(3);
    const std::string head = place.last_hash();
    how == "gone" ? (void)std::filesystem::remove(place.journal) : std::filesystem::resize_file(place.journal, 0);
    const auto notices = place.tick();
    BOOST_REQUIRE(notices.size() == 1);
    BOOST_TEST(notices[0].find(how) != std::string::npos);
    BOOST_TEST(notices[0].find("no file beside it has record 3") != std::string::npos);
    BOOST_TEST(place.first_prev() == head);
    BOOST_TEST(place.memory().streaks.front().fails == 4);
    BOOST_TEST(place.memory().unexplained == notices[0]);
    BOOST_TEST(place.tick().empty());
    BOOST_TEST(place.memory().unexplained == notices[0]);
    BOOST_TEST(place.tick(true).front().starts_with("accepted"));
    BOOST_TEST(place.memory().unexplained.empty());
    BOOST_TEST(check_journal(place.journal)->is_whole());
  }
}

BOOST_AUTO_TEST_CASE(a_journal_cut_at_any_line_is_set_aside_and_the_chain_goes_on_from_what_is_remembered) {
  for (int lines = 1; lines < 5; ++lines) {
    Place place(5);
    const std::string head = place.last_hash();
    const std::string whole = place.text();
    std::size_t end = 0;
    for (int i = 0; i < lines; ++i) end = whole.find('\n', end) + 1;
    put(place.journal, whole.substr(0, end));
    const auto notices = place.tick();
    BOOST_REQUIRE(notices.size() == 2);
    BOOST_TEST(notices[0].find("is shorter than it was") != std::string::npos);
    BOOST_TEST(notices[1].find(place.path("J.cut-20250115T120000Z")) != std::string::npos);
    BOOST_TEST(*read_file(place.path("J.cut-20250115T120000Z"), 1 << 20) == whole.substr(0, end));
    BOOST_TEST(place.first_prev() == head);
    BOOST_TEST(place.memory().records == 6);
    BOOST_TEST(place.memory().streaks.front().fails == 6);
    BOOST_TEST(!place.memory().unexplained.empty());
    BOOST_TEST(!place.joins({"J.cut-20250115T120000Z"}, 6));
  }
}

BOOST_AUTO_TEST_CASE(a_journal_written_anew_is_refused_until_that_is_accepted) {
  Place place(3);
  const std::string head = place.last_hash();
  Place other;
  other.minute = 100;
  for (int i = 0; i < 4; ++i) other.tick();
  put(place.journal, other.text());
  const auto refused = JournalWriter(place.journal).append(entry(9, "FAIL"));
  BOOST_REQUIRE(!refused);
  BOOST_TEST((refused.error().code == Errc::corrupt));
  BOOST_TEST(refused.error().message.find("it was replaced, record 3") != std::string::npos);
  BOOST_TEST(place.text() == other.text());
  BOOST_TEST(place.tick(true).size() == 3);
  BOOST_TEST(place.first_prev() == head);
  BOOST_TEST(place.memory().unexplained.empty());
}

BOOST_AUTO_TEST_CASE(lines_are_never_cut_off_at_the_beginning_unnoticed) {
  Place place(5);
  const std::string whole = place.text();
  put(place.journal, whole.substr(whole.find('\n') + 1));
  const auto refused = JournalWriter(place.journal).append(entry(9, "FAIL"));
  BOOST_REQUIRE(!refused);
  BOOST_TEST(refused.error().message.find("line 1") != std::string::npos);
  BOOST_TEST(check_journal(place.journal)->broken->reason.find("its prev_hash is not GENESIS") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_line_that_was_not_remembered_yet_is_learnt_from_wherever_it_is) {
  Place place(2);
  const std::string memory = *read_file(journal_memory_path(place.journal), 1 << 20);
  place.tick();
  put(journal_memory_path(place.journal), memory);  // killed between line and memory
  place.tick();
  BOOST_TEST(place.joins({}, 4));
  BOOST_TEST(place.memory().streaks.front().fails == 4);
  put(journal_memory_path(place.journal), memory);
  place.rename("J.1");
  place.tick();
  BOOST_TEST(place.joins({"J.1"}, 5));
  BOOST_TEST(place.memory().records == 5);
  BOOST_TEST(place.memory().streaks.front().fails == 5);
  put(journal_memory_path(place.journal), memory);  // of a time before the rotation
  place.tick();
  BOOST_TEST(place.joins({"J.1"}, 6));
  BOOST_TEST(place.memory().records == 6);
  BOOST_TEST(place.memory().streaks.front().fails == 6);
}

BOOST_AUTO_TEST_CASE(without_a_memory_the_files_say_where_the_chain_goes_on) {
  Place place(2);
  place.rename("J.1");
  place.tick();
  std::filesystem::remove(journal_memory_path(place.journal));
  place.tick();
  BOOST_TEST(place.memory().records == 4);
  BOOST_TEST(place.joins({"J.1"}, 4));
  std::filesystem::remove(journal_memory_path(place.journal));
  std::filesystem::remove(place.path("J.1"));
  BOOST_TEST(!JournalWriter(place.journal).open());
  place.tick(true);
  BOOST_TEST(place.memory().records == 3);
  put(journal_memory_path(place.journal), "{}");
  BOOST_TEST(!JournalWriter(place.journal).open());
}

BOOST_AUTO_TEST_CASE(without_a_memory_a_new_file_goes_on_from_what_a_rotation_left) {
  Place place(2);
  place.rename("J.2");
  place.tick();
  place.rename("J.1");
  std::filesystem::remove(journal_memory_path(place.journal));
  const auto notices = place.tick();
  BOOST_REQUIRE(notices.size() == 1);
  BOOST_TEST(notices[0].find("rotated to " + place.path("J.1")) != std::string::npos);
  BOOST_TEST(place.joins({"J.2", "J.1"}, 4));
  BOOST_TEST(place.memory().records == 4);
  BOOST_TEST(place.memory().streaks.front().fails == 2);  // of J.1 and the new one: older files are not counted again
}

BOOST_AUTO_TEST_CASE(a_last_line_torn_after_it_was_remembered_counts_no_more) {
  Place place(3);
  const std::string text = place.text();
  for (const std::size_t missing : {std::size_t{1}, std::size_t{100}}) {
    put(place.journal, text.substr(0, text.size() - missing));
    BOOST_TEST(place.tick().size() == 1);
    BOOST_TEST(place.joins({}, 3));
    BOOST_TEST(place.memory().records == 3);
    BOOST_TEST(place.memory().streaks.front().fails == 3);
  }
}

BOOST_AUTO_TEST_CASE(a_memory_that_cannot_be_written_stops_nothing) {
  Place place;
  put(place.path("state"), "a file where the directory should be");
  const auto notices = place.tick();
  BOOST_REQUIRE(notices.size() == 1);
  BOOST_TEST(notices[0].find("cannot create directory") != std::string::npos);
  BOOST_TEST(place.joins({}, 1));
}

BOOST_AUTO_TEST_SUITE_END()
