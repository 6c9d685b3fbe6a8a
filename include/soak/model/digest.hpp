// SHA-1 and SHA-256 of texts in memory, as lower-case hex. SHA-1 is here for the alert signature, which is documented
// that way and where it only has to tell texts apart.
#pragma once

#include <openssl/sha.h>

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace soak {

[[nodiscard]] inline std::string to_hex(std::span<const unsigned char> bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * bytes.size());
  for (const unsigned char byte : bytes) {
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

[[nodiscard]] inline std::string sha256_hex(std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> hash;
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash.data());
  return to_hex(hash);
}

[[nodiscard]] inline std::string sha1_hex(std::string_view text) {
  std::array<unsigned char, SHA_DIGEST_LENGTH> hash;
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash.data());
  return to_hex(hash);
}

}  // namespace soak
