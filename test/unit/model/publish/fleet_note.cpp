#include <soak/model/publish/fleet_note.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(fleet_note)

BOOST_AUTO_TEST_CASE(a_note_reads_back_as_it_was) {
  const Instant at = *parse_iso8601("2026-01-17T12:00:00Z");
  const FleetNote note{.ts = at,
                       .heartbeat_at = at,
                       .interval_min = 0.5,
                       .now = Condition::unknown,
                       .open_crit = 2,
                       .open_warn = 1,
                       .worst = "BTCUSDT edge_bps since 2026-01-17T09:00:00Z",
                       .last_window = "2026-01-17T11:00:00Z",
                       .windows_seen_at = at,
                       .max_window_age_min = 180,
                       .analysis_failures = 1,
                       .export_failures = 2,
                       .alerts_pending = 3};
  const std::string text = to_json(note);
  BOOST_TEST(text.find('\n') == text.npos);
  const auto read = parse_fleet_note(text);
  BOOST_REQUIRE(read);
  BOOST_TEST((*read == note));
  BOOST_TEST((*parse_fleet_note(to_json(FleetNote{.ts = at})) == FleetNote{.ts = at}));
}

BOOST_AUTO_TEST_CASE(what_was_not_analyzed_is_not_healthy) {
  const auto read = parse_fleet_note(R"({"ts":"2026-01-17T12:00:00Z","open_crit":-4,"interval_min":-1})");
  BOOST_REQUIRE(read);
  BOOST_TEST(!read->now);
  BOOST_TEST(read->open_crit == 0);
  BOOST_TEST(read->interval_min == 0);
}

BOOST_AUTO_TEST_CASE(a_note_without_a_time_or_with_an_unknown_word_is_none) {
  BOOST_TEST(!parse_fleet_note("{}"));
  BOOST_TEST(!parse_fleet_note("[]"));
  BOOST_TEST(!parse_fleet_note("OK"));
  BOOST_TEST(!parse_fleet_note(R"({"ts":"2026-01-17T12:00:00Z","now":"FINE"})"));
}

BOOST_AUTO_TEST_SUITE_END()
