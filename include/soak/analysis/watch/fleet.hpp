// How a fleet of bots stands: every env:exchange that Redis knows, worst first. What is not known is never OK.
#pragma once

#include <soak/analysis/publish/redis_export.hpp>
#include <soak/analysis/watch/runner_due.hpp>
#include <soak/core/time.hpp>
#include <soak/model/publish/fleet_note.hpp>
#include <soak/model/summary/incident.hpp>
#include <soak/model/walk/journal_head.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace soak {

/// The hash soak:summary, as far as a fleet needs it.
struct FleetSummary {
  std::optional<Condition> now = {};  ///< none: it does not tell
  std::optional<std::int64_t> open_incidents = {};
  std::string last_window = {};
  std::optional<Instant> updated_at = {};
};

/// What Redis holds of one env:exchange. None of it need be there.
struct FleetFacts {
  std::string env;
  std::string exchange;
  std::optional<FleetNote> note = {};
  std::optional<FleetSummary> summary = {};
  std::optional<Instant> heartbeat = {};
  std::string phase = {};
  std::optional<Instant> phase_at = {};
  std::optional<JournalHead> head = {};    ///< as it stands there; its signature is journal_verify's business
  std::vector<std::string> unusable = {};  ///< names of keys that hold something else
};

/// Why it stands as it does, worst first.
enum class FleetReason {
  open_incidents,
  unusable,         ///< a key that holds something else
  runner_overdue,   ///< its next cycle should have come
  clock_ahead,      ///< what it says is of the future
  analysis_fails,   ///< its last cycle could not analyze
  windows_overdue,  ///< no new window within the limit
  not_told,         ///< nobody says what holds now
  no_runner,        ///< only an export is there
  alerts_wait,      ///< for a channel
};

struct FleetBot {
  FleetFacts facts;
  Condition now = Condition::unknown;
  std::vector<FleetReason> reasons = {};
  std::optional<std::int64_t> open = {};       ///< incidents; none: not known
  std::optional<std::int64_t> open_crit = {};  ///< those of them; an export does not tell
  std::optional<std::chrono::microseconds> window_age = {};
  std::optional<std::chrono::microseconds> heartbeat_age = {};

  [[nodiscard]] std::string place() const { return facts.env + ":" + facts.exchange; }
};

struct Fleet {
  Instant now{};
  std::vector<FleetBot> bots = {};         ///< worst first
  std::vector<std::string> problems = {};  ///< what kept the list from being whole

  [[nodiscard]] std::size_t count(Condition condition) const noexcept {
    return static_cast<std::size_t>(
        std::count_if(bots.begin(), bots.end(), [&](const FleetBot& bot) { return bot.now == condition; }));
  }
  /// A fleet of which nothing, or not all, is known is not OK.
  [[nodiscard]] Condition worst() const noexcept {
    const Condition least = bots.empty() || !problems.empty() ? Condition::unknown : Condition::ok;
    return bots.empty() ? least : std::max(least, bots.front().now);
  }
};

namespace watch_detail {

inline constexpr std::chrono::minutes clock_patience{5};

/// The age of what happened at `at`; nothing for what is not known or of the future.
[[nodiscard]] inline std::optional<std::chrono::microseconds> age_of(const std::optional<Instant>& at, Instant now) {
  if (!at || *at > now + clock_patience) return std::nullopt;
  return std::max(now - *at, Instant::duration::zero());
}

inline void judge_note(FleetBot& bot, const FleetNote& note, Instant now) {
  const auto due = next_cycle(note.ts, note.interval_min);
  if (note.ts > now + clock_patience) {
    bot.reasons.push_back(FleetReason::clock_ahead);
  } else if (!due || is_cycle_overdue(*due, now)) {
    bot.reasons.push_back(FleetReason::runner_overdue);
  }
  if (note.analysis_failures > 0 || !note.now) bot.reasons.push_back(FleetReason::analysis_fails);
  const auto unseen = age_of(note.windows_seen_at, now);
  if (note.max_window_age_min > 0 && unseen &&
      *unseen > std::chrono::duration<double, std::ratio<60>>(note.max_window_age_min)) {
    bot.reasons.push_back(FleetReason::windows_overdue);
  }
  if (note.alerts_pending > 0) bot.reasons.push_back(FleetReason::alerts_wait);
  bot.open_crit = note.open_crit;
  bot.open = note.open_crit + note.open_warn;
}

/// What was told, and by whom: the runner, else the newest export.
[[nodiscard]] inline std::optional<Condition> told(FleetBot& bot, Instant now) {
  if (bot.facts.note) {
    judge_note(bot, *bot.facts.note, now);
    return bot.facts.note->now;
  }
  if (!bot.facts.heartbeat) bot.reasons.push_back(FleetReason::no_runner);
  if (!bot.facts.summary || !bot.facts.summary->now) {
    bot.reasons.push_back(FleetReason::not_told);
    return std::nullopt;
  }
  bot.open = bot.facts.summary->open_incidents;
  return bot.facts.summary->now;
}

/// True for what makes the last word unfit for now.
[[nodiscard]] constexpr bool is_doubt(FleetReason reason) noexcept {
  return reason >= FleetReason::unusable && reason <= FleetReason::not_told;
}

[[nodiscard]] inline FleetBot judge_bot(FleetFacts facts, Instant now) {
  FleetBot bot{.facts = std::move(facts)};
  const FleetFacts& known = bot.facts;
  if (!known.unusable.empty()) bot.reasons.push_back(FleetReason::unusable);
  bot.now = told(bot, now).value_or(Condition::unknown);
  if (std::any_of(bot.reasons.begin(), bot.reasons.end(), is_doubt)) bot.now = std::max(bot.now, Condition::unknown);
  if (bot.open.value_or(0) > 0) bot.reasons.push_back(FleetReason::open_incidents);
  std::sort(bot.reasons.begin(), bot.reasons.end());
  const std::string window = known.note      ? known.note->last_window
                             : known.summary ? known.summary->last_window
                                             : std::string();
  bot.window_age = age_of(parse_iso8601(window), now);
  if (!bot.window_age && known.note) bot.window_age = age_of(known.note->windows_seen_at, now);
  const auto beat =
      known.note && known.note->heartbeat_at ? std::max(known.note->heartbeat_at, known.heartbeat) : known.heartbeat;
  bot.heartbeat_age = age_of(beat, now);
  return bot;
}

}  // namespace watch_detail

/// Judges each, and puts the worst first: by what holds now, by open incidents, then by name.
[[nodiscard]] inline Fleet judge_fleet(std::vector<FleetFacts> all, std::vector<std::string> problems, Instant now) {
  Fleet fleet{now, {}, std::move(problems)};
  for (FleetFacts& facts : all) fleet.bots.push_back(watch_detail::judge_bot(std::move(facts), now));
  const auto rank = [](const FleetBot& bot) {
    return std::tuple(-static_cast<int>(bot.now), -bot.open_crit.value_or(0), -bot.open.value_or(0), bot.place());
  };
  std::sort(fleet.bots.begin(), fleet.bots.end(),
            [&](const FleetBot& a, const FleetBot& b) { return rank(a) < rank(b); });
  return fleet;
}

/// What a search for a fleet asks for: keys whose name begins as one of fleet_keys.
inline constexpr std::string_view fleet_pattern = "*:soak:[afjps]*";

/// Keys by which an env:exchange is known. Each lives longer than the pause between two writes of it.
inline constexpr std::array<std::string_view, 5> fleet_keys{fleet_note_name, "soak:summary", "soak:phase",
                                                            "soak:journal_head", "soak:alert_state"};

using FleetPlaces = std::set<std::pair<std::string, std::string>>;

/// The env and exchange that keys of the form "{env}:{exchange}:soak:NAME" are about, without rehearsals. `odd` gets
/// how many there are besides that cannot be an env and exchange.
[[nodiscard]] inline FleetPlaces fleet_places(const std::set<std::string>& keys, std::size_t& odd) {
  FleetPlaces places;
  FleetPlaces others;
  for (const std::string& key : keys) {
    const auto first = key.find(':');
    const auto second = first == key.npos ? key.npos : key.find(':', first + 1);
    if (second == key.npos) continue;
    const std::string_view name = std::string_view(key).substr(second + 1);
    if (std::find(fleet_keys.begin(), fleet_keys.end(), name) == fleet_keys.end()) continue;
    ExportSettings place;
    place.env = key.substr(0, first);
    place.exchange = key.substr(first + 1, second - first - 1);
    (check_place(place) ? places : others).emplace(place.env, place.exchange);
  }
  odd = others.size();
  return places;
}

}  // namespace soak
