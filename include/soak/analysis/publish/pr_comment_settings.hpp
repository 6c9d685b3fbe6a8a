// Where the comment on a pull request goes, and who writes it.
#pragma once

#include <soak/analysis/publish/pr_comment_plan.hpp>
#include <soak/core/result.hpp>
#include <soak/core/text/utf8.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

struct PrCommentSettings {
  std::string api_url = "https://api.github.com";
  std::string repository;              ///< OWNER/NAME
  std::string token;                   ///< secret
  std::string event_file;              ///< JSON of the event; where the number comes from if it is 0
  std::int64_t number = 0;             ///< of the pull request
  std::string author;                  ///< whose comment is updated; empty: the token's owner
  std::string marker = "soak";         ///< a name; each has a comment of its own
  std::chrono::seconds max_wait{120};  ///< for all pauses together

  [[nodiscard]] std::string place() const { return repository + "#" + std::to_string(number); }
};

namespace publish_detail {

/// A token stands in a header: nothing that could end the line. GitHub's are letters, digits and '_'.
[[nodiscard]] inline bool is_header_token(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 1000 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

}  // namespace publish_detail

/// Checks the settings, and that there is a pull request or an event to take its number from. A dry run needs no token.
[[nodiscard]] inline Result<PrCommentSettings> check_comment_settings(PrCommentSettings settings, bool dry_run) {
  const auto refuse = [](std::string reason) { return Error{Errc::usage, std::move(reason)}; };
  if (!is_plain_name(settings.marker, 64)) return refuse("--marker: expected 1 to 64 letters, digits, '.', '_' or '-'");
  if (!is_repository(settings.repository)) {
    return refuse("--post: set GITHUB_REPOSITORY (or --repo) to OWNER/NAME, not '" + printable(settings.repository) +
                  "'");
  }
  if (!settings.api_url.starts_with("https://") || !is_printable_utf8(settings.api_url) ||
      settings.api_url.find_first_of(" @?#") != std::string::npos) {
    return refuse("--api-url: expected https://HOST[:PORT][/PATH]");
  }
  while (settings.api_url.ends_with('/')) settings.api_url.pop_back();
  if (!dry_run && !publish_detail::is_header_token(settings.token)) {
    return refuse(settings.token.empty() ? "--post: set GITHUB_TOKEN in the environment or in .env"
                                         : "GITHUB_TOKEN: a token has no blanks, line ends or other than ASCII in it");
  }
  if (settings.number == 0 && settings.event_file.empty()) {
    return refuse("--post: which pull request? Set GITHUB_EVENT_PATH or --pr");
  }
  return settings;
}

}  // namespace soak
