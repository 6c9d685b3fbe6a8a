// A number that tells inputs apart. Not for secrets or proofs: who wants two inputs with one number can make them.
#pragma once

#include <soak/core/text/hex.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace soak {

/// Two times 64 bits of multiply and shift, one word at a time, each with constants of its own.
class Fingerprint {
 public:
  constexpr Fingerprint& add(std::uint64_t word) noexcept {
    first_ = mix(first_ ^ word, 0x9E3779B97F4A7C15);
    second_ = mix(second_ + word, 0xC2B2AE3D27D4EB4F);
    return *this;
  }
  Fingerprint& add(std::span<const std::int64_t> words) noexcept {
    for (const std::int64_t word : words) add(static_cast<std::uint64_t>(word));
    return add(std::uint64_t{words.size()});
  }
  /// Texts are told apart from what stands beside them by their length.
  Fingerprint& add(std::string_view text) noexcept {
    for (const char c : text) add(std::uint64_t{static_cast<unsigned char>(c)});
    return add(std::uint64_t{text.size()});
  }

  /// 32 hexadecimal digits.
  [[nodiscard]] std::string hex() const {
    std::string out;
    for (const std::uint64_t half : {first_, second_}) {
      for (int shift = 56; shift >= 0; shift -= 8) append_hex(out, static_cast<unsigned char>(half >> shift));
    }
    return out;
  }

 private:
  [[nodiscard]] static constexpr std::uint64_t mix(std::uint64_t value, std::uint64_t factor) noexcept {
    value *= factor;
    return value ^ (value >> 29);
  }

  std::uint64_t first_ = 0x243F6A8885A308D3;
  std::uint64_t second_ = 0x13198A2E03707344;
};

}  // namespace soak
