#include <soak/report/tuning/delta_report.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(delta_report_of_a_run)

BOOST_AUTO_TEST_CASE(untrusted_names_are_escaped_and_what_did_not_come_is_explained) {
  DeltaVerification result;
  result.min_applied = 0.95;
  result.is_strict = true;
  result.proposals = {
      {3, "", DeltaStatus::not_applied, "value", "", "", {{"a|b", -0.5, 1, 1, "value", false, "expected 0.5"}}}};
  result.problems = {"iteration 2 <b>missing"};
  const std::string report = delta_report(result);
  BOOST_TEST(report.starts_with("# Verification of the proposed changes\n\nGenerated: "));
  BOOST_TEST(report.find("**FAIL**: 0 of 1 proposal applied whole.") != report.npos);
  BOOST_TEST(report.find("| 3         | NOT_APPLIED | value | a\\|b -0.5") != report.npos);
  BOOST_TEST(report.find("## What did not come") != report.npos);
  BOOST_TEST(report.find("- iteration 2 &lt;b&gt;missing\n") != report.npos);
  BOOST_TEST(report.find("(strict: state hashes count, too)") != report.npos);
  BOOST_TEST(report.find("## State hashes") == report.npos);
}

BOOST_AUTO_TEST_CASE(a_run_without_proposals_is_short) {
  DeltaVerification result;
  result.hash_findings = {{HashMove::stuck, "B", 4, 4, "aa", "aa"}};
  const std::string report = delta_report(result);
  BOOST_TEST(report.find("**PASS**: no window proposes a change") != report.npos);
  BOOST_TEST(report.find("## Proposals") == report.npos);
  BOOST_TEST(report.find("| B STUCK ") != report.npos);
  BOOST_TEST(report.back() == '\n');
}

BOOST_AUTO_TEST_SUITE_END()
