// What a summary and its violations are in Redis: keys, hashes and stream entries (docs/formats/redis.md).
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/redis.hpp>
#include <soak/core/result.hpp>
#include <soak/core/time.hpp>
#include <soak/core/utf8.hpp>
#include <soak/model/summary_json.hpp>

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

/// "{env}:{exchange}:{name}".
[[nodiscard]] inline std::string prefixed_key(const ExportSettings& settings, std::string_view name) {
  return settings.env + ":" + settings.exchange + ":" + std::string(name);
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

/// The violations of one symbol, in their order.
using SymbolViolations = std::map<std::string_view, std::vector<const ViolationRecord*>>;

[[nodiscard]] inline SymbolViolations by_symbol(std::span<const ViolationRecord> violations) {
  SymbolViolations result;
  for (const ViolationRecord& violation : violations) result[violation.symbol].push_back(&violation);
  return result;
}

namespace detail {

[[nodiscard]] inline std::string number_or_empty(double value) {
  return is_gap(value) ? std::string() : format_number(value);
}

/// A hash that has these fields and no other from now on, until it expires: whole at every instant.
inline void append_hash(std::vector<RedisCommand>& out, const std::string& key, const ExportSettings& settings,
                        std::vector<std::string> fields) {
  RedisCommand set{"HSET", key};
  std::move(fields.begin(), fields.end(), std::back_inserter(set));
  append_transaction(out, {{"DEL", key}, std::move(set), {"EXPIRE", key, std::to_string(settings.ttl_s)}});
}

inline void append_symbol_hash(std::vector<RedisCommand>& out, const SymbolRecord& symbol, Level verdict,
                               std::span<const ViolationRecord* const> violations, const ExportSettings& settings,
                               const std::string& updated_at) {
  const auto crit = std::count_if(violations.begin(), violations.end(),
                                  [](const ViolationRecord* violation) { return violation->level == Level::crit; });
  const auto warn = std::count_if(violations.begin(), violations.end(),
                                  [](const ViolationRecord* violation) { return violation->level == Level::warn; });
  append_hash(out, violations_key(settings, symbol.symbol), settings,
              {"crit_count", std::to_string(crit), "warn_count", std::to_string(warn), "last_edge",
               number_or_empty(symbol.last("edge_bps")), "last_maker_taker",
               number_or_empty(symbol.last("maker_taker_ratio")), "last_latency_p95",
               number_or_empty(symbol.last("p95_latency_ms")), "last_risk", number_or_empty(symbol.last("risk_ratio")),
               "verdict", std::string(to_string(verdict)), "updated_at", updated_at});
}

/// Milliseconds since the epoch, the first half of an entry's ID.
[[nodiscard]] inline std::int64_t stream_time(Instant generated_at) noexcept {
  return std::max<std::int64_t>(0,
                                std::chrono::floor<std::chrono::milliseconds>(generated_at).time_since_epoch().count());
}

}  // namespace detail

/// Replaces the summary's hash.
[[nodiscard]] inline std::vector<RedisCommand> summary_commands(const SummaryRecord& summary,
                                                                const ExportSettings& settings, Instant now) {
  std::vector<RedisCommand> commands;
  detail::append_hash(
      commands, summary_key(settings), settings,
      {"windows",      std::to_string(summary.windows),      "verdict",    std::string(to_string(summary.verdict)),
       "crit_count",   std::to_string(summary.overall.crit), "warn_count", std::to_string(summary.overall.warn),
       "ok_count",     std::to_string(summary.overall.ok),   "symbols",    std::to_string(summary.symbols.size()),
       "generated_at", format_iso8601(summary.generated_at), "updated_at", format_iso8601(now),
       "commit_range", summary.commit_range.value_or(""),    "profile",    summary.profile.value_or("")});
  return commands;
}

/// Replaces the hash of every symbol: those of the summary, and those that only the violations name.
[[nodiscard]] inline std::vector<RedisCommand> symbol_commands(const SummaryRecord& summary,
                                                               const SymbolViolations& violations,
                                                               const ExportSettings& settings, Instant now) {
  std::vector<RedisCommand> commands;
  const std::string updated_at = format_iso8601(now);
  SymbolViolations unseen = violations;
  for (const SymbolRecord& symbol : summary.symbols) {
    const auto own = unseen.extract(symbol.symbol);
    const std::vector<const ViolationRecord*> none;
    detail::append_symbol_hash(commands, symbol, symbol.verdict(), own ? own.mapped() : none, settings, updated_at);
  }
  for (const auto& [symbol, own] : unseen) {
    Level verdict = Level::ok;
    for (const ViolationRecord* violation : own) verdict = std::max(verdict, violation->level);
    detail::append_symbol_hash(commands, {std::string(symbol), {}}, verdict, own, settings, updated_at);
  }
  return commands;
}

/// Renews the time to live of everything that summary_commands and symbol_commands would replace.
[[nodiscard]] inline std::vector<RedisCommand> renew_commands(const SummaryRecord& summary,
                                                              const SymbolViolations& violations,
                                                              const ExportSettings& settings) {
  const std::string ttl = std::to_string(settings.ttl_s);
  std::vector<RedisCommand> commands{{"EXPIRE", summary_key(settings), ttl}};
  SymbolViolations unseen = violations;
  for (const SymbolRecord& symbol : summary.symbols) {
    commands.push_back({"EXPIRE", violations_key(settings, symbol.symbol), ttl});
    unseen.erase(symbol.symbol);
  }
  for (const auto& [symbol, own] : unseen) commands.push_back({"EXPIRE", violations_key(settings, symbol), ttl});
  return commands;
}

/// One violation as an entry of its symbol's stream. The fields are the same whenever it is exported.
struct StreamEvent {
  std::string key;
  std::string id;  ///< "milliseconds-place": the summary's time, and the event's place in its symbol from 1
  std::vector<std::string> fields;

  [[nodiscard]] RedisCommand add(const ExportSettings& settings, std::string_view with_id) const {
    RedisCommand command{"XADD", key, "MAXLEN", "~", std::to_string(settings.stream_maxlen), std::string(with_id)};
    command.insert(command.end(), fields.begin(), fields.end());
    return command;
  }
};

/// The events of all symbols, none without ExportSettings::stream. Of one symbol no more than a stream keeps: the rest
/// would be trimmed at once.
[[nodiscard]] inline std::vector<StreamEvent> stream_events(const SummaryRecord& summary,
                                                            const SymbolViolations& violations,
                                                            const ExportSettings& settings) {
  std::vector<StreamEvent> events;
  if (!settings.stream) return events;
  const std::string time = std::to_string(detail::stream_time(summary.generated_at));
  const std::string ts = format_iso8601(summary.generated_at);
  const auto kept = static_cast<std::size_t>(settings.stream_maxlen);
  for (const auto& [symbol, own] : violations) {
    const std::string key = stream_key(settings, symbol);
    for (std::size_t place = own.size() > kept ? own.size() - kept : 0; place < own.size(); ++place) {
      const ViolationRecord& violation = *own[place];
      const std::string index = violation.window_index ? std::to_string(*violation.window_index) : std::string();
      events.push_back(
          {key,
           time + "-" + std::to_string(place + 1),
           {"metric", violation.metric, "level", std::string(to_string(violation.level)), "value",
            detail::number_or_empty(violation.value), "threshold", detail::number_or_empty(violation.threshold),
            "window_index", index, "note", violation.note, "ts", ts}});
    }
  }
  return events;
}

/// The closing trim of each stream that `events` go to.
[[nodiscard]] inline std::vector<RedisCommand> trim_commands(std::span<const StreamEvent> events,
                                                             const ExportSettings& settings) {
  std::vector<RedisCommand> commands;
  const std::string maxlen = std::to_string(settings.stream_maxlen);
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (i == 0 || events[i].key != events[i - 1].key) {
      commands.push_back({"XTRIM", events[i].key, "MAXLEN", "~", maxlen});
    }
  }
  return commands;
}

/// Everything that an export of the violations sends as long as no event is there yet: hashes, events, trims.
[[nodiscard]] inline std::vector<RedisCommand> violation_commands(const SummaryRecord& summary,
                                                                  const SymbolViolations& violations,
                                                                  std::span<const StreamEvent> events,
                                                                  const ExportSettings& settings, Instant now) {
  std::vector<RedisCommand> commands = symbol_commands(summary, violations, settings, now);
  for (const StreamEvent& event : events) commands.push_back(event.add(settings, event.id));
  for (RedisCommand& trim : trim_commands(events, settings)) commands.push_back(std::move(trim));
  return commands;
}

/// The same, with the events that the settings ask for.
[[nodiscard]] inline std::vector<RedisCommand> violation_commands(const SummaryRecord& summary,
                                                                  std::span<const ViolationRecord> violations,
                                                                  const ExportSettings& settings, Instant now) {
  const SymbolViolations grouped = by_symbol(violations);
  return violation_commands(summary, grouped, stream_events(summary, grouped, settings), settings, now);
}

/// True if Redis refused an entry because its stream has gone on beyond the entry's ID.
[[nodiscard]] inline bool is_id_too_small(const RedisReply& reply) noexcept {
  return reply.is_error() && reply.text.find("equal or smaller") != std::string::npos;
}

}  // namespace soak
