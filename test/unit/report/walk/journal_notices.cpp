#include <soak/report/walk/journal_notices.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

BOOST_AUTO_TEST_SUITE(journal_notices)

BOOST_AUTO_TEST_CASE(a_loss_is_named_with_the_record_that_is_missing) {
  JournalMemory memory;
  memory.records = 3;
  memory.head = std::string(64, 'a');
  BOOST_TEST(
      loss_notice("J", JournalLoss::emptied, memory) ==
      "the journal J was emptied and no file beside it has record 3 (aaaaaaaaaaaa...); the chain goes on from there");
  BOOST_TEST(rotation_notice("J", JournalLoss::gone, "J.1", memory) ==
             "the journal J is gone: rotated to J.1; the chain goes on from record 3 (aaaaaaaaaaaa...)");
  BOOST_TEST(accepted_notice("x") == "accepted (--accept-break): x");
  BOOST_TEST(set_aside_notice("J.cut\n").ends_with("J.cut\\x0a"));
}

BOOST_AUTO_TEST_SUITE_END()
