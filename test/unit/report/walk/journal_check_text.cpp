#include <soak/report/walk/journal_check_text.hpp>

#include <boost/test/unit_test.hpp>

#include <optional>
#include <vector>

using namespace soak;

namespace {

const std::optional<JournalBreak> no_fault;
const std::optional<JournalHead> no_note;

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_check_text)

BOOST_AUTO_TEST_CASE(a_whole_journal) {
  const JournalCheck check{.records = 9, .head = "ab", .broken = {}, .wanted_head_line = {}};
  BOOST_TEST(!journal_fault(check, "").has_value());
  BOOST_TEST(journal_check_line({check, no_fault, no_note}) == "event=journal_verify status=OK records=9 head=ab\n");
  BOOST_TEST(journal_check_json({check, no_fault, no_note}, "j\n") ==
             "{\n  \"status\": \"OK\",\n  \"journal\": \"j\\\\x0a\",\n  \"records\": 9,\n  \"head\": \"ab\"\n}\n");
}

BOOST_AUTO_TEST_CASE(a_head_that_is_there_and_one_that_is_not) {
  JournalCheck check{.records = 9, .head = "ab", .broken = {}, .wanted_head_line = 7};
  BOOST_TEST(!journal_fault(check, "cd").has_value());
  BOOST_TEST(journal_check_line({check, no_fault, no_note}) ==
             "event=journal_verify status=OK records=9 head=ab since_head=2\n");
  check.wanted_head_line.reset();
  const auto fault = journal_fault(check, "cd");
  BOOST_REQUIRE(fault);
  BOOST_TEST(journal_check_line({check, fault, no_note}) ==
             "event=journal_verify status=FAIL records=9 head=ab line=0 reason=no line has the hash given with "
             "--head: lines were cut off, or it is of another journal\n");
}

BOOST_AUTO_TEST_CASE(a_break_comes_before_a_head_that_is_missing) {
  const JournalCheck check{.records = 1, .head = "ab", .broken = JournalBreak{2, "changed"}, .wanted_head_line = {}};
  BOOST_TEST(journal_fault(check, "cd")->text() == "line 2: changed");
  BOOST_TEST(journal_broken("j", *check.broken).message == "cannot trust journal j: line 2: changed");
}

BOOST_AUTO_TEST_CASE(a_note_is_held_against_hash_and_count) {
  const std::optional<JournalHead> noted = JournalHead{"prod/bybit", 7, "cd"};
  JournalCheck check{.records = 9, .head = "ab", .broken = {}, .wanted_head_line = 7};
  BOOST_TEST(!journal_fault(check, *noted).has_value());
  BOOST_TEST(journal_check_line({check, no_fault, noted}) ==
             "event=journal_verify status=OK records=9 head=ab noted=7 noted_hash=cd since_note=2\n");
  BOOST_TEST(journal_check_warnings({check, no_fault, noted}).size() == 1);
  check.wanted_head_line = 6;
  BOOST_TEST(journal_fault(check, *noted)->text() == "line 0: the note counts 7 records up to its hash, here are 6");
  check.begins_after = "ef";
  BOOST_TEST(!journal_fault(check, *noted).has_value());
  BOOST_TEST(journal_check_warnings({check, no_fault, noted}).size() == 2);
  check.wanted_head_line = 7;
  BOOST_TEST(journal_fault(check, *noted).has_value());
  check.wanted_head_line.reset();
  BOOST_TEST(journal_fault(check, *noted)->text().starts_with("line 0: no line has the hash of the note (record 7)"));
  check.broken = JournalBreak{3, "changed", "J.1"};
  BOOST_TEST(journal_check_line({check, journal_fault(check, *noted), noted}) ==
             "event=journal_verify status=FAIL records=9 head=ab begins_after=ef noted=7 noted_hash=cd file=J.1 line=3 "
             "reason=changed\n");
  BOOST_TEST(check.broken->text() == "J.1: line 3: changed");
}

BOOST_AUTO_TEST_CASE(what_is_remembered_and_not_there_is_warned_of) {
  JournalCheck check{.records = 9, .head = "ab", .broken = {}, .wanted_head_line = {}};
  BOOST_TEST(journal_check_warnings({check, no_fault, no_note}).empty());
  check.remembered = "cd";
  BOOST_TEST(journal_check_warnings({check, no_fault, no_note}).size() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
