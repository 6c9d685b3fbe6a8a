#include "temporary_directory.hpp"

#include <soak/flow/walk/rotated_journals.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace soak;

namespace {

/// Lines with these hashes, from the one after `before` on.
struct Lines {
  std::vector<std::string> hashes;
  std::string text;

  Lines(std::string before, int count, int first_tick) {
    for (int i = 0; i < count; ++i) {
      JournalEntry entry;
      entry.tick = first_tick + i;
      SealedLine line = seal(entry, before);
      before = line.hash;
      hashes.push_back(line.hash);
      text += line.text + "\n";
    }
  }
};

void put(const std::string& path, const std::string& text) {
  BOOST_REQUIRE(write_file_atomically(path, text, Durability::none));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rotated_journals)

BOOST_AUTO_TEST_CASE(the_files_beside_a_journal_have_their_names) {
  BOOST_TEST(journal_memory_path("artifacts/SOAK_JOURNAL.jsonl") == "artifacts/state/SOAK_JOURNAL.jsonl.state.json");
  BOOST_TEST(journal_head_path("artifacts/SOAK_JOURNAL.jsonl") == "artifacts/SOAK_JOURNAL.head");
  BOOST_TEST(journal_head_path("J") == "./J.head");
}

BOOST_AUTO_TEST_CASE(a_record_is_found_in_whatever_a_rotation_made_of_the_file) {
  const Lines lines(std::string(journal_genesis), 4, 0);
  for (const std::string name : {"J.1", "J-20250115", "J.20250115T120000Z", "J.old"}) {
    const TemporaryDirectory directory;
    put(directory.path(name), lines.text);
    const auto found = find_rotated(directory.path("J"), lines.hashes[2]);
    BOOST_REQUIRE_MESSAGE(found.has_value(), name);
    BOOST_TEST(found->at == 3);
    BOOST_TEST(found->after.size() == 1);
    BOOST_TEST(found->begins_after == journal_genesis);
  }
  for (const std::string name : {"J.torn-20250115T120000Z", "J.cut-20250115T120000Z", "Journal", "K.1"}) {
    const TemporaryDirectory directory;
    put(directory.path(name), lines.text);
    BOOST_TEST(!find_rotated(directory.path("J"), lines.hashes[2]).has_value(), name);
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_whole_chain_explains_nothing) {
  const TemporaryDirectory directory;
  const Lines lines(std::string(journal_genesis), 4, 0);
  std::string changed = lines.text;
  changed[changed.size() - 50] ^= 1;
  put(directory.path("J.1"), changed);
  put(directory.path("J.2.gz"), "\x1f\x8b");
  BOOST_TEST(!find_rotated(directory.path("J"), lines.hashes[1]).has_value());
}

BOOST_AUTO_TEST_CASE(records_are_counted_back_to_the_first_one) {
  const TemporaryDirectory directory;
  const Lines first(std::string(journal_genesis), 4, 0);
  const Lines second(first.hashes.back(), 3, 4);
  put(directory.path("J.2"), first.text);
  put(directory.path("J.1"), second.text);
  BOOST_TEST(records_until(directory.path("J"), second.hashes[1]).value() == 6);
  BOOST_TEST(records_until(directory.path("J"), std::string(journal_genesis)).value() == 0);
  BOOST_REQUIRE(remove_file(directory.path("J.2")));
  BOOST_TEST(!records_until(directory.path("J"), second.hashes[1]).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
