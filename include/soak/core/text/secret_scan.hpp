// Texts that look like secrets: tokens, passwords in URLs, private keys.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// Where something that looks like a secret stands, and what it looks like; never the secret itself.
struct SecretHit {
  std::size_t line = 1;
  std::string_view kind;
};

namespace text_detail {

[[nodiscard]] constexpr bool is_token_char(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

[[nodiscard]] constexpr std::size_t secret_length(std::string_view text) noexcept {
  std::size_t length = 0;
  while (length < text.size() && is_token_char(text[length])) ++length;
  return length;
}

/// "123456789:" and 30 or more token characters: a Telegram bot token. `at` is the colon.
[[nodiscard]] constexpr bool is_bot_token(std::string_view text, std::size_t at) noexcept {
  std::size_t digits = 0;
  while (digits < at && text[at - digits - 1] >= '0' && text[at - digits - 1] <= '9') ++digits;
  return digits >= 6 && digits <= 12 && secret_length(text.substr(at + 1)) >= 30;
}

/// "://[user]:password@": `at` is the colon of "://". A password of asterisks was masked already.
[[nodiscard]] constexpr bool is_url_password(std::string_view text, std::size_t at) noexcept {
  if (text.substr(at, 3) != "://") return false;
  const std::string_view authority = text.substr(at + 3, text.find_first_of("/ \t\"'<>?#,\\)", at + 3) - at - 3);
  const auto sign = authority.rfind('@');
  if (sign == authority.npos) return false;
  const auto colon = authority.find(':');
  if (colon == authority.npos || colon + 1 >= sign) return false;
  return authority.substr(colon + 1, sign - colon - 1).find_first_not_of('*') != authority.npos;
}

struct SecretPrefix {
  std::string_view prefix;
  std::size_t min_rest;  ///< token characters that must follow
  std::string_view kind;
};

inline constexpr std::array<SecretPrefix, 10> secret_prefixes{{{"hooks.slack.com/services/", 8, "Slack webhook"},
                                                               {"xoxb-", 10, "Slack token"},
                                                               {"xoxp-", 10, "Slack token"},
                                                               {"ghp_", 30, "GitHub token"},
                                                               {"gho_", 30, "GitHub token"},
                                                               {"ghs_", 30, "GitHub token"},
                                                               {"github_pat_", 30, "GitHub token"},
                                                               {"AKIA", 16, "AWS access key"},
                                                               {"glpat-", 20, "GitLab token"},
                                                               {"Bearer ", 20, "bearer token"}}};

/// What a line looks like it holds; empty if nothing.
[[nodiscard]] inline std::string_view secret_in_line(std::string_view line) noexcept {
  for (auto at = line.find(':'); at != line.npos; at = line.find(':', at + 1)) {
    if (is_bot_token(line, at)) return "Telegram bot token";
    if (is_url_password(line, at)) return "password in a URL";
  }
  for (const SecretPrefix& secret : secret_prefixes) {
    for (auto at = line.find(secret.prefix); at != line.npos; at = line.find(secret.prefix, at + 1)) {
      const std::string_view rest = line.substr(at + secret.prefix.size());
      const bool is_word_start = at == 0 || !is_token_char(line[at - 1]);
      if (is_word_start && secret_length(rest) >= secret.min_rest) return secret.kind;
    }
  }
  const auto key = line.find("-----BEGIN ");
  return key != line.npos && line.find("PRIVATE KEY-----", key) != line.npos ? "private key" : "";
}

}  // namespace text_detail

/// At most one hit a line.
[[nodiscard]] inline std::vector<SecretHit> find_secrets(std::string_view text) {
  std::vector<SecretHit> hits;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    if (const auto kind = text_detail::secret_in_line(text.substr(0, end)); !kind.empty())
      hits.push_back({number, kind});
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return hits;
}

}  // namespace soak
