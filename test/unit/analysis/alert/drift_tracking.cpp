#include <soak/analysis/alert/drift_tracking.hpp>

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <vector>

using namespace soak;

namespace {

const Instant start = *parse_iso8601("2026-01-05T00:00:00Z");

/// Of one symbol whose edge (bad when low) drifts by `drift` with that p.
Summary edge_with(double p, double drift, bool is_confirmed, bool is_material = true) {
  SymbolSummary symbol{.symbol = "BTCUSDT"};
  symbol.metrics.emplace_back();
  symbol.metrics[0].metric = "edge_bps";
  symbol.metrics[0].drift = {.p = p, .is_confirmed = is_confirmed, .drift = drift, .is_material = is_material};
  Summary summary;
  summary.symbols.push_back(symbol);
  return summary;
}

const MetricSet metrics = standard_metrics();
const std::vector<LastingDrift> falling{{"BTCUSDT", "edge_bps", start, -1.0}};

}  // namespace

BOOST_AUTO_TEST_SUITE(drift_tracking)

BOOST_AUTO_TEST_CASE(a_drift_begins_when_it_is_confirmed_material_and_for_the_worse) {
  BOOST_TEST((follow_drifts({}, edge_with(0.001, -1.0, true), metrics, start) == falling));
  BOOST_TEST(follow_drifts({}, edge_with(0.03, -1.0, false), metrics, start).empty());
  BOOST_TEST(follow_drifts({}, edge_with(0.001, -0.01, true, false), metrics, start).empty());
  BOOST_TEST(follow_drifts({}, edge_with(0.001, 1.0, true), metrics, start).empty());
}

BOOST_AUTO_TEST_CASE(it_is_held_until_p_is_above_0_05_and_keeps_its_begin) {
  const auto held = follow_drifts(falling, edge_with(0.05, -0.8, false, false), metrics, start + std::chrono::hours(1));
  BOOST_TEST((held == std::vector<LastingDrift>{{"BTCUSDT", "edge_bps", start, -0.8}}));
  BOOST_TEST(follow_drifts(falling, edge_with(0.0501, -0.8, false), metrics, start).empty());
}

BOOST_AUTO_TEST_CASE(it_ends_when_it_turns_round_cannot_be_judged_or_its_symbol_is_gone) {
  BOOST_TEST(follow_drifts(falling, edge_with(0.001, 1.0, true), metrics, start).empty());
  BOOST_TEST(follow_drifts(falling, edge_with(gap, gap, false), metrics, start).empty());
  BOOST_TEST(follow_drifts(falling, Summary(), metrics, start).empty());
}

BOOST_AUTO_TEST_SUITE_END()
