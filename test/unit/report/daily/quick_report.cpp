#include <soak/report/daily/quick_report.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(quick_report)

// As docs/tools/quick_cmds.md shows it.
BOOST_AUTO_TEST_CASE(the_plan_of_all_steps) {
  BOOST_TEST(quick_plan_text("scripts/ops", quick_plan("all")) ==
             "env LANG=C\n"
             "env LC_ALL=C\n"
             "env MM_FREEZE_UTC=1\n"
             "env PYTEST_DISABLE_PLUGIN_AUTOLOAD=1\n"
             "env TZ=UTC\n"
             "step 1 ready-bundle: scripts/ops/ready-bundle.sh\n"
             "step 2 full-validate: scripts/ops/full-validate.sh\n"
             "step 3 soak-14d: scripts/ops/soak-14d.sh\n"
             "QUICK_CMDS=PLAN\n");
  BOOST_TEST(quick_plan_text("x", {}).ends_with("env TZ=UTC\nQUICK_CMDS=PLAN\n"));
}

BOOST_AUTO_TEST_CASE(a_line_a_step_and_what_they_come_to) {
  const std::vector<QuickStep> steps{{"ready-bundle", "OK", "exit status 0", 0.06, "made it"},
                                     {"soak-14d", "SKIP", "stopped by a signal", 0, ""}};
  BOOST_TEST(quick_lines(steps) ==
             "event=quick_cmds step=ready-bundle status=OK outcome=\"exit status 0\"\n"
             "event=quick_cmds step=soak-14d status=SKIP outcome=\"stopped by a signal\"\n");
  BOOST_TEST(quick_result({steps.front()}) == "RESULT=OK\n");
  // What was skipped was not done.
  BOOST_TEST(quick_result(steps) == "RESULT=FAIL\n");
  BOOST_TEST(quick_lines({}) == "");
}

BOOST_AUTO_TEST_CASE(the_summary_is_a_table_whatever_a_script_printed) {
  const std::vector<QuickStep> steps{{"ready-bundle", "OK", "exit status 0", 0.06, "a|b <b>#1</b> @all `x`"},
                                     {"soak-14d", "FAIL", "exit status 3", 1209600, ""}};
  BOOST_TEST(quick_summary(steps, *parse_iso8601("2026-11-21T02:40:32Z")) ==
             "# Quick commands\n\n"
             "Generated: 2026-11-21 02:40:32 UTC\n\n"
             "| Step         | Status | Outcome       | Seconds   | Last line                                  |\n"
             "|--------------|--------|---------------|-----------|--------------------------------------------|\n"
             "| ready-bundle | OK     | exit status 0 | 0.1       | a\\|b &lt;b&gt;\\#1&lt;/b&gt; &#64;all \\`x\\` |\n"
             "| soak-14d     | FAIL   | exit status 3 | 1209600.0 |                                            |\n\n"
             "RESULT=FAIL\n");
}

BOOST_AUTO_TEST_SUITE_END()
