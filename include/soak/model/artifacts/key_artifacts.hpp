// The key artifacts that the daily routine passes on: EDGE_REPORT.json, EDGE_SENTINEL.json, KPI_GATE.json
// (docs/formats/artifacts.md). `timestamp` and `ts` are seconds since the epoch.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/stats.hpp>
#include <soak/model/json/members.hpp>

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
  bool ok = true;
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

/// An incident that was open when the gate was made.
struct OpenIncident {
  std::string id;
  Level level = Level::warn;
  std::string since;
};

/// What the summary that the gate was made from says of the run.
struct GateRun {
  std::string verdict;  ///< over all windows
  std::string now;      ///< to_string(Condition); empty: the summary does not tell
  std::size_t open_incidents = 0;
  std::vector<OpenIncident> open;  ///< the worst, at most 20
};

struct KpiGate {
  double readiness = gap;  ///< 0..100
  std::vector<ReadinessPart> parts;
  std::vector<KpiCheck> checks;
  std::int64_t timestamp = 0;
  GateRun run = {};

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

void visit_members(MembersOf<LatencyQuantiles> auto& latency, auto&& visit) {
  visit("p50", latency.p50);
  visit("p95", latency.p95);
  visit("p99", latency.p99);
}

void visit_members(MembersOf<EdgeFigures> auto& figures, auto&& visit) {
  visit("net_bps", figures.net_bps);
  visit("taker_ratio", figures.taker_ratio);
  visit.object(
      "latency", [&](auto&& inner) { visit_members(figures.latency, inner); }, JsonWriter::Layout::line);
  visit("risk_ratio", figures.risk_ratio);
  visit("windows", figures.windows);
}

void visit_members(MembersOf<KpiCheck> auto& check, auto&& visit) {
  visit("name", check.name);
  visit("ok", check.ok);
  visit("value", check.value);
  visit("threshold", check.threshold);
}

void visit_members(MembersOf<ReadinessPart> auto& part, auto&& visit) {
  visit("metric", part.metric);
  visit("weight", part.weight);
  visit("healthy", part.healthy);
  visit("points", part.points);
  visit("ok", part.ok);
  visit("warn", part.warn);
  visit("crit", part.crit);
  visit("gaps", part.gaps);
}

void visit_members(MembersOf<OpenIncident> auto& incident, auto&& visit) {
  visit("id", incident.id);
  visit("level", incident.level);
  visit("since", incident.since);
}

void visit_members(MembersOf<GateRun> auto& run, auto&& visit) {
  visit("verdict", run.verdict);
  visit("now", run.now);
  visit("open_incidents", run.open_incidents);
  visit.objects_if_any("open", run.open);
}

void visit_members(MembersOf<KpiGate> auto& gate, auto&& visit) {
  visit("readiness", gate.readiness);
  visit.derived("scale", std::int64_t{100});
  visit.objects_if_any("checks", gate.checks);
  visit("timestamp", gate.timestamp);
  visit.derived("verdict", gate.passes() ? "PASS" : "FAIL");
  visit.objects_if_any("parts", gate.parts);
  visit.object("run", [&](auto&& inner) { visit_members(gate.run, inner); });
}

void visit_members(MembersOf<EdgeBucket> auto& bucket, auto&& visit) {
  visit("bucket", bucket.bucket);
  visit("net_bps", bucket.net_bps);
  visit("windows", bucket.windows);
  visit("worst_symbol", bucket.worst_symbol);
}

void visit_members(MembersOf<EdgeSentinel> auto& sentinel, auto&& visit) {
  visit.required("advice", sentinel.advice);
  visit.objects("buckets", sentinel.buckets);
  visit("ts", sentinel.ts);
}

/// The text of KPI_GATE.json, ending with LF, as the two below.
[[nodiscard]] inline std::string to_json(const KpiGate& gate) { return members_json(gate) + '\n'; }

[[nodiscard]] inline std::string to_json(const EdgeSentinel& sentinel) { return members_json(sentinel) + '\n'; }

/// The overall figures stand at the root, where other programs look for them, and in `total`.
[[nodiscard]] inline std::string to_json(const EdgeReport& report) {
  std::string out;
  JsonWriter json(out);
  const MemberWriter visit(json);
  const auto figures = [&](std::string_view key, const EdgeFigures& one) {
    visit.object(
        key, [&](auto&& inner) { visit_members(one, inner); }, JsonWriter::Layout::line);
  };
  json.begin_object();
  visit("net_bps", report.total.net_bps);
  visit("taker_ratio", report.total.taker_ratio);
  visit.object(
      "latency", [&](auto&& inner) { visit_members(report.total.latency, inner); }, JsonWriter::Layout::line);
  visit.object("symbols", [&](auto&&) {
    for (const SymbolEdge& symbol : report.symbols) figures(symbol.symbol, symbol.figures);
  });
  figures("total", report.total);
  visit("timestamp", report.timestamp);
  visit("risk_ratio", report.total.risk_ratio);
  json.end_object();
  return out + '\n';
}

/// The overall figures of an EDGE_REPORT document, each at the root or, where older reports keep it, in `total`. The
/// error names the member that is missing and what was expected there.
[[nodiscard]] inline Result<EdgeFigures> edge_figures_of(const boost::json::value& report) {
  EdgeFigures figures;
  double taker_share_pct = gap;
  for (const boost::json::value* const place : {find_member(report, "total"), &report}) {
    std::optional<Error> problem;
    const MemberReader visit(place, problem, MemberReader::Demand::nothing);
    visit_members(figures, visit);
    visit("taker_share_pct", taker_share_pct);
  }
  if (is_gap(figures.net_bps)) return wrong_member("/net_bps", "a number (bps)");
  if (is_gap(figures.taker_ratio)) figures.taker_ratio = taker_share_pct / 100;
  if (!(figures.taker_ratio >= 0 && figures.taker_ratio <= 1)) {
    return wrong_member("/taker_ratio", "a number from 0 to 1");
  }
  if (!(figures.latency.p95 >= 0)) return wrong_member("/latency/p95", "a number of at least 0 (ms)");
  if (!(figures.latency.p99 >= 0)) return wrong_member("/latency/p99", "a number of at least 0 (ms)");
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
