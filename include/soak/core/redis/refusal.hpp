// What an error of a Redis says, fit to be shown: a server whose AUTH was renamed repeats the arguments that it was
// sent, and they are a password.
#pragma once

#include <soak/core/text/mask_secret.hpp>
#include <soak/core/text/utf8.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

namespace redis_detail {

/// The first words of errors, which programs read. They are shown even if a password has a piece of one in it.
inline constexpr std::array<std::string_view, 21> error_codes{
    "ERR",     "WRONGPASS",  "NOAUTH",     "NOPERM", "OOM",       "READONLY",    "LOADING",
    "MISCONF", "MASTERDOWN", "NOREPLICAS", "MOVED",  "ASK",       "TRYAGAIN",    "CLUSTERDOWN",
    "BUSY",    "WRONGTYPE",  "CROSSSLOT",  "DENIED", "EXECABORT", "UNAVAILABLE", "FENCED",
};

/// Where in a message the code of an error stands, at its beginning or behind ": ", and how long it is.
[[nodiscard]] inline std::pair<std::size_t, std::size_t> find_error_code(std::string_view text) {
  std::pair<std::size_t, std::size_t> first{text.size(), 0};
  for (const std::string_view code : error_codes) {
    for (auto at = text.find(code); at < first.first; at = text.find(code, at + 1)) {
      const auto end = at + code.size();
      const bool is_begin = at == 0 || (at >= 2 && text.substr(at - 2, 2) == ": ");
      if (is_begin && (end == text.size() || text[end] == ' ')) first = {at, code.size()};
    }
  }
  return first;
}

}  // namespace redis_detail

/// A message about a server, without any piece of `secret`; codes of errors in it stay.
[[nodiscard]] inline std::string mask_redis_secret(std::string_view text, std::string_view secret) {
  std::string masked;
  while (!text.empty()) {
    const auto [at, size] = redis_detail::find_error_code(text);
    masked += mask_secret(std::string(text.substr(0, at)), secret) + std::string(text.substr(at, size));
    text.remove_prefix(at + size);
  }
  return masked;
}

/// The text of an error reply up to where it repeats arguments ("…, with args beginning with: 'x'"), and without any
/// piece of `secret`. One printable line.
[[nodiscard]] inline std::string refusal_text(std::string_view text, std::string_view secret) {
  const std::string lower = text_detail::lower_case(std::string(text));
  for (const std::string_view marker : {"with args", "with arguments", "args beginning"}) {
    text = text.substr(0, std::min(text.size(), lower.find(marker)));
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == ',')) text.remove_suffix(1);
  return printable(mask_redis_secret(text, secret));
}

}  // namespace soak
