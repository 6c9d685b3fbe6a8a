// Names that look like a slip of another one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// Letters to insert, leave out, replace or swap with the next one until `a` is `b` (optimal string alignment).
[[nodiscard]] inline std::size_t slips_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last;
  std::vector<std::size_t> last;
  std::vector<std::size_t> row;
  for (std::size_t j = 0; j <= b.size(); ++j) row.push_back(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last = std::move(last);
    last = std::move(row);
    row.assign(1, i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t best = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = std::min(best, before_last[j - 2] + 1);
      row.push_back(best);
    }
  }
  return row.back();
}

/// The first of `names` that `word` is most likely a slip or another form of ("prd", "PROD" and "production" of
/// "prod"), or nothing.
[[nodiscard]] inline std::string_view name_meant_by(std::string_view word, std::span<const std::string_view> names) {
  const auto lower = [](std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
  };
  std::string_view meant;
  std::size_t fewest = 3;
  for (const std::string_view name : names) {
    const std::string a = lower(word);
    const std::string b = lower(name);
    const std::size_t shorter = std::min(a.size(), b.size());
    const bool is_other_form = shorter >= 3 && (a.starts_with(b) || b.starts_with(a));
    const std::size_t slips = is_other_form ? 0 : slips_between(a, b);
    if (slips < fewest && (slips == 0 || shorter >= 2 * slips + 1)) {
      fewest = slips;
      meant = name;
    }
  }
  return meant;
}

}  // namespace soak
