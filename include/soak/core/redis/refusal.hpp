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

namespace soak {

namespace redis_detail {

/// The first words of errors, which programs read. They are shown even if a password has a piece of one in it.
inline constexpr std::array<std::string_view, 20> error_codes{
    "ERR",     "WRONGPASS",  "NOAUTH",     "NOPERM", "OOM",       "READONLY",    "LOADING",
    "MISCONF", "MASTERDOWN", "NOREPLICAS", "MOVED",  "ASK",       "TRYAGAIN",    "CLUSTERDOWN",
    "BUSY",    "WRONGTYPE",  "CROSSSLOT",  "DENIED", "EXECABORT", "UNAVAILABLE",
};

}  // namespace redis_detail

/// The text of an error reply up to where it repeats arguments ("…, with args beginning with: 'x'"), and without any
/// piece of `secret`. One printable line.
[[nodiscard]] inline std::string refusal_text(std::string_view text, std::string_view secret) {
  const auto code_size = text.find(' ');
  const std::string_view code = text.substr(0, code_size);
  const bool is_code = std::find(redis_detail::error_codes.begin(), redis_detail::error_codes.end(), code) !=
                       redis_detail::error_codes.end();
  const std::string lower = text_detail::lower_case(std::string(text));
  for (const std::string_view marker : {"with args", "with arguments", "args beginning"}) {
    text = text.substr(0, std::min(text.size(), lower.find(marker)));
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == ',')) text.remove_suffix(1);
  const std::size_t kept = is_code ? std::min(code.size(), text.size()) : 0;
  return printable(std::string(text.substr(0, kept)) + mask_secret(std::string(text.substr(kept)), secret));
}

}  // namespace soak
