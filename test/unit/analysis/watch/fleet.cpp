#include <soak/analysis/watch/fleet.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace std::chrono_literals;
using enum FleetReason;

namespace {

const Instant now = *parse_iso8601("2026-01-17T12:00:00Z");

/// A bot whose runner is well, and what `change` makes of its note.
template <class Change>
FleetFacts with_note(const std::string& exchange, const Change& change) {
  FleetNote note{.ts = now - 1min,
                 .heartbeat_at = now - 1min,
                 .interval_min = 60,
                 .now = Condition::ok,
                 .last_window = "2026-01-17T11:00:00Z",
                 .windows_seen_at = now - 30min,
                 .max_window_age_min = 180};
  change(note);
  return {.env = "prod", .exchange = exchange, .note = note};
}

FleetBot judged(FleetFacts facts) { return judge_fleet({std::move(facts)}, {}, now).bots.at(0); }

template <class Change>
FleetBot judged_note(const Change& change) {
  return judged(with_note("bybit", change));
}

bool has(const FleetBot& bot, std::vector<FleetReason> reasons) { return bot.reasons == reasons; }

}  // namespace

BOOST_AUTO_TEST_SUITE(fleet)

BOOST_AUTO_TEST_CASE(a_bot_that_is_well_is_ok_and_has_its_ages) {
  const FleetBot bot = judged_note([](FleetNote&) {});
  BOOST_TEST((bot.now == Condition::ok));
  BOOST_TEST(bot.reasons.empty());
  BOOST_TEST(bot.open.value() == 0);
  BOOST_TEST((bot.window_age == 1h));
  BOOST_TEST((bot.heartbeat_age == 1min));
}

BOOST_AUTO_TEST_CASE(what_makes_the_last_word_unfit_makes_a_bot_unknown) {
  struct Case {
    FleetReason reason;
    std::function<void(FleetNote&)> change;
  };
  const Case cases[] = {
      {runner_overdue, [](FleetNote& note) { note.ts = now - 66min; }},
      {runner_overdue, [](FleetNote& note) { note.interval_min = 0; }},
      {runner_overdue, [](FleetNote& note) { note.interval_min = 1e300; }},
      {clock_ahead, [](FleetNote& note) { note.ts = now + 6min; }},
      {analysis_fails, [](FleetNote& note) { note.analysis_failures = 1; }},
      {analysis_fails, [](FleetNote& note) { note.now.reset(); }},
      {windows_overdue, [](FleetNote& note) { note.windows_seen_at = now - 181min; }},
  };
  for (const Case& one : cases) {
    const FleetBot bot = judged_note(one.change);
    BOOST_TEST((bot.now == Condition::unknown), static_cast<int>(one.reason));
    BOOST_TEST(has(bot, {one.reason}), static_cast<int>(one.reason));
    const FleetBot worse = judged_note([&](FleetNote& note) {
      note.now = Condition::crit;
      one.change(note);
    });
    BOOST_TEST((worse.now == (worse.facts.note->now ? Condition::crit : Condition::unknown)));
  }
}

BOOST_AUTO_TEST_CASE(within_its_limits_a_bot_is_left_alone) {
  BOOST_TEST((judged_note([](FleetNote& note) { note.ts = now - 65min; }).now == Condition::ok));
  BOOST_TEST((judged_note([](FleetNote& note) { note.ts = now + 5min; }).now == Condition::ok));
  BOOST_TEST((judged_note([](FleetNote& note) { note.windows_seen_at = now - 180min; }).now == Condition::ok));
  BOOST_TEST((judged_note([](FleetNote& note) {
                note.windows_seen_at = now - 1000min;
                note.max_window_age_min = 0;
              }).now == Condition::ok));
}

BOOST_AUTO_TEST_CASE(what_is_only_late_leaves_the_verdict) {
  const FleetBot bot = judged_note([](FleetNote& note) {
    note.now = Condition::warn;
    note.open_warn = 2;
    note.alerts_pending = 1;
  });
  BOOST_TEST((bot.now == Condition::warn));
  BOOST_TEST(has(bot, {open_incidents, alerts_wait}));
}

BOOST_AUTO_TEST_CASE(an_export_without_a_runner_is_taken_at_its_word) {
  FleetFacts facts{.env = "ci", .exchange = "okx"};
  facts.summary = FleetSummary{.now = Condition::ok, .open_incidents = 3, .last_window = "2026-01-17T10:00:00Z"};
  const FleetBot bot = judged(facts);
  BOOST_TEST((bot.now == Condition::ok));
  BOOST_TEST(has(bot, {open_incidents, no_runner}));
  BOOST_TEST(bot.open.value() == 3);
  BOOST_TEST(!bot.open_crit);
  BOOST_TEST((bot.window_age == 2h));
  BOOST_TEST(!bot.heartbeat_age);
  facts.summary->now.reset();
  BOOST_TEST((judged(facts).now == Condition::unknown));
  BOOST_TEST(has(judged(facts), {not_told, no_runner}));
}

BOOST_AUTO_TEST_CASE(a_place_of_which_nothing_is_told_is_unknown) {
  const FleetBot bot = judged({.env = "prod", .exchange = "okx", .phase = "canary"});
  BOOST_TEST((bot.now == Condition::unknown));
  BOOST_TEST(has(bot, {not_told, no_runner}));
  BOOST_TEST(!bot.open);
  BOOST_TEST(!bot.window_age);
}

BOOST_AUTO_TEST_CASE(a_key_that_holds_something_else_is_never_ok) {
  FleetFacts facts = with_note("bybit", [](FleetNote&) {});
  facts.unusable = {"soak:phase"};
  BOOST_TEST((judged(facts).now == Condition::unknown));
  BOOST_TEST(has(judged(facts), {unusable}));
}

BOOST_AUTO_TEST_CASE(windows_without_times_are_as_old_as_they_were_seen_first) {
  const auto bot = judged_note([](FleetNote& note) { note.last_window = "iteration 7"; });
  BOOST_TEST((bot.window_age == 30min));
  const auto future = judged_note([](FleetNote& note) {
    note.last_window = "2027-01-17T11:00:00Z";
    note.windows_seen_at.reset();
  });
  BOOST_TEST(!future.window_age);
}

BOOST_AUTO_TEST_CASE(the_newer_heartbeat_counts) {
  FleetFacts facts = with_note("bybit", [](FleetNote& note) { note.heartbeat_at = now - 2h; });
  facts.heartbeat = now - 2min;
  BOOST_TEST((judged(facts).heartbeat_age == 2min));
  facts.note->heartbeat_at = now - 1min;
  BOOST_TEST((judged(facts).heartbeat_age == 1min));
}

BOOST_AUTO_TEST_CASE(the_worst_comes_first) {
  const auto of = [](const char* exchange, Condition condition, std::int64_t crit, std::int64_t warn) {
    return with_note(exchange, [&](FleetNote& note) {
      note.now = condition;
      note.open_crit = crit;
      note.open_warn = warn;
    });
  };
  const Fleet fleet =
      judge_fleet({of("a", Condition::ok, 0, 0), of("b", Condition::warn, 0, 1), of("c", Condition::unknown, 0, 0),
                   of("d", Condition::crit, 1, 0), of("e", Condition::crit, 1, 2), of("f", Condition::crit, 2, 0),
                   of("0", Condition::ok, 0, 0)},
                  {}, now);
  std::string order;
  for (const FleetBot& bot : fleet.bots) order += bot.facts.exchange;
  BOOST_TEST(order == "fedcb0a");
  BOOST_TEST((fleet.worst() == Condition::crit));
  BOOST_TEST(fleet.count(Condition::crit) == 3);
}

BOOST_AUTO_TEST_CASE(a_fleet_of_which_not_all_is_known_is_not_ok) {
  const FleetFacts well = with_note("a", [](FleetNote&) {});
  BOOST_TEST((judge_fleet({well}, {}, now).worst() == Condition::ok));
  BOOST_TEST((judge_fleet({well}, {"a node is away"}, now).worst() == Condition::unknown));
  BOOST_TEST((judge_fleet({}, {}, now).worst() == Condition::unknown));
}

BOOST_AUTO_TEST_CASE(a_key_names_its_place_if_it_is_one_of_a_fleet) {
  std::size_t odd = 0;
  const auto places =
      fleet_places({"prod:bybit:soak:fleet", "prod:bybit:soak:summary", "ci:okx:soak:alert_state",
                    "ci:x:soak:selftest:fleet", "ci:x:soak:phases", "ci:x:y:soak:fleet", "soak:fleet", ":x:soak:fleet",
                    "a b:x:soak:phase", std::string(65, 'a') + ":x:soak:phase", "a\x1b:x:soak:journal_head"},
                   odd);
  BOOST_TEST((places == std::set<std::pair<std::string, std::string>>{{"prod", "bybit"}, {"ci", "okx"}}));
  BOOST_TEST(odd == 4);
}

BOOST_AUTO_TEST_CASE(the_search_finds_every_key_that_names_a_place) {
  const auto open = fleet_pattern.find('[');
  const auto letters = fleet_pattern.substr(open + 1, fleet_pattern.find(']') - open - 1);
  for (const std::string_view key : fleet_keys) BOOST_TEST(letters.find(key[5]) != letters.npos, key);
}

BOOST_AUTO_TEST_SUITE_END()
