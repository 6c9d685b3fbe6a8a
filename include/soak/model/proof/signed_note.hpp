// Signed notes: a text, an empty line, and a line a signature (c2sp.org/signed-note), with Ed25519 keys (type 0x01).
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/hex.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/digest.hpp>
#include <soak/model/proof/base64.hpp>
#include <soak/model/proof/ed25519.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// Whose signature is asked for: a name and a public key, written "NAME+KEYID+BASE64".
struct NoteVerifier {
  std::string name;
  std::string public_key;  ///< 32 bytes

  /// The first 4 bytes of SHA-256(name, LF, type, public key).
  [[nodiscard]] std::string id() const {
    Sha256 sum;
    sum.add(name);
    sum.add("\n\x01");
    sum.add(public_key);
    return sum.bytes().substr(0, 4);
  }
  [[nodiscard]] std::string text() const { return name + "+" + to_hex(id()) + "+" + to_base64("\x01" + public_key); }
};

/// Not empty, no blank, no '+': what may be the name of a key.
[[nodiscard]] inline bool is_note_key_name(std::string_view name) {
  return !name.empty() && is_printable_utf8(name) && name.find_first_of(" +") == name.npos;
}

/// Nothing if `text` is no such key, or its id does not belong to name and key.
[[nodiscard]] inline std::optional<NoteVerifier> parse_note_verifier(std::string_view text) {
  const auto first = text.find('+');
  const auto second = first == text.npos ? text.npos : text.find('+', first + 1);
  if (second == text.npos) return std::nullopt;
  const auto key = from_base64(text.substr(second + 1));
  if (!key || key->size() != 1 + ed25519_key_size || key->front() != '\x01') return std::nullopt;
  NoteVerifier verifier{std::string(text.substr(0, first)), key->substr(1)};
  if (!is_note_key_name(verifier.name) || verifier.text() != text) return std::nullopt;
  return verifier;
}

struct NoteSignature {
  std::string name;
  std::string key_id;  ///< 4 bytes
  std::string bytes;
};

struct SignedNote {
  std::string text;  ///< ends with LF
  std::vector<NoteSignature> signatures;

  /// Signatures of other keys, and of this one by another method, count neither for nor against.
  [[nodiscard]] bool is_signed_by(const NoteVerifier& verifier) const {
    const std::string id = verifier.id();
    for (const NoteSignature& signature : signatures) {
      if (signature.name != verifier.name || signature.key_id != id) continue;
      if (verify_ed25519(verifier.public_key, text, signature.bytes)) return true;
    }
    return false;
  }
};

namespace proof_detail {

inline constexpr std::string_view note_dash = "\xe2\x80\x94 ";  // U+2014 and a blank

[[nodiscard]] inline std::optional<NoteSignature> parse_note_signature(std::string_view line) {
  if (!line.starts_with(note_dash)) return std::nullopt;
  line.remove_prefix(note_dash.size());
  const auto blank = line.find(' ');
  if (blank == line.npos || !is_note_key_name(line.substr(0, blank))) return std::nullopt;
  const auto bytes = from_base64(line.substr(blank + 1));
  if (!bytes || bytes->size() < 5) return std::nullopt;
  return NoteSignature{std::string(line.substr(0, blank)), bytes->substr(0, 4), bytes->substr(4)};
}

}  // namespace proof_detail

/// `text` ends with LF and has no empty line.
[[nodiscard]] inline std::string sign_note(const std::string& text, const std::string& name, const Ed25519Key& key) {
  const NoteVerifier own{name, key.public_key()};
  return text + "\n" + std::string(proof_detail::note_dash) + name + " " + to_base64(own.id() + key.sign(text)) + "\n";
}

/// Takes a note apart; no signature is verified yet. The error lacks the file's name.
[[nodiscard]] inline Result<SignedNote> parse_signed_note(std::string_view note) {
  const Error malformed{Errc::corrupt, "not a signed note"};
  const auto end = note.rfind("\n\n");
  if (end == note.npos || end == 0 || !note.ends_with('\n')) return malformed;
  SignedNote result{std::string(note.substr(0, end + 1)), {}};
  for (std::string_view rest = note.substr(end + 2); !rest.empty();) {
    const auto line_end = rest.find('\n');
    auto signature = proof_detail::parse_note_signature(rest.substr(0, line_end));
    if (!signature || result.signatures.size() == 100) return malformed;
    result.signatures.push_back(std::move(*signature));
    rest.remove_prefix(line_end + 1);
  }
  if (result.signatures.empty()) return malformed;
  return result;
}

}  // namespace soak
