// What time it is, and what time a report says it is.
#pragma once

#include <soak/core/time.hpp>
#include <soak/sys/env.hpp>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <functional>
#include <thread>

namespace soak {

/// A source of the present instant. Flows take one as a parameter, so a test can make three weeks pass in a second.
using Clock = std::function<Instant()>;

[[nodiscard]] inline Instant system_now() {
  return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

/// Measures how long something takes, by a clock that nobody sets.
class Stopwatch {
 public:
  [[nodiscard]] std::chrono::duration<double> elapsed() const { return std::chrono::steady_clock::now() - started_; }

 private:
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

/// The time that a report shows: MM_FREEZE_UTC_ISO if it is set, 1970-01-01T00:00:00Z if MM_FREEZE_UTC is "1",
/// else `now`. It must not enter a decision, a file name or a time stamp that freshness is judged by.
[[nodiscard]] inline Result<Instant> report_time(Instant now) {
  if (const auto frozen = environment("MM_FREEZE_UTC_ISO")) {
    const auto instant = parse_iso8601(*frozen);
    if (instant) return *instant;
    return Error{Errc::usage,
                 "MM_FREEZE_UTC_ISO: '" + printable(*frozen) + "' is not a time like 2025-01-01T00:00:00Z"};
  }
  if (environment("MM_FREEZE_UTC") == "1") return Instant{};
  return now;
}

/// SOURCE_DATE_EPOCH, the time that reproducible builds give to what they make, in seconds since the epoch; 0 if it is
/// not set.
[[nodiscard]] inline Result<std::int64_t> source_date_epoch() {
  const auto text = environment("SOURCE_DATE_EPOCH");
  std::int64_t seconds = 0;
  if (!text) return seconds;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), seconds);
  if (error == std::errc{} && end == text->data() + text->size() && seconds >= 0) return seconds;
  return Error{Errc::usage, "SOURCE_DATE_EPOCH: '" + printable(*text) + "' is not a count of seconds"};
}

/// Gives somebody else the time to finish what he is at.
inline void pause_briefly() { std::this_thread::sleep_for(std::chrono::milliseconds(300)); }

}  // namespace soak
