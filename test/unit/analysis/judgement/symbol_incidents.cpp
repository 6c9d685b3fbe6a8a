#include <soak/analysis/judgement/symbol_incidents.hpp>
#include <soak/analysis/windows/summarize.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

using namespace soak;

namespace {

/// Two metrics, both bad when low: WARN below 2.5, CRIT below 2; "a" has `first`, "b" has `second`.
struct Judged {
  MetricSet metrics;
  Series series{"BTC", {}};
  SymbolSummary summary;
  std::vector<Incident> incidents;

  Judged(const std::vector<double>& first, const std::vector<double>& second, MissingPlaces missing = {}) {
    for (const char* const name : {"a", "b"}) {
      metrics.metrics.push_back({name, name, name, {Direction::bad_when_low, 2.5, 2}, 2, 2});
    }
    series.values = WindowMatrix::from_shape({first.size(), 2});
    for (std::size_t w = 0; w < first.size(); ++w) {
      series.values(w, 0) = first[w];
      series.values(w, 1) = second[w];
    }
    summary = summarize(series, metrics);
    const PlaceNames places{
        [](SeriesPlace place) { return "w" + std::to_string(place.window) + std::string(place.lead, '\''); },
        [](SeriesPlace place) {
          return static_cast<std::int64_t>(place.window * 10) - static_cast<std::int64_t>(place.lead);
        }};
    incidents = symbol_incidents(series, metrics, missing, default_gross_factor, places, summary);
    rank_incidents(incidents);
  }
};

std::vector<double> good(std::size_t windows) { return std::vector<double>(windows, 3); }

}  // namespace

BOOST_AUTO_TEST_SUITE(symbol_incidents)

BOOST_AUTO_TEST_CASE(a_healthy_symbol_has_none) {
  const Judged judged(good(10), good(10));
  BOOST_TEST(judged.incidents.empty());
  BOOST_TEST(!judged.summary.metrics[0].incident.has_value());
  BOOST_TEST((condition_now(judged.incidents) == Condition::ok));
}

BOOST_AUTO_TEST_CASE(a_bad_stretch_is_told_with_its_windows_and_worst_value) {
  std::vector<double> values = good(20);
  values[15] = 1.9;
  values[16] = 1.5;
  values[18] = 1.7;
  const Judged judged(values, good(20));
  BOOST_REQUIRE(judged.incidents.size() == 1u);
  const Incident& incident = judged.incidents[0];
  BOOST_TEST(incident.id == "BTC:a:w15");
  BOOST_TEST((incident.level == Level::crit));
  BOOST_TEST(incident.opened == "w16");
  BOOST_TEST(incident.is_open());
  BOOST_TEST(incident.worst == 1.5);
  BOOST_TEST(incident.bad == 3u);
  BOOST_TEST(incident.known == 5u);
  BOOST_TEST(incident.limit == 2.0);
  BOOST_TEST(judged.summary.metrics[0].incident->is_open);
  BOOST_TEST(judged.summary.metrics[0].incident->since == "w15");
  BOOST_TEST((condition_now(judged.incidents) == Condition::crit));
}

BOOST_AUTO_TEST_CASE(what_is_over_stays_beside_the_figures_but_is_not_now) {
  std::vector<double> values = good(20);
  values[2] = values[3] = 1.9;
  const Judged judged(values, good(20));
  BOOST_TEST(judged.incidents.at(0).closed.value() == "w9");
  BOOST_TEST(!judged.summary.metrics[0].incident->is_open);
  BOOST_TEST((condition_now(judged.incidents) == Condition::ok));
}

BOOST_AUTO_TEST_CASE(a_silent_metric_warns_and_a_silent_symbol_is_unknown) {
  std::vector<double> silent = good(10);
  silent[7] = silent[8] = silent[9] = gap;
  const Judged one(silent, good(10));
  BOOST_TEST(one.incidents.at(0).id == "BTC:a:NO_DATA:w7");
  BOOST_TEST((condition_now(one.incidents) == Condition::warn));
  const Judged both(silent, silent);
  BOOST_TEST(both.incidents.size() == 2u);
  BOOST_TEST((condition_now(both.incidents) == Condition::unknown));
  const std::vector<std::pair<std::size_t, std::size_t>> no_holes;
  const Judged ended(good(10), good(10), {.holes = no_holes, .tail = 3});
  BOOST_TEST(ended.incidents.at(0).id == "BTC:a:NO_DATA:w10");
  BOOST_TEST((condition_now(ended.incidents) == Condition::unknown));
}

BOOST_AUTO_TEST_CASE(open_ones_go_first_worst_and_newest_first) {
  std::vector<double> old_and_new = good(40);
  for (const std::size_t w : {5, 6}) old_and_new[w] = 1.9;    // recovered
  for (const std::size_t w : {36, 37}) old_and_new[w] = 1.9;  // CRIT, the newest
  std::vector<double> longer = good(40);
  for (std::size_t w = 30; w < 40; ++w) longer[w] = 1.5;  // CRIT, before it
  const Judged judged(old_and_new, longer);
  BOOST_REQUIRE(judged.incidents.size() == 3u);
  BOOST_TEST(judged.incidents[0].id == "BTC:a:w36");
  BOOST_TEST(judged.incidents[1].id == "BTC:b:w30");
  BOOST_TEST(judged.incidents[2].id == "BTC:a:w5");
}

BOOST_AUTO_TEST_CASE(an_open_incident_of_values_is_shown_before_silence) {
  std::vector<double> values = good(12);
  values[5] = values[6] = values[7] = 1.9;
  for (std::size_t w = 8; w < 12; ++w) values[w] = gap;
  const Judged judged(values, good(12));
  BOOST_TEST(judged.incidents.size() == 2u);
  BOOST_TEST(judged.summary.metrics[0].incident->since == "w5");
}

BOOST_AUTO_TEST_CASE(bad_and_known_windows_are_those_of_all_metrics) {
  std::vector<double> values = good(10);
  values[1] = 2.2;
  values[2] = gap;
  const Judged judged(values, good(10));
  Summary summary;
  summary.symbols = {judged.summary};
  summary.incidents = judged.incidents;
  const Present present = present_of(summary);
  BOOST_TEST(present.bad_windows == 1u);
  BOOST_TEST(present.known_windows == 19u);
  BOOST_TEST(present.open_incidents == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
