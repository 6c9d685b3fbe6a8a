// A violation: one window of one metric beyond its limit.
#pragma once

#include <soak/core/stats.hpp>
#include <soak/core/threshold.hpp>
#include <soak/model/summary/data_quality.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// Views point into the Series and MetricSet that the violation was found in, or into a ViolationList.
struct Violation {
  std::string_view symbol;
  std::string_view metric;
  Level level;
  std::optional<std::size_t> window_index;  ///< 0-based place in the symbol's series; none: about the data as a whole
  double value;                             ///< NaN if none
  double threshold;                         ///< the limit that was crossed; NaN if none
  std::string_view note;
};

inline constexpr std::string_view no_valid_data = note_of(DataProblem::no_data);

/// Violations that own their texts. There may be a million of them, but few different texts.
class ViolationList {
 public:
  ViolationList() = default;
  ViolationList(ViolationList&&) = default;
  ViolationList& operator=(ViolationList&&) = default;

  void add(const Violation& violation) {
    Violation& kept = list_.emplace_back(violation);
    const Violation& before = list_.size() > 1 ? list_[list_.size() - 2] : kept;
    kept.symbol = keep(violation.symbol, before.symbol);
    kept.metric = keep(violation.metric, before.metric);
    kept.note = keep(violation.note, before.note);
  }

  [[nodiscard]] std::size_t size() const noexcept { return list_.size(); }
  [[nodiscard]] bool empty() const noexcept { return list_.empty(); }
  [[nodiscard]] const Violation& at(std::size_t i) const { return list_.at(i); }
  [[nodiscard]] auto begin() const noexcept { return list_.begin(); }
  [[nodiscard]] auto end() const noexcept { return list_.end(); }

 private:
  /// The same text with the life of this list. Neighbours mostly have the same.
  [[nodiscard]] std::string_view keep(std::string_view text, std::string_view before) {
    if (list_.size() > 1 && text == before) return before;
    const auto known = texts_.find(text);
    return known != texts_.end() ? *known : *texts_.emplace(text).first;
  }

  std::vector<Violation> list_;
  std::set<std::string, std::less<>> texts_;  ///< its elements stay where they are, also when this is moved
};

}  // namespace soak
