// What a tick decides: the status of a phase from its KPI gate and edge report, the reason, and the rung of the
// rollback ladder.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/result.hpp>
#include <soak/core/text/event_line.hpp>
#include <soak/model/artifacts/key_artifacts.hpp>
#include <soak/model/artifacts/limits.hpp>
#include <soak/model/walk/journal.hpp>
#include <soak/model/walk/phase.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

enum class TickStatus { proceed, warn, fail };
enum class LadderAction { none, tune_dry, rollback_step, disable_strat, region_step_down };
enum class ReasonCode { ok, net_bps_low, taker_ceil, p95_spike, readiness_low, gen_fail };

[[nodiscard]] constexpr std::string_view to_string(TickStatus status) noexcept {
  constexpr std::string_view names[] = {"CONTINUE", "WARN", "FAIL"};
  return names[static_cast<std::size_t>(status)];
}
[[nodiscard]] constexpr std::string_view to_string(LadderAction action) noexcept {
  constexpr std::string_view names[] = {"NONE", "TUNE_DRY", "ROLLBACK_STEP", "DISABLE_STRAT", "REGION_STEP_DOWN"};
  return names[static_cast<std::size_t>(action)];
}
[[nodiscard]] constexpr std::string_view to_string(ReasonCode code) noexcept {
  constexpr std::string_view names[] = {"OK", "NET_BPS_LOW", "TAKER_CEIL", "P95_SPIKE", "READINESS_LOW", "GEN_FAIL"};
  return names[static_cast<std::size_t>(code)];
}
/// What each phase may risk unless it is told otherwise.
[[nodiscard]] constexpr PhaseCaps default_caps(Phase phase) noexcept {
  switch (phase) {
    case Phase::shadow:
      return {0, 0, limit::taker_ratio};
    case Phase::canary:
      return {500, 0.05, limit::taker_ratio};
    case Phase::live_econ:
      return {2000, 0.15, limit::taker_ratio};
  }
  return {};
}

/// The limits of a tick. A value on a limit is still good.
struct TickLimits {
  double taker = limit::taker_ratio;           ///< FAIL above, whatever the phase's ceiling
  double p95_ms = limit::p95_ms;               ///< FAIL above
  double p99_to_p95 = limit::p99_to_p95;       ///< FAIL if p99 is above so many times p95
  double readiness = limit::readiness;         ///< FAIL below, 0..100
  double net_bps_fail = limit::edge_crit_bps;  ///< FAIL below
  double net_bps_warn = limit::edge_warn_bps;  ///< WARN below
};

/// What a tick looks at. An error is the sentence that says why a figure is not to be had.
struct TickInputs {
  Result<double> readiness;  ///< 0..100
  Result<EdgeFigures> edge;
  std::string trouble;  ///< anything else that forbids to trust the figures; empty: nothing
};

struct TickDecision {
  TickStatus status = TickStatus::fail;
  LadderAction action = LadderAction::none;
  ReasonCode code = ReasonCode::gen_fail;
  std::string reason;
  std::string recommendation;
};

/// FAIL by FAIL of one phase and region: the third and every later one steps down.
[[nodiscard]] constexpr LadderAction ladder_action(TickStatus status, std::size_t fails_before) noexcept {
  if (status == TickStatus::proceed) return LadderAction::none;
  if (status == TickStatus::warn) return LadderAction::tune_dry;
  constexpr LadderAction rungs[] = {LadderAction::rollback_step, LadderAction::disable_strat,
                                    LadderAction::region_step_down};
  return rungs[std::min<std::size_t>(fails_before, 2)];
}

[[nodiscard]] constexpr std::string_view recommendation_for(ReasonCode code) noexcept {
  switch (code) {
    case ReasonCode::ok:
      return "none";
    case ReasonCode::net_bps_low:
      return "try wider spreads or a lower impact cap in a dry run";
    case ReasonCode::taker_ceil:
      return "post more passively: raise min_interval_ms, lower the share of crossing orders";
    case ReasonCode::p95_spike:
      return "look at network and exchange latency; lower the order rate or concurrency";
    case ReasonCode::readiness_low:
      return "see the parts in KPI_GATE.json for the metric that costs points";
    case ReasonCode::gen_fail:
      return "look at the reason, the edge report and the logs before going on";
  }
  return "";
}

namespace walk_detail {

struct TickFinding {
  ReasonCode code;
  std::string text;
};

/// For people: without the noise of the last digits.
[[nodiscard]] inline std::string shown_number(double value) {
  const double rounded = std::round(value * 1e6) / 1e6;
  return std::isfinite(rounded) ? format_number(rounded) : "n/a";
}

[[nodiscard]] inline std::string beyond(std::string_view what, double value, std::string_view sign, double limit) {
  return std::string(what) + "=" + shown_number(value) + " " + std::string(sign) + " " + shown_number(limit);
}

/// What is wrong, the gravest first: what is not known, then in the order of the reason codes.
[[nodiscard]] inline std::vector<TickFinding> fail_findings(const TickInputs& inputs, const PhaseCaps& caps,
                                                            const TickLimits& limits) {
  std::vector<TickFinding> found;
  const auto add = [&](ReasonCode code, std::string text) { found.push_back({code, std::move(text)}); };
  if (!inputs.trouble.empty()) add(ReasonCode::gen_fail, inputs.trouble);
  if (!inputs.edge) add(ReasonCode::gen_fail, inputs.edge.error().message);
  if (!inputs.readiness) add(ReasonCode::gen_fail, inputs.readiness.error().message);
  if (inputs.edge) {
    const EdgeFigures& edge = *inputs.edge;
    const double ceiling = std::min(caps.taker_ceiling, limits.taker);
    if (!(edge.taker_ratio <= ceiling)) {
      add(ReasonCode::taker_ceil, beyond("taker_ratio", edge.taker_ratio, ">", ceiling));
    }
    if (!(edge.latency.p95 <= limits.p95_ms)) {
      add(ReasonCode::p95_spike, beyond("p95_ms", edge.latency.p95, ">", limits.p95_ms));
    }
    if (!(edge.latency.p99 <= limits.p99_to_p95 * edge.latency.p95)) {
      add(ReasonCode::p95_spike,
          beyond("p99_ms", edge.latency.p99, "> " + format_number(limits.p99_to_p95) + " * p95_ms", edge.latency.p95));
    }
  }
  if (inputs.readiness && !(*inputs.readiness >= limits.readiness)) {
    add(ReasonCode::readiness_low, beyond("readiness", *inputs.readiness, "<", limits.readiness));
  }
  if (inputs.edge && !(inputs.edge->net_bps >= limits.net_bps_fail)) {
    add(ReasonCode::gen_fail, beyond("net_bps", inputs.edge->net_bps, "<", limits.net_bps_fail));
  }
  return found;
}

}  // namespace walk_detail

/// Decides one tick. `fails_before` counts the FAILs of this phase and region that directly precede it. A NaN is
/// never good.
[[nodiscard]] inline TickDecision decide_tick(const TickInputs& inputs, const PhaseCaps& caps, std::size_t fails_before,
                                              const TickLimits& limits = {}) {
  TickDecision decision;
  const auto findings = walk_detail::fail_findings(inputs, caps, limits);
  if (!findings.empty()) {
    decision.code = findings.front().code;
    for (const auto& finding : findings) decision.reason += (decision.reason.empty() ? "" : "; ") + finding.text;
  } else if (inputs.edge->net_bps < limits.net_bps_warn) {
    decision.status = TickStatus::warn;
    decision.code = ReasonCode::net_bps_low;
    decision.reason = walk_detail::beyond("net_bps", inputs.edge->net_bps, "<", limits.net_bps_warn);
  } else {
    decision.status = TickStatus::proceed;
    decision.code = ReasonCode::ok;
    decision.reason = EventLine()
                          .field("net_bps", walk_detail::shown_number(inputs.edge->net_bps))
                          .field("taker_ratio", walk_detail::shown_number(inputs.edge->taker_ratio))
                          .field("p95_ms", walk_detail::shown_number(inputs.edge->latency.p95))
                          .field("readiness", walk_detail::shown_number(*inputs.readiness))
                          .text();
  }
  decision.action = ladder_action(decision.status, fails_before);
  decision.recommendation = recommendation_for(decision.code);
  return decision;
}

}  // namespace soak
