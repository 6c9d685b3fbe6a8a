// Which comment of a pull request is ours, and what an answer of GitHub means for the work.
#pragma once

#include <soak/model/publish/github.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// Letters, digits, '.', '_' and '-', as in the names of GitHub's owners and repositories.
[[nodiscard]] inline bool is_plain_name(std::string_view name, std::size_t max_length = 100) noexcept {
  return !name.empty() && name.size() <= max_length && name != "." && name != ".." &&
         name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") == name.npos;
}

/// OWNER/NAME
[[nodiscard]] inline bool is_repository(std::string_view text) noexcept {
  const auto slash = text.find('/');
  return slash != text.npos && is_plain_name(text.substr(0, slash)) && is_plain_name(text.substr(slash + 1));
}

/// The line, invisible on the page, by which a comment is found again.
[[nodiscard]] inline std::string comment_marker(std::string_view name) {
  return "<!-- soak:pr_comment:" + std::string(name) + " -->";
}

/// True if the marker is the first or the last line: one that is quoted in the middle is somebody talking about it.
[[nodiscard]] inline bool has_marker(std::string_view body, std::string_view marker) noexcept {
  while (body.ends_with('\n') || body.ends_with('\r')) body.remove_suffix(1);
  std::string_view first = body.substr(0, body.find('\n'));
  if (first.ends_with('\r')) first.remove_suffix(1);
  const auto last = body.rfind('\n');
  return first == marker || (last != body.npos && body.substr(last + 1) == marker);
}

/// Logins are the same whatever their case.
[[nodiscard]] inline bool same_login(std::string_view a, std::string_view b) noexcept {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

/// The comment to update: the oldest of `author`, so that all runs agree on one; and how many there are. Somebody
/// else's comment with our marker is left alone: its author could change the verdict that we write into it.
struct CommentChoice {
  std::optional<IssueComment> target;
  std::size_t own = 0;
};

[[nodiscard]] inline CommentChoice choose_comment(const std::vector<IssueComment>& marked, std::string_view author) {
  CommentChoice choice;
  for (const IssueComment& comment : marked) {
    if (author.empty() || !same_login(comment.author, author)) continue;
    if (choice.own++ == 0 || comment.id < choice.target->id) choice.target = comment;
  }
  return choice;
}

enum class GithubOutcome { done, again, refused };

struct GithubVerdict {
  GithubOutcome outcome;
  std::chrono::seconds pause{0};  ///< `again`: what GitHub asks for at least
};

/// https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: a limit is a 403 or 429, with
/// Retry-After or else a minute to wait. `message` is the body's.
[[nodiscard]] inline GithubVerdict judge_github(long status, std::chrono::seconds retry_after,
                                                std::string_view message) noexcept {
  using enum GithubOutcome;
  if (status >= 200 && status < 300) return {done};
  const bool names_limit = message.find("rate limit") != message.npos || message.find("abuse") != message.npos;
  if (status == 429 || (status == 403 && (retry_after.count() > 0 || names_limit))) {
    return {again, retry_after.count() > 0 ? retry_after : std::chrono::seconds{60}};
  }
  if (status >= 500 || status == 408) return {again, retry_after};
  return {refused};
}

/// What to do about a refusal, beginning with "; ", or nothing.
[[nodiscard]] inline std::string_view github_advice(long status) noexcept {
  switch (status) {
    case 301:
    case 302:
    case 307:
    case 308:
      return "; the repository was renamed, or the API is elsewhere: set GITHUB_REPOSITORY and GITHUB_API_URL";
    case 401:
      return "; GITHUB_TOKEN is wrong or has expired";
    case 403:
      return "; the token may not comment: the job needs 'permissions: pull-requests: write'. A pull request from a "
             "fork "
             "gets a token that can only read: run without --post there and append to $GITHUB_STEP_SUMMARY";
    case 404:
      return "; there is no such pull request, or the token cannot see it";
    default:
      return "";
  }
}

}  // namespace soak
