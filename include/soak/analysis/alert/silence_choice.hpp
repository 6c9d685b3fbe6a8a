// A silence as it is asked for on the command line.
#pragma once

#include <soak/core/duration.hpp>
#include <soak/core/result.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/time.hpp>
#include <soak/model/alert/silences.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

namespace soak {

struct SilenceChoice {
  std::string from = {};  ///< ISO 8601; empty: now
  std::string to = {};
  std::string span = {};  ///< instead of `to`
  std::string daily = {};
  std::string zone = "UTC";
  std::string below = "CRIT";
  std::string reason = {};
  std::string by = {};
};

namespace alert_detail {

/// Minutes after midnight from "22:00".
[[nodiscard]] inline std::optional<std::int64_t> minute_of_day(std::string_view text) noexcept {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 99; };
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const int hour = 10 * digit(0) + digit(1);
  const int minute = 10 * digit(3) + digit(4);
  if (hour > 23 || minute > 59) return std::nullopt;
  return 60 * hour + minute;
}

}  // namespace alert_detail

[[nodiscard]] inline Result<SilenceRule> silence_rule(const SilenceChoice& choice, Instant now) {
  const auto refuse = [](const std::string& reason) { return Error{Errc::usage, reason}; };
  SilenceRule rule{.below = parse_level(choice.below).value_or(Level::crit), .at = now};
  rule.reason = choice.reason;
  rule.by = choice.by;
  const bool has_end = !choice.to.empty() || !choice.span.empty();
  if (choice.daily.empty() && !has_end) return refuse("give --to or --for, or --daily: no silence is for ever");
  if (!choice.to.empty() && !choice.span.empty()) return refuse("--to and --for exclude each other");
  for (const auto& [name, text, target] :
       {std::tuple{"--from", &choice.from, &rule.from}, std::tuple{"--to", &choice.to, &rule.to}}) {
    if (text->empty()) continue;
    *target = parse_iso8601(*text);
    if (!*target)
      return refuse(std::string(name) + ": '" + printable(*text) + "' is not a time like 2026-01-15T22:00:00Z");
  }
  if (choice.daily.empty() && !rule.from) rule.from = now;
  if (!choice.span.empty()) {
    const auto span = parse_duration(choice.span);
    if (!span) return refuse("--for: expected a span like 30m, 8h or 2d");
    rule.to = rule.from.value_or(now) + *span;
  }
  if (rule.to && (*rule.to <= now || (rule.from && *rule.to <= *rule.from)))
    return refuse("the silence is over before it begins");
  if (choice.daily.empty()) return rule;
  rule.zone = choice.zone;
  rule.daily_from = alert_detail::minute_of_day(std::string_view(choice.daily).substr(0, 5));
  if (choice.daily.size() == 11 && choice.daily[5] == '-') {
    rule.daily_to = alert_detail::minute_of_day(std::string_view(choice.daily).substr(6));
  }
  if (!rule.daily_from || !rule.daily_to || rule.daily_from == rule.daily_to) {
    return refuse("--daily: expected two times like 22:00-07:00");
  }
  return rule;
}

}  // namespace soak
