// RELEASE_STAMP.json: which bundle was built, of what and when (docs/formats/artifacts.md).
#pragma once

#include <soak/core/result.hpp>
#include <soak/model/json/value.hpp>
#include <soak/model/json/writer.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace soak {

struct ReleaseStamp {
  std::string bundle;  ///< path
  std::string bundle_sha256;
  std::string inputs_sha256;  ///< of the bundle's MANIFEST
  std::int64_t ts = 0;
  std::string version = {};
  std::string git_hash = {};
};

/// The text of RELEASE_STAMP.json, ending with LF.
[[nodiscard]] inline std::string to_json(const ReleaseStamp& stamp) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("version", stamp.version);
  json.member("git_hash", stamp.git_hash);
  json.member("bundle_sha256", stamp.bundle_sha256);
  json.member("ts", stamp.ts);
  json.member("bundle", stamp.bundle);
  json.member("inputs_sha256", stamp.inputs_sha256);
  json.end_object();
  return out + '\n';
}

/// Reads it back. `version` and `git_hash` are for people and may be missing; the error lacks the file's name.
[[nodiscard]] inline Result<ReleaseStamp> release_stamp_of(const boost::json::value& document) {
  ReleaseStamp stamp;
  const auto text = [&](const char* key) { return text_or_nothing(find_member(document, key)); };
  const double ts = number_or_gap(find_member(document, "ts"));
  if (!(ts >= 0 && ts < 1e11)) return Error{Errc::input_unusable, "/ts: expected seconds since the epoch"};
  for (auto [key, target] : {std::pair{"bundle", &stamp.bundle}, std::pair{"bundle_sha256", &stamp.bundle_sha256},
                             std::pair{"inputs_sha256", &stamp.inputs_sha256}}) {
    auto value = text(key);
    if (!value) return Error{Errc::input_unusable, "/" + std::string(key) + ": expected a string"};
    *target = std::move(*value);
  }
  stamp.ts = static_cast<std::int64_t>(ts);
  stamp.version = text("version").value_or("");
  stamp.git_hash = text("git_hash").value_or("");
  return stamp;
}

}  // namespace soak
