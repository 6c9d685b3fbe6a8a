// A request to GitHub's REST API, what its answer means, and whether to try again.
#pragma once

#include <soak/analysis/publish/pr_comment_plan.hpp>
#include <soak/core/http.hpp>
#include <soak/core/result.hpp>
#include <soak/core/text/mask_secret.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/publish/github.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

/// Who comments with the token that GitHub Actions gives to a job.
inline constexpr std::string_view actions_author = "github-actions[bot]";

struct GithubFailure {
  long status;         ///< 0: no answer
  std::string reason;  ///< printable, without the token
  bool may_repeat = false;
  std::chrono::seconds pause{0};
};

template <class T>
using GithubResult = boost::system::result<T, GithubFailure>;

/// `comment`: the text of a comment to create or to change; empty: the request has no body.
[[nodiscard]] inline HttpRequest github_request(const char* method, std::string url, std::string_view comment,
                                                const std::string& token) {
  HttpRequest request{.url = std::move(url), .method = method};
  if (!comment.empty()) request.body = issue_comment_request(comment);
  request.headers = {"Authorization: Bearer " + token, "Accept: application/vnd.github+json",
                     "X-GitHub-Api-Version: 2022-11-28"};
  return request;
}

/// The body of the answer, if it is a good one.
[[nodiscard]] inline GithubResult<std::string> github_answer(Result<HttpResponse> response, std::string_view token) {
  if (!response) return GithubFailure{0, printable(response.error().message), true};
  const std::string message = response->status < 300 ? "" : github_text(response->body, "message");
  const GithubVerdict verdict = judge_github(response->status, response->retry_after, message);
  if (verdict.outcome == GithubOutcome::done) return std::move(response->body);
  const bool may_repeat = verdict.outcome == GithubOutcome::again;
  std::string reason = "HTTP " + std::to_string(response->status);
  if (!message.empty()) reason += " " + printable(mask_secret(message, token));
  if (!may_repeat) reason += github_advice(response->status);
  return GithubFailure{response->status, std::move(reason), may_repeat, verdict.pause};
}

inline constexpr int max_comment_attempts = 5;

/// How long to wait before the next attempt: what GitHub asks for, and at least a second, two, four and so on.
/// `attempt` counts from 1, `left` is what may still be waited in all. The error says why the failure stands.
[[nodiscard]] inline Result<std::chrono::seconds> comment_retry(const GithubFailure& failure, int attempt,
                                                                std::chrono::seconds left) {
  const auto give_up = [&](const std::string& more) { return Error{Errc::output_failed, failure.reason + more}; };
  if (!failure.may_repeat) return give_up("");
  if (attempt >= max_comment_attempts) return give_up(" (" + std::to_string(attempt) + " attempts)");
  const auto pause = std::max(failure.pause, std::chrono::seconds{1 << (attempt - 1)});
  if (pause > left) return give_up("; not waiting " + std::to_string(pause.count()) + " s more");
  return pause;
}

}  // namespace soak
