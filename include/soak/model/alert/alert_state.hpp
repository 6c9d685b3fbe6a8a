// What the alert decision remembers between cycles. Text form: docs/formats/alert_state.md.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/threshold.hpp>
#include <soak/core/time.hpp>
#include <soak/model/alert/violation_set.hpp>
#include <soak/model/json/members.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

/// The last alert, and the verdict of the last cycle. What is unknown (an older form of the state) is empty.
struct AlertState {
  Instant last_sent_at{};
  std::optional<Level> last_level = {};            ///< of the alert
  std::optional<std::string> last_signature = {};  ///< of the alert
  std::optional<Level> last_verdict = {};          ///< of the last cycle, whether it alerted or not
  Instant updated_at{};                            ///< when any of these changed; tells the newer of two states
  std::optional<ViolationSet> last_set = {};       ///< of the alert

  friend bool operator==(const AlertState&, const AlertState&) = default;
};

/// The members in the order of the file. The time of the alert stands under two names, which are both documented.
void visit_members(MembersOf<AlertState> auto& state, auto&& visit) {
  visit("last_level", state.last_level);
  visit("last_sent_at", state.last_sent_at);
  visit.derived("last_sent_utc", state.last_sent_at);
  visit("last_signature", state.last_signature, EmptyIfNone{});
  visit("last_verdict", state.last_verdict);
  visit("updated_at", state.updated_at);
  visit.if_any("last_set", state.last_set, ViolationSetForm{});
}

/// One line, as Redis holds it.
[[nodiscard]] inline std::string to_json(const AlertState& state) {
  return members_json(state, JsonWriter::Layout::line);
}

/// Reads the members back, from any of the forms that have been written: `last_sent_at` or `last_sent_utc` must be
/// there, everything else may be missing.
[[nodiscard]] inline Result<AlertState> read_alert_state(const boost::json::value& value) {
  constexpr Instant none = Instant::min();
  auto state = read_members<AlertState>(value, {.last_sent_at = none, .updated_at = none});
  if (!state) return state;
  const auto* const other_name = find_member(value, "last_sent_utc");
  if (state->last_sent_at == none && other_name != nullptr) (void)PlainForm::read(*other_name, state->last_sent_at);
  if (state->last_sent_at == none) return wrong_member("/last_sent_at", PlainForm::expected(Instant{}));
  if (state->updated_at == none) state->updated_at = state->last_sent_at;
  return state;
}

[[nodiscard]] inline Result<AlertState> parse_alert_state(std::string_view text) {
  const auto value = parse_json(text);
  if (!value) return value.error();
  return read_alert_state(*value);
}

/// alert_state.json in the state directory: the state, if there is one, whose it is, and whether Redis knows.
struct AlertStateFile {
  std::optional<AlertState> state = {};
  std::optional<std::string> env = {};  ///< nothing, as the next: an older form does not say
  std::optional<std::string> exchange = {};
  bool is_pending = false;  ///< Redis could not be told
};

void visit_members(MembersOf<AlertStateFile> auto& file, auto&& visit) {
  if (file.state) visit_members(*file.state, visit);
  visit("env", file.env);
  visit("exchange", file.exchange);
  visit("pending", file.is_pending);
}

[[nodiscard]] inline std::string to_json(const AlertStateFile& file) { return members_json(file) + "\n"; }

/// A file that says whether Redis knows and has no time in it says that no alert was sent.
[[nodiscard]] inline Result<AlertStateFile> parse_alert_state_file(std::string_view text) {
  const auto document = parse_json(text);
  if (!document) return document.error();
  auto file = read_members<AlertStateFile>(*document);
  const bool has_time = find_member(*document, "last_sent_at") != nullptr;
  if (!file || (!has_time && find_member(*document, "pending") != nullptr)) return file;
  auto state = read_alert_state(*document);
  if (!state) return state.error();
  file->state = std::move(*state);
  return file;
}

}  // namespace soak
