// What a JSON record is that is no window: one of soak's or the bot's own reports, or a window under other names.
#pragma once

#include <soak/core/number.hpp>
#include <soak/model/json/value.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

struct ForeignRecord {
  std::string_view kind = "other JSON";
  std::vector<std::string> names;  ///< of numbers that might be metrics, as --field takes them; none of a known kind
};

namespace window_detail {

inline constexpr std::size_t max_described_bytes = std::size_t{4} << 20;
inline constexpr std::size_t max_found_names = 12;

struct ReportShape {
  std::string_view kind;
  std::array<std::string_view, 2> keys;  ///< all must be there; "" asks for nothing
};

inline constexpr std::array<ReportShape, 17> report_shapes{{
    {"SOAK_SUMMARY", {"overall", "symbols"}},
    {"VIOLATIONS", {"window_index", "level"}},
    {"TUNING_REPORT", {"iterations", "summary"}},
    {"KPI_GATE", {"readiness", "checks"}},
    {"KPI_GATE", {"verdict", "failures"}},
    {"EDGE_SENTINEL", {"advice", "buckets"}},
    {"EDGE_REPORT", {"total", "latency"}},
    {"EDGE_REPORT", {"totals", "symbols"}},
    {"FULL_STACK_VALIDATION", {"sections", "status"}},
    {"DELTA_VERIFY_REPORT", {"proposals", "hash_changes"}},
    {"WEEKLY_ROLLUP", {"period", "verdict"}},
    {"CRON_SENTINEL", {"targets", "checked"}},
    {"RELEASE_STAMP", {"bundle_sha256", "version"}},
    {"SOAK_JOURNAL", {"prev_hash", "action"}},
    {"state of the runner", {"cycles_total", ""}},
    {"state of alerts", {"last_sent_at", ""}},
    {"report of soak_run", {"phases", "run"}},
}};

/// Names of the numbers in `object`, and of those up to two objects further down as JSON pointers.
inline void collect_names(const boost::json::object& object, const std::string& path, int depth,
                          std::vector<std::string>& names) {
  for (const auto& member : object) {
    if (names.size() >= max_found_names) return;
    const std::string_view key(member.key().data(), member.key().size());
    if (key.size() > 64 || key == "iteration" || key == "timestamp" || key == "ts" || key == "time") continue;
    const boost::json::value& value = member.value();
    if (value.is_object()) {
      if (depth < 2) collect_names(value.get_object(), path + "/" + std::string(key), depth + 1, names);
    } else if (value.is_number() || (value.is_string() && is_json_number(value.get_string()))) {
      names.push_back(path.empty() ? std::string(key) : path + "/" + std::string(key));
    }
  }
}

}  // namespace window_detail

/// Looks at one record that was refused as a window. Text that is too long to be looked at is "other JSON".
[[nodiscard]] inline ForeignRecord describe_foreign(std::string_view text) {
  ForeignRecord result;
  if (text.size() > window_detail::max_described_bytes) return result;
  const auto document = parse_json(text);
  if (!document) return result;
  const boost::json::value* record = &*document;
  if (record->is_array() && !record->get_array().empty()) record = &record->get_array().front();
  if (!record->is_object()) return result;
  const boost::json::object& object = record->get_object();
  const auto has = [&](std::string_view key) { return key.empty() || object.contains(key); };
  for (const window_detail::ReportShape& shape : window_detail::report_shapes) {
    if (!std::all_of(shape.keys.begin(), shape.keys.end(), has)) continue;
    result.kind = shape.kind;
    return result;
  }
  window_detail::collect_names(object, {}, 0, result.names);
  return result;
}

/// "found: edge, lat_p95; expected one of edge_bps, …; try --field edge_bps=edge". `known`: the metrics that are
/// judged.
[[nodiscard]] inline std::string field_advice(const std::vector<std::string>& found,
                                              const std::vector<std::string>& known) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> resemblances{{{"edge", "edge_bps"},
                                                                                       {"bps", "edge_bps"},
                                                                                       {"maker", "maker_taker_ratio"},
                                                                                       {"p95", "p95_latency_ms"},
                                                                                       {"latency", "p95_latency_ms"},
                                                                                       {"lat", "p95_latency_ms"},
                                                                                       {"risk", "risk_ratio"},
                                                                                       {"net", "edge_bps"},
                                                                                       {"pnl", "edge_bps"}}};
  const auto lower = [](std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
  };
  const auto join = [](const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + printable(name, 80);
    return all;
  };
  std::string advice;
  std::vector<std::string_view> used;
  for (const auto& [part, metric] : resemblances) {
    if (std::find(used.begin(), used.end(), metric) != used.end()) continue;
    if (std::find(known.begin(), known.end(), metric) == known.end()) continue;
    // Clang 14 captures no structured binding by reference.
    const auto like = std::find_if(found.begin(), found.end(), [&lower, hint = part](const std::string& name) {
      return lower(name).find(hint) != name.npos;
    });
    if (like == found.end()) continue;
    used.push_back(metric);
    advice += " --field " + std::string(metric) + "=" + printable(*like, 80);
  }
  if (advice.empty() && !found.empty() && !known.empty()) advice = " --field " + known.front() + "=NAME";
  return "found: " + (found.empty() ? "no number" : join(found)) + "; expected one of " + join(known) +
         (advice.empty() ? "" : "; try" + advice);
}

}  // namespace soak
