// A program of someone else that embeds soak's headers: a sparkline, a verdict and a page of its own numbers.
#include <soak/analysis/windows/summarize.hpp>
#include <soak/core/sparkline.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/report/page/html_report.hpp>

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
  const std::string page = soak::html_report({summary, metrics, {&series, 1}});
  std::printf("%s %s, a page of %zu bytes\n", soak::sparkline(series.column(0)).c_str(),
              soak::to_string(verdict).data(), page.size());
  return verdict == soak::Level::crit && page.ends_with("</html>\n") ? 0 : 1;
}
