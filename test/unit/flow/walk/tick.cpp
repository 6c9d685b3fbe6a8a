#include "temporary_directory.hpp"

#include <soak/flow/walk/tick.hpp>
#include <soak/report/walk/tick_line.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;
using namespace std::chrono_literals;

namespace {

const Instant noon = *parse_iso8601("2026-01-15T12:00:00Z");

struct Place : TemporaryDirectory {
  TickSettings settings;

  Place() {
    settings.artifacts = path("artifacts");
    settings.kpi_gate = path("KPI_GATE.json");
    settings.edge_report = path("EDGE_REPORT.json");
    settings.hook_dir = path("hooks");
    gate(R"({"readiness":90,"scale":100,"timestamp":)" + std::to_string(epoch_seconds(noon)) + "}");
    edge(R"({"net_bps":3,"taker_ratio":0.1,"latency":{"p50":1,"p95":200,"p99":250},"timestamp":)" +
         std::to_string(epoch_seconds(noon)) + "}");
  }
  void put(const std::string& file, const std::string& text) const {
    BOOST_REQUIRE(write_file_atomically(file, text, Durability::none));
  }
  void gate(const std::string& text) const { put(settings.kpi_gate, text); }
  void edge(const std::string& text) const { put(settings.edge_report, text); }
  JournalEntry decide(Instant now = noon) const { return decide_entry(settings, Phase::canary, 0, {}, now); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(tick)

BOOST_AUTO_TEST_CASE(good_artifacts_let_it_continue) {
  const Place place;
  const JournalEntry entry = place.decide();
  BOOST_TEST(entry.status == "CONTINUE");
  BOOST_TEST(entry.phase == "canary");
  BOOST_TEST(entry.caps.capital_usd == 500);
  BOOST_TEST(tick_line(entry) ==
             "event=soak_tick phase=canary status=CONTINUE action=NONE reason_code=OK reason=net_bps=3 "
             "taker_ratio=0.1 p95_ms=200 readiness=90\n");
}

BOOST_AUTO_TEST_CASE(missing_stale_and_malformed_artifacts_fail_with_the_reason) {
  const Place place;
  const auto expect = [&](const char* what, const JournalEntry& entry, const char* reason) {
    BOOST_TEST_CONTEXT(what) {
      BOOST_TEST(entry.status == "FAIL");
      BOOST_TEST(entry.reason_code == "GEN_FAIL");
      BOOST_TEST(entry.reason.find(reason) != std::string::npos, entry.reason);
    }
  };
  expect("stale", place.decide(noon + 2h + 1s), "KPI_GATE.json: stale: older than 2 h");
  expect("stale", place.decide(noon + 2h + 1s), "EDGE_REPORT.json: stale: older than 2 h");
  BOOST_TEST(place.decide(noon + 2h).status == "CONTINUE");
  expect("of the future", place.decide(noon - 1s), "its time lies in the future");
  const Place gates;
  for (const char* text : {"", "{", "[]", "null", "{}", R"({"readiness":"90"})", R"({"readiness":NaN})",
                           R"({"readiness":101,"scale":100})", R"({"readiness":90,"scale":100,"timestamp":"soon"})"}) {
    gates.gate(text);
    expect(text, gates.decide(), "KPI_GATE.json");
  }
  const Place edges;
  for (const char* text : {"", "{}", R"({"net_bps":3})", R"({"net_bps":null,"taker_ratio":0.1})",
                           R"({"net_bps":3,"taker_ratio":0.1,"latency":{"p95":200}})",
                           R"({"net_bps":3,"taker_ratio":7,"latency":{"p95":200,"p99":250}})"}) {
    edges.edge(text);
    expect(text, edges.decide(), "EDGE_REPORT.json");
  }
  BOOST_REQUIRE(::unlink(place.settings.kpi_gate.c_str()) == 0);
  expect("missing", place.decide(), "KPI_GATE.json: No such file or directory");
}

BOOST_AUTO_TEST_CASE(a_file_without_a_time_is_as_old_as_its_last_change) {
  const Place place;
  place.gate(R"({"readiness":0.9,"note":"a share, as older gates have it"})");
  const Instant written = system_now() + 1s;
  place.edge(R"({"total":{"net_bps":3,"taker_share_pct":10,"latency":{"p95":200,"p99":250}}})");
  BOOST_TEST(place.decide(written).status == "CONTINUE");
  BOOST_TEST(place.decide(written + 3h).status == "FAIL");
}

BOOST_AUTO_TEST_CASE(a_hook_gets_the_decision_and_its_end_is_in_the_reason) {
  const Place place;
  JournalEntry entry = decide_entry(place.settings, Phase::canary, 1, "why", noon);
  entry.run = "run";
  entry.tick = 4;
  JournalEntry missing = entry;
  act(place.settings, missing, 1);
  BOOST_TEST(missing.reason == "why; hook DISABLE_STRAT.sh: not found in " + place.path("hooks"));
  place.put(place.path("hooks/DISABLE_STRAT.sh"),
            "#!/bin/sh\necho $SOAK_PHASE $SOAK_ACTION $SOAK_FAIL_STREAK $SOAK_CAPITAL_USD $SOAK_DECISION_ID\n");
  ::chmod(place.path("hooks/DISABLE_STRAT.sh").c_str(), 0755);
  JournalEntry acted = entry;
  act(place.settings, acted, 1);
  BOOST_TEST(acted.reason == "why; hook DISABLE_STRAT.sh: ok");
  BOOST_TEST(*read_file(place.path("artifacts/state/hooks/run-4-DISABLE_STRAT.log"), 1000) ==
             "canary DISABLE_STRAT 2 500 run:4\n");
  TickSettings dry = place.settings;
  dry.dry = true;
  JournalEntry named = entry;
  act(dry, named, 1);
  BOOST_TEST(named.reason == "why; hook DISABLE_STRAT.sh: not run (dry)");
}

BOOST_AUTO_TEST_SUITE_END()
