// The same job with simdjson's on-demand parser: the same blocks of lines, the same fields, kept by symbol.
//   simdjson-peer FILE THREADS
#include <soak/sys/file/line_blocks.hpp>
#include <soak/sys/thread/parallel.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <simdjson.h>

namespace {

struct Rows {
  std::vector<double> values;
  std::vector<std::uint64_t> iterations;
  std::vector<std::string_view> times;
};

struct Reader {
  simdjson::ondemand::parser parser;
  std::unordered_map<std::string, Rows> symbols;

  void read_line(std::string_view line, std::size_t capacity) {
    auto document = parser.iterate(line.data(), line.size(), capacity);
    simdjson::ondemand::object object = document.get_object();
    double values[4] = {};
    std::string_view symbol;
    std::string_view text;
    std::uint64_t iteration = 0;
    for (auto field : object) {
      const std::string_view key = field.unescaped_key();
      if (key == "symbol")
        symbol = field.value().get_string();
      else if (key == "net_bps")
        values[0] = field.value().get_double();
      else if (key == "maker_taker_ratio")
        values[1] = field.value().get_double();
      else if (key == "p95_latency_ms")
        values[2] = field.value().get_double();
      else if (key == "risk_ratio")
        values[3] = field.value().get_double();
      else if (key == "iteration")
        iteration = field.value().get_uint64();
      else if (key == "timestamp" || key == "commit" || key == "profile" || key == "source")
        text = field.value().get_string();
    }
    Rows& rows = symbols[std::string(symbol)];
    rows.values.insert(rows.values.end(), values, values + 4);
    rows.iterations.push_back(iteration);
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::size_t threads = std::strtoul(argv[2], nullptr, 10);
  soak::LineBlocks blocks(soak::Fd(::open(argv[1], O_RDONLY | O_CLOEXEC)));
  std::vector<Reader> readers(threads);
  std::mutex mutex;
  soak::on_threads(threads, [&](std::size_t t) {
    soak::ByteBuffer block;
    while (true) {
      std::uint64_t offset = 0;
      {
        const std::lock_guard lock(mutex);
        if (!blocks.next(block, offset)) return;
      }
      (void)block.room(simdjson::SIMDJSON_PADDING);
      const std::string_view text = block.view();
      for (std::size_t first = 0; first < text.size();) {
        const std::size_t end = std::min(text.find('\n', first), text.size());
        readers[t].read_line(text.substr(first, end - first), text.size() - first + simdjson::SIMDJSON_PADDING);
        first = end + 1;
      }
    }
  });
  double sum = 0;
  std::size_t windows = 0;
  for (const Reader& reader : readers) {
    for (const auto& [symbol, rows] : reader.symbols) {
      windows += rows.iterations.size();
      for (const double value : rows.values) sum += value;
    }
  }
  std::printf("%zu windows, sum %.6f\n", windows, sum);
}
