#include <soak/report/summary/advice_text.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

const SymbolSummary symbol{"A", 24, {}};

struct Case {
  MetricSummary figures;
  Incident incident;
  Recommendation advice{.level = Level::crit};

  explicit Case(Urgency urgency, bool has_incident) {
    advice.urgency = urgency;
    advice.figures = &figures;
    if (has_incident) advice.incident = &incident;
    incident.level = Level::crit;
    incident.since = incident.level_since = "2026-01-12T15:00:00Z";
    incident.bad = 4;
    incident.known = 5;
  }
  Case(const Case&) = delete;
  std::string text(Language language = Language::en) const { return when_text(advice, symbol, language); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(advice_text)

BOOST_AUTO_TEST_CASE(what_is_needed_now_says_since_when) {
  Case now(Urgency::now, true);
  BOOST_TEST(now.text() == "Now, since 2026-01-12 15:00 UTC: bad in 4 of 5 windows");
  BOOST_TEST(now.text(Language::ru) == "Сейчас, с 2026-01-12 15:00 UTC: плохих окон 4 из 5");
  now.incident.level = Level::warn;
  BOOST_TEST(now.text() == "Now WARN, since 2026-01-12 15:00 UTC: bad in 4 of 5 windows");
  now.incident.since = now.incident.level_since = "14";
  now.incident.kind = IncidentKind::no_data;
  BOOST_TEST(now.text(Language::ru) == "Сейчас WARN, с итерации 14: окон без значения 4");
}

BOOST_AUTO_TEST_CASE(data_without_an_incident_are_counted) {
  Case now(Urgency::now, false);
  now.figures.quality.known = 9;
  now.figures.quality.expected = 24;
  BOOST_TEST(now.text() == "Now: 9 of 24 windows with a value");
  BOOST_TEST(now.text(Language::ru) == "Сейчас: окон со значением 9 из 24");
  now.advice.figures = nullptr;
  BOOST_TEST(now.text() == "Now");
}

BOOST_AUTO_TEST_CASE(what_is_over_says_since_when_and_where_in_the_run_it_was) {
  Case past(Urgency::past, true);
  past.incident.closed = "2026-01-12T07:00:00Z";
  past.figures.crit = {2, 0, 1, 1.4};
  BOOST_TEST(past.text() == "Over since 2026-01-12 07:00 UTC: 2 windows of 24 beyond a limit, at the start of the run");
  BOOST_TEST(past.text(Language::ru) ==
             "Прошло, в норме с 2026-01-12 07:00 UTC: окон за порогом 2 из 24, в начале прогона");
  past.figures.warn = {1, 11, 11, 2.4};
  past.figures.extent.gaps = 2;
  BOOST_TEST(past.text() == "Over since 2026-01-12 07:00 UTC: 3 windows of 22 beyond a limit, the last is window 11");
}

BOOST_AUTO_TEST_CASE(single_windows_were_no_incident) {
  Case past(Urgency::past, false);
  past.figures.warn = {1, 11, 11, 2.4};
  BOOST_TEST(past.text() == "Fine now, and no incident: 1 window of 24 beyond a limit, the last is window 11");
  BOOST_TEST(Case(Urgency::watch, false).text() == "The newest window is beyond a limit, which is no incident yet");
}

BOOST_AUTO_TEST_SUITE_END()
