// When the ticks of a phase are due.
#pragma once

#include <soak/model/walk/clock_reading.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace soak {

/// The ticks of one phase: the first at its start, one every `step`, the last at its end, at least three.
class PhasePlan {
 public:
  /// A length of 0 is a single tick. Precondition: step > 0.
  PhasePlan(Microseconds length, Microseconds step) noexcept
      : length_(length), step_(std::min(step, std::max(length / 2, Microseconds{1}))) {}

  [[nodiscard]] std::size_t ticks() const noexcept {
    if (length_.count() <= 0) return 1;
    return static_cast<std::size_t>((length_ + step_ - Microseconds{1}) / step_) + 1;
  }
  /// When tick `index` is due, from the start of the phase.
  [[nodiscard]] Microseconds due(std::size_t index) const noexcept {
    return std::min(length_, step_ * static_cast<std::int64_t>(index));
  }
  [[nodiscard]] Microseconds length() const noexcept { return length_; }
  [[nodiscard]] Microseconds step() const noexcept { return step_; }

 private:
  Microseconds length_;
  Microseconds step_;
};

}  // namespace soak
