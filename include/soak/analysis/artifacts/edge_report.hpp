// EDGE_REPORT: what a run earned, how often it took, how slow it was.
#pragma once

#include <soak/core/stats.hpp>
#include <soak/model/artifacts/key_artifacts.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace soak {

/// One symbol's measurements, a value a window, NaN for a gap; fills are empty or of the same length. The medians are
/// those of the summary, which may have merged windows.
struct EdgeInput {
  std::string symbol;
  double median_edge = gap;
  double median_maker = gap;
  double median_risk = gap;
  std::span<const double> latency;
  std::span<const double> maker_volume;
  std::span<const double> taker_volume;
  std::span<const double> maker_count;
  std::span<const double> taker_count;
};

/// Sums over the windows that give both sides.
struct FillSums {
  double maker = 0;
  double taker = 0;

  [[nodiscard]] bool any() const noexcept { return maker + taker > 0; }
};

[[nodiscard]] inline FillSums fill_sums(std::span<const double> maker, std::span<const double> taker) noexcept {
  FillSums sums;
  for (std::size_t w = 0; w < std::min(maker.size(), taker.size()); ++w) {
    if (!(maker[w] >= 0) || !(taker[w] >= 0)) continue;
    sums.maker += maker[w];
    sums.taker += taker[w];
  }
  return sums;
}

namespace artifacts_detail {

/// A complement of a decimal is not exact (1 - 0.9 is 0.09999999999999998); a limit of 0.1 must not see that.
[[nodiscard]] inline double rounded_ratio(double ratio) noexcept {
  return is_gap(ratio) ? gap : std::clamp(std::round(ratio * 1e9) / 1e9, 0.0, 1.0);
}

[[nodiscard]] inline LatencyQuantiles latency_quantiles(std::span<const double> windows) {
  return {quantile(windows, 0.50), quantile(windows, 0.95), quantile(windows, 0.99)};
}

/// Share of taker fills: by volume where there is any, else by count; nothing if nothing was filled.
[[nodiscard]] inline std::optional<FillSums> fills_of(const EdgeInput& input) {
  for (const FillSums& sums :
       {fill_sums(input.maker_volume, input.taker_volume), fill_sums(input.maker_count, input.taker_count)}) {
    if (sums.any()) return sums;
  }
  return std::nullopt;
}

}  // namespace artifacts_detail

/// Figures of each symbol and of all. net_bps over all symbols is the mean of the symbols' medians; latency quantiles
/// are over all windows. A symbol's taker ratio comes from its fills, else it is 1 - maker ratio; over all symbols it
/// is the mean.
[[nodiscard]] inline EdgeReport edge_report(std::span<const EdgeInput> inputs, std::int64_t timestamp) {
  EdgeReport report;
  report.timestamp = timestamp;
  std::vector<double> edges;
  std::vector<double> takers;
  std::vector<double> risks;
  std::vector<double> latencies;
  for (const EdgeInput& input : inputs) {
    SymbolEdge symbol{input.symbol, {}};
    EdgeFigures& figures = symbol.figures;
    const auto fills = artifacts_detail::fills_of(input);
    const double taker = fills ? fills->taker / (fills->maker + fills->taker) : 1 - input.median_maker;
    figures.net_bps = input.median_edge;
    figures.taker_ratio = artifacts_detail::rounded_ratio(taker);
    figures.latency = artifacts_detail::latency_quantiles(input.latency);
    figures.risk_ratio = input.median_risk;
    figures.windows = input.latency.size();
    report.total.windows = std::max(report.total.windows, figures.windows);
    edges.push_back(figures.net_bps);
    takers.push_back(figures.taker_ratio);
    risks.push_back(figures.risk_ratio);
    latencies.insert(latencies.end(), input.latency.begin(), input.latency.end());
    report.symbols.push_back(std::move(symbol));
  }
  report.total.net_bps = mean(edges);
  report.total.taker_ratio = artifacts_detail::rounded_ratio(mean(takers));
  report.total.latency = artifacts_detail::latency_quantiles(latencies);
  report.total.risk_ratio = mean(risks);
  return report;
}

}  // namespace soak
