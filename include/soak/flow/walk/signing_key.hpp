// The key files of `soak keygen`.
#pragma once

#include <soak/analysis/publish/redis_export.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/flow/files/artifact_files.hpp>
#include <soak/model/artifacts/limits.hpp>
#include <soak/model/proof/ed25519.hpp>
#include <soak/model/proof/minisign.hpp>
#include <soak/model/proof/signed_note.hpp>
#include <soak/sys/file/read_file.hpp>
#include <soak/sys/secret_file.hpp>

#include <openssl/crypto.h>

#include <string>

namespace soak {

/// "prod/bybit"; an error if a key cannot be named after it.
[[nodiscard]] inline Result<std::string> journal_place(const ExportSettings& settings) {
  if (auto checked = check_place(settings); !checked) return checked.error();
  std::string place = settings.env + "/" + settings.exchange;
  if (is_note_key_name(place)) return place;
  return Error{Errc::usage, "--env, --exchange: '" + printable(place) + "' cannot name a key (no '+')"};
}

[[nodiscard]] inline std::string public_key_path(const std::string& key_file) { return key_file + ".pub"; }

[[nodiscard]] inline Result<Ed25519Key> read_signing_key(const std::string& path) {
  auto text = read_private_file(path, max_state_bytes);
  if (!text) return text.error();
  auto key = Ed25519Key::from_pem(*text);
  OPENSSL_cleanse(text->data(), text->size());
  if (!key) return unusable_file(path, key.error().message);
  return key;
}

[[nodiscard]] inline Result<NoteVerifier> read_public_key(const std::string& path) {
  const auto text = read_file(path, max_state_bytes);
  if (!text) return text.error();
  auto verifier = parse_public_key_file(*text);
  if (!verifier) return unusable_file(path, verifier.error().message);
  return verifier;
}

/// Makes a key and its public file, never over one that is there. Gives the verifier key.
[[nodiscard]] inline Result<NoteVerifier> make_signing_key(const std::string& path, const std::string& name) {
  const std::string public_path = public_key_path(path);
  for (const std::string& file : {path, public_path}) {
    if (file_exists(file)) return errno_error(Errc::output_failed, "write", file, EEXIST);
  }
  const Ed25519Key key = Ed25519Key::generate();
  NoteVerifier verifier{name, key.public_key()};
  // The private key comes last: where it is, its public file is too.
  if (auto written = write_new_file(public_path, public_key_file(verifier), 0644); !written) return written.error();
  std::string secret = key.pem();
  auto written = write_new_file(path, secret, 0600);
  OPENSSL_cleanse(secret.data(), secret.size());
  if (!written) {
    (void)remove_file(public_path);
    return written.error();
  }
  return verifier;
}

}  // namespace soak
