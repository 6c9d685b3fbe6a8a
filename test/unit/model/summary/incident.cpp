#include <soak/model/summary/incident.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(incident_words)

BOOST_AUTO_TEST_CASE(conditions_and_kinds_have_names) {
  for (const Condition condition : {Condition::ok, Condition::warn, Condition::unknown, Condition::crit}) {
    BOOST_TEST((parse_condition(to_string(condition)) == condition));
  }
  BOOST_TEST(!parse_condition("crit").has_value());
  for (const IncidentKind kind : {IncidentKind::limit, IncidentKind::no_data}) {
    BOOST_TEST((parse_incident_kind(to_string(kind)) == kind));
  }
  BOOST_TEST(!parse_incident_kind("").has_value());
}

BOOST_AUTO_TEST_CASE(not_to_know_is_worse_than_a_warning) {
  BOOST_TEST((Condition::warn < Condition::unknown));
  BOOST_TEST((Condition::unknown < Condition::crit));
  BOOST_TEST((level_of(Condition::ok) == Level::ok));
  BOOST_TEST((level_of(Condition::warn) == Level::warn));
  BOOST_TEST((level_of(Condition::unknown) == Level::crit));
  BOOST_TEST((level_of(Condition::crit) == Level::crit));
}

BOOST_AUTO_TEST_CASE(an_incident_is_open_until_a_window_closes_it) {
  Incident incident;
  BOOST_TEST(incident.is_open());
  incident.closed = "9";
  BOOST_TEST(!incident.is_open());
}

BOOST_AUTO_TEST_SUITE_END()
