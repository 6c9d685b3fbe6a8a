// The daily digest and the weekly rollup: artifacts, history and journal become a page.
#pragma once

#include <soak/analysis/alert/silence_rules.hpp>
#include <soak/flow/daily/day_figures.hpp>
#include <soak/flow/walk/journal.hpp>
#include <soak/model/alert/silences.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/report/alert/silence_lines.hpp>
#include <soak/report/daily/digest_report.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace soak {

struct DigestSettings {
  std::string artifacts{default_dir::artifacts};
  std::string journal = path_in(default_dir::artifacts, artifact_name::journal);
  std::chrono::seconds hours{24 * 3600};
};

namespace daily_detail {

/// The signed head beside the journal, if there is one.
inline void read_head(const std::string& journal, DigestInput& input) {
  const std::string path = journal_head_path(journal);
  if (!file_exists(path)) return;
  const auto text = read_file(path, max_state_bytes);
  const auto note = text ? parse_signed_note(*text) : Result<SignedNote>(text.error());
  auto head = note ? parse_journal_head(note->text) : Result<JournalHead>(note.error());
  if (!head) {
    input.problems.push_back(unusable_file(path, head.error().message).message);
    return;
  }
  input.head = std::move(*head);
  input.head_key = note->signatures.front().name + "+" + to_hex(note->signatures.front().key_id);
}

/// What people acknowledged and silenced, of every environment whose runner keeps its state among the artifacts.
inline void read_silences(const std::string& artifacts, Instant now, DigestInput& input) {
  const std::string directory = path_in(path_in(artifacts, artifact_dir::state), artifact_dir::silences);
  std::vector<std::string> names = names_in(directory, "", ".json");
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    if (name.starts_with(".")) continue;
    const std::string path = path_in(directory, name);
    const auto silences = read_artifact_text(path, parse_silences, max_state_bytes);
    if (!silences) {
      input.problems.push_back(silences.error().message);
      continue;
    }
    const std::string place = printable(stem_of(name)) + ": ";
    for (const Acknowledgement& ack : silences->acks) {
      if (!is_over(ack, now)) input.silenced.push_back(place + ack_line(ack));
    }
    for (const SilenceRule& rule : silences->silences) {
      if (!is_over(rule, now)) input.silenced.push_back(place + silence_line(rule));
    }
  }
}

}  // namespace daily_detail

/// What the digest of `today` says. A journal that is not there is no problem (no orchestrator may be running), one
/// that is broken is. Yesterday is the newest earlier day of the last week that the history has.
[[nodiscard]] inline DigestInput gather_digest(const DigestSettings& settings, Date today, Instant now) {
  DigestInput input;
  Day day = read_today(settings.artifacts);
  input.today = day.figures;
  input.gate = std::move(day.gate);
  input.problems = std::move(day.problems);
  for (int back = 1; back <= 7 && !input.yesterday; ++back) {
    const Day earlier = read_history(settings.artifacts, today - std::chrono::days{back});
    if (earlier.figures != DayFigures{} && earlier.problems.size() < 2) input.yesterday = earlier.figures;
  }
  if (const auto advice = read_artifact(path_in(settings.artifacts, artifact_name::edge_sentinel), edge_advice_of)) {
    input.advice = *advice;
  } else {
    input.problems.push_back(advice.error().message);
  }
  daily_detail::read_silences(settings.artifacts, now, input);
  if (settings.journal == "-" || file_exists(settings.journal) || recall_journal(settings.journal)) {
    if (const auto entries = read_journal(settings.journal, now - settings.hours)) {
      input.journal = count_ticks(*entries, now);
    } else {
      input.problems.push_back(entries.error().message);
    }
  }
  daily_detail::read_head(settings.journal, input);
  return input;
}

/// The rollup of the seven days that end with `to`, from the history.
[[nodiscard]] inline WeeklyRollup gather_rollup(const std::string& artifacts, Date to, std::size_t min_days,
                                                Instant now) {
  const auto week_until = [&](Date last) {
    std::vector<Day> days;
    for (int back = 6; back >= 0; --back) {
      Day day = read_history(artifacts, last - std::chrono::days{back});
      if (day.problems.size() < 2) days.push_back(std::move(day));
    }
    return days;
  };
  const auto figures = [](const std::vector<Day>& days) {
    std::vector<DayFigures> result;
    for (const Day& day : days) result.push_back(day.figures);
    return result;
  };
  const std::vector<Day> week = week_until(to);
  const GateReading newest = week.empty() ? GateReading{} : week.back().gate;
  return weekly_rollup(figures(week), figures(week_until(to - std::chrono::days{7})), newest, to, min_days,
                       epoch_seconds(now));
}

}  // namespace soak
