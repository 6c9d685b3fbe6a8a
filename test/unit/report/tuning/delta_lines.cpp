#include <soak/report/tuning/delta_lines.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(delta_lines_of_a_run)

BOOST_AUTO_TEST_CASE(a_share_below_the_limit_never_looks_like_it) {
  BOOST_TEST(share_text(0.89999) == "0.8999");
  BOOST_TEST(share_text(0.9) == "0.9000");
  BOOST_TEST(share_text(std::nullopt) == "n/a");
  BOOST_TEST(short_number(0.020000000000000004) == "0.02");
}

BOOST_AUTO_TEST_CASE(each_proposal_and_hash_has_a_line_in_ascii) {
  DeltaVerification result;
  result.min_applied = 0.9;
  result.proposals = {{2, "BT\xC3\x9C", DeltaStatus::partly, "value", "bounded", "expected 630", {{"a", 1}, {"b", 2}}}};
  result.proposals[0].deltas[0].has_come = true;
  result.hash_findings = {{HashMove::unexplained, "", 1, 2, "0123456789abcdef", "f"}};
  BOOST_TEST(delta_lines(result) ==
             "event=delta symbol=BT\\xc3\\x9c iteration=2 status=PARTLY by=value keys=1/2 skip_reason=\"bounded\" "
             "note=\"expected 630\"\n"
             "event=state_hash status=UNEXPLAINED from_iteration=1 to_iteration=2 from=0123456789ab to=f\n"
             "event=verify_deltas_applied status=FAIL proposed=1 judged=1 applied=0 partly=1 not_applied=0 pending=0 "
             "share=0.0000 min_applied=0.9 hash_stuck=0 hash_unexplained=1 "
             "details=\"0 of 1 proposal applied whole, 1 partly\"\n");
}

BOOST_AUTO_TEST_CASE(nothing_to_verify_is_said) {
  DeltaVerification result;
  BOOST_TEST(delta_sentence(result) == "no window proposes a change, so there is nothing to verify");
  result.proposals = {{1, "", DeltaStatus::pending}};
  BOOST_TEST(delta_sentence(result) == "no later window says yet whether a proposed change came");
}

BOOST_AUTO_TEST_SUITE_END()
