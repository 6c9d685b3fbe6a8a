// GitHub's JSON, as far as a comment on a pull request needs it: the event that started a workflow, and comments
// (https://docs.github.com/rest/issues/comments; a pull request is an issue there).
#pragma once

#include <soak/core/result.hpp>
#include <soak/model/json/value.hpp>
#include <soak/model/json/writer.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

struct IssueComment {
  std::int64_t id = 0;
  std::string author;  ///< login; "name[bot]" of an app, which no person can be called
  std::string body;
  std::string url;  ///< of its page
};

namespace publish_detail {

[[nodiscard]] inline std::optional<std::int64_t> positive_number(const boost::json::value* value) noexcept {
  if (value == nullptr || !value->is_int64() || value->get_int64() <= 0) return std::nullopt;
  return value->get_int64();
}

[[nodiscard]] inline std::optional<IssueComment> issue_comment(const boost::json::value& tree) {
  const auto id = positive_number(find_member(tree, "id"));
  if (!id) return std::nullopt;
  const auto* user = find_member(tree, "user");  // null: the account is gone
  const auto author = user == nullptr ? std::nullopt : text_or_nothing(find_member(*user, "login"));
  return IssueComment{*id, author.value_or(""), text_or_nothing(find_member(tree, "body")).value_or(""),
                      text_or_nothing(find_member(tree, "html_url")).value_or("")};
}

}  // namespace publish_detail

/// The number of the pull request that the event is about: `pull_request.number`, `number`, or `issue.number` of a
/// comment on a pull request.
[[nodiscard]] inline Result<std::int64_t> event_pull_request(std::string_view event) {
  const auto tree = parse_json(event);
  if (!tree) return tree.error();
  const auto member = [&](std::string_view object, std::string_view key) -> const boost::json::value* {
    const auto* found = find_member(*tree, object);
    return found == nullptr ? nullptr : find_member(*found, key);
  };
  if (const auto number = publish_detail::positive_number(member("pull_request", "number"))) return *number;
  if (const auto number = publish_detail::positive_number(find_member(*tree, "number"))) return *number;
  const auto* link = member("issue", "pull_request");
  const auto number = publish_detail::positive_number(member("issue", "number"));
  if (number && link != nullptr && link->is_object()) return *number;
  return Error{Errc::usage, "the event is not about a pull request; name one with --pr"};
}

/// A page of comments, oldest first. The error says what is wrong with the text.
[[nodiscard]] inline Result<std::vector<IssueComment>> parse_issue_comments(std::string_view text) {
  const auto tree = parse_json(text);
  if (!tree) return tree.error();
  if (!tree->is_array()) return Error{Errc::unavailable, "not a list"};
  std::vector<IssueComment> comments;
  for (const auto& element : tree->get_array()) {
    auto comment = publish_detail::issue_comment(element);
    if (!comment) return Error{Errc::unavailable, "a comment without an id"};
    comments.push_back(std::move(*comment));
  }
  return comments;
}

/// The answer to a comment that was created or changed; nothing if it does not look like one.
[[nodiscard]] inline std::optional<IssueComment> parse_issue_comment(std::string_view text) {
  const auto tree = parse_json(text);
  return tree ? publish_detail::issue_comment(*tree) : std::nullopt;
}

/// A text member of an object ("message" of a refusal, "login" of a user); empty if there is none.
[[nodiscard]] inline std::string github_text(std::string_view text, std::string_view key) {
  const auto tree = parse_json(text);
  return tree ? text_or_nothing(find_member(*tree, key)).value_or("") : "";
}

/// What creates a comment, or changes one. Precondition: `body` is well-formed UTF-8.
[[nodiscard]] inline std::string issue_comment_request(std::string_view body) {
  std::string json;
  JsonWriter writer(json);
  writer.begin_object();
  writer.member("body", body);
  writer.end_object();
  return json;
}

}  // namespace soak
