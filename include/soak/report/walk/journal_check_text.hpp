// What journal_verify says, for people and for programs.
#pragma once

#include <soak/core/text/event_line.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/json/writer.hpp>
#include <soak/model/walk/journal_check.hpp>
#include <soak/model/walk/journal_head.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace soak {

/// A verified journal as it is shown.
struct JournalCheckView {
  const JournalCheck& check;
  const std::optional<JournalBreak>& fault;  ///< what journal_fault found
  const std::optional<JournalHead>& noted;   ///< what a signed note says
  std::string_view rotated_to = {};

  /// Records after the one that was asked for.
  [[nodiscard]] std::optional<std::size_t> since() const {
    if (!check.wanted_head_line) return std::nullopt;
    return check.records - *check.wanted_head_line;
  }
};

namespace walk_detail {

/// The fields in their order: `add(name, value)`, a value being a text or a number.
template <class Add>
void visit_journal_check(const JournalCheckView& view, const Add& add) {
  add("status", std::string_view(view.fault ? "FAIL" : "OK"));
  add("records", view.check.records);
  add("head", std::string_view(view.check.head));
  if (view.check.begins_after != journal_genesis) add("begins_after", std::string_view(view.check.begins_after));
  if (view.noted) {
    add("noted", view.noted->records);
    add("noted_hash", std::string_view(view.noted->hash));
  }
  if (view.since()) add(view.noted ? "since_note" : "since_head", *view.since());
  if (!view.rotated_to.empty()) add("rotated_to", view.rotated_to);
  if (!view.fault) return;
  if (!view.fault->file.empty()) add("file", std::string_view(view.fault->file));
  add("line", view.fault->line);
  add("reason", std::string_view(view.fault->reason));
}

}  // namespace walk_detail

[[nodiscard]] inline std::string journal_check_line(const JournalCheckView& view) {
  EventLine line = event_line("journal_verify");
  walk_detail::visit_journal_check(view, [&](std::string_view name, auto value) {
    if constexpr (std::is_same_v<decltype(value), std::string_view>) {
      line.field(name, ascii_only(printable(value, 1000)));
    } else {
      line.field(name, value);
    }
  });
  return line.line();
}

[[nodiscard]] inline std::string journal_check_json(const JournalCheckView& view, std::string_view path) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  bool is_first = true;
  walk_detail::visit_journal_check(view, [&](std::string_view name, auto value) {
    json.member(name, value);
    if (std::exchange(is_first, false)) json.member("journal", printable(path));
  });
  json.end_object();
  return out + "\n";
}

/// What is worth knowing although nothing is proven wrong.
[[nodiscard]] inline std::vector<std::string> journal_check_warnings(const JournalCheckView& view) {
  std::vector<std::string> warnings;
  if (!view.check.remembered.empty()) {
    warnings.push_back("the state directory remembers a record that is not here (" + view.check.remembered +
                       "): lines were cut off, or it was rotated");
  }
  if (view.noted && !view.fault && view.since().value_or(0) > 0) {
    warnings.push_back("records after the one of the note: " + std::to_string(*view.since()) +
                       "; the note is an older copy, or a crash came between record and head");
  }
  if (view.check.begins_after != journal_genesis) {
    warnings.push_back("the first record goes on from " + view.check.begins_after +
                       "; what was before it was not verified (--also)");
  }
  return warnings;
}

}  // namespace soak
