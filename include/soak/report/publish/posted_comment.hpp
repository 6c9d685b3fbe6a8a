// The comment that is posted on a pull request, and the line that says so.
#pragma once

#include <soak/analysis/publish/pr_comment_plan.hpp>
#include <soak/core/text/event_line.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/report/publish/pr_comment.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace soak {

/// The whole body: the invisible marker, then the Markdown.
[[nodiscard]] inline std::string comment_body(const Summary& summary, std::string_view marker_name) {
  const std::string first_line = comment_marker(marker_name) + "\n";
  return first_line + pr_comment(summary, github_max_comment - code_point_count(first_line));
}

struct PostedComment {
  std::string_view action;  ///< "created", "updated" or "unchanged"
  std::string url;          ///< printable; may be empty
  std::size_t own = 1;      ///< comments of ours with this marker
};

/// `place` is OWNER/NAME#NUMBER.
[[nodiscard]] inline std::string posted_line(const PostedComment& posted, std::string_view place) {
  EventLine line = EventLine("PR_COMMENT").field("action", posted.action).field("pr", place);
  if (!posted.url.empty()) line.field("url", posted.url);
  if (posted.own <= 1) return line.text();
  return line.text() + " (the oldest of " + std::to_string(posted.own) + " with this marker)";
}

}  // namespace soak
