// The options of the tools that pack artifacts.
#pragma once

#include "ops_options.hpp"

#include <soak/flow/archive/store.hpp>
#include <soak/model/artifacts/names.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace soak::cli {

struct PackOptions {
  std::string source{default_dir::artifacts};
  std::vector<std::string> excludes;
  bool fast = true;
  std::int64_t max_files = 0;
  double max_mb = 0;
  std::int64_t level = 3;
  std::string sign_key;
};

inline void add_pack_options(Command& command, PackOptions& options, std::string& source) {
  command.option("--src", source, "Directory to pack");
  command.flag("--fast", options.fast,
               "Take .json, .jsonl, .md and .log only, at most 300 files and 5 MB (default; --fast=false lifts all)");
  command.option("--max-files", options.max_files, {0, INT64_MAX}, "Pack at most this many (0: 300 with --fast)");
  command.option("--max-mb", options.max_mb, {0, 1e9}, "Pack at most this many MB of content (0: 5 with --fast)");
  command.option("--exclude", options.excludes, "Leave out this name or glob; repeat it for more").single();
  command.option("--level", options.level, {1, 19}, "Compression level of zstd");
}

struct KeepOptions {
  std::int64_t days = -1;
  std::int64_t last = -1;
};

inline void add_keep_options(Command& command, KeepOptions& options, const std::string& what) {
  command.option("--keep-days", options.days, {0, 36500}, "Delete " + what + " older than this");
  command.option("--keep-last", options.last, {0, INT64_MAX}, "Delete " + what + " but the newest of this number");
}

[[nodiscard]] inline KeepRules keep_rules(const KeepOptions& options) {
  KeepRules keep;
  if (options.days >= 0) keep.days = std::chrono::days{options.days};
  if (options.last >= 0) keep.last = static_cast<std::size_t>(options.last);
  return keep;
}

/// A limit that is given counts without --fast too.
[[nodiscard]] inline PackSettings pack_settings(const PackOptions& options) {
  PackSettings settings;
  settings.source = options.source;
  settings.excludes = options.excludes;
  settings.level = static_cast<int>(options.level);
  settings.sign_key = options.sign_key;
  settings.limits.light_types_only = options.fast;
  const std::int64_t files = options.max_files != 0 ? options.max_files : options.fast ? 300 : 0;
  const double mb = options.max_mb != 0 ? options.max_mb : options.fast ? 5 : 0;
  if (files != 0) settings.limits.max_files = static_cast<std::size_t>(files);
  if (mb != 0) settings.limits.max_bytes = static_cast<std::uint64_t>(mb * 1e6);
  return settings;
}

/// Names what was left out, on stderr.
inline void report_left_out(const PackResult& packed) {
  constexpr std::size_t named = 20;
  for (std::size_t i = 0; i < std::min(named, packed.left_out.size()); ++i) {
    diagnose(Severity::warn, "left out: " + ascii_only(printable(packed.left_out[i].path)) + " (" +
                                 ascii_only(packed.left_out[i].reason) + ")");
  }
  if (packed.left_out_count > named) {
    diagnose(Severity::warn, "left out: " + std::to_string(packed.left_out_count - named) + " more");
  }
}

}  // namespace soak::cli
