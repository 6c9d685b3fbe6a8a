#include <soak/analysis/daily/daily_digest.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

const DayFigures good{90, 3, 0.1, 300, 350, 0.3};

}  // namespace

BOOST_AUTO_TEST_SUITE(daily_digest)

BOOST_AUTO_TEST_CASE(the_light) {
  const auto light = [](DigestInput input) { return light_name(traffic_light(input)); };
  BOOST_TEST(light({good, {}, {}, {}, {}}) == "GREEN");
  DayFigures weak = good;
  weak.net_bps = 2.2;
  BOOST_TEST(light({weak, {}, {}, {}, {}}) == "YELLOW");
  weak.readiness = 80;
  BOOST_TEST(light({weak, {}, {}, {}, {}}) == "RED");
  BOOST_TEST(light({good, {}, {}, {"x is missing"}, {}}) == "RED");
  BOOST_TEST(light({good, {}, JournalCounts{5, 0, 0, "CONTINUE", ""}, {}, {}}) == "GREEN");
  BOOST_TEST(light({good, {}, JournalCounts{5, 1, 0, "CONTINUE", ""}, {}, {}}) == "YELLOW");
  BOOST_TEST(light({good, {}, JournalCounts{5, 0, 1, "CONTINUE", "f"}, {}, {}}) == "YELLOW");
  BOOST_TEST(light({good, {}, JournalCounts{5, 0, 1, "FAIL", "f"}, {}, {}}) == "RED");
}

BOOST_AUTO_TEST_CASE(no_green_with_an_open_incident_or_a_failed_gate) {
  const auto light = [](const GateReading& gate) {
    DigestInput input{good, {}, {}, {}, {}};
    input.gate = gate;
    return light_name(traffic_light(input));
  };
  GateReading gate{.readiness = 100, .checks = {{"readiness", true, 100, 85}, {"coverage", true, 1, 0.8}}};
  BOOST_TEST(light(gate) == "GREEN");
  gate.run = {"CRIT", "OK", 0, {}};
  BOOST_TEST(light(gate) == "GREEN");
  gate.run = {"CRIT", "WARN", 1, {}};
  BOOST_TEST(light(gate) == "YELLOW");
  gate.run.now = "UNKNOWN";
  BOOST_TEST(light(gate) == "RED");
  gate.run = {"CRIT", "CRIT", 1, {}};
  BOOST_TEST(light(gate) == "RED");
  gate.run = {};
  gate.checks[1] = {"coverage", false, 0.3, 0.8};
  BOOST_TEST(light(gate) == "RED");
}

BOOST_AUTO_TEST_CASE(ticks_are_counted_up_to_now) {
  const Instant noon = *parse_iso8601("2026-01-15T12:00:00Z");
  const auto tick = [&](int minute, const char* status) {
    JournalEntry entry;
    entry.ts = noon + std::chrono::minutes{minute};
    entry.phase = "canary";
    entry.status = status;
    entry.reason_code = "P95_SPIKE";
    entry.reason = "why";
    return entry;
  };
  const std::vector<JournalEntry> entries{tick(-60, "CONTINUE"), tick(-50, "FAIL"), tick(-40, "WARN"), tick(1, "FAIL")};
  const JournalCounts counts = count_ticks(entries, noon);
  BOOST_TEST(counts.going_on == 1u);
  BOOST_TEST(counts.warn == 1u);
  BOOST_TEST(counts.fail == 1u);
  BOOST_TEST(counts.last_status == "WARN");
  BOOST_TEST(counts.last_failure == "2026-01-15T11:10:00Z canary P95_SPIKE: why");
}

BOOST_AUTO_TEST_CASE(the_trend_has_a_dead_band_of_one_percent) {
  BOOST_TEST(change_name(100, 101.1) == "UP");
  BOOST_TEST(change_name(100, 100.9) == "FLAT");
  BOOST_TEST(change_name(-2, -2.5) == "DOWN");
  BOOST_TEST(change_name(gap, 1) == "n/a");
}

BOOST_AUTO_TEST_CASE(recommendations_name_what_is_beyond_a_limit) {
  DayFigures weak = good;
  weak.p95_ms = 360;
  const auto lines = day_recommendations({weak, {}, {}, {}, {"advice"}});
  BOOST_REQUIRE(lines.size() == 2);
  BOOST_TEST(lines[0].starts_with("p95_latency_ms 360.0 (limit 350.0): "));
  BOOST_TEST(lines[1] == "advice");
  BOOST_TEST(day_recommendations({good, {}, {}, {}, {}}).front() == "nothing to do");
}

BOOST_AUTO_TEST_SUITE_END()
