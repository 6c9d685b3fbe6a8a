// Reads and parses as analyze_post_soak does, and stops there.
//   ingest-only FILE THREADS
#include <soak/flow/ingest/ingest.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const soak::MetricSet metrics = soak::standard_metrics();
  const soak::IterFields fields(metrics, {}, "ALL");
  const std::vector<std::string> globs{argv[1]};
  auto input = soak::Ingestor(fields, std::strtoul(argv[2], nullptr, 10)).run(globs);
  if (!input) return 3;
  double sum = 0;
  std::size_t windows = 0;
  for (const auto& [symbol, parts] : input->by_symbol()) {
    for (const soak::SymbolWindows* part : parts) {
      windows += part->keys.size();
      for (const double value : part->values) sum += value;
    }
  }
  std::printf("%zu windows, sum %.6f\n", windows, sum);
}
