// Signatures that minisign verifies, and the file of a public key that both minisign and a note's verifier read.
//
// Signed is BLAKE2b-512 of the file ("ED"), then signature and trusted comment together. minisign's own file of a
// secret key is neither read nor written.
#pragma once

#include <soak/core/result.hpp>
#include <soak/model/digest.hpp>
#include <soak/model/proof/base64.hpp>
#include <soak/model/proof/ed25519.hpp>
#include <soak/model/proof/signed_note.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

inline constexpr std::string_view minisign_suffix = ".minisig";

namespace proof_detail {

/// The 8 bytes that minisign tells keys apart by: the beginning of SHA-256(public key).
[[nodiscard]] inline std::string minisign_key_id(std::string_view public_key) {
  Sha256 sum;
  sum.add(public_key);
  return sum.bytes().substr(0, 8);
}

/// As minisign shows it: a number whose lowest byte comes first.
[[nodiscard]] inline std::string shown_key_id(std::string_view public_key) {
  std::uint64_t number = 0;
  const std::string id = minisign_key_id(public_key);
  for (std::size_t i = id.size(); i-- > 0;) number = number << 8 | static_cast<unsigned char>(id[i]);
  std::array<char, 17> text;
  std::snprintf(text.data(), text.size(), "%016llX", static_cast<unsigned long long>(number));
  return text.data();
}

}  // namespace proof_detail

/// The file of a public key: minisign's two lines, then the note's verifier key.
[[nodiscard]] inline std::string public_key_file(const NoteVerifier& verifier) {
  const std::string& key = verifier.public_key;
  return "untrusted comment: minisign public key " + proof_detail::shown_key_id(key) + "\n" +
         to_base64("Ed" + proof_detail::minisign_key_id(key) + key) + "\n" + verifier.text() + "\n";
}

/// The note's verifier key of such a file, or of one that holds nothing else. The error lacks the file's name.
[[nodiscard]] inline Result<NoteVerifier> parse_public_key_file(std::string_view text) {
  std::optional<NoteVerifier> verifier;
  std::optional<std::string> minisign_key;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (auto found = parse_note_verifier(line)) verifier = std::move(*found);
    const auto bytes = from_base64(line);
    if (bytes && bytes->size() == 42 && bytes->starts_with("Ed")) minisign_key = bytes->substr(10);
  }
  if (!verifier) return Error{Errc::input_unusable, "no verifier key (NAME+KEYID+BASE64, as soak keygen writes it)"};
  if (minisign_key && *minisign_key != verifier->public_key) {
    return Error{Errc::input_unusable, "its lines hold two different keys"};
  }
  return std::move(*verifier);
}

/// The content of FILE.minisig. `content_blake2b` are the 64 bytes of BLAKE2b-512 of the file; the comment is one line.
[[nodiscard]] inline std::string minisign_signature(std::string_view content_blake2b, std::string_view trusted_comment,
                                                    const Ed25519Key& key) {
  const std::string signature = key.sign(content_blake2b);
  const std::string comment(trusted_comment);
  return "untrusted comment: signature from soak\n" +
         to_base64("ED" + proof_detail::minisign_key_id(key.public_key()) + signature) +
         "\ntrusted comment: " + comment + "\n" + to_base64(key.sign(signature + comment)) + "\n";
}

}  // namespace soak
