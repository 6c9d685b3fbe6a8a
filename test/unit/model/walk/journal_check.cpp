#include <soak/model/walk/journal_check.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(journal_check)

BOOST_AUTO_TEST_CASE(a_break_goes_before_whatever_was_looked_for) {
  JournalCheck check;
  BOOST_TEST(check.is_whole());
  check.broken = JournalBreak{3, "changed", "J-1"};
  BOOST_TEST(!check.is_whole());
  BOOST_TEST(journal_fault(check, "aa")->text() == "J-1: line 3: changed");
  BOOST_TEST(journal_fault(check, JournalHead{"dev/bybit", 1, "aa"})->line == 3u);
}

BOOST_AUTO_TEST_CASE(a_head_that_no_line_has_is_a_fault_one_that_nobody_asks_for_is_none) {
  JournalCheck check;
  BOOST_TEST(!journal_fault(check, "").has_value());
  BOOST_TEST(journal_fault(check, "aa").has_value());
  check.wanted_head_line = 2;
  BOOST_TEST(!journal_fault(check, "aa").has_value());
}

BOOST_AUTO_TEST_CASE(a_note_counts_all_records_of_a_whole_journal_and_at_least_those_of_a_part) {
  JournalCheck check;
  const JournalHead noted{"dev/bybit", 5, "aa"};
  BOOST_TEST(journal_fault(check, noted)->reason.starts_with("no line has the hash of the note (record 5)"));
  check.wanted_head_line = 5;
  BOOST_TEST(!journal_fault(check, noted).has_value());
  check.wanted_head_line = 4;
  BOOST_TEST(journal_fault(check, noted)->reason == "the note counts 5 records up to its hash, here are 4");
  check.begins_after = "bb";
  BOOST_TEST(!journal_fault(check, noted).has_value());
  check.wanted_head_line = 5;
  BOOST_TEST(journal_fault(check, noted).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
