// Windows: any bytes as a file and as lines.
#pragma once

#include "fuzz/require.hpp"
#include "support/same_window.hpp"

#include <soak/analysis/windows/coverage.hpp>
#include <soak/analysis/windows/order.hpp>
#include <soak/flow/ingest/ingest_sink.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak::fuzz {

/// Fields under names of the bot's own, by key and by JSON pointer, and a symbol that nobody wants.
[[nodiscard]] inline IterFields mapped_fields(const MetricSet& metrics) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> names{{{"edge_bps", "/stats/netBps"},
                                                                                {"edge_bps", "/a~1b/1/edge"},
                                                                                {"maker_taker_ratio", "makerShare"},
                                                                                {"p95_latency_ms", "/summary/lat"},
                                                                                {"symbol", "/pair"},
                                                                                {"timestamp", "/when/0"},
                                                                                {"iteration", "n"}}};
  IterFields fields(metrics, {"A", "BTCUSDT"}, "ALL");
  for (const auto& [name, source] : names) require(fields.map(name, source).has_value());
  return fields;
}

/// The windows of one symbol come into an order, each is there once, and the places that are missing can be counted.
inline void check_order(const SymbolWindows& rows) {
  const std::array<const SymbolWindows*, 1> parts{&rows};
  const std::array<std::uint32_t, 1> ranks{0};
  const OrderedWindows ordered = order_windows(parts, [&] { return std::span<const std::uint32_t>(ranks); });
  require(ordered.windows.size() + ordered.repeated + ordered.rewritten == rows.keys.size());
  const std::vector<std::int64_t> positions = ordered.positions();
  require(std::is_sorted(positions.begin(), positions.end()));
  if (positions.empty()) return;
  const std::array<Positions, 1> all{positions};
  const RunAxis axis = run_axis(all);
  const SymbolCoverage coverage = symbol_coverage(positions, axis);
  require(coverage.missing == 0 && coverage.tail == 0 && coverage.late == 0);  // alone, all its holes are pauses
}

inline void check_store(const IngestSink& sink, std::size_t metrics) {
  for (const SymbolWindows& rows : sink.store.symbols()) {
    require(is_symbol(rows.symbol));
    require(!rows.keys.empty() && rows.values.size() == (rows.is_wanted ? rows.keys.size() * metrics : 0));
    for (const double value : rows.values) require(is_gap(value) || std::isfinite(value));
    for (const WindowKey& key : rows.keys) {
      require(is_gap(key.iteration) || std::isfinite(key.iteration));
      require(key.origin < sink.store.origins().size());
    }
    if (rows.is_wanted) check_order(rows);
  }
  for (const WindowOrigin& origin : sink.store.origins()) {
    for (const std::string* text : {&origin.commit, &origin.profile, &origin.source}) require(is_utf8(*text));
  }
  require((sink.notice_count > 0) == (sink.skipped.files + sink.skipped.records > 0));
  for (const SkipNotice& notice : sink.notices) require(is_utf8(field_advice(notice.foreign.names, {"edge_bps"})));
}

/// What a reader has met before must not show in what it makes of the next text.
inline void check_memory(IngestSink& used, std::string_view text, const IngestSink& fresh) {
  const auto windows = [](const IngestSink& sink) {
    std::size_t count = 0;
    for (const SymbolWindows& rows : sink.store.symbols()) count += rows.keys.size();
    return count;
  };
  const std::array before{windows(used), used.notice_count, used.text_numbers, used.bad_times};
  used.take_whole(text, 0, 0);
  require(windows(used) - before[0] == windows(fresh) && used.notice_count - before[1] == fresh.notice_count &&
          used.text_numbers - before[2] == fresh.text_numbers && used.bad_times - before[3] == fresh.bad_times);
}

/// The reader of flat records must not contradict the parser, whatever form it learned from the lines before.
inline void check_flat_records(const IterFields& fields, std::string_view text) {
  test::TwoReaders readers(fields);
  for (const std::string_view line : split(text, '\n', SIZE_MAX)) {
    require(readers.read(line) != test::TwoReaders::Said::other);
    require(readers.read(line) != test::TwoReaders::Said::other);
  }
}

/// Reads any bytes as a whole file and as lines. Aborts if an invariant does not hold.
inline void iter_summary(std::string_view text) {
  static const MetricSet metrics = standard_metrics();
  static const IterFields plain(metrics, {}, "ALL");
  static const IterFields mapped = mapped_fields(metrics);
  for (const IterFields* fields : {&plain, &mapped}) {
    IngestSink whole(*fields);
    whole.take_whole(text, 0, 0);
    IngestSink lines(*fields);
    lines.take_lines(text, 0, 0, 0);
    check_store(whole, metrics.size());
    check_store(lines, metrics.size());
    require(whole.notice_count > 0 || !whole.store.symbols().empty());
    check_memory(lines, text, whole);
    check_flat_records(*fields, text);
  }
}

}  // namespace soak::fuzz
