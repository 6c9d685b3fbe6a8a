// How the values of a run stand in its report.
#pragma once

#include <soak/core/civil.hpp>
#include <soak/model/json/forms.hpp>
#include <soak/model/walk/soak_run.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace soak::walk_detail {

/// A time in the report's zone; null if there is none. Only writing needs the offset.
struct LocalTime {
  const UtcOffset* offset;

  void write(JsonWriter& json, const Instant& value) const { json.value(format_local_time(value, *offset)); }
  void write(JsonWriter& json, const std::optional<Instant>& value) const {
    if (value) {
      write(json, *value);
    } else {
      json.null();
    }
  }
  template <class T>
  static bool read(const boost::json::value& from, T& to) {
    return PlainForm::read(from, to);
  }
};

/// A span as seconds, which a report of any age stays below.
struct Seconds {
  static void write(JsonWriter& json, Microseconds value) { json.value(to_seconds(value)); }
  static bool read(const boost::json::value& from, Microseconds& to) {
    const double seconds = number_or_gap(&from);
    const bool is_span = seconds >= 0 && seconds <= 1e10;
    if (is_span) to = Microseconds{std::llround(seconds * 1e6)};
    return is_span;
  }
};

/// An enumerator by its name.
struct Name {
  template <class T>
  static void write(JsonWriter& json, T value) {
    json.value(to_string(value));
  }
  static bool read(const boost::json::value& from, RunStatus& to) {
    return find(from, to, {RunStatus::running, RunStatus::passed, RunStatus::failed});
  }
  static bool read(const boost::json::value& from, PhaseOutcome& to) {
    using enum PhaseOutcome;
    return find(from, to, {pending, running, passed, failed, not_entered});
  }
  static std::string_view expected(RunStatus) noexcept { return "running, passed or failed (a report of soak_run)"; }

 private:
  template <class T>
  static bool find(const boost::json::value& from, T& to, std::initializer_list<T> all) {
    const auto name = text_or_nothing(&from);
    for (const T one : all) {
      if (name != to_string(one)) continue;
      to = one;
      return true;
    }
    return false;
  }
};

/// A phase's outcome by its number.
struct OutcomeNumber {
  static void write(JsonWriter& json, PhaseOutcome value) { json.value(static_cast<std::int64_t>(value)); }
  static bool read(const boost::json::value& from, PhaseOutcome& to) {
    const auto number = whole_number(&from);
    if (!number || *number > static_cast<std::size_t>(PhaseOutcome::not_entered)) return false;
    to = static_cast<PhaseOutcome>(*number);
    return true;
  }
  static std::string_view expected(PhaseOutcome) noexcept { return "a number from 0 to 4"; }
};

/// How often each action was taken, on one line.
struct ActionCounts {
  using Counts = decltype(RunState::actions);

  static void write(JsonWriter& json, const Counts& counts) {
    json.begin_array(JsonWriter::Layout::line);
    for (const std::int64_t count : counts) json.value(count);
    json.end_array();
  }
  static bool read(const boost::json::value& from, Counts& to) {
    Counts counts;
    if (!from.is_array() || from.get_array().size() != counts.size()) return false;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (!NotNegative::read(from.get_array()[i], counts[i])) return false;
    }
    to = counts;
    return true;
  }
  static std::string_view expected(const Counts&) noexcept { return "an array of 5 whole numbers"; }
};

}  // namespace soak::walk_detail
