// What a summary and its violations are in Redis: keys, hashes and stream entries (docs/formats/redis.md).
#pragma once

#include <soak/analysis/advice/incident_view.hpp>
#include <soak/core/number.hpp>
#include <soak/core/redis/messages.hpp>
#include <soak/core/result.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/time.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/model/summary/violation.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// A century: Redis refuses times to live that overflow its clock.
inline constexpr std::int64_t max_ttl_s = 3'155'760'000;

struct ExportSettings {
  std::string env = "dev";
  std::string exchange = "bybit";
  std::int64_t ttl_s = 3600;
  bool stream = false;
  std::int64_t stream_maxlen = 5000;  ///< entries that a stream keeps, about
  bool is_rehearsal = false;          ///< keys of its own, which nothing real looks at
};

/// Environment and exchange stand in front of every key, so they are names: 1 to 64 printable bytes without blank or
/// ':'.
[[nodiscard]] inline Result<void> check_place(const ExportSettings& settings) {
  const auto is_name = [](std::string_view text) {
    return !text.empty() && text.size() <= 64 && is_printable_utf8(text) && text.find_first_of(" :") == text.npos;
  };
  if (!is_name(settings.env)) {
    return Error{Errc::usage, "--env '" + printable(settings.env) + "': expected a name without blank or ':'"};
  }
  if (!is_name(settings.exchange)) {
    return Error{Errc::usage,
                 "--exchange '" + printable(settings.exchange) + "': expected a name without blank or ':'"};
  }
  return {};
}

/// "{env}:{exchange}:{name}"; of a rehearsal "{env}:{exchange}:soak:selftest:{name without soak:}".
[[nodiscard]] inline std::string prefixed_key(const ExportSettings& settings, std::string_view name) {
  constexpr std::string_view own = "soak:";
  std::string key = settings.env + ":" + settings.exchange + ":";
  if (!settings.is_rehearsal) return key += name;
  if (name.starts_with(own)) name.remove_prefix(own.size());
  return (key += "soak:selftest:") += name;
}

/// A symbol as part of a key: '%' and ':' percent-encoded, or symbol "stream:X" would be the stream of X.
[[nodiscard]] inline std::string key_part(std::string_view symbol) {
  std::string out;
  for (const char c : symbol) {
    if (c == '%') {
      out += "%25";
    } else if (c == ':') {
      out += "%3A";
    } else {
      out += c;
    }
  }
  return out;
}

[[nodiscard]] inline std::string summary_key(const ExportSettings& settings) {
  return prefixed_key(settings, "soak:summary");
}
[[nodiscard]] inline std::string violations_key(const ExportSettings& settings, std::string_view symbol) {
  return prefixed_key(settings, "soak:violations:" + key_part(symbol));
}
[[nodiscard]] inline std::string stream_key(const ExportSettings& settings, std::string_view symbol) {
  return prefixed_key(settings, "soak:violations:stream:" + key_part(symbol));
}

/// What is exported of one symbol.
struct SymbolPart {
  std::string_view symbol;
  const SymbolSummary* record = nullptr;     ///< null: only violations name this symbol
  std::vector<const Violation*> violations;  ///< in their order

  [[nodiscard]] std::size_t count(Level level) const noexcept {
    return static_cast<std::size_t>(
        std::count_if(violations.begin(), violations.end(), [&](const Violation* one) { return one->level == level; }));
  }
  [[nodiscard]] Level verdict() const noexcept {
    if (record != nullptr) return record->status();
    return count(Level::crit) > 0 ? Level::crit : count(Level::warn) > 0 ? Level::warn : Level::ok;
  }
};

/// All symbols by name: those of the summary, and those that only the violations name. Points into both.
[[nodiscard]] inline std::vector<SymbolPart> symbol_parts(const Summary& summary,
                                                          std::span<const Violation> violations) {
  std::map<std::string_view, SymbolPart> parts;
  for (const SymbolSummary& symbol : summary.symbols) parts[symbol.symbol] = {symbol.symbol, &symbol, {}};
  SymbolPart* part = nullptr;
  for (const Violation& violation : violations) {
    if (part == nullptr || part->symbol != violation.symbol) part = &parts[violation.symbol];
    part->symbol = violation.symbol;
    part->violations.push_back(&violation);
  }
  std::vector<SymbolPart> result;
  result.reserve(parts.size());
  for (auto& [symbol, one] : parts) result.push_back(std::move(one));
  return result;
}

namespace publish_detail {

[[nodiscard]] inline std::string number_or_empty(double value) {
  return is_gap(value) ? std::string() : format_number(value);
}

using FieldList = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// There may be hundreds of thousands of fields, so no text is copied more than once.
inline void append_fields(RedisCommand& command, FieldList fields) {
  command.reserve(command.size() + 2 * fields.size());
  for (const auto& [name, value] : fields) {
    command.emplace_back(name);
    command.emplace_back(value);
  }
}

/// A hash that has these fields and no other from now on, until it expires: whole at every instant.
inline void append_hash(std::vector<RedisCommand>& out, const std::string& key, const ExportSettings& settings,
                        FieldList fields) {
  out.push_back({"MULTI"});
  out.push_back({"DEL", key});
  append_fields(out.emplace_back(RedisCommand{"HSET", key}), fields);
  out.push_back({"EXPIRE", key, std::to_string(settings.ttl_s)});
  out.push_back({"EXEC"});
}

inline void append_symbol_hash(std::vector<RedisCommand>& out, const SymbolPart& part, const ExportSettings& settings,
                               const std::string& updated_at) {
  const auto last = [&](std::string_view metric) {
    return part.record != nullptr ? number_or_empty(part.record->last(metric)) : std::string();
  };
  append_hash(out, violations_key(settings, part.symbol), settings,
              {{"crit_count", std::to_string(part.count(Level::crit))},
               {"warn_count", std::to_string(part.count(Level::warn))},
               {"last_edge", last("edge_bps")},
               {"last_maker_taker", last("maker_taker_ratio")},
               {"last_latency_p95", last("p95_latency_ms")},
               {"last_risk", last("risk_ratio")},
               {"verdict", to_string(part.verdict())},
               {"updated_at", updated_at}});
}

/// Milliseconds since the epoch, the first half of an entry's ID.
[[nodiscard]] inline std::int64_t stream_time(Instant generated_at) noexcept {
  return std::max<std::int64_t>(0,
                                std::chrono::floor<std::chrono::milliseconds>(generated_at).time_since_epoch().count());
}

}  // namespace publish_detail

/// Replaces the summary's hash.
[[nodiscard]] inline std::vector<RedisCommand> summary_commands(const Summary& summary, const ExportSettings& settings,
                                                                Instant now) {
  const StatusCounts counts = summary.counts();
  std::vector<RedisCommand> commands;
  publish_detail::append_hash(commands, summary_key(settings), settings,
                              {{"windows", std::to_string(summary.windows)},
                               {"verdict", to_string(summary.verdict())},
                               {"crit_count", std::to_string(counts.crit)},
                               {"warn_count", std::to_string(counts.warn)},
                               {"ok_count", std::to_string(counts.ok)},
                               {"symbols", std::to_string(summary.symbols.size())},
                               {"generated_at", format_iso8601(summary.generated_at)},
                               {"updated_at", format_iso8601(now)},
                               {"commit_range", summary.meta.commit_range.value_or("")},
                               {"profile", summary.meta.profile.value_or("")},
                               {"now", summary.is_judged() ? to_string(summary.present.now) : ""},
                               {"open_incidents", std::to_string(view_incidents(summary).open.size())},
                               {"last_window", summary.last_window.value_or("")}});
  return commands;
}

/// Replaces the phase that a walk is in, as of its last tick; `ttl_s` should be longer than a tick.
[[nodiscard]] inline std::vector<RedisCommand> phase_commands(std::string_view phase, const ExportSettings& settings,
                                                              Instant ts) {
  std::vector<RedisCommand> commands;
  publish_detail::append_hash(commands, prefixed_key(settings, "soak:phase"), settings,
                              {{"phase", phase}, {"ts", format_iso8601(ts)}});
  return commands;
}

/// Where the ID stands in the command that adds an event: "XADD key MAXLEN ~ n id field value …".
inline constexpr std::size_t event_id_at = 5;

[[nodiscard]] inline std::span<const std::string> event_fields(const RedisCommand& event) noexcept {
  return std::span(event).subspan(event_id_at + 1);
}

namespace publish_detail {

/// Adds a symbol's events to its stream. The ID is "milliseconds-place": the summary's time, and the event's place in
/// its symbol, from 1; so the command is the same whenever it is made. There are no more events than a stream keeps:
/// the rest would be trimmed at once.
inline void append_events(std::vector<RedisCommand>& out, const SymbolPart& part, const ExportSettings& settings,
                          Instant generated_at) {
  using namespace std::string_view_literals;
  const std::string time = std::to_string(stream_time(generated_at));
  const std::string ts = format_iso8601(generated_at);
  const std::string maxlen = std::to_string(settings.stream_maxlen);
  const std::string key = stream_key(settings, part.symbol);
  const auto kept = static_cast<std::size_t>(settings.stream_maxlen);
  const std::size_t count = part.violations.size();
  for (std::size_t place = count > kept ? count - kept : 0; place < count; ++place) {
    const Violation& violation = *part.violations[place];
    RedisCommand& add = out.emplace_back();
    add.reserve(event_id_at + 15);
    for (const std::string_view word : {"XADD"sv, std::string_view(key), "MAXLEN"sv, "~"sv, std::string_view(maxlen)}) {
      add.emplace_back(word);
    }
    add.push_back(time + "-" + std::to_string(place + 1));
    append_fields(add,
                  {{"metric", violation.metric},
                   {"level", to_string(violation.level)},
                   {"value", number_or_empty(violation.value)},
                   {"threshold", number_or_empty(violation.threshold)},
                   {"window_index", violation.window_index ? std::to_string(*violation.window_index) : std::string()},
                   {"note", violation.note},
                   {"ts", ts}});
  }
}

}  // namespace publish_detail

/// The closing trim of each stream that `events` go to; those of one stream stand together.
[[nodiscard]] inline std::vector<RedisCommand> trim_commands(std::span<const RedisCommand> events,
                                                             const ExportSettings& settings) {
  std::vector<RedisCommand> commands;
  const std::string maxlen = std::to_string(settings.stream_maxlen);
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (i == 0 || redis_key(events[i]) != redis_key(events[i - 1])) {
      commands.push_back({"XTRIM", std::string(redis_key(events[i])), "MAXLEN", "~", maxlen});
    }
  }
  return commands;
}

/// What an export of some symbols sends as long as no event of theirs is there yet: hashes, then, if the settings ask
/// for streams, events, then trims.
struct ViolationCommands {
  std::vector<RedisCommand> commands;
  std::size_t first_event = 0;  ///< commands [first_event, first_event + events) add an event
  std::size_t events = 0;
};

[[nodiscard]] inline ViolationCommands violation_commands(std::span<const SymbolPart> parts, Instant generated_at,
                                                          const ExportSettings& settings, Instant now) {
  ViolationCommands result;
  const std::string updated_at = format_iso8601(now);
  for (const SymbolPart& part : parts) {
    publish_detail::append_symbol_hash(result.commands, part, settings, updated_at);
  }
  result.first_event = result.commands.size();
  if (!settings.stream) return result;
  for (const SymbolPart& part : parts) publish_detail::append_events(result.commands, part, settings, generated_at);
  result.events = result.commands.size() - result.first_event;
  std::vector<RedisCommand> trims = trim_commands(std::span(result.commands).subspan(result.first_event), settings);
  std::move(trims.begin(), trims.end(), std::back_inserter(result.commands));
  return result;
}

/// True if Redis refused an entry because its stream has gone on beyond the entry's ID.
[[nodiscard]] inline bool is_id_too_small(const RedisReply& reply) noexcept {
  return reply.is_error() && reply.text.find("equal or smaller") != std::string::npos;
}

}  // namespace soak
