#include <soak/report/summary/incident_text.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(incident_text)

BOOST_AUTO_TEST_CASE(a_window_is_named_by_time_iteration_or_file) {
  BOOST_TEST(place_text("2026-01-12T14:00:00Z") == "2026-01-12 14:00 UTC");
  BOOST_TEST(place_text("2026-01-12T14:00:07Z") == "2026-01-12 14:00:07 UTC");
  BOOST_TEST(place_text("14") == "iteration 14");
  BOOST_TEST(place_text("a\n.json") == "a\\x0a.json");
  BOOST_TEST(place_text("") == "");
}

BOOST_AUTO_TEST_CASE(it_lasted_a_time_or_a_number_of_windows) {
  Incident incident;
  incident.since = "2026-01-12T14:00:00Z";
  incident.closed = "2026-01-12T23:05:00Z";
  BOOST_TEST(lasted_text(incident) == "9 h 05 min");
  incident.since = "14";
  incident.since_index = 13;
  incident.closed = "15";
  incident.closed_index = 14;
  BOOST_TEST(lasted_text(incident) == "1 window");
  incident.kind = IncidentKind::no_data;
  incident.bad = 5;
  BOOST_TEST(lasted_text(incident) == "5 windows");
}

BOOST_AUTO_TEST_CASE(what_was_bad_is_counted_since_the_level_is_that) {
  Incident incident;
  incident.since = "7";
  incident.bad = 4;
  incident.known = 5;
  BOOST_TEST(bad_text(incident) == "4 of 5 windows");
  incident.level_since = "9";
  BOOST_TEST(bad_text(incident) == "4 of 5 windows since iteration 9");
  incident.level_since = "7";
  BOOST_TEST(bad_text(incident) == "4 of 5 windows");
  incident.kind = IncidentKind::no_data;
  BOOST_TEST(bad_text(incident) == "4 windows without a value");
}

BOOST_AUTO_TEST_CASE(a_limit_has_its_side_and_a_change_its_sign) {
  BOOST_TEST(limit_text(Direction::bad_when_high, 400) == "> 400");
  BOOST_TEST(limit_text(Direction::bad_when_low, 2.5) == "< 2.5");
  const MetricSet metrics = standard_metrics();
  BOOST_TEST(change_text(42.4, metrics.metrics[2]) == "+42 ms");
  BOOST_TEST(change_text(-0.126, metrics.metrics[0]) == "-0.13 bps");
  BOOST_TEST(change_text(0.0004, metrics.metrics[3]) == "+0.0004");
  BOOST_TEST(metric_of(metrics, "risk_ratio").title == "Risk");
  BOOST_TEST(metric_of(metrics, "other").title == "other");
}

BOOST_AUTO_TEST_SUITE_END()
