// The sections of the full stack validation, from what was checked.
#pragma once

#include <soak/analysis/archive/plan.hpp>
#include <soak/core/text/secret_scan.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/time.hpp>
#include <soak/model/artifacts/gate_reading.hpp>
#include <soak/model/artifacts/limits.hpp>
#include <soak/model/artifacts/validation.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// The sections, in their order.
inline constexpr std::array<std::string_view, 9> validation_sections{
    "tools", "artifacts", "gate", "journal", "dashboards", "archive", "redis", "secrets", "tuning"};

/// What was checked for a section, and what was wrong.
struct SectionCheck {
  std::size_t checked = 0;
  std::vector<std::string> errors = {};

  [[nodiscard]] ValidationSection section(std::string_view name, std::string_view what) const {
    constexpr std::size_t shown = 5;
    std::string details = std::to_string(checked) + " " + std::string(what);
    for (std::size_t i = 0; i < std::min(shown, errors.size()); ++i) details += "; " + ascii_only(errors[i]);
    if (errors.size() > shown) details += "; and " + std::to_string(errors.size() - shown) + " more";
    return {std::string(name), errors.empty() ? SectionStatus::ok : SectionStatus::fail, details};
  }
};

[[nodiscard]] inline ValidationSection skipped_section(std::string_view name, std::string reason) {
  return {std::string(name), SectionStatus::skip, std::move(reason)};
}

/// What the KPI gate says of the run: a release leans on it more than on anything else.
[[nodiscard]] inline ValidationSection gate_section(const GateReading& gate) {
  const ReleaseDecision release = decide_release(gate, limit::readiness, false);
  std::string details = "readiness " + format_number(gate.readiness);
  if (!gate.run.now.empty()) {
    details += ", now " + gate.run.now + ", " + std::to_string(gate.run.open_incidents) + " incidents open";
  }
  if (!release.is_ready()) details += "; " + release.reason;
  return {"gate", release.is_ready() ? SectionStatus::ok : SectionStatus::fail, ascii_only(details)};
}

/// Of an archive that verified. Its age is told, not judged: that is the sentinel's business.
[[nodiscard]] inline ValidationSection archive_section(const std::string& name, std::size_t files, Instant now) {
  const auto hours = std::chrono::floor<std::chrono::hours>(now - archive_time(name).value_or(now)).count();
  return {"archive", SectionStatus::ok,
          name + " verified, " + std::to_string(files) + " files, " + std::to_string(hours) + " h old"};
}

/// Names place and kind, never the secret.
[[nodiscard]] inline std::string secret_error(std::string_view path, const SecretHit& hit) {
  return printable(path) + ":" + std::to_string(hit.line) + ": looks like a " + std::string(hit.kind);
}

}  // namespace soak
