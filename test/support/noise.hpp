// Series to test statistics with, from a generator of our own: the same numbers on every platform.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <vector>

/// SplitMix64 (Steele, Lea & Flood 2014).
class Noise {
 public:
  explicit Noise(std::uint64_t seed) noexcept : state_(seed) {}

  /// 0 < u < 1.
  double uniform() noexcept {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return (static_cast<double>((z ^ (z >> 31)) >> 11) + 0.5) * 0x1p-53;
  }

  /// Standard normal (Box & Muller 1958).
  double normal() noexcept {
    const double radius =
        std::sqrt(-2 * std::log(uniform()));  // one statement each: their order is part of the numbers
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }

  /// Student's t with 3 degrees of freedom: heavy tails.
  double heavy_tailed() noexcept {
    const double a = normal(), b = normal(), c = normal();
    const double spread = std::sqrt((a * a + b * b + c * c) / 3);
    return normal() / spread;
  }

  /// n values of a stationary AR(1) with unit variance; phi 0 is white noise.
  std::vector<double> autoregressive(std::size_t n, double phi = 0) {
    std::vector<double> series(n);
    double last = normal();
    for (double& value : series) {
      value = last;
      last = phi * last + std::sqrt(1 - phi * phi) * normal();
    }
    return series;
  }

 private:
  std::uint64_t state_;
};
