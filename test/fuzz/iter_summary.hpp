// One body, two uses: libFuzzer searches with it (scripts/fuzz), and the unit tests replay the corpus through it.
#pragma once

#include <soak/flow/analyze/ingest_sink.hpp>

#include <cstdlib>
#include <string_view>

namespace soak::fuzz {

/// Reads any bytes as a whole file and as lines. Aborts if an invariant does not hold.
inline void iter_summary(std::string_view text) {
  static const MetricSet metrics = standard_metrics();
  static const IterFields fields(metrics, {}, "ALL");
  const auto require = [](bool holds) {
    if (!holds) std::abort();
  };
  IngestSink whole(fields);
  whole.take_whole(text, 0, 0);
  IngestSink lines(fields);
  lines.take_lines(text, 0, 0, 0);
  for (IngestSink* sink : {&whole, &lines}) {
    for (const SymbolWindows& rows : sink->store.symbols()) {
      require(is_symbol(rows.symbol));
      require(!rows.keys.empty() && rows.values.size() == rows.keys.size() * metrics.size());
      for (const double value : rows.values) require(is_gap(value) || std::isfinite(value));
    }
    require((sink->notice_count > 0) == (sink->skipped.files + sink->skipped.records > 0));
  }
  require(whole.notice_count > 0 || !whole.store.symbols().empty() || text.find('[') != text.npos);
}

}  // namespace soak::fuzz
