// EDGE_SENTINEL: in which hours and on which symbols the edge goes.
#pragma once

#include <soak/analysis/artifacts/gate_input.hpp>
#include <soak/core/civil.hpp>
#include <soak/core/number.hpp>
#include <soak/core/stats.hpp>
#include <soak/model/artifacts/key_artifacts.hpp>
#include <soak/model/artifacts/limits.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// One symbol's edge, a value a window, and the windows' times in microseconds since the epoch (none: no times).
struct TimedEdge {
  std::string symbol;
  std::span<const double> edge;
  std::span<const std::int64_t> times_us;
};

inline constexpr std::string_view unknown_bucket = "unknown";

namespace artifacts_detail {

struct MeanOf {
  double sum = 0;
  std::size_t count = 0;

  void add(double value) {
    sum += value;
    ++count;
  }
  [[nodiscard]] double value() const noexcept { return count == 0 ? gap : sum / static_cast<double>(count); }
};

struct BucketSums {
  MeanOf all;
  std::map<std::string_view, MeanOf> symbols;
  std::size_t windows = 0;
};

}  // namespace artifacts_detail

/// Mean edge by local hour, in the order of time; windows without a time come last, as one bucket "unknown".
[[nodiscard]] inline std::vector<EdgeBucket> edge_buckets(std::span<const TimedEdge> symbols, const UtcOffset& offset) {
  using std::chrono::hours;
  // The key is the instant at which the local hour began, so that zones of half an hour's offset are right too.
  std::map<std::int64_t, artifacts_detail::BucketSums> buckets;
  constexpr std::int64_t unknown = std::numeric_limits<std::int64_t>::max();
  for (const TimedEdge& symbol : symbols) {
    for (std::size_t w = 0; w < symbol.edge.size(); ++w) {
      std::int64_t key = unknown;
      if (!symbol.times_us.empty()) {
        const Instant time{std::chrono::microseconds{symbol.times_us[w]}};
        const auto shift = offset(time);
        key = (std::chrono::floor<hours>(time + shift) - shift).time_since_epoch() / std::chrono::seconds{1};
      }
      artifacts_detail::BucketSums& bucket = buckets[key];
      ++bucket.windows;
      if (is_gap(symbol.edge[w])) continue;
      bucket.all.add(symbol.edge[w]);
      bucket.symbols[symbol.symbol].add(symbol.edge[w]);
    }
  }
  std::vector<EdgeBucket> result;
  for (const auto& [key, sums] : buckets) {
    const Instant start{std::chrono::seconds{key == unknown ? 0 : key}};
    EdgeBucket bucket{key == unknown ? std::string(unknown_bucket) : format_local_hour(start, offset),
                      sums.all.value(),
                      sums.windows,
                      {}};
    const auto worst = std::min_element(sums.symbols.begin(), sums.symbols.end(), [](const auto& a, const auto& b) {
      return a.second.value() < b.second.value();
    });
    if (worst != sums.symbols.end()) bucket.worst_symbol = worst->first;
    result.push_back(std::move(bucket));
  }
  return result;
}

namespace artifacts_detail {

[[nodiscard]] inline std::string hour_advice(const EdgeBucket& bucket) {
  std::string text = "hour " + bucket.bucket + ": net_bps " + format_fixed(bucket.net_bps, 2) + " is below ";
  const bool is_crit = bucket.net_bps < limit::edge_crit_bps;
  text += format_fixed(is_crit ? limit::edge_crit_bps : limit::edge_warn_bps, 2);
  text += is_crit ? ", pause quoting in this hour" : ", widen spreads in this hour";
  return text + " (worst symbol: " + bucket.worst_symbol + ")";
}

[[nodiscard]] inline std::string_view remedy(std::string_view metric) noexcept {
  if (metric == "edge_bps") return "widen base spread, check slippage and adverse selection";
  if (metric == "maker_taker_ratio") return "quote further from the touch, raise the minimum quote interval";
  if (metric == "p95_latency_ms") return "check network and exchange latency, lower concurrency";
  if (metric == "risk_ratio") return "lower position limits and size";
  return "see RECOMMENDATIONS.md";
}

}  // namespace artifacts_detail

/// Advice on the worst hours (lowest mean edge below the WARN limit) and the worst symbols (most CRIT, then most WARN
/// windows), at most `most` of each; one line that says so if there is nothing to advise.
[[nodiscard]] inline std::vector<std::string> edge_advice(std::span<const EdgeBucket> buckets,
                                                          const ViolationCounts& violations, std::size_t most = 3) {
  std::vector<std::string> advice;
  std::vector<const EdgeBucket*> hours;
  for (const EdgeBucket& bucket : buckets) {
    if (bucket.bucket != unknown_bucket && bucket.net_bps < limit::edge_warn_bps) hours.push_back(&bucket);
  }
  std::stable_sort(hours.begin(), hours.end(),
                   [](const EdgeBucket* a, const EdgeBucket* b) { return a->net_bps < b->net_bps; });
  hours.resize(std::min(hours.size(), most));
  for (const EdgeBucket* hour : hours) advice.push_back(artifacts_detail::hour_advice(*hour));
  std::vector<ViolationCounts::const_iterator> worst;
  for (auto it = violations.begin(); it != violations.end(); ++it) worst.push_back(it);
  std::stable_sort(worst.begin(), worst.end(), [](const auto& a, const auto& b) {
    return std::pair(a->second.crit, a->second.warn) > std::pair(b->second.crit, b->second.warn);
  });
  worst.resize(std::min(worst.size(), most));
  for (const auto& it : worst) {
    const auto& [symbol, metric] = it->first;
    std::string text = "symbol " + symbol + ": " + metric + " ";
    text += it->second.no_data ? "has no valid data"
                               : "is CRIT in " + std::to_string(it->second.crit) + " and WARN in " +
                                     std::to_string(it->second.warn) + " windows";
    advice.push_back(text + ", " + std::string(artifacts_detail::remedy(metric)));
  }
  if (advice.empty()) advice.push_back("no hour and no symbol is beyond a limit, keep the settings");
  return advice;
}

}  // namespace soak
