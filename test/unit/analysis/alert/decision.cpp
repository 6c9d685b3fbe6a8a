#include <soak/analysis/alert/decision.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

using namespace soak;

namespace soak {
std::ostream& operator<<(std::ostream& out, AlertAction action) { return out << static_cast<int>(action); }
std::ostream& operator<<(std::ostream& out, AlertReason reason) { return out << static_cast<int>(reason); }
}  // namespace soak

namespace {

using enum AlertAction;
using enum AlertReason;
constexpr auto ok = Level::ok;
constexpr auto warn = Level::warn;
constexpr auto crit = Level::crit;

/// Minutes (and seconds) after midnight of some day.
Instant at(int hour, int minute, int second = 0) {
  return *parse_iso8601("2025-10-26T00:00:00Z") + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

/// Symbol-metrics, by a name each, all of one level.
ViolationSet all(const std::vector<std::string>& pairs, Level level) {
  ViolationSet set;
  for (const std::string& pair : pairs) set.emplace(pair, level);
  return set;
}

/// A runner that looks every minute: the verdict, and what is violated at its level, change at the given minutes.
struct Change {
  int minute;
  Level verdict;
  std::vector<std::string> pairs;
};

struct Sent {
  int minute;
  AlertReason reason;
  friend bool operator==(const Sent&, const Sent&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Sent& s) {
    return out << s.minute / 60 << ":" << s.minute % 60 << " " << s.reason;
  }
};

std::vector<Sent> run_day(const std::vector<Change>& script, int from, int to, Level min_severity, int debounce_min,
                          std::vector<std::int64_t>* remaining = nullptr) {
  std::vector<Sent> sent;
  std::optional<AlertState> state;
  for (int minute = from; minute <= to; ++minute) {
    const Change* now = nullptr;
    for (const Change& change : script) {
      if (change.minute <= minute) now = &change;
    }
    const Instant when = at(0, minute);
    const ViolationSet set = all(now->pairs, now->verdict);
    const AlertDecision decision = decide_alert({now->verdict, min_severity, set, state, debounce_min, false}, when);
    if (remaining != nullptr) remaining->push_back(decision.remaining_min);
    if (decision.action == send) {
      sent.push_back({minute, decision.reason});
      state = AlertState{when, now->verdict, "", now->verdict, when, set};
    } else if (state) {
      state->last_verdict = now->verdict;
    }
  }
  return sent;
}

constexpr int noon = 12 * 60;

}  // namespace

BOOST_AUTO_TEST_SUITE(alert_decision)

// "Debounce Window": 12:00 sent, 12:30 held back, then the window ends (the guide looks at 15:30; a look every minute
// finds it at 15:00), 16:00 WARN to CRIT at once.
BOOST_AUTO_TEST_CASE(scenario_debounce_window) {
  const std::vector<Sent> expected{{noon, first}, {noon + 180, window_over}, {16 * 60, severity_increase}};
  const auto sent = run_day({{noon, crit, {"a"}}, {15 * 60 + 50, warn, {"a"}}, {16 * 60, crit, {"a"}}}, noon,
                            16 * 60 + 30, crit, 180);
  BOOST_TEST(sent == expected, boost::test_tools::per_element());
}

// The same looked at when the guide does: at 12:00, 12:30, 15:30 and 16:00 only.
BOOST_AUTO_TEST_CASE(scenario_debounce_window_at_the_guides_times) {
  const ViolationSet a = all({"a"}, crit);
  AlertInput input{crit, crit, a, {}, 180, false};
  BOOST_TEST(decide_alert(input, at(12, 0)).action == send);
  input.earlier = AlertState{at(12, 0), crit, "", crit, at(12, 0), a};
  BOOST_TEST(decide_alert(input, at(12, 30)).action == debounced);
  BOOST_TEST(decide_alert(input, at(12, 30)).remaining_min == 150);
  BOOST_TEST(decide_alert(input, at(15, 30)).reason == window_over);
  input.earlier = AlertState{at(15, 30), crit, "", warn, at(15, 45), a};
  BOOST_TEST(decide_alert(input, at(16, 0)).reason == severity_increase);
}

// "Debounce ETA": 12:00 sent, 12:45 remaining 135, 15:00 sent, 15:15 WARN to CRIT.
BOOST_AUTO_TEST_CASE(scenario_remaining_minutes) {
  std::vector<std::int64_t> remaining;
  const std::vector<Sent> expected{{noon, first}, {15 * 60, window_over}, {15 * 60 + 15, severity_increase}};
  const auto sent = run_day({{noon, crit, {"a"}}, {15 * 60 + 10, warn, {"a"}}, {15 * 60 + 15, crit, {"a"}}}, noon,
                            16 * 60, crit, 180, &remaining);
  BOOST_TEST(sent == expected, boost::test_tools::per_element());
  BOOST_TEST(remaining[0] == 0);
  for (int minute = 1; minute < 180; ++minute) {
    BOOST_TEST(remaining[static_cast<std::size_t>(minute)] == 180 - minute);
  }
  BOOST_TEST(remaining[45] == 135);
  BOOST_TEST(remaining[180] == 0);
}

// "Same violations": nothing after 12:00 within the window.
BOOST_AUTO_TEST_CASE(scenario_same_violations) {
  std::vector<std::int64_t> remaining;
  const std::vector<Sent> expected{{noon, first}};
  BOOST_TEST(run_day({{noon, crit, {"btc"}}}, noon, noon + 179, crit, 180, &remaining) == expected,
             boost::test_tools::per_element());
  BOOST_TEST(remaining[30] == 150);
}

// "New violations": 12:30 others than at 12:00.
BOOST_AUTO_TEST_CASE(scenario_new_violations) {
  const std::vector<Sent> expected{{noon, first}, {noon + 30, new_violations}, {noon + 210, window_over}};
  const auto sent = run_day({{noon, crit, {"btc"}}, {noon + 30, crit, {"eth", "sol"}}}, noon, noon + 220, crit, 180);
  BOOST_TEST(sent == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(table) {
  struct Row {
    const char* what;
    Level verdict;
    Level min_severity;
    Level last_level;
    Level last_verdict;
    ViolationSet last_set;
    int elapsed_s;
    AlertAction action;
    AlertReason reason;
    std::int64_t remaining;
  };
  const ViolationSet s = all({"s"}, crit);
  const ViolationSet t = all({"t"}, crit);
  const ViolationSet milder = all({"s"}, warn);
  const ViolationSet wider = all({"r", "s", "t"}, crit);
  const Row rows[] = {
      {"below the minimum, within the window", warn, crit, crit, crit, s, 600, none, below_severity, 170},
      {"below the minimum, window over", warn, crit, crit, crit, s, 99999, none, below_severity, 0},
      {"OK is news where OK is asked for", ok, ok, crit, crit, s, 10800, send, window_over, 0},
      {"same", crit, crit, crit, crit, s, 0, debounced, within_window, 180},
      {"same, 59 s", crit, crit, crit, crit, s, 59, debounced, within_window, 180},
      {"same, 60 s", crit, crit, crit, crit, s, 60, debounced, within_window, 179},
      {"same, three seconds before the end", crit, crit, crit, crit, s, 10797, debounced, within_window, 1},
      {"same, as cron may come to look", crit, crit, crit, crit, s, 10798, send, window_over, 0},
      {"same, at the end", crit, crit, crit, crit, s, 10800, send, window_over, 0},
      {"weaker, same signature", warn, warn, crit, crit, s, 60, debounced, within_window, 179},
      {"weaker, other violations: easing never breaks through", warn, warn, crit, crit, t, 60, debounced, within_window,
       179},
      {"weaker, the window over", warn, warn, crit, crit, t, 10800, send, window_over, 0},
      {"back to CRIT after a WARN nobody was told of", crit, crit, crit, warn, s, 60, send, severity_increase, 0},
      {"up from OK", warn, warn, warn, ok, s, 60, send, severity_increase, 0},
      {"up and other violations: the severity is the reason", crit, warn, warn, warn, t, 60, send, severity_increase,
       0},
      {"another one", crit, crit, crit, crit, t, 60, send, new_violations, 0},
      {"another one after the window: still the reason", crit, crit, crit, crit, t, 99999, send, new_violations, 0},
      {"the same one, worse than it was told", crit, crit, crit, crit, milder, 60, send, new_violations, 0},
      {"fewer than were told", crit, crit, crit, crit, wider, 60, debounced, within_window, 179},
      {"none had been told", crit, crit, crit, crit, {}, 60, send, new_violations, 0},
      {"the clock was set back an hour", crit, crit, crit, crit, s, -3600, debounced, within_window, 180},
      {"the clock was set back a year", crit, crit, crit, crit, s, -31536000, debounced, within_window, 180},
  };
  for (const Row& row : rows) {
    const Instant now = at(12, 0);
    const Instant then = now - std::chrono::seconds(row.elapsed_s);
    const auto decision =
        decide_alert({row.verdict, row.min_severity, all({"s"}, row.verdict),
                      AlertState{then, row.last_level, "", row.last_verdict, then, row.last_set}, 180, true},
                     now);
    BOOST_TEST(decision.action == row.action, row.what);
    BOOST_TEST(decision.reason == row.reason, row.what);
    BOOST_TEST(decision.remaining_min == row.remaining, row.what << ": " << decision.remaining_min);
  }
}

BOOST_AUTO_TEST_CASE(no_earlier_alert_is_sent_if_severe_enough) {
  BOOST_TEST(decide_alert({crit, crit, {}, {}, 180, true}, at(0, 0)).reason == first);
  BOOST_TEST(decide_alert({warn, crit, {}, {}, 180, false}, at(0, 0)).action == none);
}

BOOST_AUTO_TEST_CASE(without_debounce_only_a_change_counts) {
  const AlertState state{at(0, 0), crit, "", crit, at(0, 0)};
  BOOST_TEST(decide_alert({crit, crit, {}, state, 0, false}, at(0, 1)).reason == no_debounce);
  BOOST_TEST(decide_alert({crit, crit, {}, {}, 0, false}, at(0, 1)).reason == no_debounce);
  BOOST_TEST(decide_alert({crit, crit, {}, {}, 0, true}, at(0, 1)).reason == unchanged);
  BOOST_TEST(decide_alert({warn, crit, {}, {}, 0, false}, at(0, 1)).reason == below_severity);
  BOOST_TEST(decide_alert({crit, crit, {}, state, 0, false}, at(0, 1)).remaining_min == 0);
}

BOOST_AUTO_TEST_CASE(what_an_older_state_does_not_know_did_not_change) {
  const ViolationSet s = all({"s"}, crit);
  const AlertState only_time{.last_sent_at = at(12, 0)};
  BOOST_TEST(decide_alert({crit, crit, s, only_time, 180, false}, at(12, 10)).action == debounced);
  const AlertState with_level{.last_sent_at = at(12, 0), .last_level = warn};
  BOOST_TEST(decide_alert({crit, warn, s, with_level, 180, false}, at(12, 10)).reason == severity_increase);
  BOOST_TEST(decide_alert({warn, warn, s, with_level, 180, false}, at(12, 10)).action == debounced);
}

// A WARN that is new does not matter where only CRIT alerts.
BOOST_AUTO_TEST_CASE(only_what_is_severe_enough_is_new) {
  const AlertState state{at(12, 0), crit, "", crit, at(12, 0), all({"a"}, crit)};
  ViolationSet set = all({"a"}, crit);
  set.emplace("b", warn);
  BOOST_TEST(decide_alert({crit, crit, set, state, 180}, at(12, 10)).action == debounced);
  BOOST_TEST(decide_alert({crit, warn, set, state, 180}, at(12, 10)).reason == new_violations);
  set["b"] = crit;
  BOOST_TEST(decide_alert({crit, crit, set, state, 180}, at(12, 10)).reason == new_violations);
}

// One symbol that is new among thousands: no place in an order decides.
BOOST_AUTO_TEST_CASE(the_last_of_many_is_as_new_as_the_first) {
  std::vector<std::string> pairs;
  for (int i = 0; i < 3000; ++i) pairs.push_back("S" + std::to_string(i) + ":edge_bps");
  const AlertState state{at(12, 0), crit, "", crit, at(12, 0), all(pairs, crit)};
  for (const char* name : {"AAVEUSDT:edge_bps", "ZZZ:edge_bps", "S0:risk_ratio"}) {
    pairs.push_back(name);
    BOOST_TEST(decide_alert({crit, crit, all(pairs, crit), state, 180}, at(12, 10)).reason == new_violations, name);
    pairs.pop_back();
  }
  BOOST_TEST(decide_alert({crit, crit, all(pairs, crit), state, 180}, at(12, 10)).action == debounced);
}

BOOST_AUTO_TEST_CASE(a_clock_set_back_stretches_the_debounce_by_no_more_than_one_window) {
  AlertState state{at(12, 0), crit, "", crit, at(12, 0)};
  state = not_later_than(state, at(11, 0));
  BOOST_TEST(decide_alert({crit, crit, {}, state, 180, false}, at(13, 59)).remaining_min == 1);
  BOOST_TEST(decide_alert({crit, crit, {}, state, 180, false}, at(14, 0)).action == send);
  BOOST_TEST((not_later_than(state, at(20, 0)) == state));
}

BOOST_AUTO_TEST_CASE(an_alert_under_way_counts_as_sent) {
  const Instant noon = *parse_iso8601("2025-10-26T12:00:00Z");
  const AlertState earlier{.last_sent_at = noon, .last_level = Level::warn};
  OutboxEntry entry{{}, {}};
  entry.alert.raised_at = noon + std::chrono::minutes{5};
  entry.alert.level = Level::crit;
  entry.alert.signature = "ab";
  entry.alert.set = all({"s"}, crit);
  BOOST_TEST((with_pending(earlier, nullptr, Level::ok) == earlier));
  const auto counted = with_pending(earlier, &entry, Level::warn);
  BOOST_REQUIRE(counted);
  BOOST_TEST((counted->last_sent_at == entry.alert.raised_at));
  BOOST_TEST((counted->last_level == Level::crit));
  BOOST_TEST((counted->last_signature == "ab"));
  BOOST_TEST((counted->last_set == all({"s"}, crit)));
  BOOST_TEST((counted->last_verdict == Level::warn));
  BOOST_TEST(with_pending({}, &entry, {}).has_value());
  entry.is_taken = true;
  BOOST_TEST((with_pending(earlier, &entry, Level::ok) == earlier));
  entry.is_taken = false;
  entry.alert.raised_at = noon - std::chrono::minutes{5};
  BOOST_TEST((with_pending(earlier, &entry, Level::ok) == earlier));
}

BOOST_AUTO_TEST_SUITE_END()
