// A program of someone else that embeds soak's headers: a sparkline, a verdict and a page of its own numbers.
#include <soak/report/page/html_report.hpp>
#include <soak/soak.hpp>

#include <cstdio>
#include <vector>

#if SOAK_VERSION_NUMBER < 100
#error "this program wants soak 0.1 or newer"
#endif

int main() {
  const soak::MetricSet metrics = soak::standard_metrics();
  const std::vector<double> edge{3.0, 2.0, 1.0};  // bps, the oldest window first; soak::gap where there is none
  soak::Series series = soak::make_series("BTCUSDT", edge.size(), metrics);
  if (auto set = soak::set_column(series, metrics, "edge_bps", edge); !set) {
    std::fprintf(stderr, "consumer: %s\n", set.error().message.c_str());
    return 2;
  }
  soak::Summary summary;
  summary.symbols.push_back(soak::summarize(series, metrics));
  const soak::Level verdict = summary.counts().verdict();
  const std::string page = soak::html_report({summary, metrics, {&series, 1}});
  std::printf("%s %s, a page of %zu bytes\n", soak::sparkline(edge).c_str(), soak::to_string(verdict).data(),
              page.size());
  return verdict == soak::Level::crit && page.ends_with("</html>\n") ? 0 : 1;
}
