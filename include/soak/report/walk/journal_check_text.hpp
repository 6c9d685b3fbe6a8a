// What journal_verify says, for people and for programs.
#pragma once

#include <soak/core/text/event_line.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/json/writer.hpp>
#include <soak/model/walk/journal_check.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace soak {

/// `fault` is what journal_fault found.
[[nodiscard]] inline std::string journal_check_line(const JournalCheck& check,
                                                    const std::optional<JournalBreak>& fault) {
  EventLine line = event_line("journal_verify")
                       .field("status", fault ? "FAIL" : "OK")
                       .field("records", check.records)
                       .field("head", check.head);
  if (check.wanted_head_line) line.field("since_head", check.records - *check.wanted_head_line);
  if (fault) line.field("line", fault->line).field("reason", fault->reason);
  return line.line();
}

[[nodiscard]] inline std::string journal_check_json(const JournalCheck& check, const std::optional<JournalBreak>& fault,
                                                    std::string_view path) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("status", fault ? "FAIL" : "OK");
  json.member("journal", printable(path));
  json.member("records", check.records);
  json.member("head", check.head);
  if (check.wanted_head_line) json.member("since_head", check.records - *check.wanted_head_line);
  if (fault) json.member("line", fault->line);
  if (fault) json.member("reason", fault->reason);
  json.end_object();
  return out + "\n";
}

}  // namespace soak
