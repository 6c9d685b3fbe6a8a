// SHA-1 and SHA-256 of texts in memory, as lower-case hex. SHA-1 is here for the alert signature, which is documented
// that way and where it only has to tell texts apart.
#pragma once

#include <soak/core/text/hex.hpp>

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>
#include <memory>
#include <new>
#include <string>
#include <string_view>

namespace soak {

[[nodiscard]] inline std::string sha256_hex(std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> hash;
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash.data());
  return to_hex(hash);
}

/// SHA-256 of a text that comes in parts. One object serves any number of texts, and costs a third of what sha256_hex
/// does for each: libcrypto looks the algorithm up only once. Not for several threads at once.
class Sha256 {
 public:
  Sha256() : algorithm_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {
    if (!algorithm_ || !context_) throw std::bad_alloc();
  }
  /// Begins a new text; what was added before is forgotten.
  void begin() noexcept { EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr); }
  void add(std::string_view part) noexcept { EVP_DigestUpdate(context_.get(), part.data(), part.size()); }
  [[nodiscard]] std::string hex() {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> hash;
    EVP_DigestFinal_ex(context_.get(), hash.data(), nullptr);
    return to_hex(hash);
  }

 private:
  struct Free {
    void operator()(EVP_MD* algorithm) const noexcept { EVP_MD_free(algorithm); }
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD, Free> algorithm_;
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

[[nodiscard]] inline std::string sha1_hex(std::string_view text) {
  std::array<unsigned char, SHA_DIGEST_LENGTH> hash;
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash.data());
  return to_hex(hash);
}

}  // namespace soak
