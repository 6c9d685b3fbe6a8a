// How far something is that takes long.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/span_text.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace soak {

enum class ProgressUnit { bytes, files, rows };

namespace core_detail {

/// "1.4 GiB", "312 files"
[[nodiscard]] inline std::string amount_text(std::uint64_t amount, ProgressUnit unit) {
  if (unit != ProgressUnit::bytes) {
    return std::to_string(amount) + (unit == ProgressUnit::files ? " file" : " row") + (amount == 1 ? "" : "s");
  }
  constexpr std::array<std::string_view, 5> names{"bytes", "KiB", "MiB", "GiB", "TiB"};
  std::size_t power = 0;
  auto value = static_cast<double>(amount);
  while (value >= 1024 && power + 1 < names.size()) {
    value /= 1024;
    ++power;
  }
  return format_fixed(value, power == 0 || value >= 100 ? 0 : 1) + " " + std::string(names[power]);
}

}  // namespace core_detail

/// "reading: 45 %, 120 MiB of 266 MiB, 12 s left"; without a total only what is done. `elapsed` > 0.
[[nodiscard]] inline std::string progress_text(std::string_view what, std::uint64_t done, std::uint64_t total,
                                               ProgressUnit unit, std::chrono::duration<double> elapsed) {
  std::string out(what);
  if (total == 0) return out + ": " + core_detail::amount_text(done, unit);
  done = std::min(done, total);
  const double share = static_cast<double>(done) / static_cast<double>(total);
  out += ": " + format_fixed(std::floor(100 * share), 0) + " %, " + core_detail::amount_text(done, unit) + " of " +
         core_detail::amount_text(total, unit);
  if (done == 0) return out;
  const double left = std::ceil(elapsed.count() * (1 - share) / share - 1e-6);
  return out + ", " + span_text(std::chrono::seconds(static_cast<std::int64_t>(std::min(left, 1e9)))) + " left";
}

}  // namespace soak
