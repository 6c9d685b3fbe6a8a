#include <soak/report/alert/runner_lines.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(runner_lines)

BOOST_AUTO_TEST_CASE(lines_are_the_guides_to_the_letter) {
  const Instant sent = *parse_iso8601("2025-10-26T10:20:00Z");
  AlertState earlier{.last_sent_at = sent, .last_level = Level::crit, .last_verdict = Level::crit};
  BOOST_TEST(
      debounced_line(earlier, Level::crit, 180, 73) ==
      R"(ALERT_DEBOUNCED level=CRIT last_sent="2025-10-26T10:20:00Z" debounce_min=180 remaining_min=73 verdict=CRIT)");
  AlertDecision decision{AlertAction::send, AlertReason::new_violations};
  BOOST_TEST(*bypass_line(decision, earlier, Level::crit) ==
             "ALERT_BYPASS_DEBOUNCE prev=CRIT new=CRIT reason=new_violations signature_changed=true");
  earlier.last_verdict = Level::warn;
  decision.reason = AlertReason::severity_increase;
  BOOST_TEST(*bypass_line(decision, earlier, Level::crit) ==
             "ALERT_BYPASS_DEBOUNCE prev=WARN new=CRIT reason=severity_increase");
  decision.reason = AlertReason::window_over;
  BOOST_TEST(!bypass_line(decision, earlier, Level::crit).has_value());
  BOOST_TEST(sent_line(Level::crit, false) == "ALERT_SENT verdict=CRIT severity_increased=False");
  BOOST_TEST(sent_line(Level::crit, true) == "ALERT_SENT verdict=CRIT severity_increased=True");
  BOOST_TEST(policy_line("prod", {Level::crit, "alert-policy"}) ==
             "ALERT_POLICY env=prod min_severity=CRIT source=alert-policy");
  BOOST_TEST(metrics_line("CRIT", 48, 3, {2, 1, 0}, 1234) ==
             "CONTINUOUS_METRICS verdict=CRIT windows=48 symbols=3 crit=2 warn=1 ok=0 duration_ms=1234");
  BOOST_TEST(heartbeat_line("dev:bybit:k", sent) == "Heartbeat written key=dev:bybit:k ts=2025-10-26T10:20:00Z");
  BOOST_TEST(alert_test_line("slack", {.is_taken = false, .answer = "HTTP 404 no"}) ==
             "ALERT_TEST channel=slack result=FAIL answer=\"HTTP 404 no\"");
}

BOOST_AUTO_TEST_CASE(how_a_lease_stands) {
  BOOST_TEST(lease_line(LeaseState::waiting, 0, "", "") == "LEASE state=waiting owner=-");
  BOOST_TEST(lease_line(LeaseState::waiting, 0, "a:1:2", "away") == "LEASE state=waiting owner=a:1:2 reason=\"away\"");
  BOOST_TEST(lease_line(LeaseState::held, 7, "a:1:2", "away") == "LEASE state=held token=7");
  BOOST_TEST(lease_line(LeaseState::lapsed, 7, "a:1:2", "away") == "LEASE state=lapsed token=7 reason=\"away\"");
}

BOOST_AUTO_TEST_CASE(a_cycle_in_one_word) {
  BOOST_TEST(cycle_verdict(true, false, Level::warn) == "WARN");
  BOOST_TEST(cycle_verdict(true, true, Level::crit) == "UNCHANGED");
  BOOST_TEST(cycle_verdict(false, true, Level::ok) == "FAIL");
}

BOOST_AUTO_TEST_SUITE_END()
