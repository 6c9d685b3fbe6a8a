#include <soak/model/walk/journal_memory.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

namespace {

JournalMemory sample() {
  JournalEntry entry;
  entry.phase = "canary";
  entry.run = "r";
  entry.tick = 4;
  const SealedLine line = seal(entry, std::string(64, 'b'));
  return {line.hash, 12, std::string(64, 'c'), 10, "r", 4, line.text, {{"canary", "eu", 2}}, "lost"};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_memory)

BOOST_AUTO_TEST_CASE(what_is_remembered_reads_back) {
  BOOST_TEST((*parse_journal_memory(to_json(sample())) == sample()));
  BOOST_TEST((*parse_journal_memory(to_json(JournalMemory{})) == JournalMemory{}));
}

BOOST_AUTO_TEST_CASE(parts_that_contradict_each_other_are_refused) {
  for (const auto& spoil :
       {+[](JournalMemory& m) { m.line[20] ^= 1; }, +[](JournalMemory& m) { m.line.clear(); },
        +[](JournalMemory& m) { m.head[3] = m.head[3] == '0' ? '1' : '0'; }, +[](JournalMemory& m) { m.records = 9; },
        +[](JournalMemory& m) { m.records = 0; }, +[](JournalMemory& m) { m.earlier = -1; }}) {
    JournalMemory memory = sample();
    spoil(memory);
    BOOST_TEST(!parse_journal_memory(to_json(memory)));
  }
  BOOST_TEST(!parse_journal_memory(""));
  BOOST_TEST(!parse_journal_memory("{}"));
}

BOOST_AUTO_TEST_SUITE_END()
