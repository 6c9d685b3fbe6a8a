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

/// BLAKE2b-512, 64 bytes, of a text that comes in parts. One object serves any number of texts.
class Blake2b512 {
 public:
  Blake2b512() : algorithm_(EVP_MD_fetch(nullptr, "BLAKE2B-512", nullptr)), context_(EVP_MD_CTX_new()) {
    if (!algorithm_ || !context_) throw std::bad_alloc();
    begin();
  }
  /// Begins a new text; what was added before is forgotten.
  void begin() noexcept { EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr); }
  void add(std::string_view part) noexcept { EVP_DigestUpdate(context_.get(), part.data(), part.size()); }
  /// The digest of what was added; begin() comes next.
  [[nodiscard]] std::string bytes() {
    std::string hash(64, '\0');
    EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(hash.data()), nullptr);
    return hash;
  }

 private:
  struct Free {
    void operator()(EVP_MD* algorithm) const noexcept { EVP_MD_free(algorithm); }
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD, Free> algorithm_;
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

// SHA-1 and SHA-256 by libcrypto's direct calls: the general ones (EVP) load a provider and a configuration first,
// which takes 0.7 ms, as long as a small run. OpenSSL 3 keeps these and calls them deprecated, in favour of the general
// ones.
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#endif

/// SHA-256 of a text that comes in parts. One object serves any number of texts.
class Sha256 {
 public:
  Sha256() noexcept { begin(); }
  /// Begins a new text; what was added before is forgotten.
  void begin() noexcept { SHA256_Init(&context_); }
  void add(std::string_view part) noexcept { SHA256_Update(&context_, part.data(), part.size()); }
  /// The digest of what was added; begin() comes next.
  [[nodiscard]] std::string bytes() {
    std::string hash(SHA256_DIGEST_LENGTH, '\0');
    SHA256_Final(reinterpret_cast<unsigned char*>(hash.data()), &context_);
    return hash;
  }
  [[nodiscard]] std::string hex() { return to_hex(bytes()); }

 private:
  SHA256_CTX context_;
};

[[nodiscard]] inline std::string sha1_hex(std::string_view text) {
  SHA_CTX context;
  SHA1_Init(&context);
  SHA1_Update(&context, text.data(), text.size());
  std::array<unsigned char, SHA_DIGEST_LENGTH> hash;
  SHA1_Final(hash.data(), &context);
  return to_hex(hash);
}

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

[[nodiscard]] inline std::string sha256_hex(std::string_view text) {
  Sha256 sum;
  sum.add(text);
  return sum.hex();
}

}  // namespace soak
