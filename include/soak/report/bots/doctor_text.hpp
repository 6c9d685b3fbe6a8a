// fills_to_windows --doctor: for each figure where it comes from, and what is missing for it.
#pragma once

#include <soak/analysis/bots/window_settings.hpp>
#include <soak/core/text/counted.hpp>
#include <soak/model/bots/bot_format.hpp>
#include <soak/report/bots/run_summary.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

struct FigureFinding {
  std::string_view figure;
  std::string_view status;  ///< OK, PARTLY or MISSING
  std::string source;       ///< where it comes from
  std::string missing;      ///< what to do; empty if nothing
};

namespace bots_detail {

[[nodiscard]] inline std::string of_fills(std::size_t count, const RecordCounts& counts) {
  return std::to_string(count) + " of " + counted(counts.fills, "fill");
}

[[nodiscard]] inline std::string_view how_to_get_mids(BotFormat format) noexcept {
  switch (format) {
    case BotFormat::ccxt:
    case BotFormat::ndjson:
      return "log {\"event\":\"mid\",\"symbol\":...,\"ts\":ms,\"mid\":...} lines";
    case BotFormat::hummingbot:
      return "set market_data_collection in conf_client.yml: MarketData is off by default";
    case BotFormat::passivbot:
      return "passivbot stores none";
    case BotFormat::nautilus:
      return "write QuoteTick messages into the JSON lines";
    case BotFormat::csv:
      break;
  }
  return "add a column mid (--field mid=COLUMN)";
}
[[nodiscard]] inline std::string_view how_to_get_latency(BotFormat format) noexcept {
  switch (format) {
    case BotFormat::ccxt:
    case BotFormat::ndjson:
      return "log {\"event\":\"order_sent\",\"client_order_id\":...,\"symbol\":...,\"ts\":ms} and order_ack lines";
    case BotFormat::hummingbot:
      return "give the log too: --in logs/logs_<conf>.log (identifiers that are cut short or hashed have no time)";
    case BotFormat::passivbot:
      return "give the monitor too: --in monitor/<exchange>/<user>";
    case BotFormat::nautilus:
      return "give JSON lines with OrderSubmitted and OrderAccepted too";
    case BotFormat::csv:
      break;
  }
  return "add columns sent_time and acked_time (--field acked_time=COLUMN)";
}

[[nodiscard]] inline FigureFinding edge_finding(const BotRunSummary& run, const BotWindowSettings& settings) {
  const RecordCounts& counts = run.counts;
  if (counts.fills == 0) return {"edge_bps", "MISSING", "no fill", "give the bot's fills with --in"};
  const bool has_all = counts.without_mid == 0;
  std::string source = "mid+" + span_of_seconds(settings.markout_us) + " (" +
                       std::string(figure_sources(run.format).mids) + ") for " + of_fills(counts.with_mid, counts);
  std::string missing;
  if (!has_all) {
    source += ", mark-to-market in windows with another one";
    missing = counted(counts.without_mid, "fill") + " without a mid at most " +
              span_of_seconds(settings.mid_max_age_us) + " old: " + std::string(how_to_get_mids(run.format));
  }
  return {"edge_bps", has_all ? "OK" : "PARTLY", std::move(source), std::move(missing)};
}
[[nodiscard]] inline FigureFinding fee_finding(const BotRunSummary& run) {
  const RecordCounts& counts = run.counts;
  std::size_t foreign = 0;
  std::string missing;
  for (const auto& [currency, count] : run.foreign_fees) {
    foreign += count;
    missing +=
        (missing.empty() ? "" : "; ") + counted(count, "fee") + " in " + printable(currency) + " cannot be converted";
  }
  if (counts.fees_missing > 0) {
    missing += (missing.empty() ? "" : "; ") + counted(counts.fees_missing, "fill") +
               " without a fee: --maker-fee and --taker-fee estimate it";
  }
  if (!missing.empty()) missing += "; the edge of such a window is a gap";
  std::string source = "recorded for " + of_fills(counts.fees_known, counts);
  if (counts.fees_estimated > 0) source += ", estimated for " + std::to_string(counts.fees_estimated);
  const bool has_none = counts.fees_known + counts.fees_estimated == 0;
  return {"fees",
          has_none                            ? "MISSING"
          : foreign + counts.fees_missing > 0 ? "PARTLY"
                                              : "OK",
          std::move(source), std::move(missing)};
}
[[nodiscard]] inline FigureFinding maker_finding(const BotRunSummary& run) {
  const RecordCounts& counts = run.counts;
  std::string source =
      std::string(figure_sources(run.format).liquidity) + " for " + of_fills(counts.fills - counts.unknown(), counts);
  if (counts.by_fee_rate > 0) source += " (" + std::to_string(counts.by_fee_rate) + " by their fee rate)";
  if (counts.unknown() == 0) return {"maker_taker_ratio", counts.fills > 0 ? "OK" : "MISSING", std::move(source), ""};
  const double share = counts.notional > 0 ? 100 * counts.unknown_notional / counts.notional : 0;
  return {"maker_taker_ratio", counts.makers + counts.takers == 0 ? "MISSING" : "PARTLY", std::move(source),
          format_fixed(share, 1) +
              " % of the notional is not known (a window with more than 5 % is a gap): --maker-fee and "
              "--taker-fee tell it by the fee rate"};
}
[[nodiscard]] inline FigureFinding latency_finding(const BotRunSummary& run) {
  if (run.orders.joined == 0)
    return {"p95_latency_ms", "MISSING", "no order acknowledged", std::string(how_to_get_latency(run.format))};
  return {"p95_latency_ms", "OK",
          std::string(figure_sources(run.format).latency) + " of " + counted(run.orders.joined, "order"), ""};
}
[[nodiscard]] inline FigureFinding risk_finding(const BotRunSummary& run, const BotWindowSettings& settings) {
  const bool has_budget = !is_gap(settings.budget) || !settings.budgets.empty();
  if (has_budget) return {"risk_ratio", "OK", "largest inventory in quote, against the budget", ""};
  if (run.counts.risks > 0)
    return {"risk_ratio", "PARTLY", "wel_ratio of the state's own window", "--budget N gives one to each window"};
  return {"risk_ratio", "MISSING", "no budget", "--budget N, or --budget SYMBOL=N, in quote"};
}

}  // namespace bots_detail

[[nodiscard]] inline std::vector<FigureFinding> figure_findings(const BotRunSummary& run,
                                                                const BotWindowSettings& settings) {
  using namespace bots_detail;
  return {edge_finding(run, settings), fee_finding(run), maker_finding(run), latency_finding(run),
          risk_finding(run, settings)};
}

[[nodiscard]] inline std::string doctor_text(const BotRunSummary& run, const BotWindowSettings& settings) {
  std::string out;
  for (const FigureFinding& finding : figure_findings(run, settings)) {
    out += pad_right(finding.figure, 18) + pad_right(finding.status, 8) + finding.source + '\n';
    if (!finding.missing.empty()) out += std::string(26, ' ') + "-> " + finding.missing + '\n';
  }
  return out + run_line(run);
}

[[nodiscard]] inline std::string doctor_json(const BotRunSummary& run, const BotWindowSettings& settings) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.objects("figures", figure_findings(run, settings), [&](const FigureFinding& finding) {
    json.member("figure", finding.figure);
    json.member("status", finding.status);
    json.member("source", finding.source);
    json.member("missing", finding.missing);
  });
  json.member("fills", run.counts.fills);
  json.member("windows", run.windows);
  json.member("skipped", run.broken);
  json.end_object();
  out += '\n';
  return out;
}

}  // namespace soak
