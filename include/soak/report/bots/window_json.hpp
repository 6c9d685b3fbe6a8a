// A window of fills_to_windows as the line of JSON that analyze_post_soak reads.
#pragma once

#include <soak/analysis/bots/bot_window.hpp>
#include <soak/core/time.hpp>
#include <soak/model/json/writer.hpp>
#include <soak/model/summary/made_up.hpp>

#include <chrono>
#include <cstddef>
#include <string>

namespace soak {

/// Shape 5 of docs/formats/iter_summary.md, on one line.
[[nodiscard]] inline std::string to_json(const BotWindow& window) {
  std::string out;
  JsonWriter json(out);
  json.begin_object(JsonWriter::Layout::line);
  json.member("iteration", window.iteration);
  json.member("timestamp", format_iso8601(Instant{std::chrono::microseconds{window.end_us}}));
  json.member("source", window.is_made_up ? made_up_source : std::string_view("fills"));
  json.key("symbols");
  json.begin_object();
  for (const BotWindowEntry& entry : window.entries) {
    json.key(entry.symbol);
    json.begin_object();
    json.member("edge_bps", entry.edge.value);
    json.member("maker_taker_ratio", entry.maker.value);
    json.member("p95_latency_ms", entry.latency.value);
    json.member("risk_ratio", entry.risk.value);
    json.member("fills", entry.fills);
    json.member("orders", entry.orders);
    json.key("sources");
    json.begin_object();
    json.member("edge", entry.edge.source);
    json.member("maker", entry.maker.source);
    json.member("latency", entry.latency.source);
    json.member("risk", entry.risk.source);
    if (!entry.fees.empty()) json.member("fees", entry.fees);
    json.end_object();
    json.end_object();
  }
  json.end_object();
  json.end_object();
  out += '\n';
  return out;
}

}  // namespace soak
