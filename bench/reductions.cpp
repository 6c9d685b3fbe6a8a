// The same reductions of the same matrix by soak's own loops and by xtensor's: minimum, maximum, mean and number of
// known values of each metric.
//   reductions hand|xtensor WINDOWS REPEATS
#include <soak/core/stats.hpp>
#include <soak/model/window/series.hpp>

#include <xtensor/xmath.hpp>

#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string_view>

namespace {

constexpr std::size_t metrics = 4;

soak::Series make_series(std::size_t windows) {
  soak::Series series{"BTCUSDT", soak::WindowMatrix::from_shape({windows, metrics})};
  std::uint32_t n = 7;
  for (double& value : series.values) {
    n = n * 1664525 + 1013904223;
    value = n % 97 == 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(n >> 8) / 65536.0;
  }
  return series;
}

double by_hand(const soak::Series& series) {
  double sum = 0;
  for (std::size_t m = 0; m < metrics; ++m) {
    const auto values = series.column(m);
    const soak::Extent range = soak::extent(values);
    sum += range.min + range.max + soak::mean(values);
  }
  return sum;
}

double by_xtensor(const soak::Series& series) {
  const xt::xtensor<double, 1> low = xt::nanmin(series.values, {0});
  const xt::xtensor<double, 1> high = xt::nanmax(series.values, {0});
  const xt::xtensor<double, 1> middle = xt::nanmean(series.values, {0});
  return xt::sum(low + high + middle)();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const bool hand = std::string_view(argv[1]) == "hand";
  const soak::Series series = make_series(std::strtoul(argv[2], nullptr, 10));
  double sum = 0;
  for (unsigned long i = std::strtoul(argv[3], nullptr, 10); i > 0; --i) {
    sum += hand ? by_hand(series) : by_xtensor(series);
  }
  std::printf("%.6f\n", sum);
  return 0;
}
