// What is said of each bot of a fleet, in either language.
#pragma once

#include <soak/analysis/watch/fleet.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/report/page/words.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

namespace watch_detail {

/// Text from Redis: one line, bounded.
[[nodiscard]] inline std::string fleet_text_of(std::string_view text) { return printable(text, 120); }

/// "2 CRIT, 1 WARN" as far as it is known who is which; "-" for what nobody told.
[[nodiscard]] inline std::string open_text(const FleetBot& bot) {
  if (!bot.open) return "-";
  if (!bot.open_crit || *bot.open == 0) return std::to_string(*bot.open);
  const std::int64_t warn = *bot.open - *bot.open_crit;
  std::string text = *bot.open_crit > 0 ? std::to_string(*bot.open_crit) + " CRIT" : "";
  if (warn > 0) text += (text.empty() ? "" : ", ") + std::to_string(warn) + " WARN";
  return text;
}

[[nodiscard]] inline std::string reason_text(Language language, const FleetBot& bot, FleetReason reason) {
  const auto say = [&](std::string_view english, std::string_view russian) {
    return std::string(page_detail::say(language, english, russian));
  };
  const auto& note = bot.facts.note;
  switch (reason) {
    case FleetReason::open_incidents:
      if (note && !note->worst.empty()) return say("open: ", "открыто: ") + fleet_text_of(note->worst);
      return say("incidents are open", "есть открытые инциденты");
    case FleetReason::unusable: {
      std::string names;
      for (const std::string& name : bot.facts.unusable) names += (names.empty() ? "" : ", ") + fleet_text_of(name);
      return say("unusable: ", "непригодно: ") + names;
    }
    case FleetReason::runner_overdue:
      return say("the runner's next cycle is overdue, last heard of ", "цикл раннера просрочен, последняя весть ") +
             format_iso8601(note->ts);
    case FleetReason::clock_ahead:
      return say("the runner's clock is ahead: ", "часы раннера спешат: ") + format_iso8601(note->ts);
    case FleetReason::analysis_fails:
      return say("the last cycle could not analyze, failures in a row: ", "последний цикл без анализа, подряд: ") +
             std::to_string(note->analysis_failures);
    case FleetReason::windows_overdue:
      return say("no new window since ", "нет новых окон с ") + format_iso8601(*note->windows_seen_at);
    case FleetReason::not_told:
      return say("nobody says how it stands", "никто не сообщает, как дела");
    case FleetReason::no_runner:
      return say("no runner, only what was exported", "раннера нет, только выгрузка");
    case FleetReason::alerts_wait:
      return say("alerts wait for a channel: ", "оповещений ждут канала: ") + std::to_string(note->alerts_pending);
  }
  return "";
}

[[nodiscard]] inline std::string reasons_text(Language language, const FleetBot& bot) {
  std::string text;
  for (const FleetReason reason : bot.reasons) {
    text += (text.empty() ? "" : "; ") + reason_text(language, bot, reason);
  }
  return text;
}

/// "#1234 1f2e3d4c"; "-" where no head is published.
[[nodiscard]] inline std::string head_text(const FleetFacts& facts) {
  if (!facts.head) return "-";
  return "#" + std::to_string(facts.head->records) + " " + facts.head->hash.substr(0, 8);
}

[[nodiscard]] inline std::string phase_text(const FleetFacts& facts) {
  return facts.phase.empty() ? "-" : fleet_text_of(facts.phase);
}

/// "12 bots: 1 CRIT, 2 UNKNOWN, 0 WARN, 9 OK"
[[nodiscard]] inline std::string fleet_counts(Language language, const Fleet& fleet) {
  std::string text = language == Language::ru ? counted(fleet.bots.size(), RussianNoun{"бот", "бота", "ботов"})
                                              : counted(fleet.bots.size(), "bot");
  std::string_view between = ": ";
  for (const Condition one : {Condition::crit, Condition::unknown, Condition::warn, Condition::ok}) {
    text += std::string(between) + std::to_string(fleet.count(one)) + " " + std::string(to_string(one));
    between = ", ";
  }
  return text;
}

}  // namespace watch_detail

}  // namespace soak
