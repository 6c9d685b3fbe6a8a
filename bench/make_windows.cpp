// Makes benchmark input, the same for the same arguments on every machine.
//   make-windows files COUNT SYMBOLS DIRECTORY     COUNT flat ITER_SUMMARY files
//   make-windows ndjson COUNT SYMBOLS FILE         COUNT records, one a line
//   make-windows ccxt COUNT SYMBOLS FILE           COUNT trades as ccxt has them, and a mid for each twentieth
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

namespace {

/// SplitMix64 (Steele, Lea, Flood 2014): the standard library's distributions differ from one to the next.
class Random {
 public:
  double uniform() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
  }

 private:
  std::uint64_t state_ = 42;
};

/// About one value in fifty is beyond a limit. A window a minute, for as long as it takes.
std::string record(Random& random, std::uint64_t index, std::uint64_t symbols) {
  const std::uint64_t window = index / symbols;
  const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::January / 1 / 2026} +
                                        std::chrono::days(window / 1440)};
  const auto near = [&](double base, double width) { return base + width * (random.uniform() - 0.5); };
  std::array<char, 400> text;
  const int size = std::snprintf(
      text.data(), text.size(),
      "{\"symbol\":\"SYM%04uUSDT\",\"net_bps\":%.4f,\"maker_taker_ratio\":%.4f,\"p95_latency_ms\":%.1f,"
      "\"risk_ratio\":%.4f,\"commit\":\"4f1c2ab\",\"profile\":\"moderate\",\"source\":\"soak\",\"iteration\":%llu,"
      "\"timestamp\":\"%d-%02u-%02uT%02u:%02u:00Z\"}\n",
      static_cast<unsigned>(index % symbols), near(3.2, 1.44), near(0.87, 0.144), near(280, 144), near(0.36, 0.184),
      static_cast<unsigned long long>(window + 1), static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
      static_cast<unsigned>(day.day()), static_cast<unsigned>(window / 60 % 24), static_cast<unsigned>(window % 60));
  return {text.data(), static_cast<std::size_t>(size)};
}

/// Ten trades a second.
std::string trade(Random& random, std::uint64_t index, std::uint64_t symbols) {
  const std::uint64_t symbol = index % symbols;
  const std::uint64_t ms = 1767225600000 + index * 100;
  const double price = 60000 + 100 * random.uniform();
  const double amount = 0.001 + 0.01 * random.uniform();
  const bool buys = random.uniform() < 0.5;
  std::array<char, 600> text;
  int size = 0;
  if (index % 20 < symbols) {
    size = std::snprintf(text.data(), text.size(),
                         "{\"event\":\"mid\",\"symbol\":\"B%02u/USDT\",\"ts\":%llu,\"mid\":%.2f}\n",
                         static_cast<unsigned>(symbol), static_cast<unsigned long long>(ms), price);
  }
  size += std::snprintf(text.data() + size, text.size() - static_cast<std::size_t>(size),
                        "{\"id\":\"%llu\",\"timestamp\":%llu,\"symbol\":\"B%02u/"
                        "USDT\",\"order\":\"%llu\",\"type\":\"limit\",\"side\":\"%s\","
                        "\"takerOrMaker\":\"%s\",\"price\":%.2f,\"amount\":%.6f,\"cost\":%.6f,\"fee\":{\"cost\":%.8f,"
                        "\"currency\":\"USDT\"}}\n",
                        static_cast<unsigned long long>(100000000 + index), static_cast<unsigned long long>(ms),
                        static_cast<unsigned>(symbol), static_cast<unsigned long long>(500000000 + index / 2),
                        buys ? "buy" : "sell", index % 9 != 0 ? "maker" : "taker", buys ? price - 1 : price + 1, amount,
                        amount * price, amount * price * 0.0001);
  return {text.data(), static_cast<std::size_t>(size)};
}

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

bool write(const std::string& path, const std::string& text) {
  const File file(std::fopen(path.c_str(), "w"), &std::fclose);
  return file && std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return std::fputs("usage: make-windows files|ndjson|ccxt COUNT SYMBOLS TARGET\n", stderr), 2;
  const std::uint64_t count = std::strtoull(argv[2], nullptr, 10);
  const std::uint64_t symbols = std::strtoull(argv[3], nullptr, 10);
  const std::string target = argv[4];
  Random random;
  if (std::string_view(argv[1]) == "files") {
    for (std::uint64_t i = 0; i < count; ++i) {
      if (!write(target + "/ITER_SUMMARY_" + std::to_string(i + 1) + ".json", record(random, i, symbols))) return 4;
    }
    return 0;
  }
  const File file(std::fopen(target.c_str(), "w"), &std::fclose);
  if (!file) return 4;
  const auto make = std::string_view(argv[1]) == "ccxt" ? trade : record;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::string line = make(random, i, symbols);
    if (std::fwrite(line.data(), 1, line.size(), file.get()) != line.size()) return 4;
  }
  return 0;
}
