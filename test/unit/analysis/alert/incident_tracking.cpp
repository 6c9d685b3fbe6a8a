#include <soak/analysis/alert/incident_tracking.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace soak;

namespace {

const Instant start = *parse_iso8601("2026-01-05T00:00:00Z");
const MetricSet metrics = standard_metrics();

Instant hour(int h) { return start + std::chrono::hours(h); }

/// An open incident of BTCUSDT's edge as the summary has it.
Incident edge(Level level, int since_hour, double worst = 1) {
  Incident incident{.symbol = "BTCUSDT", .metric = "edge_bps", .level = level};
  incident.since = format_iso8601(hour(since_hour));
  incident.id = "BTCUSDT:edge_bps:" + incident.since;
  incident.worst = incident.last = worst;
  incident.limit = level == Level::crit ? 2 : 2.5;
  incident.bad = 2;
  incident.known = 3;
  return incident;
}

/// The hours of BTCUSDT whose edges these are, up to `last`.
Series hours(const std::vector<double>& edges, int last, bool has_times = true) {
  Series series{"BTCUSDT", WindowMatrix::from_shape({edges.size(), 4})};
  series.values.fill(gap);
  for (std::size_t w = 0; w < edges.size(); ++w) {
    series.values(w, 0) = edges[w];
    const Instant at = hour(last - static_cast<int>(edges.size() - 1 - w));
    if (has_times)
      series.times.push_back(std::chrono::duration_cast<std::chrono::microseconds>(at.time_since_epoch()).count());
  }
  return series;
}

/// A runner's memory over some cycles; each gives "state level" for each of its news.
struct Follower {
  std::vector<RememberedIncident> open;

  std::vector<std::string> see(const std::vector<Incident>& incidents, const Series& series, int h,
                               bool has_new_window = true) {
    std::vector<std::string> seen;
    last.clear();
    const IncidentFindings findings{incidents, std::span(&series, 1), metrics, has_new_window};
    for (const IncidentNews& news : follow_incidents(open, findings, hour(h))) {
      seen.push_back(std::string(to_string(news.state)) + " " + std::string(to_string(news.level)));
      last.push_back(news);
    }
    return seen;
  }
  std::vector<IncidentNews> last;
};

using Words = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(incident_tracking)

BOOST_AUTO_TEST_CASE(from_opened_to_recovered) {
  Follower follower;
  BOOST_TEST(follower.see({}, hours({3, 3}, 1), 1).empty());
  BOOST_TEST(follower.see({edge(Level::warn, 1, 2.3)}, hours({3, 2.3, 2.3}, 2), 2) == Words{"opened WARN"});
  BOOST_TEST(follower.see({edge(Level::warn, 1, 2.3)}, hours({3, 2.3, 2.3, 2.3}, 3), 3).empty());
  BOOST_TEST(follower.see({edge(Level::crit, 1, 0.5)}, hours({2.3, 2.3, 0.5, 0.5}, 4), 4) == Words{"escalated CRIT"});
  BOOST_TEST((follower.last[0].was == Level::warn));
  BOOST_TEST(follower.see({edge(Level::warn, 1, 2.3)}, hours({2.3, 2.3, 2.3}, 12), 12) == Words{"eased WARN"});
  BOOST_TEST((follower.last[0].rank() == Level::crit));
  Incident closed = edge(Level::crit, 1, 0.5);
  closed.closed = format_iso8601(hour(18));
  BOOST_TEST(follower.see({closed}, hours({2.3, 3, 3, 3, 3, 3, 3}, 18), 18) == Words{"recovered CRIT"});
  BOOST_TEST(follower.last[0].value == 0.5);
  BOOST_TEST((follower.last[0].until == closed.closed));
  BOOST_TEST(follower.open.empty());
}

BOOST_AUTO_TEST_CASE(in_a_rolling_folder_it_stays_the_same_one) {
  Follower follower;
  BOOST_TEST(follower.see({edge(Level::crit, 1)}, hours({1, 1}, 2), 2) == Words{"opened CRIT"});
  const std::string id = follower.open[0].id;
  // its first windows are gone, and the summary counts from what is left
  BOOST_TEST(follower.see({edge(Level::crit, 5)}, hours({1, 1, 1}, 7), 7).empty());
  BOOST_TEST(follower.open[0].id == id);
  BOOST_TEST(follower.open[0].since == format_iso8601(hour(1)));
}

// Three windows are kept: of six good ones in a row the last are never seen together with a bad one.
BOOST_AUTO_TEST_CASE(it_recovers_at_the_sixth_good_window_that_the_folder_never_held_at_once) {
  for (const bool has_times : {true, false}) {
    Follower follower;
    (void)follower.see({edge(Level::crit, 1)}, hours({1, 1, 1}, 3, has_times), 3);
    BOOST_TEST(follower.see({}, hours({1, 3, 3}, 5, has_times), 5).empty());
    BOOST_TEST(follower.open[0].good == 2u);
    for (int h = 6; h <= 8; ++h) BOOST_TEST(follower.see({}, hours({3, 3, 3}, h, has_times), h).empty());
    // a cycle without a new window counts nothing
    BOOST_TEST(follower.see({}, hours({3, 3, 3}, 8, has_times), 8, false).empty());
    BOOST_TEST(follower.open[0].good == 5u);
    BOOST_TEST(follower.see({}, hours({3, 3, 3}, 9, has_times), 9) == Words{"recovered CRIT"});
  }
}

BOOST_AUTO_TEST_CASE(a_bad_window_now_and_then_keeps_it_open) {
  Follower follower;
  (void)follower.see({edge(Level::crit, 1)}, hours({1, 1, 1}, 3), 3);
  for (int h = 4; h < 40; h += 4) {
    BOOST_TEST(follower.see({}, hours({3, 3, 1}, h), h).empty());
    BOOST_TEST(follower.open[0].good == 0u);
    BOOST_TEST(follower.see({}, hours({3, 3, 3}, h + 3), h + 3).empty());
    BOOST_TEST(follower.open[0].good == 3u);
  }
}

BOOST_AUTO_TEST_CASE(gaps_are_no_good_windows) {
  Follower follower;
  (void)follower.see({edge(Level::crit, 1)}, hours({1, 1, 1}, 3), 3);
  for (int h = 4; h < 20; ++h) BOOST_TEST(follower.see({}, hours({gap, gap, gap}, h), h).empty());
}

BOOST_AUTO_TEST_CASE(a_symbol_that_is_gone_closes_its_incidents) {
  Follower follower;
  (void)follower.see({edge(Level::crit, 1)}, hours({1, 1, 1}, 3), 3);
  Series other = hours({3, 3}, 4);
  other.symbol = "ETHUSDT";
  BOOST_TEST(follower.see({}, other, 4) == Words{"recovered CRIT"});
  BOOST_TEST(follower.last[0].is_gone);
}

BOOST_AUTO_TEST_CASE(silence_of_a_metric_is_another_incident_than_its_values_and_ends_with_the_first) {
  Follower follower;
  Incident silence = edge(Level::crit, 2, gap);
  silence.kind = IncidentKind::no_data;
  silence.id = "BTCUSDT:edge_bps:NO_DATA:x";
  BOOST_TEST((follower.see({edge(Level::crit, 1), silence}, hours({1, 1, gap, gap, gap}, 5), 5) ==
              Words{"opened CRIT", "opened CRIT"}));
  BOOST_TEST(follower.see({edge(Level::crit, 1)}, hours({1, 1, gap, gap, gap, 1}, 6), 6) == Words{"recovered CRIT"});
  BOOST_TEST(follower.last[0].id == silence.id);
  BOOST_TEST(follower.open.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_run_that_stopped_is_told_and_that_it_goes_on) {
  Follower follower;
  const Series series = hours({3, 3}, 1);
  BOOST_TEST(follower.see({silent_run(hour(1))}, series, 4, false) == Words{"opened CRIT"});
  BOOST_TEST(follower.open[0].id == "RUN:NO_DATA:2026-01-05T01:00:00Z");
  BOOST_TEST(follower.see({silent_run(hour(1))}, series, 5, false).empty());
  BOOST_TEST(follower.see({}, hours({3, 3, 3}, 6), 6) == Words{"recovered CRIT"});
  BOOST_TEST(!follower.last[0].is_gone);
}

BOOST_AUTO_TEST_SUITE_END()
