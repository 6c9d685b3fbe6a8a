// What soak wrote itself and reads again: reports, state files, key artifacts.
#pragma once

#include "fuzz/require.hpp"

#include <soak/core/text/utf8.hpp>
#include <soak/model/alert/alert.hpp>
#include <soak/model/alert/alert_state.hpp>
#include <soak/model/alert/chat_moves.hpp>
#include <soak/model/alert/incident_memory.hpp>
#include <soak/model/alert/runner_state.hpp>
#include <soak/model/alert/silences.hpp>
#include <soak/model/artifacts/gate_reading.hpp>
#include <soak/model/artifacts/key_artifacts.hpp>
#include <soak/model/publish/export_status.hpp>
#include <soak/model/publish/github.hpp>
#include <soak/model/summary/summary_json.hpp>
#include <soak/model/summary/violation_json.hpp>
#include <soak/model/walk/journal_memory.hpp>

#include <string>
#include <string_view>

namespace soak::fuzz {

/// What was read is written so that it reads back the same; what is refused is refused with a reason.
template <class Parse>
void reads_back(std::string_view text, Parse parse) {
  const auto first = parse(text);
  if (!first) {
    require(!first.error().message.empty() && is_utf8(first.error().message));
    return;
  }
  const std::string written = to_json(*first);
  const auto again = parse(written);
  require(again.has_value());
  require(to_json(*again) == written);
}

inline void summary(std::string_view text) {
  reads_back(text, [](std::string_view t) { return parse_summary(t); });
}

[[nodiscard]] inline std::string violations_json(const ViolationList& violations) {
  std::string text = "[";
  for (const Violation& violation : violations) {
    text += text.size() > 1 ? ",\n" : "\n";
    append_json(text, violation);
  }
  return text + "\n]\n";
}

inline void violations(std::string_view text) {
  const auto first = parse_violations(text);
  if (!first) {
    require(!first.error().message.empty() && is_utf8(first.error().message));
    return;
  }
  const std::string written = violations_json(*first);
  const auto again = parse_violations(written);
  require(again.has_value() && again->size() == first->size());
  require(violations_json(*again) == written);
}

inline void state_files(std::string_view text) {
  reads_back(text, parse_runner_state);
  reads_back(text, parse_alert_state);
  reads_back(text, parse_alert_state_file);
  reads_back(text, parse_outbox_entry);
  reads_back(text, parse_incident_memory);
  reads_back(text, parse_silences);
  reads_back(text, parse_chat_moves);
  reads_back(text, parse_export_status);
  reads_back(text, parse_journal_memory);
}

/// What other programs answer or may have put in the place of an artifact.
inline void foreign_json(std::string_view text) {
  const auto value = parse_json(text);
  (void)parse_issue_comments(text);
  (void)parse_issue_comment(text);
  if (!value) return;
  const auto gate = gate_of(*value);
  if (gate) require(gate->readiness >= 0 || is_gap(gate->readiness));
}

}  // namespace soak::fuzz
