// What a window or TUNING_REPORT.json records of the tuning: which changes were proposed, and what is said to have come
// of them (docs/formats/tuning.md).
#pragma once

#include <soak/model/json/members.hpp>
#include <soak/model/tuning/settings.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// One iteration. What is not recorded is absent or empty.
struct TuningRecord {
  std::string symbol = {};
  std::optional<std::size_t> iteration = std::nullopt;
  std::optional<NamedSettings> proposed = std::nullopt;
  std::optional<NamedSettings> deltas = std::nullopt;  ///< those that were applied
  std::optional<std::vector<std::string>> changed_keys = std::nullopt;
  std::optional<bool> applied = std::nullopt;
  std::string skip_reason = {};  ///< why not all was applied: "velocity: velocity cap exceeded"
  std::string old_hash = {};     ///< of the parameters before the change
  std::string state_hash = {};   ///< and after it
  std::optional<NamedSettings> parameters = std::nullopt;  ///< in force during the window

  [[nodiscard]] bool operator==(const TuningRecord&) const = default;
  /// False for a window of a bot that does not tune.
  [[nodiscard]] bool has_tuning() const noexcept { return proposed || deltas || applied || !state_hash.empty(); }
};

namespace tuning_detail {

struct SettingsForm : PlainForm {
  static bool read(const boost::json::value& from, std::optional<NamedSettings>& to) {
    if (from.is_object()) to = settings_of(from.get_object());
    return from.is_object();
  }
};

/// A whole number, or its digits as a text.
struct IterationForm : PlainForm {
  static bool read(const boost::json::value& from, std::optional<std::size_t>& to) {
    const boost::json::value number(number_in(from).value_or(gap));
    const auto whole = whole_number(&number);
    if (whole) to = whole;
    return whole.has_value();
  }
};

/// A text as it is, or the guards of an object that are true, with its note: {"velocity": true, "note": "cap"} is
/// "velocity: cap".
struct SkipReasonForm : PlainForm {
  static bool read(const boost::json::value& from, std::string& to) {
    std::string reason;
    if (const auto text = text_or_nothing(&from)) reason = printable(*text);
    if (from.is_object()) {
      for (const auto& member : from.get_object()) {
        if (!member.value().is_bool() || !member.value().get_bool()) continue;
        reason += (reason.empty() ? "" : ", ") + printable({member.key().data(), member.key().size()}, 40);
      }
      const auto note = text_or_nothing(find_member(from, "note"));
      if (note && !note->empty()) reason += (reason.empty() ? "" : ": ") + printable(*note);
    }
    if (!reason.empty()) to = reason;
    return true;
  }
};

/// A guard that stands beside the record as true or false.
struct GuardForm : PlainForm {
  std::string_view name;

  explicit GuardForm(std::string_view guard) : name(guard) {}
  bool read(const boost::json::value& from, std::string& to) const {
    const bool is_active = from.is_bool() && from.get_bool();
    if (is_active && to.find(name) == to.npos) to += (to.empty() ? "" : ", ") + std::string(name);
    return from.is_bool();
  }
};

}  // namespace tuning_detail

/// For reading only: of the names that one member has had the last that is there counts.
void visit_members(TuningRecord& record, auto&& visit) {
  visit("symbol", record.symbol);
  visit("iteration", record.iteration, tuning_detail::IterationForm{});
  for (const std::string_view name : {"suggested_deltas", "proposed_deltas"}) {
    visit(name, record.proposed, tuning_detail::SettingsForm{});
  }
  visit("deltas", record.deltas, tuning_detail::SettingsForm{});
  visit("changed_keys", record.changed_keys);
  visit("applied", record.applied);
  visit("skip_reason", record.skip_reason, tuning_detail::SkipReasonForm{});
  for (const auto& [key, guard] :
       {std::pair{"cooldown_active", "cooldown"}, std::pair{"velocity_violation", "velocity"},
        std::pair{"oscillation_detected", "oscillation"}, std::pair{"freeze_triggered", "freeze"}}) {
    visit(key, record.skip_reason, tuning_detail::GuardForm{guard});
  }
  visit("old_hash", record.old_hash);
  for (const std::string_view name : {"signature", "state_hash"}) visit(name, record.state_hash);
  for (const std::string_view name : {"config", "runtime", "params", "parameters", "runtime_overrides"}) {
    visit(name, record.parameters, tuning_detail::SettingsForm{});
  }
}

namespace tuning_detail {

/// `object` itself, then what it holds of a run and of its tuning.
inline void add_records(const boost::json::value& object, const TuningRecord& around,
                        std::vector<TuningRecord>& records) {
  if (!object.is_object()) return;
  std::optional<Error> problem;  // nothing is demanded: what is of another kind is as if it were not there
  TuningRecord record = around;
  for (const boost::json::value* part : {find_member(object, "summary"), &object, find_member(object, "tuning")}) {
    visit_members(record, MemberReader(part, problem, MemberReader::Demand::nothing));
  }
  const auto* const symbols = find_member(object, "symbols");
  if (symbols == nullptr || !symbols->is_object()) {
    records.push_back(std::move(record));
    return;
  }
  bool is_per_symbol = false;
  for (const auto& member : symbols->get_object()) {
    if (find_member(member.value(), "tuning") == nullptr) continue;
    is_per_symbol = true;
    TuningRecord of_symbol;
    of_symbol.iteration = record.iteration;
    of_symbol.symbol.assign(member.key().data(), member.key().size());
    add_records(member.value(), of_symbol, records);
  }
  if (!is_per_symbol) records.push_back(std::move(record));
}

inline void add_entries(const boost::json::value& document, std::vector<TuningRecord>& records) {
  if (document.is_array()) {
    for (const boost::json::value& entry : document.get_array()) add_records(entry, {}, records);
    return;
  }
  for (const std::string_view list : {"iterations", "windows", "records", "data"}) {
    const auto* const entries = find_member(document, list);
    if (entries != nullptr && entries->is_array()) return add_entries(*entries, records);
  }
  add_records(document, {}, records);
}

}  // namespace tuning_detail

/// The records of a file: one, an array, an object with a list of `iterations`, or several values one after another.
/// The error lacks the file's name.
[[nodiscard]] inline Result<std::vector<TuningRecord>> parse_tuning_records(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  constexpr std::string_view blanks = " \t\r\n";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (text.find_first_not_of(blanks) == text.npos) return Error{Errc::input_unusable, "is empty, expected JSON"};
  std::vector<TuningRecord> records;
  for (std::size_t begin = text.find_first_not_of(blanks); begin != text.npos;) {
    const std::size_t end = begin + end_of_json_value(text.substr(begin));
    const auto document = parse_json(text.substr(begin, end - begin));
    if (!document) return document.error();
    tuning_detail::add_entries(*document, records);
    begin = text.find_first_not_of(blanks, end);
  }
  return records;
}

}  // namespace soak
