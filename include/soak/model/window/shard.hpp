// Which part of a run's symbols one process of several analyzes.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace soak {

/// Shard `index` of `count`, counted from 1. The only one of one owns every symbol.
struct Shard {
  static constexpr std::size_t most = 100'000;

  std::size_t index = 1;
  std::size_t count = 1;

  [[nodiscard]] constexpr bool is_whole() const noexcept { return count == 1; }
  [[nodiscard]] std::string text() const { return std::to_string(index) + "/" + std::to_string(count); }

  /// By FNV-1a (64 bits; Fowler, Noll, Vo 1991), so that it is the same on every machine and in every version.
  [[nodiscard]] constexpr bool owns(std::string_view symbol) const noexcept {
    if (is_whole()) return true;
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const char c : symbol) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
    // Its low bits are weak for texts that differ in few characters.
    hash ^= hash >> 32;
    return hash % count == index - 1;
  }

  friend constexpr bool operator==(const Shard&, const Shard&) = default;
};

/// "K/N" with 1 <= K <= N.
[[nodiscard]] inline std::optional<Shard> parse_shard(std::string_view text) noexcept {
  Shard shard;
  const auto number = [&](std::string_view digits, std::size_t& to) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), to);
    return error == std::errc{} && end == digits.data() + digits.size();
  };
  const auto slash = text.find('/');
  if (slash == text.npos || !number(text.substr(0, slash), shard.index) ||
      !number(text.substr(slash + 1), shard.count)) {
    return std::nullopt;
  }
  const bool is_one = shard.index >= 1 && shard.index <= shard.count && shard.count <= Shard::most;
  return is_one ? std::optional(shard) : std::nullopt;
}

}  // namespace soak
