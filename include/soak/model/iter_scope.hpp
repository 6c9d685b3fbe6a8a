// What one JSON object of an ITER_SUMMARY said, and how several objects together make one window.
#pragma once

#include <soak/core/stats.hpp>
#include <soak/core/time.hpp>
#include <soak/model/iter_fields.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// One window of one symbol as it stood in the input. Views and spans are valid until the next parse.
struct IterWindow {
  std::string_view symbol;
  std::span<const double> values;  ///< one per metric, NaN is a gap
  double iteration;                ///< NaN if none
  std::int64_t time_us;            ///< microseconds since the epoch; no_time if none
  std::string_view commit;         ///< empty if none, as the next two
  std::string_view profile;
  std::string_view source;
};

inline constexpr std::int64_t no_time = std::numeric_limits<std::int64_t>::min();

namespace detail {

/// What one JSON object said: the values of the known keys, and which of them were there at all.
struct IterScope {
  std::vector<double> values;  ///< per field; NaN if absent or a gap
  std::vector<char> present;
  std::string symbol;
  std::array<std::string, iter_text_fields> texts;  ///< timestamp, runtime_utc, commit, profile, source
  double iteration = gap;
  double timestamp = gap;  ///< a time stamp given as a number
  bool has_symbol = false;
  bool bad_symbol = false;

  void reset(std::size_t fields) {
    values.assign(fields, gap);
    present.assign(fields, 0);
    symbol.clear();
    for (std::string& text : texts) text.clear();
    iteration = timestamp = gap;
    has_symbol = bad_symbol = false;
  }
};

/// Value of a metric: of `inner` if its key is there at all, else of `outer`, else of the fallback key likewise.
[[nodiscard]] inline double resolve_metric(const IterFields& fields, std::size_t metric, const IterScope& inner,
                                           const IterScope* outer) noexcept {
  for (const std::size_t slot : {metric, fields.fallback(metric)}) {
    if (slot == IterFields::no_slot) break;
    if (inner.present[slot] != 0) return inner.values[slot];
    if (outer != nullptr && outer->present[slot] != 0) return outer->values[slot];
  }
  return gap;
}

/// `timestamp` of the record or the inner object, else `runtime_utc`. A number is seconds since the epoch, or, from
/// 1e11 (the year 5138) on, milliseconds.
[[nodiscard]] inline std::int64_t time_of_window(const IterScope& record, const IterScope& inner) noexcept {
  for (const IterScope* const scope : {&record, &inner}) {
    const std::string& text = scope->texts[IterFields::text_slot(IterField::timestamp)];
    if (const auto instant = parse_iso8601(text)) return instant->time_since_epoch().count();
    const double seconds = std::fabs(scope->timestamp) < 1e11 ? scope->timestamp : scope->timestamp / 1000;
    if (std::fabs(seconds) < 1e11) return std::llround(seconds * 1e6);
  }
  for (const IterScope* const scope : {&inner, &record}) {
    const std::string& text = scope->texts[IterFields::text_slot(IterField::runtime_utc)];
    if (const auto instant = parse_iso8601(text)) return instant->time_since_epoch().count();
  }
  return no_time;
}

}  // namespace detail

}  // namespace soak
