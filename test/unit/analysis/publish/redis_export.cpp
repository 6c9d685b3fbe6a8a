#include <soak/analysis/publish/redis_export.hpp>
#include <soak/analysis/windows/summarize.hpp>
#include <soak/analysis/windows/violations.hpp>
#include <soak/model/summary/summary_json.hpp>
#include <soak/model/summary/violation_json.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

const Instant now = *parse_iso8601("2025-10-21T13:00:00Z");

Summary sample() {
  Summary summary;
  summary.generated_at = *parse_iso8601("2025-10-21T12:34:56Z");
  summary.windows = 24;
  summary.claimed = {{1, 2, 5}, Level::crit};
  summary.symbols = {
      {"B", 24, {{"edge_bps", {3, 3.1, 3.1}, 3, "", Level::crit}, {"risk_ratio", {}, gap, "", Level::warn}}},
      {"A:1", 24, {}}};
  return summary;
}

std::vector<Violation> violations() {
  return {{"B", "edge_bps", Level::crit, 22, 1.9, 2, "Critical edge, stop trading"},
          {"B", "risk_ratio", Level::warn, {}, gap, gap, "No valid data"},
          {"ONLY", "edge_bps", Level::warn, 1, 2.4, 2.5, "n"}};
}

ViolationCommands commands_of(const ExportSettings& settings) {
  const Summary summary = sample();
  const auto list = violations();
  return violation_commands(symbol_parts(summary, list), summary.generated_at, settings, now);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(redis_export)

BOOST_AUTO_TEST_CASE(keys_of_a_symbol_cannot_be_those_of_another) {
  const ExportSettings settings{.env = "prod", .exchange = "bybit"};
  BOOST_TEST(summary_key(settings) == "prod:bybit:soak:summary");
  BOOST_TEST(violations_key(settings, "stream:X") == "prod:bybit:soak:violations:stream%3AX");
  BOOST_TEST(stream_key(settings, "X") == "prod:bybit:soak:violations:stream:X");
  BOOST_TEST(key_part("a%3Ab") != key_part("a:b"));
  BOOST_TEST(prefixed_key(settings, "soak:alert_state") == "prod:bybit:soak:alert_state");
}

BOOST_AUTO_TEST_CASE(places_are_names) {
  BOOST_TEST(check_place({}).has_value());
  BOOST_TEST(!check_place({.env = "a:b"}));
  BOOST_TEST(!check_place({.env = ""}));
  BOOST_TEST(!check_place({.exchange = "a\nb"}));
  BOOST_TEST(!check_place({.exchange = std::string(65, 'x')}));
}

BOOST_AUTO_TEST_CASE(what_is_open_and_the_phase_are_told) {
  Summary summary = sample();
  // Four silent metrics of one symbol are one incident, as in the report.
  summary.present = {.now = Condition::unknown, .open_incidents = 5, .known_windows = 96};
  summary.symbols = {{"A", 24, {4, MetricSummary{"edge_bps"}}}};
  summary.incidents.assign(4, {.symbol = "A", .level = Level::crit, .kind = IncidentKind::no_data});
  summary.incidents.push_back({.symbol = "B", .metric = "edge_bps"});
  summary.last_window = "2025-10-21T12:00:00Z";
  BOOST_TEST(redis_cli_line(summary_commands(summary, {}, now)[2])
                 .ends_with("now UNKNOWN open_incidents 2 last_window 2025-10-21T12:00:00Z"));
  BOOST_TEST(redis_cli_line(phase_commands("canary", {.env = "e", .exchange = "x"}, now)[2]) ==
             "HSET e:x:soak:phase phase canary ts 2025-10-21T13:00:00Z");
}

BOOST_AUTO_TEST_CASE(a_hash_is_replaced_in_one_transaction) {
  const auto commands = summary_commands(sample(), {.env = "e", .exchange = "x", .ttl_s = 7}, now);
  BOOST_REQUIRE(commands.size() == 5u);
  BOOST_TEST(redis_cli_line(commands[0]) == "MULTI");
  BOOST_TEST(redis_cli_line(commands[1]) == "DEL e:x:soak:summary");
  BOOST_TEST(
      redis_cli_line(commands[2]) ==
      "HSET e:x:soak:summary windows 24 verdict CRIT crit_count 1 warn_count 2 ok_count 5 symbols 2 generated_at "
      "2025-10-21T12:34:56Z updated_at 2025-10-21T13:00:00Z commit_range \"\" profile \"\" "
      "now \"\" open_incidents 0 last_window \"\"");
  BOOST_TEST(redis_cli_line(commands[3]) == "EXPIRE e:x:soak:summary 7");
  BOOST_TEST(redis_cli_line(commands[4]) == "EXEC");
}

BOOST_AUTO_TEST_CASE(each_symbol_has_a_hash_and_one_that_only_violations_name_too) {
  const auto all = commands_of({.env = "e", .exchange = "x"});
  BOOST_TEST(all.events == 0u);
  BOOST_REQUIRE(all.commands.size() == 15u);
  BOOST_TEST(redis_cli_line(all.commands[2]) ==
             "HSET e:x:soak:violations:A%3A1 crit_count 0 warn_count 0 last_edge \"\" last_maker_taker \"\" "
             "last_latency_p95 \"\" last_risk \"\" verdict OK updated_at 2025-10-21T13:00:00Z");
  BOOST_TEST(redis_cli_line(all.commands[7]) ==
             "HSET e:x:soak:violations:B crit_count 1 warn_count 1 last_edge 3.1 last_maker_taker \"\" "
             "last_latency_p95 \"\" last_risk \"\" verdict CRIT updated_at 2025-10-21T13:00:00Z");
  BOOST_TEST(redis_cli_line(all.commands[12]).find("ONLY crit_count 0 warn_count 1") != std::string::npos);
  BOOST_TEST(redis_cli_line(all.commands[12]).find("verdict WARN") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(events_have_the_time_of_the_summary_and_their_place) {
  const auto all = commands_of({.env = "e", .exchange = "x", .stream = true, .stream_maxlen = 9});
  BOOST_REQUIRE(all.events == 3u);
  BOOST_TEST(
      redis_cli_line(all.commands[all.first_event]) ==
      "XADD e:x:soak:violations:stream:B MAXLEN ~ 9 1761050096000-1 metric edge_bps level CRIT value 1.9 threshold "
      "2 window_index 22 note \"Critical edge, stop trading\" ts 2025-10-21T12:34:56Z");
  BOOST_TEST(all.commands[all.first_event + 1][event_id_at] == "1761050096000-2");
  BOOST_TEST(event_fields(all.commands[all.first_event + 1]).size() == 14u);
  BOOST_TEST(all.commands[all.first_event + 2][event_id_at] == "1761050096000-1");
  BOOST_TEST(redis_cli_line(all.commands.back()) == "XTRIM e:x:soak:violations:stream:ONLY MAXLEN ~ 9");
  BOOST_TEST(all.commands.size() == all.first_event + 3 + 2);
}

BOOST_AUTO_TEST_CASE(no_more_events_than_a_stream_keeps_but_in_their_places) {
  const auto all = commands_of({.stream = true, .stream_maxlen = 1});
  BOOST_REQUIRE(all.events == 2u);
  BOOST_TEST(all.commands[all.first_event][event_id_at] == "1761050096000-2");
}

// An ID of 0-0 is none, and a summary may be frozen to 1970.
BOOST_AUTO_TEST_CASE(ids_are_valid_at_the_epoch_and_before) {
  BOOST_TEST(publish_detail::stream_time(Instant{}) == 0);
  BOOST_TEST(publish_detail::stream_time(*parse_iso8601("1960-01-01T00:00:00Z")) == 0);
  const Summary summary;
  const auto list = violations();
  const auto all = violation_commands(symbol_parts(summary, list), Instant{}, {.stream = true}, now);
  BOOST_TEST(all.commands[all.first_event][event_id_at] == "0-1");
}

// A rehearsal for another environment must not touch what is real there, whatever the key's name.
BOOST_AUTO_TEST_CASE(a_rehearsal_has_keys_of_its_own) {
  const ExportSettings settings{.env = "prod", .exchange = "x", .is_rehearsal = true};
  BOOST_TEST(summary_key(settings) == "prod:x:soak:selftest:summary");
  BOOST_TEST(violations_key(settings, "A:B") == "prod:x:soak:selftest:violations:A%3AB");
  BOOST_TEST(stream_key(settings, "A") == "prod:x:soak:selftest:violations:stream:A");
  BOOST_TEST(prefixed_key(settings, "own") == "prod:x:soak:selftest:own");
}

// The runner exports what it analyzed, a tool what it read: nobody can tell the two apart.
BOOST_AUTO_TEST_CASE(an_own_summary_and_the_file_it_becomes_are_exported_alike) {
  Summary own;
  own.generated_at = *parse_iso8601("2025-10-21T12:34:56Z");
  own.windows = own.input_windows = 5;
  own.meta = {"a..b", "moderate", {}};
  own.metrics = standard_metrics();
  Series series{"A:\"%", WindowMatrix::from_shape({5, 4})};
  series.values.fill(gap);
  for (std::size_t w = 0; w < 5; ++w) series.values(w, 0) = 1.7 + static_cast<double>(w) / 3;
  own.symbols.push_back(summarize(series, own.metrics));
  const auto found = find_violations(std::span(&series, 1), own.metrics);
  std::string text = "[";
  for (const Violation& one : found) append_json(text += text.size() > 1 ? "," : "", one);
  const auto read = parse_summary(to_json(own));
  const auto read_violations = parse_violations(text + "]");
  BOOST_REQUIRE((read && read_violations));
  const ExportSettings settings{.stream = true};
  const auto commands = [&](const Summary& summary, std::span<const Violation> list) {
    std::vector<RedisCommand> all = summary_commands(summary, settings, now);
    for (auto& one : violation_commands(symbol_parts(summary, list), summary.generated_at, settings, now).commands) {
      all.push_back(std::move(one));
    }
    return all;
  };
  BOOST_TEST(found.size() == 6u);
  BOOST_TEST((commands(own, found) == commands(*read, *read_violations)));
}

BOOST_AUTO_TEST_SUITE_END()
