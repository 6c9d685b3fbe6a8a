// SHA-1, SHA-256 and BLAKE2b-512 of texts in memory. SHA-1 is here for the alert signature, which is documented that
// way and where it only has to tell texts apart; BLAKE2b-512 for signed files, because minisign signs that.
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

/// The digest of a text that comes in parts. One object serves any number of texts, and costs a third of what
/// sha256_hex does for each: libcrypto looks the algorithm up only once. Not for several threads at once.
class Digest {
 public:
  /// Begins a new text; what was added before is forgotten.
  void begin() noexcept { EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr); }
  void add(std::string_view part) noexcept { EVP_DigestUpdate(context_.get(), part.data(), part.size()); }
  [[nodiscard]] std::string bytes() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash;
    unsigned size = 0;
    EVP_DigestFinal_ex(context_.get(), hash.data(), &size);
    return {reinterpret_cast<const char*>(hash.data()), size};
  }
  [[nodiscard]] std::string hex() { return to_hex(bytes()); }

 protected:
  /// `algorithm` as OpenSSL calls it.
  explicit Digest(const char* algorithm)
      : algorithm_(EVP_MD_fetch(nullptr, algorithm, nullptr)), context_(EVP_MD_CTX_new()) {
    if (!algorithm_ || !context_) throw std::bad_alloc();
  }

 private:
  struct Free {
    void operator()(EVP_MD* algorithm) const noexcept { EVP_MD_free(algorithm); }
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD, Free> algorithm_;
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

class Sha256 : public Digest {
 public:
  Sha256() : Digest("SHA256") {}
};

/// 64 bytes.
class Blake2b512 : public Digest {
 public:
  Blake2b512() : Digest("BLAKE2B-512") {}
};

[[nodiscard]] inline std::string sha1_hex(std::string_view text) {
  std::array<unsigned char, SHA_DIGEST_LENGTH> hash;
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash.data());
  return to_hex(hash);
}

}  // namespace soak
