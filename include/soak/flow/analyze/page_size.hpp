// How many windows a point of the page's charts has to stand for, so that a browser still likes to open the page.
#pragma once

#include <soak/report/page/html_report.hpp>
#include <soak/sys/thread/parallel.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace soak {

inline constexpr std::size_t most_page_bytes = std::size_t{20} << 20;

namespace analyze_detail {

[[nodiscard]] inline std::size_t page_bytes(const HtmlReport& report, std::size_t symbols, std::size_t threads) {
  std::atomic<std::size_t> bytes = report.head().size() + HtmlReport::tail().size();
  parallel_for(symbols, threads, [&](std::size_t s) { bytes += report.symbol(s).size(); });
  return bytes;
}

/// The size by some of the symbols, spread over all.
[[nodiscard]] inline std::size_t guessed_bytes(const HtmlReport& report, std::size_t symbols) {
  constexpr std::size_t sample = 16;
  const std::size_t step = std::max<std::size_t>(1, symbols / sample);
  std::size_t bytes = 0;
  std::size_t looked_at = 0;
  for (std::size_t s = 0; s < symbols; s += step, ++looked_at) bytes += report.symbol(s).size();
  return report.head().size() + bytes / std::max<std::size_t>(1, looked_at) * symbols;
}

}  // namespace analyze_detail

/// What came of it: the bytes of the page as it is asked for (a guess where there is plenty of room), and how many
/// windows a point stands for.
struct PageSize {
  std::size_t bytes = 0;
  std::size_t stride = 1;
};

/// A function of the input alone. Charts of fewer than 24 points are no charts any more: there a page stays too large.
[[nodiscard]] inline PageSize page_size(HtmlInput input, std::size_t threads) {
  constexpr std::size_t least_points = 24;
  const std::size_t symbols = input.series.size();
  const auto measure = [&](std::size_t stride) {
    input.stride = stride;
    return analyze_detail::page_bytes(HtmlReport(input), symbols, threads);
  };
  PageSize size{analyze_detail::guessed_bytes(HtmlReport(input), symbols)};
  if (size.bytes < most_page_bytes / 4 * 3) return size;
  size.bytes = measure(1);
  const std::size_t most = std::max<std::size_t>(1, input.summary.windows / least_points);
  std::size_t bytes = size.bytes;
  while (bytes > most_page_bytes && size.stride < most) {
    const std::size_t wanted = (size.stride * bytes + most_page_bytes - 1) / most_page_bytes;
    size.stride = std::min(most, std::max(size.stride + 1, wanted));
    bytes = measure(size.stride);
  }
  return size;
}

}  // namespace soak
