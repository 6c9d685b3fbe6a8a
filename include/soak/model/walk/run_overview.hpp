// A run of the phases as its report shows it, finished or not (docs/formats/soak_run_report.md).
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/stats.hpp>
#include <soak/core/time.hpp>
#include <soak/model/json/value.hpp>
#include <soak/model/walk/clock_reading.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

struct RunOverview {
  std::string run = {};
  std::string status = {};  ///< running, passed, failed
  std::string reason = {};  ///< why it did not pass
  std::string region = {};
  std::string phase = {};  ///< the current one; of a finished run the last that was entered
  std::optional<Instant> phase_started = {};
  std::optional<Instant> ended = {};     ///< of the run
  std::optional<Instant> saved_at = {};  ///< when an unfinished report was written
  Microseconds length{};                 ///< of the phase
  Microseconds awake{};                  ///< how much of it was watched when the report was written
  Microseconds tick_step{};              ///< 0: not known
  std::int64_t ticks = 0;                ///< of the phase
  std::optional<std::int64_t> fail_streak = {};

  [[nodiscard]] bool is_running() const noexcept { return status == "running"; }
};

/// The error names the member that is missing and lacks the file's name.
[[nodiscard]] inline Result<RunOverview> run_overview_of(const boost::json::value& report) {
  const auto text = [](const boost::json::value& object, std::string_view key) {
    return text_or_nothing(find_member(object, key)).value_or("");
  };
  const auto instant = [&](const boost::json::value& object, std::string_view key) {
    return parse_iso8601(text(object, key));
  };
  const auto number = [](const boost::json::value* object, std::string_view key, double most) {
    const double value = object == nullptr ? gap : number_or_gap(find_member(*object, key));
    return value >= 0 && value <= most ? value : 0.0;
  };
  RunOverview overview{.run = text(report, "run"),
                       .status = text(report, "status"),
                       .reason = text(report, "reason"),
                       .region = text(report, "region")};
  const auto* phases = find_member(report, "phases");
  const bool is_known = overview.status == "running" || overview.status == "passed" || overview.status == "failed";
  if (!is_known || phases == nullptr || !phases->is_array()) {
    return Error{Errc::input_unusable, R"(no usable "status" and "phases": not a report of soak_run)"};
  }
  overview.ended = instant(report, "ended");
  const auto* resume = find_member(report, "resume");
  const auto* states = resume == nullptr ? nullptr : find_member(*resume, "phases");
  std::size_t index = 0;
  for (const boost::json::value& phase : phases->get_array()) {
    const std::string status = text(phase, "status");
    if (status == "running" || status == "passed" || status == "failed") {
      overview.phase = text(phase, "phase");
      overview.phase_started = instant(phase, "started");
      overview.length = from_hours(number(&phase, "hours", 1e6));
      overview.awake = Microseconds{static_cast<std::int64_t>(number(&phase, "active_sec", 1e10) * 1e6)};
      overview.ticks = static_cast<std::int64_t>(number(&phase, "ticks", 1e9));
      const bool has_state = states != nullptr && states->is_array() && index < states->get_array().size();
      const auto* state = has_state ? &states->get_array()[index] : nullptr;
      if (state != nullptr) overview.fail_streak = static_cast<std::int64_t>(number(state, "fail_streak", 1e9));
    }
    ++index;
  }
  overview.tick_step = Microseconds{static_cast<std::int64_t>(number(&report, "tick_sec", 1e9) * 1e6)};
  const double wall = number(resume, "wall_us", 1e17);
  if (wall > 0) overview.saved_at = Instant{Microseconds{static_cast<std::int64_t>(wall)}};
  return overview;
}

}  // namespace soak
