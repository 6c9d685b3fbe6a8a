#include <soak/analysis/walk/ladder.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <string>

using namespace soak;

namespace {

EdgeFigures good_edge() {
  EdgeFigures edge;
  edge.net_bps = 3;
  edge.taker_ratio = 0.1;
  edge.latency = {180, 220, 250};
  return edge;
}

struct Case {
  const char* what;
  double net_bps, taker, p95, p99, readiness;
  const char* status;
  const char* code;
  const char* reason;
};

const PhaseCaps canary = default_caps(Phase::canary);

}  // namespace

BOOST_AUTO_TEST_SUITE(ladder)

BOOST_AUTO_TEST_CASE(status_and_reason_follow_the_contract) {
  const Case cases[] = {
      {"all is well", 3, 0.1, 220, 250, 90, "CONTINUE", "OK", "net_bps=3 taker_ratio=0.1 p95_ms=220 readiness=90"},
      {"every limit is still good", 2.5, 0.15, 350, 525, 85, "CONTINUE", "OK", ""},
      {"net_bps between the limits", 2.49, 0.1, 220, 250, 90, "WARN", "NET_BPS_LOW", "net_bps=2.49 < 2.5"},
      {"net_bps on the lower limit", 2, 0.1, 220, 250, 90, "WARN", "NET_BPS_LOW", ""},
      {"net_bps below", 1.99, 0.1, 220, 250, 90, "FAIL", "GEN_FAIL", "net_bps=1.99 < 2"},
      {"taker", 3, 0.151, 220, 250, 90, "FAIL", "TAKER_CEIL", "taker_ratio=0.151 > 0.15"},
      {"p95", 3, 0.1, 350.5, 400, 90, "FAIL", "P95_SPIKE", "p95_ms=350.5 > 350"},
      {"p99", 3, 0.1, 100, 151, 90, "FAIL", "P95_SPIKE", "p99_ms=151 > 1.5 * p95_ms 100"},
      {"readiness", 3, 0.1, 220, 250, 84.9, "FAIL", "READINESS_LOW", "readiness=84.9 < 85"},
      {"the first in order names the code", 1, 0.2, 400, 500, 10, "FAIL", "TAKER_CEIL",
       "taker_ratio=0.2 > 0.15; p95_ms=400 > 350; readiness=10 < 85; net_bps=1 < 2"},
      {"no number is ever good", gap, 0.1, 220, 250, 90, "FAIL", "GEN_FAIL", ""},
      {"nor here", 3, gap, 220, 250, 90, "FAIL", "TAKER_CEIL", ""},
      {"nor here", 3, 0.1, gap, 250, 90, "FAIL", "P95_SPIKE", ""},
      {"nor here", 3, 0.1, 220, gap, 90, "FAIL", "P95_SPIKE", ""},
      {"nor here", 3, 0.1, 220, 250, gap, "FAIL", "READINESS_LOW", ""},
  };
  for (const Case& c : cases) {
    BOOST_TEST_CONTEXT(c.what) {
      EdgeFigures edge = good_edge();
      edge.net_bps = c.net_bps;
      edge.taker_ratio = c.taker;
      edge.latency = {c.p95, c.p95, c.p99};
      const TickDecision decision = decide_tick({c.readiness, edge, {}}, canary, 0);
      BOOST_TEST(to_string(decision.status) == c.status);
      BOOST_TEST(to_string(decision.code) == c.code);
      if (*c.reason != '\0') BOOST_TEST(decision.reason == c.reason);
      BOOST_TEST(!decision.recommendation.empty());
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_a_fail) {
  const Error missing{Errc::input_unusable, "cannot read KPI_GATE.json: No such file or directory"};
  const TickDecision no_gate = decide_tick({missing, good_edge(), {}}, canary, 0);
  BOOST_TEST(to_string(no_gate.status) == "FAIL");
  BOOST_TEST(to_string(no_gate.code) == "GEN_FAIL");
  BOOST_TEST(no_gate.reason == missing.message);
  const TickDecision no_edge = decide_tick({90.0, missing, {}}, canary, 0);
  BOOST_TEST(to_string(no_edge.status) == "FAIL");
  const TickDecision nothing =
      decide_tick({missing, missing, "the window command ended with exit status 3"}, canary, 0);
  BOOST_TEST(nothing.reason.starts_with("the window command"));
  EdgeFigures taking = good_edge();
  taking.taker_ratio = 0.5;
  BOOST_TEST(to_string(decide_tick({missing, taking, {}}, canary, 0).code) == "GEN_FAIL");
}

BOOST_AUTO_TEST_CASE(a_phases_ceiling_only_tightens) {
  EdgeFigures edge = good_edge();
  edge.taker_ratio = 0.12;
  PhaseCaps caps = canary;
  caps.taker_ceiling = 0.10;
  BOOST_TEST(to_string(decide_tick({90.0, edge, {}}, caps, 0).code) == "TAKER_CEIL");
  edge.taker_ratio = 0.2;
  caps.taker_ceiling = 0.5;
  BOOST_TEST(to_string(decide_tick({90.0, edge, {}}, caps, 0).code) == "TAKER_CEIL");
}

BOOST_AUTO_TEST_CASE(the_ladder_has_three_rungs) {
  BOOST_TEST(to_string(ladder_action(TickStatus::proceed, 5)) == "NONE");
  BOOST_TEST(to_string(ladder_action(TickStatus::warn, 5)) == "TUNE_DRY");
  BOOST_TEST(to_string(ladder_action(TickStatus::fail, 0)) == "ROLLBACK_STEP");
  BOOST_TEST(to_string(ladder_action(TickStatus::fail, 1)) == "DISABLE_STRAT");
  BOOST_TEST(to_string(ladder_action(TickStatus::fail, 2)) == "REGION_STEP_DOWN");
  BOOST_TEST(to_string(ladder_action(TickStatus::fail, 9)) == "REGION_STEP_DOWN");
  for (const unsigned char c : to_string(LadderAction::disable_strat)) BOOST_TEST(c < 0x80);
}

BOOST_AUTO_TEST_CASE(phases_have_the_contracts_caps) {
  BOOST_TEST(default_caps(Phase::shadow).capital_usd == 0);
  BOOST_TEST(default_caps(Phase::canary).share == 0.05);
  BOOST_TEST(default_caps(Phase::live_econ).capital_usd == 2000);
  for (const Phase phase : all_phases) {
    BOOST_TEST(default_caps(phase).taker_ceiling == 0.15);
    BOOST_TEST((parse_phase(to_string(phase)) == phase));
  }
  BOOST_TEST(!parse_phase("live"));
}

BOOST_AUTO_TEST_SUITE_END()
