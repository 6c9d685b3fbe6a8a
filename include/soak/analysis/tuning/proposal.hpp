// Whether what one window proposes came: by value where values are recorded, else by the bot's own record.
#pragma once

#include <soak/model/tuning/delta_verification.hpp>
#include <soak/model/tuning/tuning_record.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// What is known beside the record of the window that proposes.
struct ProposalContext {
  bool has_successor = false;            ///< a later window, or what is in force after the last
  const NamedSettings* after = nullptr;  ///< in force right after it; null if that is not recorded
  std::string_view no_values = {};       ///< why not, where values are recorded: "iteration 4 is missing"
  std::optional<bool> hash_moved = std::nullopt;
};

namespace tuning_detail {

/// 1e-9, or where the numbers are so large that doubles are further apart a few of their steps.
[[nodiscard]] inline bool is_same_number(double a, double b) noexcept {
  constexpr double steps = 4 * std::numeric_limits<double>::epsilon();
  return std::fabs(a - b) <= std::max(1e-9, steps * std::max(std::fabs(a), std::fabs(b)));
}

/// Why the bot's record does not say that this key was changed as proposed; empty if it does.
[[nodiscard]] inline std::string why_not_by_record(const TuningRecord& record, const std::string& key, double delta,
                                                   std::optional<bool> hash_moved) {
  if (!record.applied) return "the record does not say whether it was applied";
  if (!*record.applied) return "the record says that nothing was applied";
  if (!record.changed_keys) return "the record has no changed_keys";
  const auto names_it = [&](const std::string& changed) { return names_setting(changed, key); };
  if (std::none_of(record.changed_keys->begin(), record.changed_keys->end(), names_it)) return "not in changed_keys";
  const auto applied = record.deltas ? find_number(*record.deltas, key) : std::nullopt;
  if (!applied) return "not in deltas";
  if (!is_same_number(*applied, delta)) return "applied was " + format_number(*applied);
  if (!hash_moved) return "no state hash is recorded";
  return *hash_moved ? "" : "the state hash did not move";
}

[[nodiscard]] inline CheckedDelta check_delta(const TuningRecord& record, const ProposalContext& context,
                                              const std::string& key, double delta) {
  CheckedDelta result{key, delta};
  if (record.parameters) result.before = find_number(*record.parameters, key);
  if (context.after != nullptr) result.after = find_number(*context.after, key);
  if (result.before && result.after) {
    result.by = delta_evidence::value;
    const double expected = *result.before + delta;
    result.has_come = is_same_number(expected, *result.after);
    if (result.has_come) return result;
    result.reason =
        *result.before == *result.after ? "the value did not change" : "expected " + format_number(expected);
    return result;
  }
  result.by = delta_evidence::record;
  result.reason = why_not_by_record(record, key, delta, context.hash_moved);
  result.has_come = result.reason.empty();
  return result;
}

/// The sentence that all that have not come share; empty if they differ.
[[nodiscard]] inline std::string common_reason(const std::vector<CheckedDelta>& deltas) {
  std::string common;
  for (const CheckedDelta& delta : deltas) {
    if (delta.has_come) continue;
    if (!common.empty() && common != delta.reason) return {};
    common = delta.reason;
  }
  return common;
}

[[nodiscard]] inline std::string common_evidence(const std::vector<CheckedDelta>& deltas) {
  std::string common;
  for (const CheckedDelta& delta : deltas) {
    if (!common.empty() && common != delta.by) return std::string(delta_evidence::both);
    common = delta.by;
  }
  return common;
}

inline void add_note(std::string& note, const std::string& text) {
  if (!text.empty()) note += (note.empty() ? "" : "; ") + text;
}

}  // namespace tuning_detail

/// The changes that a record proposes: what older bots call deltas where nothing else is recorded.
[[nodiscard]] inline const NamedSettings* proposal_of(const TuningRecord& record) noexcept {
  if (record.proposed) return &*record.proposed;
  return record.deltas ? &*record.deltas : nullptr;
}

/// Nothing if the record proposes nothing. A change by 0 or null is none; one that is no number cannot have come.
[[nodiscard]] inline std::optional<CheckedProposal> check_proposal(const TuningRecord& record,
                                                                   const ProposalContext& context) {
  const NamedSettings* const proposed = proposal_of(record);
  if (proposed == nullptr) return std::nullopt;
  CheckedProposal result;
  result.iteration = record.iteration.value_or(0);
  result.symbol = record.symbol;
  result.skip_reason = record.skip_reason;
  for (const auto& [key, delta] : proposed->numbers) {
    if (delta != 0) result.deltas.push_back(tuning_detail::check_delta(record, context, key, delta));
  }
  for (const auto& [key, kind] : proposed->others) {
    if (kind == "null" || kind == "an empty object") continue;
    CheckedDelta unreadable{key, gap};
    unreadable.reason = "no number but " + kind;
    unreadable.by = delta_evidence::record;
    result.deltas.push_back(std::move(unreadable));
  }
  if (result.deltas.empty()) return std::nullopt;
  if (!context.has_successor) {
    result.note = "no later window: it does not count";
    for (CheckedDelta& delta : result.deltas) delta = CheckedDelta{delta.key, delta.delta, delta.before};
    return result;
  }
  const auto come = std::count_if(result.deltas.begin(), result.deltas.end(),
                                  [](const CheckedDelta& delta) { return delta.has_come; });
  result.status = come == std::ssize(result.deltas) ? DeltaStatus::applied
                  : come > 0                        ? DeltaStatus::partly
                                                    : DeltaStatus::not_applied;
  result.by = tuning_detail::common_evidence(result.deltas);
  tuning_detail::add_note(result.note, tuning_detail::common_reason(result.deltas));
  if (result.by != delta_evidence::value) tuning_detail::add_note(result.note, std::string(context.no_values));
  if (record.applied == true && come == 0 && result.by == delta_evidence::value) {
    tuning_detail::add_note(result.note, "though the record says applied");
  }
  return result;
}

}  // namespace soak
