// MANIFEST, the first member of every archive: a SHA-256 for each of the others, in their order
// (docs/formats/archive.md). `sha256sum -c MANIFEST` understands it; what is not a file's sum stands in comments.
#pragma once

#include <soak/core/text/hex.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

inline constexpr std::string_view manifest_name = "MANIFEST";
/// About half a million members. It is held in memory, so an archive with a larger one is neither made nor read.
inline constexpr std::uint64_t max_manifest_bytes = std::uint64_t{64} << 20;
inline constexpr std::string_view manifest_first_line = "# soak manifest 1\n";

/// One member: the sum is of a file's content or of a link's target.
struct ManifestEntry {
  std::string sha256;
  std::string path;
  bool is_link = false;

  friend bool operator==(const ManifestEntry&, const ManifestEntry&) = default;
};

namespace artifacts_detail {

/// sha256sum's way with names that hold a line feed: a backslash in front of the line, and escapes in the name.
[[nodiscard]] inline bool needs_escape(std::string_view path) noexcept {
  return path.find_first_of("\\\n\r") != std::string_view::npos;
}

inline void append_escaped_path(std::string& out, std::string_view path) {
  for (const char c : path) {
    if (c == '\\') {
      out += "\\\\";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else {
      out += c;
    }
  }
}

[[nodiscard]] inline std::optional<std::string> unescaped_path(std::string_view text) {
  std::string path;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      path += text[i];
      continue;
    }
    if (++i == text.size()) return std::nullopt;
    if (text[i] != '\\' && text[i] != 'n' && text[i] != 'r') return std::nullopt;
    path += text[i] == 'n' ? '\n' : text[i] == 'r' ? '\r' : '\\';
  }
  return path;
}

inline constexpr std::string_view link_prefix = "# link ";

}  // namespace artifacts_detail

inline void append_manifest_entry(std::string& out, std::string_view sha256, std::string_view path, bool is_link) {
  if (is_link) out += artifacts_detail::link_prefix;
  if (artifacts_detail::needs_escape(path)) out += '\\';
  out += sha256;
  out += "  ";
  artifacts_detail::append_escaped_path(out, path);
  out += '\n';
}

/// Something that is said of the archive as a whole: "# trigger …". `text` must not hold a line feed.
inline void append_manifest_note(std::string& out, std::string_view key, std::string_view text) {
  out += "# ";
  out += key;
  out += ' ';
  out += text;
  out += '\n';
}

/// The first note of this key; empty if there is none.
[[nodiscard]] inline std::string manifest_note(std::string_view manifest, std::string_view key) {
  const std::string prefix = "\n# " + std::string(key) + " ";
  const auto at = manifest.find(prefix);
  if (at == manifest.npos) return {};
  const auto begin = at + prefix.size();
  return std::string(manifest.substr(begin, manifest.find('\n', begin) - begin));
}

/// Takes the entries of a manifest one by one.
class ManifestCursor {
 public:
  explicit ManifestCursor(std::string_view text) : rest_(text), is_whole_(text.starts_with(manifest_first_line)) {}

  /// The next entry; nothing at the end, or before a line that is none (then is_whole() is false).
  [[nodiscard]] std::optional<ManifestEntry> next() {
    while (is_whole_ && !rest_.empty()) {
      const auto end = rest_.find('\n');
      if (end == rest_.npos) break;
      std::string_view line = rest_.substr(0, end);
      rest_.remove_prefix(end + 1);
      const bool is_link = line.starts_with(artifacts_detail::link_prefix);
      if (is_link) line.remove_prefix(artifacts_detail::link_prefix.size());
      if (!is_link && line.starts_with('#')) continue;
      auto entry = parse(line, is_link);
      is_whole_ = entry.has_value();
      return entry;
    }
    is_whole_ = is_whole_ && rest_.empty();
    return std::nullopt;
  }

  /// False once a line was not what it should be.
  [[nodiscard]] bool is_whole() const noexcept { return is_whole_; }

 private:
  [[nodiscard]] static std::optional<ManifestEntry> parse(std::string_view line, bool is_link) {
    const bool is_escaped = line.starts_with('\\');
    if (is_escaped) line.remove_prefix(1);
    constexpr std::size_t digits = 64;
    if (line.size() < digits + 3 || line.substr(digits, 2) != "  ") return std::nullopt;
    const std::string_view sum = line.substr(0, digits);
    if (!is_hex(sum)) return std::nullopt;
    line.remove_prefix(digits + 2);
    auto path = is_escaped ? artifacts_detail::unescaped_path(line) : std::string(line);
    if (!path) return std::nullopt;
    return ManifestEntry{std::string(sum), std::move(*path), is_link};
  }

  std::string_view rest_;
  bool is_whole_;
};

/// One line of a .sha256 file, as sha256sum writes it.
[[nodiscard]] inline std::string sum_line(std::string_view sha256, std::string_view file_name) {
  return std::string(sha256) + "  " + std::string(file_name) + "\n";
}

/// The sum that a .sha256 file of one line gives for `file_name`.
[[nodiscard]] inline std::optional<std::string> sum_of(std::string_view text, std::string_view file_name) {
  if (text.size() < 64 || text != sum_line(text.substr(0, 64), file_name)) return std::nullopt;
  return std::string(text.substr(0, 64));
}

}  // namespace soak
