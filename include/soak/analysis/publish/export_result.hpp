// What became of an export, from what Redis answered. A Redis that is away, or refuses, is an outcome and never an
// error.
#pragma once

#include <soak/analysis/publish/redis_export.hpp>
#include <soak/core/redis/messages.hpp>
#include <soak/core/result.hpp>
#include <soak/core/text/utf8.hpp>

#include <cstddef>
#include <span>
#include <string>

namespace soak {

struct ExportResult {
  bool done = true;
  std::string reason = {};         ///< for the marker: "", "redis_unavailable" or "redis_refused"
  std::string message = {};        ///< for people, if it is not done
  std::size_t symbols = 0;         ///< exported
  std::size_t events_added = 0;    ///< stream entries that are new
  std::size_t events_present = 0;  ///< stream entries that an earlier export had added
};

/// No answer, or none in time.
[[nodiscard]] inline ExportResult export_unavailable(const Error& error) {
  return {.done = false, .reason = "redis_unavailable", .message = error.message};
}

namespace publish_detail {

/// Redis answered that it will not: no right to a command, no memory left, a replica.
[[nodiscard]] inline ExportResult export_refused(const RedisReply& reply, const RedisCommand& command) {
  return {.done = false,
          .reason = "redis_refused",
          .message = "Redis refuses " + command.front() + ": " + printable(reply.text)};
}

}  // namespace publish_detail

/// What the replies to `commands` mean: the first error among the replies, those of a transaction included, that is not
/// an ID too small; or a transaction that was not carried out, which Redis says by nil.
[[nodiscard]] inline ExportResult outcome_of(std::span<const RedisCommand> commands,
                                             std::span<const RedisReply> replies) {
  for (std::size_t i = 0; i < commands.size(); ++i) {
    if (replies[i].is_error() && !is_id_too_small(replies[i]))
      return publish_detail::export_refused(replies[i], commands[i]);
    if (commands[i].front() == "EXEC" && !replies[i].is_array()) {
      return {.done = false, .reason = "redis_refused", .message = "Redis has not carried out a transaction"};
    }
    for (const RedisReply& element : replies[i].elements) {
      if (element.is_error()) return publish_detail::export_refused(element, commands[i]);
    }
  }
  return {};
}

}  // namespace soak
