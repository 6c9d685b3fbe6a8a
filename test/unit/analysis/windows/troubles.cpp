#include <soak/analysis/windows/summarize.hpp>
#include <soak/analysis/windows/troubles.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace soak;

namespace {

constexpr std::size_t lasts = SIZE_MAX;

struct Case {
  const char* what;
  std::vector<double> latency;  ///< WARN above 350, CRIT above 400
  Level level;
  Level now;
  std::size_t first;
  std::size_t since;
  std::size_t recovered;
  std::size_t windows;
  double last;
  double worst;
  double limit;
};

std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.what; }

const std::vector<Case> cases{
    {"lasts since it began", {300, 410, 420}, Level::crit, Level::crit, 1, 1, lasts, 2, 420, 420, 400},
    {"all windows", {410, 500, 420}, Level::crit, Level::crit, 0, 0, lasts, 3, 420, 500, 400},
    {"a warning grew critical", {300, 360, 420}, Level::crit, Level::crit, 1, 1, lasts, 2, 420, 420, 400},
    {"critical, now a warning", {300, 420, 360}, Level::crit, Level::warn, 1, 1, lasts, 2, 360, 420, 400},
    {"over", {300, 420, 410, 300, 310}, Level::crit, Level::ok, 1, 1, 3, 2, 310, 420, 400},
    {"came back", {420, 300, 300, 410, 405}, Level::crit, Level::crit, 0, 3, lasts, 3, 405, 420, 400},
    {"came back and went", {420, 300, 360, 300}, Level::crit, Level::ok, 0, 2, 3, 2, 300, 420, 400},
    {"a gap ends nothing", {300, 420, gap, 410}, Level::crit, Level::crit, 1, 1, lasts, 2, 410, 420, 400},
    {"a gap recovers nothing", {300, 420, gap}, Level::crit, Level::crit, 1, 1, lasts, 1, 420, 420, 400},
    {"recovered behind a gap", {420, gap, 300}, Level::crit, Level::ok, 0, 0, 2, 1, 300, 420, 400},
    {"on the limit is within", {360, 350}, Level::warn, Level::ok, 0, 0, 1, 1, 350, 360, 350},
    {"one window", {360}, Level::warn, Level::warn, 0, 0, lasts, 1, 360, 360, 350},
};

/// One symbol's series of the four standard metrics; only the latency is given.
Series series_of(const std::string& symbol, const std::vector<double>& latency) {
  Series series{symbol, WindowMatrix::from_shape({latency.size(), 4})};
  for (std::size_t w = 0; w < latency.size(); ++w) {
    const double row[] = {3.0, 0.9, latency[w], 0.3};
    for (std::size_t m = 0; m < 4; ++m) series.values(w, m) = row[m];
  }
  return series;
}

std::vector<MetricTrouble> incidents_of(const std::vector<Series>& series, const MetricSet& metrics) {
  Summary summary;
  for (const Series& one : series) summary.symbols.push_back(summarize(one, metrics));
  return find_troubles(series, summary, metrics);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(incidents_suite)

BOOST_DATA_TEST_CASE(since_when_and_is_it_over, boost::unit_test::data::make(cases), c) {
  const auto found = incidents_of({series_of("A", c.latency)}, standard_metrics());
  BOOST_REQUIRE(found.size() == 1u);
  const MetricTrouble& incident = found.front();
  BOOST_TEST((incident.level == c.level));
  BOOST_TEST((incident.now == c.now));
  BOOST_TEST(incident.metric == 2u);
  BOOST_TEST(incident.first == c.first);
  BOOST_TEST(incident.since == c.since);
  BOOST_TEST(incident.recovered.value_or(lasts) == c.recovered);
  BOOST_TEST(incident.is_over() == (c.recovered != lasts));
  BOOST_TEST(incident.windows == c.windows);
  BOOST_TEST(incident.last == c.last);
  BOOST_TEST(incident.worst == c.worst);
  BOOST_TEST(incident.limit == c.limit);
}

BOOST_AUTO_TEST_CASE(a_metric_without_a_value_is_told_too) {
  const auto found = incidents_of({series_of("A", {gap, gap})}, standard_metrics());
  BOOST_REQUIRE(found.size() == 1u);
  BOOST_TEST(!found[0].has_data());
  BOOST_TEST((found[0].level == Level::warn));
  BOOST_TEST(found[0].windows == 0u);
  BOOST_TEST(!found[0].is_over());
}

BOOST_AUTO_TEST_CASE(nothing_wrong_is_nothing_told) {
  BOOST_TEST(incidents_of({series_of("A", {300, gap, 350})}, standard_metrics()).empty());
}

BOOST_AUTO_TEST_CASE(the_worst_comes_first) {
  MetricSet metrics = standard_metrics();
  metrics.overrides[{"OWN", 2}] = {100, 300};
  const auto found = incidents_of(
      {series_of("WARN", {360}), series_of("OVER", {900, 300}), series_of("SMALL", {401}), series_of("BIG", {450}),
       series_of("TWIN", {450}), series_of("NONE", {gap}), series_of("OWN", {310})},
      metrics);
  std::string order;
  const char* const names[] = {"WARN", "OVER", "SMALL", "BIG", "TWIN", "NONE", "OWN"};
  for (const MetricTrouble& incident : found) (order += names[incident.symbol]) += ' ';
  BOOST_TEST(order == "BIG TWIN OWN SMALL OVER WARN NONE ");
}

BOOST_AUTO_TEST_CASE(equal_limits_are_compared_by_their_own_size) {
  MetricSet metrics = standard_metrics();
  metrics.metrics[2].threshold = {Direction::bad_when_high, 100, 100};
  const auto found = incidents_of({series_of("A", {110}), series_of("B", {150})}, metrics);
  BOOST_REQUIRE(found.size() == 2u);
  BOOST_TEST(found[0].symbol == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
