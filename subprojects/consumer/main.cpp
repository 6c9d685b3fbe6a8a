// A program of someone else that embeds soak's headers: a sparkline and a verdict of its own numbers.
#include <soak/analysis/summarize.hpp>
#include <soak/core/sparkline.hpp>
#include <soak/model/summary.hpp>

#include <cstdio>

int main() {
  const soak::MetricSet metrics = soak::standard_metrics();
  soak::Series series{"BTCUSDT", soak::WindowMatrix::from_shape({3, metrics.size()})};
  for (std::size_t w = 0; w < 3; ++w) {
    series.values(w, 0) = 3.0 - static_cast<double>(w);
    series.values(w, 1) = 0.9;
    series.values(w, 2) = 200;
    series.values(w, 3) = 0.3;
  }
  soak::Summary summary;
  summary.symbols.push_back(soak::summarize(series, metrics));
  const soak::Level verdict = summary.counts().verdict();
  std::printf("%s %s\n", soak::sparkline(series.column(0)).c_str(), soak::to_string(verdict).data());
  return verdict == soak::Level::crit ? 0 : 1;
}
