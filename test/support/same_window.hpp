// Whether two readers say the same of one text.
#pragma once

#include <soak/model/window/flat_record.hpp>
#include <soak/model/window/iter_summary.hpp>

#include <algorithm>
#include <cstring>
#include <string_view>

namespace soak::test {

/// Bit for bit, so that a gap equals a gap.
[[nodiscard]] inline bool same_number(double a, double b) noexcept {
  return std::memcmp(&a, &b, sizeof a) == 0 || (is_gap(a) && is_gap(b));
}

[[nodiscard]] inline bool same_window(const IterWindow& a, const IterWindow& b) noexcept {
  return a.symbol == b.symbol &&
         std::equal(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(), same_number) &&
         same_number(a.iteration, b.iteration) && a.time_us == b.time_us && a.commit == b.commit &&
         a.profile == b.profile && a.source == b.source && a.is_wanted == b.is_wanted;
}

/// The parser beside the reader of flat records, which may be silent but must not contradict it.
class TwoReaders {
 public:
  explicit TwoReaders(const IterFields& fields) : parser_(fields), flat_(fields) {}

  enum class Said { nothing, same, other };

  /// What the flat reader says of a text compared with the parser, before it learns the text's form.
  [[nodiscard]] Said read(std::string_view text) {
    const auto outcome = parser_.read(text);
    const IterWindows& windows = parser_.windows();
    const bool is_one = outcome.complete && outcome.consumed == text.size() && windows.is_one_plain();
    const auto window = flat_.read(text);
    const bool is_same = window && is_one && same_window(*window, windows[0]);
    if (is_one && !window) flat_.learn(text);
    return !window ? Said::nothing : is_same ? Said::same : Said::other;
  }

 private:
  IterSummaryReader parser_;
  FlatRecordReader flat_;
};

}  // namespace soak::test
