// Whether the changes that a run's tuning proposed came, and whether its state hashes say the same.
#pragma once

#include <soak/analysis/tuning/hash_moves.hpp>
#include <soak/analysis/tuning/history.hpp>
#include <soak/analysis/tuning/proposal.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace soak {

/// Least share of the proposals that must have come whole.
struct DeltaLimits {
  double min_applied = 0.9;
  bool is_strict = false;  ///< at least 0.95, and state hashes count

  [[nodiscard]] double share() const noexcept { return is_strict ? std::max(min_applied, 0.95) : min_applied; }
};

namespace tuning_detail {

/// `in_force`: the settings after the chain's last window; null if that is not known.
[[nodiscard]] inline ProposalContext context_of(const TuningChain& chain, ChainPlace place,
                                                const NamedSettings* in_force, std::string& no_values) {
  ProposalContext context;
  context.hash_moved = hash_moved(chain, place);
  const auto next = std::next(place);
  if (next == chain.records.end()) {
    const bool has_value = in_force != nullptr && place->second.parameters;
    context.has_successor = has_value;
    context.after = has_value ? in_force : nullptr;
    return context;
  }
  context.has_successor = true;
  const bool is_next = next->first == place->first + 1;
  if (is_next && next->second.parameters) context.after = &*next->second.parameters;
  if (!is_next && place->second.parameters) {
    no_values = "no value to compare with: iteration " + std::to_string(place->first + 1) + " is missing";
    context.no_values = no_values;
  }
  return context;
}

inline void verify_chain(const TuningChain& chain, const NamedSettings* in_force, DeltaVerification& result) {
  std::set<std::size_t> came;
  for (auto place = chain.records.begin(); place != chain.records.end(); ++place) {
    std::string no_values;
    auto proposal = check_proposal(place->second, context_of(chain, place, in_force, no_values));
    if (!proposal) continue;
    for (const CheckedDelta& delta : proposal->deltas) {
      if (delta.has_come && delta.by == delta_evidence::value) came.insert(place->first);
    }
    result.proposals.push_back(std::move(*proposal));
  }
  auto findings = hash_findings(chain, came);
  std::move(findings.begin(), findings.end(), std::back_inserter(result.hash_findings));
}

}  // namespace tuning_detail

/// runtime_overrides.json speaks for a run of one chain: which of several symbols it would be of nobody can tell.
[[nodiscard]] inline DeltaVerification verify_deltas(TuningInput input, const DeltaLimits& limits,
                                                     Instant generated_at) {
  DeltaVerification result;
  result.generated_at = generated_at;
  result.min_applied = limits.share();
  result.is_strict = limits.is_strict;
  const auto in_force = std::move(input.in_force);
  TuningHistory history = tuning_history(std::move(input));
  for (const TuningChain& chain : history.chains) {
    result.windows += chain.records.size();
    tuning_detail::verify_chain(chain, in_force && history.chains.size() == 1 ? &*in_force : nullptr, result);
  }
  result.problems = std::move(history.problems);
  return result;
}

}  // namespace soak
