// Ed25519 keys and signatures (RFC 8032), by OpenSSL.
#pragma once

#include <soak/core/result.hpp>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <cstddef>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

namespace proof_detail {

struct FreeOpenssl {
  void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
  void operator()(BIO* stream) const noexcept { BIO_free(stream); }
};

template <class T>
using OpensslPtr = std::unique_ptr<T, FreeOpenssl>;

[[nodiscard]] inline const unsigned char* as_bytes(std::string_view text) noexcept {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// What libcrypto hands out, or std::bad_alloc: it fails for no other reason where this is used.
template <class T>
[[nodiscard]] OpensslPtr<T> owned(T* object) {
  if (object == nullptr) throw std::bad_alloc();
  return OpensslPtr<T>(object);
}

}  // namespace proof_detail

inline constexpr std::size_t ed25519_key_size = 32;
inline constexpr std::size_t ed25519_signature_size = 64;

/// True if `signature` is the one of `message` by the owner of `public_key` (32 bytes).
[[nodiscard]] inline bool verify_ed25519(std::string_view public_key, std::string_view message,
                                         std::string_view signature) {
  using namespace proof_detail;
  if (public_key.size() != ed25519_key_size || signature.size() != ed25519_signature_size) return false;
  const OpensslPtr<EVP_PKEY> key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, as_bytes(public_key), public_key.size()));
  const auto context = owned(EVP_MD_CTX_new());
  const bool is_good =
      key != nullptr && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
      EVP_DigestVerify(context.get(), as_bytes(signature), signature.size(), as_bytes(message), message.size()) == 1;
  ERR_clear_error();
  return is_good;
}

/// A private key.
class Ed25519Key {
 public:
  [[nodiscard]] static Ed25519Key generate() {
    return Ed25519Key(proof_detail::owned(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")));
  }

  /// Reads PKCS#8 in PEM. The error lacks the file's name. Nobody is asked for a passphrase.
  [[nodiscard]] static Result<Ed25519Key> from_pem(std::string_view text) {
    const auto stream = proof_detail::owned(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
    const auto no_passphrase = [](char*, int, int, void*) { return -1; };
    proof_detail::OpensslPtr<EVP_PKEY> key(PEM_read_bio_PrivateKey(stream.get(), nullptr, no_passphrase, nullptr));
    ERR_clear_error();
    if (!key) return Error{Errc::input_unusable, "no private key in PEM without a passphrase"};
    if (EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519) {
      return Error{Errc::input_unusable, "a private key, but none for Ed25519"};
    }
    return Ed25519Key(std::move(key));
  }

  /// PKCS#8, not encrypted.
  [[nodiscard]] std::string pem() const {
    const auto stream = proof_detail::owned(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_PKCS8PrivateKey(stream.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
      throw std::bad_alloc();
    }
    char* data = nullptr;
    const long size = BIO_get_mem_data(stream.get(), &data);
    return {data, static_cast<std::size_t>(size)};
  }

  /// 32 bytes.
  [[nodiscard]] std::string public_key() const {
    std::string bytes(ed25519_key_size, '\0');
    std::size_t size = bytes.size();
    if (EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(bytes.data()), &size) != 1) {
      throw std::bad_alloc();
    }
    return bytes;
  }

  /// 64 bytes.
  [[nodiscard]] std::string sign(std::string_view message) const {
    const auto context = proof_detail::owned(EVP_MD_CTX_new());
    std::string signature(ed25519_signature_size, '\0');
    std::size_t size = signature.size();
    if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) != 1 ||
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                       proof_detail::as_bytes(message), message.size()) != 1) {
      throw std::bad_alloc();
    }
    return signature;
  }

 private:
  explicit Ed25519Key(proof_detail::OpensslPtr<EVP_PKEY> key) : key_(std::move(key)) {}

  proof_detail::OpensslPtr<EVP_PKEY> key_;
};

}  // namespace soak
