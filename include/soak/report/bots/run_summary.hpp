// What fills_to_windows says of a run: a line, warnings, one object of JSON.
#pragma once

#include <soak/analysis/bots/order_latency.hpp>
#include <soak/analysis/bots/record_counts.hpp>
#include <soak/core/text/counted.hpp>
#include <soak/core/text/event_line.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/time.hpp>
#include <soak/model/bots/bot_format.hpp>
#include <soak/model/json/writer.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace soak {

struct BotRunSummary {
  BotFormat format = BotFormat::ccxt;
  std::size_t inputs = 0;
  std::size_t windows = 0;           ///< written
  std::size_t changed = 0;           ///< of them, those whose file was not there or was another one
  std::int64_t first = 0, last = 0;  ///< iterations
  std::size_t not_over = 0;
  Instant next_end{};  ///< of the first that is not over
  std::vector<std::string> symbols;
  std::vector<std::string> absent_symbols;  ///< asked for, and not there
  RecordCounts counts;
  OrderLatencies::Counts orders;
  std::vector<std::pair<std::string, std::size_t>> foreign_fees;
  std::size_t broken = 0, other = 0;
  bool is_sorted = false;
};

[[nodiscard]] inline std::string run_line(const BotRunSummary& run) {
  return event_line("fills_to_windows")
      .field("status", "OK")
      .field("windows", run.windows)
      .field("changed", run.changed)
      .field("symbols", run.symbols.size())
      .field("fills", run.counts.fills)
      .field("duplicates", run.counts.duplicates)
      .field("orders", run.orders.joined)
      .field("skipped", run.broken)
      .line();
}

/// What a reader should know before trusting the windows.
[[nodiscard]] inline std::vector<std::string> run_warnings(const BotRunSummary& run) {
  std::vector<std::string> out;
  if (run.is_sorted) {
    out.push_back("the input is out of order by more than the window before the current one: it was sorted on disk");
  }
  if (run.windows == 0 && run.not_over > 0) {
    out.push_back("no window is over yet: the first one ends at " + format_window_time(run.next_end));
  }
  for (const std::string& symbol : run.absent_symbols) {
    out.push_back("--symbols " + printable(symbol) + ": nothing in the input is of that symbol");
  }
  for (const auto& [currency, count] : run.foreign_fees) {
    out.push_back(counted(count, "fee") + " in " + printable(currency) +
                  ": the fill's own price does not convert it, so the edge of its window is a gap");
  }
  if (run.counts.fees_missing > 0) {
    out.push_back(counted(run.counts.fees_missing, "fill") +
                  " without a fee: the edge of their windows is a gap (--maker-fee and --taker-fee estimate it)");
  }
  if (run.orders.backwards > 0) {
    out.push_back(counted(run.orders.backwards, "order") + " acknowledged before it was sent: a clock was set");
  }
  if (run.counts.lost_latencies > 0) {
    out.push_back(counted(run.counts.lost_latencies, "acknowledgement") +
                  " not counted: nothing says whose symbol it is, or it came before its order");
  }
  return out;
}

[[nodiscard]] inline std::string to_json(const BotRunSummary& run) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("status", "OK");
  json.member("format", to_string(run.format));
  json.member("inputs", run.inputs);
  json.member("windows", run.windows);
  json.member("changed", run.changed);
  json.key("first_iteration");
  if (run.windows > 0) {
    json.value(run.first);
    json.member("last_iteration", run.last);
  } else {
    json.null();
    json.key("last_iteration");
    json.null();
  }
  json.member("not_over", run.not_over);
  json.key("symbols");
  json.begin_array(JsonWriter::Layout::line);
  for (const std::string& symbol : run.symbols) json.value(symbol);
  json.end_array();
  json.member("fills", run.counts.fills);
  json.member("duplicates", run.counts.duplicates);
  json.member("mids", run.counts.mids);
  json.member("orders", run.orders.joined);
  json.member("skipped", run.broken);
  json.member("other_records", run.other);
  json.member("sorted_on_disk", run.is_sorted);
  json.member("sums", run.format == BotFormat::hummingbot ? "exact, in units of 1e-12" : "compensated doubles");
  json.key("warnings");
  json.begin_array();
  for (const std::string& warning : run_warnings(run)) json.value(warning);
  json.end_array();
  json.end_object();
  out += '\n';
  return out;
}

}  // namespace soak
