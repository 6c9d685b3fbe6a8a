#include <soak/analysis/judgement/incident_rules.hpp>

#include <boost/test/unit_test.hpp>
#include <support/grades.hpp>
#include <support/noise.hpp>

#include <string>

using namespace soak;

namespace {

/// Each incident as "SINCE:" and its events: "+" opened, "^" escalated, "v" eased, "-" recovered, with their windows.
std::string told(std::string_view text) {
  std::string result;
  for (const TrackedIncident& incident : track_incidents(graded(text))) {
    result += (result.empty() ? "" : " | ") + std::to_string(incident.since) + ":";
    for (const auto& event : incident.events) {
      result += std::string(" ") + "+^v-"[static_cast<int>(event.change)] + std::to_string(event.window);
    }
  }
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(incident_rules)

BOOST_AUTO_TEST_CASE(one_metric_has_one_incident_at_a_time) {
  BOOST_TEST(told("..C...........") == "");
  BOOST_TEST(told("..CC......") == "2: +3 -9");
  BOOST_TEST(told("..ww......") == "2: +3 -9");
  BOOST_TEST(told("..wwCC....") == "2: +3 ^5");
  BOOST_TEST(told("..CCwwwwww") == "2: +3 v9");
  BOOST_TEST(told("..CCwwwwww......") == "2: +3 v9 -15");
  BOOST_TEST(told("..wwCCwwwwwwCC......") == "2: +3 ^5 v11 ^12 -19");  // C at 12 is 3 of 24
  BOOST_TEST(told("..G......") == "2: +2 -8");
  BOOST_TEST(told("..wwG.....") == "2: +3 ^4");
}

BOOST_AUTO_TEST_CASE(a_new_incident_never_takes_a_window_of_the_one_before) {
  // The gross window at 2 is one of three bad ones of 24 for WARN, but belongs to the incident that closed at 8.
  BOOST_TEST(told("..G......w......w") == "2: +2 -8 | 9: +16");
}

BOOST_AUTO_TEST_CASE(an_open_crit_hides_the_warn_and_what_eased_shows_it) {
  const auto level = [](std::string_view text) { return track_incidents(graded(text)).back().level(); };
  BOOST_TEST((level("wwCC") == Level::crit));
  BOOST_TEST((level("CCwwwww") == Level::crit));
  BOOST_TEST((level("CCwwwwww") == Level::warn));
  const auto eased = track_incidents(graded("CCwwwwww"));
  BOOST_TEST((eased.back().worst_level() == Level::crit));
  BOOST_TEST(eased.back().shown().bad == 8u);
  const auto over = track_incidents(graded("CCwwwwww......"));
  BOOST_TEST(!over.back().is_open());
  BOOST_TEST((over.back().level() == Level::crit));  // a recovery ranks as its incident
}

BOOST_AUTO_TEST_CASE(the_level_that_shows_has_its_own_since) {
  const auto incident = track_incidents(graded("ww..w...CC")).back();
  BOOST_TEST(incident.since == 0u);
  BOOST_TEST(incident.shown().since == 8u);
}

BOOST_AUTO_TEST_CASE(the_worst_value_is_that_of_the_shown_level_and_direction) {
  const std::vector<double> latency{300, 360, 370, 420, gap, 430, 410, 300};
  const auto high = track_incidents(latency, {Direction::bad_when_high, 350, 400});
  BOOST_REQUIRE(high.size() == 1u);
  BOOST_TEST(high[0].crit->worst == 430);
  BOOST_TEST(high[0].crit->since == 3u);
  BOOST_TEST(high[0].warn->since == 1u);
  const auto low = track_incidents(std::vector<double>{3, 2.4, 2.3, 3}, {Direction::bad_when_low, 2.5, 2});
  BOOST_TEST(low.at(0).warn->worst == 2.3);
  BOOST_TEST(!low[0].crit);
}

BOOST_AUTO_TEST_CASE(windows_that_came_before_change_nothing_that_came_after_a_calm_day) {
  // A rolling folder: what was known is cut off at the front.
  Noise noise(2);
  for (int run = 0; run < 100; ++run) {
    std::string text(80, '.');
    for (char& letter : text) letter = noise.uniform() < 0.2 ? 'C' : '.';
    const auto alone = track_incidents(graded(text));
    const auto behind = track_incidents(graded("CwGC" + std::string(24, '.') + text));
    BOOST_REQUIRE(behind.size() == alone.size() + 1);
    for (std::size_t i = 0; i < alone.size(); ++i) {
      BOOST_TEST(behind[i + 1].since == alone[i].since + 28);
      BOOST_TEST(behind[i + 1].opened == alone[i].opened + 28);
      BOOST_TEST(behind[i + 1].shown().bad == alone[i].shown().bad);
    }
  }
}

BOOST_AUTO_TEST_CASE(incidents_have_distinct_sinces_and_alternate) {
  Noise noise(9);
  for (int run = 0; run < 300; ++run) {
    std::string text(200, '.');
    const double share = noise.uniform() / 3;
    for (char& letter : text) {
      const double u = noise.uniform();
      letter = u < share / 20 ? 'G' : u < share ? 'C' : u < 2 * share ? 'w' : u > 0.95 ? '?' : '.';
    }
    std::size_t free_from = 0;
    for (const TrackedIncident& incident : track_incidents(graded(text))) {
      BOOST_TEST(incident.since >= free_from);
      BOOST_TEST((incident.events.front().change == IncidentChange::opened));
      BOOST_TEST((incident.events.back().change == IncidentChange::recovered) == !incident.is_open());
      free_from = incident.closed.value_or(text.size()) + 1;
    }
  }
}

BOOST_AUTO_TEST_CASE(changes_have_names) {
  BOOST_TEST(to_string(IncidentChange::opened) == "opened");
  BOOST_TEST(to_string(IncidentChange::escalated) == "escalated");
  BOOST_TEST(to_string(IncidentChange::eased) == "eased");
  BOOST_TEST(to_string(IncidentChange::recovered) == "recovered");
}

BOOST_AUTO_TEST_SUITE_END()
