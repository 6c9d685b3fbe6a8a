#include <soak/report/walk/tick_line.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(tick_lines)

BOOST_AUTO_TEST_CASE(the_reason_stands_last) {
  JournalEntry entry;
  entry.phase = "canary";
  entry.status = "FAIL";
  entry.action = "ROLLBACK_STEP";
  entry.reason_code = "GEN_FAIL";
  entry.reason = "net_bps=1.9 < 2";
  BOOST_TEST(tick_line(entry) ==
             "event=soak_tick phase=canary status=FAIL action=ROLLBACK_STEP reason_code=GEN_FAIL "
             "reason=net_bps=1.9 < 2\n");
}

BOOST_AUTO_TEST_SUITE_END()
