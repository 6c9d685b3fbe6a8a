// The comment on a pull request: one comment, created once and kept up to date through GitHub's REST API.
#pragma once

#include <soak/analysis/publish/github_exchange.hpp>
#include <soak/analysis/publish/pr_comment_plan.hpp>
#include <soak/analysis/publish/pr_comment_settings.hpp>
#include <soak/core/text/mask_secret.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/report/publish/posted_comment.hpp>
#include <soak/sys/file/read_file.hpp>
#include <soak/sys/log.hpp>
#include <soak/sys/net/http.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

struct PrCommentPorts {
  HttpClient http;  ///< HttpOptions::max_body must be at least max_comment_page
  /// Waits; false: told to stop.
  std::function<bool(std::chrono::milliseconds)> pause;
};

/// A hundred comments of the greatest length, as escaped as JSON can be, are smaller.
inline constexpr std::size_t max_comment_page = std::size_t{64} << 20;

namespace publish_detail {

/// One attempt, from reading the comments to writing one.
class CommentRound {
 public:
  CommentRound(const PrCommentSettings& settings, const HttpClient& http) : settings_(settings), http_(http) {}

  [[nodiscard]] GithubResult<PostedComment> put(const std::string& body) const {
    const auto choice = find_own();
    if (!choice) return choice.error();
    if (choice->target) {
      if (choice->target->body == body) return posted("unchanged", *choice->target, choice->own);
      const auto changed = call("PATCH", "/issues/comments/" + std::to_string(choice->target->id), body);
      if (changed) return posted("updated", *choice->target, choice->own);
      const GithubFailure& failure = changed.error();
      // Deleted since, or not ours to change after all.
      if (failure.may_repeat || (failure.status != 404 && failure.status != 403)) return failure;
    }
    const auto created = call("POST", "/issues/" + std::to_string(settings_.number) + "/comments", body);
    if (!created) return created.error();
    return posted("created", parse_issue_comment(*created).value_or(IssueComment{}), 1);
  }

 private:
  /// GitHub takes 2,500 comments on one issue.
  static constexpr int max_pages = 30;
  static constexpr std::size_t page_size = 100;

  [[nodiscard]] GithubResult<CommentChoice> find_own() const {
    const std::string marker = comment_marker(settings_.marker);
    std::vector<IssueComment> marked;
    for (int page = 1; page <= max_pages; ++page) {
      const auto answer = call("GET", "/issues/" + std::to_string(settings_.number) + "/comments?per_page=" +
                                          std::to_string(page_size) + "&page=" + std::to_string(page));
      if (!answer) return answer.error();
      auto comments = parse_issue_comments(*answer);
      if (!comments) return GithubFailure{200, "no list of comments: " + printable(comments.error().message), true};
      const bool is_last = comments->size() < page_size;
      for (IssueComment& comment : *comments) {
        if (has_marker(comment.body, marker)) marked.push_back(std::move(comment));
      }
      if (is_last) break;
    }
    if (marked.empty()) return CommentChoice{};
    const auto author = find_author();
    if (!author) return author.error();
    return choose_comment(marked, *author);
  }

  /// An app's token, as a job has one, may not ask who it is.
  [[nodiscard]] GithubResult<std::string> find_author() const {
    if (!settings_.author.empty()) return settings_.author;
    const auto answer = send("GET", settings_.api_url + "/user", {});
    if (answer) {
      std::string login = github_text(*answer, "login");
      if (login.empty()) return GithubFailure{200, "no login in the answer to GET /user", true};
      return login;
    }
    const GithubFailure& failure = answer.error();
    if (failure.status == 403 && !failure.may_repeat) return std::string(actions_author);
    return failure;
  }

  [[nodiscard]] GithubResult<std::string> call(const char* method, const std::string& path,
                                               const std::string& body = {}) const {
    return send(method, settings_.api_url + "/repos/" + settings_.repository + path, body);
  }

  /// The body of the answer, if it is a good one.
  [[nodiscard]] GithubResult<std::string> send(const char* method, std::string url, const std::string& body) const {
    const HttpRequest request = github_request(method, std::move(url), body, settings_.token);
    GithubResult<std::string> result = GithubFailure{0, "no answer", true};
    http_(std::span(&request, 1), [&](std::size_t, Result<HttpResponse> response) {
      result = github_answer(std::move(response), settings_.token);
    });
    return result;
  }

  [[nodiscard]] PostedComment posted(std::string_view action, const IssueComment& comment, std::size_t own) const {
    return {action, printable(mask_secret(comment.url, settings_.token)), own};
  }

  const PrCommentSettings& settings_;
  const HttpClient& http_;
};

[[nodiscard]] inline Error not_posted(const PrCommentSettings& settings, const std::string& reason) {
  return {Errc::output_failed, "cannot post the comment to " + settings.place() + ": " + reason};
}

}  // namespace publish_detail

/// Checks the settings and reads the number of the pull request from the event file if it is not given. A dry run needs
/// no token.
[[nodiscard]] inline Result<PrCommentSettings> complete_settings(PrCommentSettings given, bool dry_run) {
  auto settings = check_comment_settings(std::move(given), dry_run);
  if (!settings || settings->number != 0) return settings;
  const auto event = read_file(settings->event_file, std::size_t{64} << 20);
  if (!event) return event.error();
  const auto number = event_pull_request(*event);
  if (!number) {
    return Error{number.error().code, "cannot use " + printable(settings->event_file) + ": " + number.error().message};
  }
  settings->number = *number;
  return settings;
}

/// Creates the comment, or updates the one that carries the marker. After a failure that may pass the comments are read
/// again: a request without an answer may have been carried out, and a second comment must not come of it.
[[nodiscard]] inline Result<PostedComment> post_comment(const PrCommentSettings& settings, const std::string& body,
                                                        const PrCommentPorts& ports) {
  std::chrono::seconds left = settings.max_wait;
  for (int attempt = 1;; ++attempt) {
    const auto posted = publish_detail::CommentRound(settings, ports.http).put(body);
    if (posted) return *posted;
    const GithubFailure& failure = posted.error();
    const auto pause = comment_retry(failure, attempt, left);
    if (!pause) return publish_detail::not_posted(settings, pause.error().message);
    diagnose(Severity::warn, "comment on " + settings.place() + ": " + failure.reason + "; again in " +
                                 std::to_string(pause->count()) + " s");
    left -= *pause;
    if (!ports.pause(*pause)) return publish_detail::not_posted(settings, "asked to stop");
  }
}

}  // namespace soak
