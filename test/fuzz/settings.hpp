// What operators write: .env, policies, limits, URLs, times.
#pragma once

#include "fuzz/require.hpp"

#include <soak/analysis/alert/channel_settings.hpp>
#include <soak/analysis/alert/policy.hpp>
#include <soak/analysis/artifacts/freshness.hpp>
#include <soak/core/civil.hpp>
#include <soak/core/duration.hpp>
#include <soak/core/number.hpp>
#include <soak/core/redis/url.hpp>
#include <soak/core/text/dotenv.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/timestamp.hpp>
#include <soak/model/metric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>

namespace soak::fuzz {

inline void env_file(std::string_view text) {
  static constexpr std::array<std::string_view, 3> known{"ENV", "REDIS_URL", "TELEGRAM_BOT_TOKEN"};
  const auto read = parse_dotenv(text, ".env", known);
  if (!read) {
    require(is_utf8(read.error().message) && read.error().message.size() < 500);
    return;
  }
  for (const std::string_view name : known) {
    const auto value = read->values.find(std::string(name));
    if (value == read->values.end()) continue;
    require(is_utf8(value->second) && value->second.find('\0') == std::string::npos);
  }
  // Blank lines in front, and another name's line behind, change nothing.
  if (text.starts_with("\xEF\xBB\xBF") || text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return;
  const auto shifted = parse_dotenv("\n\n" + std::string(text), ".env", known);
  require(shifted && shifted->values == read->values);
}

inline void alert_policy(std::string_view text) {
  const auto policy = parse_alert_policy(text);
  if (!policy) return require(is_utf8(policy.error().message));
  std::string written;
  for (const auto& [env, level] : *policy) written += env + "=" + std::string(to_string(level)) + ",";
  const auto again = parse_alert_policy(written);
  require(again && *again == *policy);
}

/// --metric, --threshold, --metric-range and --without, a line each by its first byte.
inline void limits(std::string_view text) {
  MetricSet set = standard_metrics();
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.empty()) continue;
    const std::string_view spec = line.substr(1);
    const auto taken = line[0] == 'm'   ? add_metric(set, spec)
                       : line[0] == 't' ? add_override(set, spec)
                       : line[0] == 'r' ? set_range(set, spec)
                                        : remove_metric(set, spec);
    if (!taken) require(is_utf8(taken.error().message));
    require(set.size() >= 1);
  }
  for (std::size_t m = 0; m < set.size(); ++m) {
    require(set.index_of(set.metrics[m].name) == m);
    for (const std::string symbol : {"BTCUSDT", "A"}) {
      const Threshold limit = set.threshold(symbol, m);
      require(std::isfinite(limit.warn) && std::isfinite(limit.crit));
      require(limit.direction == Direction::bad_when_high ? limit.crit >= limit.warn : limit.crit <= limit.warn);
    }
  }
}

inline void redis_url(std::string_view text) {
  const auto url = parse_redis_url(text);
  if (!url) return require(is_utf8(url.error().message));
  const std::string shown = url->display();
  require(is_utf8(shown) && shown.find('\n') == shown.npos);
  // A password that is no part of what must be shown is not shown.
  if (url->password.size() < 6) return;
  RedisUrl bare = *url;
  bare.password.clear();
  require(bare.display() == shown);
  const auto without = parse_redis_url(shown);
  require(without.has_value() && without->password.empty() && without->endpoints == url->endpoints);
}

/// Texts that stand for times, spans, channels, numbers.
inline void words(std::string_view text) {
  if (const auto time = parse_timestamp(text)) require(parse_timestamp(format_iso8601(*time)).has_value());
  if (const auto span = parse_duration(text)) require(span->count() >= 0);
  (void)parse_date(text);
  (void)parse_local_time(text);
  (void)parse_channel_choice(text);
  (void)parse_escalation(text);
  (void)parse_watch(text);
  if (const auto number = parse_json_number(text)) {
    const std::string copy(text);
    require(*number == std::strtod(copy.c_str(), nullptr));
    const std::string written = format_number(*number);
    require(std::strtod(written.c_str(), nullptr) == *number || !std::isfinite(*number));
  }
}

}  // namespace soak::fuzz
