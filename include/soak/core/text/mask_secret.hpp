// Secrets that a server repeats in its answer are masked, also where it cuts or escapes what it repeats.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace soak {

namespace text_detail {

/// A text, and for each of its bytes where it stands in the text that was shown, from and to.
struct TracedText {
  std::string text;
  std::vector<std::pair<std::size_t, std::size_t>> places;
};

/// The byte that an escape at the beginning of `text` stands for, and how many bytes the escape has: "%41", "\x41",
/// "\u0041", "\"", "\\", "\/", "\'".
[[nodiscard]] inline std::optional<std::pair<char, std::size_t>> escaped_byte(std::string_view text) {
  const auto hex = [&](std::size_t at, std::size_t digits) -> std::optional<char> {
    unsigned value = 0;
    if (text.size() < at + digits) return std::nullopt;
    const char* const end = text.data() + at + digits;
    const auto read = std::from_chars(text.data() + at, end, value, 16);
    return read.ec == std::errc{} && read.ptr == end && value < 256 ? std::optional(static_cast<char>(value))
                                                                    : std::nullopt;
  };
  const std::size_t prefix = text.starts_with('%') ? 1 : text.starts_with("\\x") || text.starts_with("\\u") ? 2 : 0;
  const std::size_t digits = text.starts_with("\\u") ? 4 : 2;
  if (prefix > 0) {
    const auto byte = hex(prefix, digits);
    return byte ? std::optional(std::pair{*byte, prefix + digits}) : std::nullopt;
  }
  if (text.size() < 2 || text[0] != '\\' || std::string_view("\"\\/'").find(text[1]) == std::string_view::npos) {
    return std::nullopt;
  }
  return std::pair{text[1], std::size_t{2}};
}

/// The text with its escapes resolved, once.
[[nodiscard]] inline TracedText unescaped(const TracedText& from) {
  TracedText result;
  for (std::size_t i = 0; i < from.text.size();) {
    const auto escape = escaped_byte(std::string_view(from.text).substr(i));
    const std::size_t size = escape ? escape->second : 1;
    result.text += escape ? escape->first : from.text[i];
    result.places.emplace_back(from.places[i].first, from.places[i + size - 1].second);
    i += size;
  }
  return result;
}

[[nodiscard]] inline TracedText traced(std::string_view text) {
  TracedText result{std::string(text), {}};
  for (std::size_t i = 0; i < text.size(); ++i) result.places.emplace_back(i, i + 1);
  return result;
}

[[nodiscard]] inline std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

/// Marks the bytes of the shown text that repeat `piece` or more bytes of the secret in a row.
inline void mark_pieces(const TracedText& shown, const std::string& secret, std::size_t piece,
                        std::vector<bool>& marks) {
  const std::string text = lower_case(shown.text);
  const std::string lower = lower_case(secret);
  std::unordered_set<std::string_view> pieces;
  for (std::size_t i = 0; i + piece <= lower.size(); ++i) pieces.insert(std::string_view(lower).substr(i, piece));
  for (std::size_t i = 0; i + piece <= text.size(); ++i) {
    if (!pieces.contains(std::string_view(text).substr(i, piece))) continue;
    for (std::size_t at = shown.places[i].first; at < shown.places[i + piece - 1].second; ++at) marks[at] = true;
  }
}

}  // namespace text_detail

/// So many bytes of a secret in a row are masked: a server may cut what it repeats.
inline constexpr std::size_t secret_piece = 5;

/// `text` with "***" for whatever in it repeats a piece of `secret`, or all of it if it is shorter; as it is, escaped
/// or unescaped (percent, \x, JSON), in any case. With piece = npos only the whole secret is masked.
[[nodiscard]] inline std::string mask_secret(std::string text, std::string_view secret,
                                             std::size_t piece = secret_piece) {
  using namespace text_detail;
  if (secret.empty()) return text;
  std::vector<std::string> forms{std::string(secret)};
  if (std::string plain = unescaped(traced(secret)).text; plain != secret) forms.push_back(std::move(plain));
  std::vector<bool> marks(text.size());
  TracedText shown = traced(text);
  constexpr int escapings = 3;  // as it is, escaped, and an escaped text escaped once more
  for (int i = 0; i < escapings; ++i) {
    for (const std::string& form : forms) mark_pieces(shown, form, std::min(piece, form.size()), marks);
    shown = unescaped(shown);
  }
  std::string masked;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!marks[i]) masked += text[i];
    if (marks[i] && (i == 0 || !marks[i - 1])) masked += "***";
  }
  return masked;
}

}  // namespace soak
