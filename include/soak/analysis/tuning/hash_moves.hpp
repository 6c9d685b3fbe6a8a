// State hashes of a run: one that stays although something was applied, one that moves though nothing was.
#pragma once

#include <soak/analysis/tuning/history.hpp>
#include <soak/model/tuning/delta_verification.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace soak {

namespace tuning_detail {

using ChainPlace = std::map<std::size_t, TuningRecord>::const_iterator;

/// True if the record says that something was changed.
[[nodiscard]] inline bool claims_change(const TuningRecord& record) noexcept {
  if (record.applied != true) return false;
  const bool has_keys = record.changed_keys && !record.changed_keys->empty();
  const auto is_change = [](const auto& entry) { return entry.second != 0; };
  return has_keys ||
         (record.deltas && std::any_of(record.deltas->numbers.begin(), record.deltas->numbers.end(), is_change));
}

[[nodiscard]] inline const std::string& first_hash(const TuningRecord& record) noexcept {
  return record.old_hash.empty() ? record.state_hash : record.old_hash;
}

}  // namespace tuning_detail

/// Whether the hash moved by what a record says was applied. A bot that records only one hash a window may do so before
/// or after it applies, so there a move on either side counts. Nothing if that is not recorded.
[[nodiscard]] inline std::optional<bool> hash_moved(const TuningChain& chain, tuning_detail::ChainPlace place) {
  const TuningRecord& record = place->second;
  if (record.state_hash.empty()) return std::nullopt;
  if (!record.old_hash.empty()) return record.old_hash != record.state_hash;
  std::optional<bool> moved;
  const auto look_at = [&](const TuningRecord& neighbour) {
    if (!neighbour.state_hash.empty()) moved = moved.value_or(false) || neighbour.state_hash != record.state_hash;
  };
  if (place != chain.records.begin()) look_at(std::prev(place)->second);
  if (const auto next = std::next(place); next != chain.records.end()) look_at(next->second);
  return moved;
}

/// `came`: iterations whose proposals, or a part of them, came by value.
[[nodiscard]] inline std::vector<HashFinding> hash_findings(const TuningChain& chain,
                                                            const std::set<std::size_t>& came) {
  std::vector<HashFinding> findings;
  const TuningRecord* last = nullptr;  // with a hash
  bool is_explained = false;           // by what was applied since that hash
  for (auto place = chain.records.begin(); place != chain.records.end(); ++place) {
    const auto& [iteration, record] = *place;
    const bool has_change = came.contains(iteration) || tuning_detail::claims_change(record);
    const auto add = [&](HashMove kind, std::size_t from, const std::string& before, const std::string& after) {
      findings.push_back({kind, chain.symbol, from, iteration, before, after});
    };
    if (record.state_hash.empty()) {
      is_explained = is_explained || has_change;
      continue;
    }
    const bool has_both = !record.old_hash.empty();
    const std::string& begin = tuning_detail::first_hash(record);
    const bool may_be_this = !has_both && has_change;
    if (last != nullptr && begin != last->state_hash && !is_explained && !may_be_this) {
      add(HashMove::unexplained, last->iteration.value_or(0), last->state_hash, begin);
    }
    if (has_both && begin != record.state_hash && !has_change) {
      add(HashMove::unexplained, iteration, begin, record.state_hash);
    }
    if (has_change && hash_moved(chain, place) == false) add(HashMove::stuck, iteration, begin, record.state_hash);
    last = &record;
    // With both hashes in the record its change is accounted for; a single one may still move after it.
    is_explained = !has_both && has_change;
  }
  return findings;
}

}  // namespace soak
