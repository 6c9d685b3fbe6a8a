// KPI_GATE.json as later programs take it, whoever wrote it.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/result.hpp>
#include <soak/core/stats.hpp>
#include <soak/model/artifacts/key_artifacts.hpp>
#include <soak/model/json/members.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// Readiness of a KPI_GATE document on the scale 0..100. Where `scale` is absent a value of 0..1 is a share.
[[nodiscard]] inline Result<double> readiness_of(const boost::json::value& gate) {
  double readiness = number_or_gap(find_member(gate, "readiness"));
  const auto* const scale = find_member(gate, "scale");
  if (scale != nullptr && number_or_gap(scale) != 100) return wrong_member("/scale", "100");
  if (scale == nullptr && readiness >= 0 && readiness <= 1) readiness *= 100;
  if (!(readiness >= 0 && readiness <= 100)) return wrong_member("/readiness", "a number from 0 to 100");
  return readiness;
}

/// A KPI_GATE document as later programs take it: its readiness, and what it says of checks and run as far as it does.
struct GateReading {
  double readiness = gap;  ///< 0..100
  std::vector<KpiCheck> checks = {};
  GateRun run = {};
  std::string verdict = {};  ///< PASS or FAIL; empty: it has none

  /// The first of the checks with these names that failed; null if none did.
  [[nodiscard]] const KpiCheck* failed(std::span<const std::string_view> names) const noexcept {
    for (const KpiCheck& check : checks) {
      if (!check.ok && std::find(names.begin(), names.end(), check.name) != names.end()) return &check;
    }
    return nullptr;
  }
};

[[nodiscard]] inline Result<GateReading> gate_of(const boost::json::value& document) {
  const auto readiness = readiness_of(document);
  if (!readiness) return readiness.error();
  GateReading reading{.readiness = *readiness};
  const auto gate = read_members<KpiGate>(document, {}, MemberReader::Demand::nothing);
  if (!gate) return gate.error();
  reading.checks = gate->checks;
  reading.run = gate->run;
  reading.verdict = text_or_nothing(find_member(document, "verdict")).value_or("");
  return reading;
}

/// "its check 'coverage' failed: 0.5, limit 0.8"
[[nodiscard]] inline std::string failure_text(const KpiCheck& check) {
  return "its check '" + check.name + "' failed: " + text_or_na(check.value, 2) + ", limit " +
         text_or_na(check.threshold, 2);
}

/// Whether a release may go out.
struct ReleaseDecision {
  std::string reason = {};  ///< why not; empty: it may

  [[nodiscard]] bool is_ready() const noexcept { return reason.empty(); }
};

/// Not with too little readiness, nor with a gate that says FAIL. `readiness_only`: the verdict is not asked.
[[nodiscard]] inline ReleaseDecision decide_release(const GateReading& gate, double min_readiness,
                                                    bool readiness_only) {
  if (gate.readiness < min_readiness) {
    return {"readiness " + format_number(gate.readiness) + " is below " + format_number(min_readiness)};
  }
  if (readiness_only || gate.verdict != "FAIL") return {};
  for (const KpiCheck& check : gate.checks) {
    if (!check.ok) return {failure_text(check)};
  }
  return {"the gate's verdict is FAIL"};
}

/// The readiness for who acts on it: an error if the gate's own checks say that the run cannot be trusted now.
[[nodiscard]] inline Result<double> trusted_readiness_of(const boost::json::value& document) {
  constexpr std::array<std::string_view, 4> binding{"source", "coverage", "freshness", "open_incidents"};
  const auto gate = gate_of(document);
  if (!gate) return gate.error();
  if (const KpiCheck* const check = gate->failed(binding)) {
    return Error{Errc::input_unusable, failure_text(*check)};
  }
  return gate->readiness;
}

}  // namespace soak
