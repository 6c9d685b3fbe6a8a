// The tuning records of a run in their order: windows and TUNING_REPORT.json joined, one chain a symbol.
#pragma once

#include <soak/core/text/utf8.hpp>
#include <soak/model/tuning/tuning_record.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace soak {

/// What was found on disk. Records of windows stand in the order of their files.
struct TuningInput {
  std::vector<TuningRecord> windows = {};
  std::vector<TuningRecord> report = {};                 ///< TUNING_REPORT.json's
  std::optional<NamedSettings> in_force = std::nullopt;  ///< runtime_overrides.json: after the last window
  std::vector<std::string> problems = {};
};

/// The records of one symbol by iteration, each once.
struct TuningChain {
  std::string symbol = {};  ///< empty where the records name none
  std::map<std::size_t, TuningRecord> records = {};
};

struct TuningHistory {
  std::vector<TuningChain> chains = {};
  std::vector<std::string> problems = {};
};

namespace tuning_detail {

[[nodiscard]] inline std::string iteration_name(const std::string& symbol, std::size_t iteration) {
  return (symbol.empty() ? "" : printable(symbol, 64) + " ") + std::string("iteration ") + std::to_string(iteration);
}

/// What `window` does not record is taken from the report.
inline void fill_gaps(TuningRecord& window, TuningRecord report) {
  const auto fill = [](auto& into, auto& from) {
    if (!into) into = std::move(from);
  };
  fill(window.proposed, report.proposed);
  fill(window.deltas, report.deltas);
  fill(window.changed_keys, report.changed_keys);
  fill(window.applied, report.applied);
  fill(window.parameters, report.parameters);
  if (window.skip_reason.empty()) window.skip_reason = std::move(report.skip_reason);
  if (window.old_hash.empty() && window.state_hash.empty()) {
    window.old_hash = std::move(report.old_hash);
    window.state_hash = std::move(report.state_hash);
  }
}

inline void name_missing(const TuningChain& chain, std::vector<std::string>& problems) {
  std::optional<std::size_t> last;
  for (const auto& [iteration, record] : chain.records) {
    if (last && iteration > *last + 1) {
      std::string missing = iteration_name(chain.symbol, *last + 1);
      if (iteration > *last + 2) missing += " and those up to " + std::to_string(iteration - 1);
      problems.push_back(missing + " missing");
    }
    last = iteration;
  }
}

}  // namespace tuning_detail

/// Of two windows with one iteration the later counts, as everywhere in soak; both cases are named.
[[nodiscard]] inline TuningHistory tuning_history(TuningInput input) {
  TuningHistory history{{}, std::move(input.problems)};
  std::map<std::string, TuningChain> chains;
  std::size_t without_iteration = 0;
  for (TuningRecord& record : input.windows) {
    if (!record.iteration) {
      ++without_iteration;
      continue;
    }
    TuningChain& chain = chains[record.symbol];
    chain.symbol = record.symbol;
    const std::size_t iteration = *record.iteration;
    const auto [place, is_new] = chain.records.try_emplace(iteration, record);
    if (is_new) continue;
    const std::string name = tuning_detail::iteration_name(record.symbol, iteration);
    if (place->second != record) history.problems.push_back(name + " is there twice, and differs: the later counts");
    place->second = std::move(record);
  }
  if (without_iteration > 0) {
    history.problems.push_back(std::to_string(without_iteration) + " records have no iteration and were passed over");
  }
  const bool has_one_chain = chains.size() == 1;
  for (TuningRecord& record : input.report) {
    if (!record.iteration) continue;
    if (has_one_chain && record.symbol.empty()) record.symbol = chains.begin()->first;
    TuningChain& chain = chains[record.symbol];
    chain.symbol = record.symbol;
    const auto [place, is_new] = chain.records.try_emplace(*record.iteration, record);
    if (is_new) continue;
    if (place->second.proposed && record.proposed && *place->second.proposed != *record.proposed) {
      history.problems.push_back(tuning_detail::iteration_name(record.symbol, *record.iteration) +
                                 ": TUNING_REPORT.json proposes other changes than the window, which counts");
    }
    tuning_detail::fill_gaps(place->second, std::move(record));
  }
  for (auto& [symbol, chain] : chains) {
    tuning_detail::name_missing(chain, history.problems);
    history.chains.push_back(std::move(chain));
  }
  return history;
}

}  // namespace soak
