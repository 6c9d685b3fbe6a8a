// A made-up run for self-tests of the alert chain: windows whose analysis has known violations.
#pragma once

#include <soak/flow/analyze/reports.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/json/writer.hpp>
#include <soak/sys/file/atomic_file.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace soak {

struct FakeRunSettings {
  Level verdict = Level::crit;
  std::int64_t variant = 1;  ///< 1 or 2: which symbols, metrics and windows are beyond their limits
  bool is_outage = false;    ///< BTCUSDT loses money in the last hours, which is an incident; no single violations then
  std::string out_dir{default_dir::reports};
};

namespace analyze_detail {

/// One violation that the fake run is to have; `metric` is an index into standard_metrics().
struct FakeViolation {
  std::string_view symbol;
  std::size_t metric;
  std::size_t window;
};

inline constexpr std::size_t fake_windows = 25;  // the user guide's window 24 is a 0-based index
inline constexpr std::array<std::string_view, 3> fake_symbols{"BTCUSDT", "ETHUSDT", "SOLUSDT"};
inline constexpr std::array<double, 4> fake_healthy{3.2, 0.86, 240, 0.32};
inline constexpr std::array<double, 4> fake_warn{2.3, 0.78, 370, 0.47};
inline constexpr std::array<double, 4> fake_crit{1.4, 0.70, 460, 0.55};

// The lists of the user guide, "Сравнение violations".
inline constexpr std::array<FakeViolation, 3> fake_variant_1{
    {{"BTCUSDT", 0, 23}, {"BTCUSDT", 2, 24}, {"ETHUSDT", 1, 24}}};
inline constexpr std::array<FakeViolation, 3> fake_variant_2{
    {{"BTCUSDT", 0, 24}, {"BTCUSDT", 1, 24}, {"SOLUSDT", 0, 23}}};

[[nodiscard]] inline double fake_value(const FakeRunSettings& settings, std::string_view symbol, std::size_t metric,
                                       std::size_t window) {
  constexpr std::size_t outage_windows = 6;
  if (settings.is_outage) {
    const bool is_down = symbol == fake_symbols[0] && metric == 0 && window + outage_windows >= fake_windows;
    if (is_down) return -4.2;
  }
  const auto& violations = settings.variant == 2 ? fake_variant_2 : fake_variant_1;
  for (const FakeViolation& violation : violations) {
    if (settings.is_outage || violation.symbol != symbol || violation.metric != metric || violation.window != window)
      continue;
    if (settings.verdict == Level::crit) return fake_crit[metric];
    if (settings.verdict == Level::warn) return fake_warn[metric];
  }
  // A ripple of up to 4 %, so that sparklines show something; well inside every limit.
  return fake_healthy[metric] * (1 + 0.01 * static_cast<double>((window * 7 + metric * 3) % 5));
}

/// No time stamp: the age of the window is that of its file, so a self-test never looks like a dead bot.
[[nodiscard]] inline std::string fake_window(const FakeRunSettings& settings, const MetricSet& metrics,
                                             std::size_t window) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("iteration", window + 1);
  json.member("commit", "selftest");
  json.member("profile", "selftest");
  json.member("source", "fake");
  json.key("symbols");
  json.begin_object();
  for (const std::string_view symbol : fake_symbols) {
    json.key(symbol);
    json.begin_object(JsonWriter::Layout::line);
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      json.member(metrics.metrics[m].name, fake_value(settings, symbol, m, window));
    }
    json.end_object();
  }
  json.end_object();
  json.end_object();
  return out + "\n";
}

}  // namespace analyze_detail

/// The windows alone, as NDJSON.
[[nodiscard]] inline std::string fake_ndjson(const FakeRunSettings& settings) {
  std::string lines;
  for (std::size_t window = 0; window < analyze_detail::fake_windows; ++window) {
    lines += one_line_json(analyze_detail::fake_window(settings, standard_metrics(), window)) + "\n";
  }
  return lines;
}

/// Writes FAKE_ITER_1.json … FAKE_ITER_25.json, then analyzes them the real way and writes the reports beside them.
[[nodiscard]] inline Result<std::string> generate_fake_run(const FakeRunSettings& settings, Instant generated_at) {
  AnalyzeSettings analysis;
  AtomicBatch batch;
  for (std::size_t window = 0; window < analyze_detail::fake_windows; ++window) {
    analysis.globs.push_back(settings.out_dir + "/FAKE_ITER_" + std::to_string(window + 1) + ".json");
    auto added = batch.add(analysis.globs.back(), analyze_detail::fake_window(settings, analysis.metrics, window));
    if (!added) return added.error();
  }
  if (auto committed = batch.commit(); !committed) return committed.error();
  auto analyzed = analyze(analysis, generated_at);
  if (!analyzed) return analyzed.error();
  ReportSettings reports;
  reports.out_dir = settings.out_dir;
  return write_reports(*analyzed, analysis.metrics, reports);
}

}  // namespace soak
