// The key artifacts that the daily routine passes on: EDGE_REPORT.json, EDGE_SENTINEL.json, KPI_GATE.json
// (docs/formats/artifacts.md). `timestamp` and `ts` are seconds since the epoch.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/stats.hpp>
#include <soak/model/json/value.hpp>
#include <soak/model/json/writer.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

struct LatencyQuantiles {
  double p50 = gap;  ///< ms, as the others: quantiles of the windows' p95_latency_ms
  double p95 = gap;
  double p99 = gap;
};

/// The figures of one symbol or of all. NaN where nothing was measured.
struct EdgeFigures {
  double net_bps = gap;      ///< median of the windows; over all symbols the mean of these
  double taker_ratio = gap;  ///< 0..1
  LatencyQuantiles latency;
  double risk_ratio = gap;  ///< median of the windows; over all symbols the mean of these
  std::size_t windows = 0;
};

struct SymbolEdge {
  std::string symbol;
  EdgeFigures figures;
};

struct EdgeReport {
  EdgeFigures total;
  std::vector<SymbolEdge> symbols;  ///< sorted by name
  std::int64_t timestamp = 0;
};

struct KpiCheck {
  std::string name;
  bool ok = false;
  double value = gap;
  double threshold = gap;
};

/// What one metric adds to the readiness.
struct ReadinessPart {
  std::string metric;
  double weight = 0;   ///< points that a run without a flaw gets
  double healthy = 0;  ///< share of healthy windows, 0..1; a WARN window counts half
  double points = 0;   ///< weight * healthy
  std::size_t ok = 0;
  std::size_t warn = 0;
  std::size_t crit = 0;
  std::size_t gaps = 0;  ///< windows without a value; they do not count
};

struct KpiGate {
  double readiness = gap;  ///< 0..100
  std::vector<ReadinessPart> parts;
  std::vector<KpiCheck> checks;
  std::int64_t timestamp = 0;

  [[nodiscard]] bool passes() const noexcept {
    for (const KpiCheck& check : checks) {
      if (!check.ok) return false;
    }
    return true;
  }
};

struct EdgeBucket {
  std::string bucket;    ///< "2026-10-25T02:00+01:00", or "unknown" for windows without a time
  double net_bps = gap;  ///< mean over the bucket's windows of all symbols
  std::size_t windows = 0;
  std::string worst_symbol;  ///< with the lowest mean in this bucket
};

struct EdgeSentinel {
  std::vector<std::string> advice;
  std::vector<EdgeBucket> buckets;  ///< in the order of time
  std::int64_t ts = 0;
};

namespace artifacts_detail {

inline void write_latency(JsonWriter& json, const LatencyQuantiles& latency) {
  json.key("latency");
  json.begin_object(JsonWriter::Layout::line);
  json.member("p50", latency.p50);
  json.member("p95", latency.p95);
  json.member("p99", latency.p99);
  json.end_object();
}

inline void write_figures(JsonWriter& json, const EdgeFigures& figures) {
  json.begin_object(JsonWriter::Layout::line);
  json.member("net_bps", figures.net_bps);
  json.member("taker_ratio", figures.taker_ratio);
  write_latency(json, figures.latency);
  json.member("risk_ratio", figures.risk_ratio);
  json.member("windows", figures.windows);
  json.end_object();
}

}  // namespace artifacts_detail

/// The text of EDGE_REPORT.json, ending with LF, as the two below.
[[nodiscard]] inline std::string to_json(const EdgeReport& report) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("net_bps", report.total.net_bps);
  json.member("taker_ratio", report.total.taker_ratio);
  artifacts_detail::write_latency(json, report.total.latency);
  json.key("symbols");
  json.begin_object();
  for (const SymbolEdge& symbol : report.symbols) {
    json.key(symbol.symbol);
    artifacts_detail::write_figures(json, symbol.figures);
  }
  json.end_object();
  json.key("total");
  artifacts_detail::write_figures(json, report.total);
  json.member("timestamp", report.timestamp);
  json.member("risk_ratio", report.total.risk_ratio);
  json.end_object();
  return out + '\n';
}

[[nodiscard]] inline std::string to_json(const KpiGate& gate) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("readiness", gate.readiness);
  json.member("scale", std::int64_t{100});
  json.objects("checks", gate.checks, [&](const KpiCheck& check) {
    json.member("name", check.name);
    json.member("ok", check.ok);
    json.member("value", check.value);
    json.member("threshold", check.threshold);
  });
  json.member("timestamp", gate.timestamp);
  json.member("verdict", gate.passes() ? "PASS" : "FAIL");
  json.objects("parts", gate.parts, [&](const ReadinessPart& part) {
    json.member("metric", part.metric);
    json.member("weight", part.weight);
    json.member("healthy", part.healthy);
    json.member("points", part.points);
    json.member("ok", part.ok);
    json.member("warn", part.warn);
    json.member("crit", part.crit);
    json.member("gaps", part.gaps);
  });
  json.end_object();
  return out + '\n';
}

[[nodiscard]] inline std::string to_json(const EdgeSentinel& sentinel) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("advice");
  json.begin_array();
  for (const std::string& advice : sentinel.advice) json.value(advice);
  json.end_array();
  json.objects("buckets", sentinel.buckets, [&](const EdgeBucket& bucket) {
    json.member("bucket", bucket.bucket);
    json.member("net_bps", bucket.net_bps);
    json.member("windows", bucket.windows);
    json.member("worst_symbol", bucket.worst_symbol);
  });
  json.member("ts", sentinel.ts);
  json.end_object();
  return out + '\n';
}

namespace artifacts_detail {

/// `key` at the root, or in `total`, where older reports keep it.
[[nodiscard]] inline const boost::json::value* edge_member(const boost::json::value& report, std::string_view key) {
  if (const auto* member = find_member(report, key)) return member;
  const auto* total = find_member(report, "total");
  return total == nullptr ? nullptr : find_member(*total, key);
}

[[nodiscard]] inline std::int64_t time_member(const boost::json::value& document, std::string_view key) {
  const double seconds = number_or_gap(find_member(document, key));
  return seconds >= 0 && seconds < 1e11 ? static_cast<std::int64_t>(seconds) : 0;
}

}  // namespace artifacts_detail

/// Readiness of a KPI_GATE document on the scale 0..100. Where `scale` is absent a value of 0..1 is a share.
[[nodiscard]] inline Result<double> readiness_of(const boost::json::value& gate) {
  double readiness = number_or_gap(find_member(gate, "readiness"));
  const auto* const scale = find_member(gate, "scale");
  if (scale != nullptr && number_or_gap(scale) != 100) return wrong_member("/scale", "100");
  if (scale == nullptr && readiness >= 0 && readiness <= 1) readiness *= 100;
  if (!(readiness >= 0 && readiness <= 100)) return wrong_member("/readiness", "a number from 0 to 100");
  return readiness;
}

/// The overall figures of an EDGE_REPORT document, each at the root or in `total`. The error names the member that is
/// missing and what was expected there.
[[nodiscard]] inline Result<EdgeFigures> edge_figures_of(const boost::json::value& report) {
  EdgeFigures figures;
  figures.net_bps = number_or_gap(artifacts_detail::edge_member(report, "net_bps"));
  if (is_gap(figures.net_bps)) return wrong_member("/net_bps", "a number (bps)");
  figures.taker_ratio = number_or_gap(artifacts_detail::edge_member(report, "taker_ratio"));
  if (is_gap(figures.taker_ratio)) {
    figures.taker_ratio = number_or_gap(artifacts_detail::edge_member(report, "taker_share_pct")) / 100;
  }
  if (!(figures.taker_ratio >= 0 && figures.taker_ratio <= 1)) {
    return wrong_member("/taker_ratio", "a number from 0 to 1");
  }
  const auto* const latency = artifacts_detail::edge_member(report, "latency");
  const auto quantile = [&](std::string_view key) {
    return latency == nullptr ? gap : number_or_gap(find_member(*latency, key));
  };
  figures.latency = {quantile("p50"), quantile("p95"), quantile("p99")};
  if (!(figures.latency.p95 >= 0)) return wrong_member("/latency/p95", "a number of at least 0 (ms)");
  if (!(figures.latency.p99 >= 0)) return wrong_member("/latency/p99", "a number of at least 0 (ms)");
  figures.risk_ratio = number_or_gap(artifacts_detail::edge_member(report, "risk_ratio"));
  return figures;
}

/// The advice of an EDGE_SENTINEL document.
[[nodiscard]] inline Result<std::vector<std::string>> edge_advice_of(const boost::json::value& sentinel) {
  const auto* const advice = find_member(sentinel, "advice");
  if (advice == nullptr || !advice->is_array()) return wrong_member("/advice", "an array");
  std::vector<std::string> lines;
  for (const boost::json::value& line : advice->get_array()) {
    const auto text = text_or_nothing(&line);
    if (!text) return wrong_member("/advice/" + std::to_string(lines.size()), "a string");
    lines.push_back(*text);
  }
  return lines;
}

}  // namespace soak
