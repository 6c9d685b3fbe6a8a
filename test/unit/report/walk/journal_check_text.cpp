#include <soak/report/walk/journal_check_text.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(journal_check_text)

BOOST_AUTO_TEST_CASE(a_whole_journal) {
  const JournalCheck check{.records = 9, .head = "ab", .broken = {}, .wanted_head_line = {}};
  BOOST_TEST(!journal_fault(check, "").has_value());
  BOOST_TEST(journal_check_line(check, {}) == "event=journal_verify status=OK records=9 head=ab\n");
  BOOST_TEST(journal_check_json(check, {}, "j\n") ==
             "{\n  \"status\": \"OK\",\n  \"journal\": \"j\\\\x0a\",\n  \"records\": 9,\n  \"head\": \"ab\"\n}\n");
}

BOOST_AUTO_TEST_CASE(a_head_that_is_there_and_one_that_is_not) {
  JournalCheck check{.records = 9, .head = "ab", .broken = {}, .wanted_head_line = 7};
  BOOST_TEST(!journal_fault(check, "cd").has_value());
  BOOST_TEST(journal_check_line(check, {}) == "event=journal_verify status=OK records=9 head=ab since_head=2\n");
  check.wanted_head_line.reset();
  const auto fault = journal_fault(check, "cd");
  BOOST_REQUIRE(fault);
  BOOST_TEST(journal_check_line(check, fault) ==
             "event=journal_verify status=FAIL records=9 head=ab line=0 reason=no line has the hash given with "
             "--head: lines were cut off, or it is of another journal\n");
}

BOOST_AUTO_TEST_CASE(a_break_comes_before_a_head_that_is_missing) {
  const JournalCheck check{.records = 1, .head = "ab", .broken = JournalBreak{2, "changed"}, .wanted_head_line = {}};
  BOOST_TEST(journal_fault(check, "cd")->text() == "line 2: changed");
  BOOST_TEST(journal_broken("j", *check.broken).message == "cannot trust journal j: line 2: changed");
}

BOOST_AUTO_TEST_SUITE_END()
