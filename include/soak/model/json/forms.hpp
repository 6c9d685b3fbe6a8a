// How values stand in JSON: one form for both directions.
//
// A form has `write(JsonWriter&, const T&)`, `read(const boost::json::value&, T&)`, which leaves the target alone and
// is false if the value is of another kind, and `expected(const T&)`, which stands in the error: "/ts: expected …".
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/threshold.hpp>
#include <soak/core/time.hpp>
#include <soak/model/json/value.hpp>
#include <soak/model/json/writer.hpp>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// Any whole number from 0 on; "48.0" is one.
[[nodiscard]] inline std::optional<std::size_t> whole_number(const boost::json::value* value) noexcept {
  constexpr double exact = 9e15;
  if (value == nullptr) return std::nullopt;
  const double number = value->is_double() ? value->get_double() : gap;
  if (number >= 0 && number <= exact && std::floor(number) == number) return static_cast<std::size_t>(number);
  if (value->is_uint64()) return value->get_uint64();
  if (value->is_int64() && value->get_int64() >= 0) return static_cast<std::size_t>(value->get_int64());
  return std::nullopt;
}

/// How a value stands in JSON where nothing else is said.
struct PlainForm {
  static void write(JsonWriter& json, const Instant& value) { json.value(format_iso8601(value)); }
  static void write(JsonWriter& json, Level value) { json.value(to_string(value)); }
  template <class T>
  static void write(JsonWriter& json, const std::optional<T>& value) {
    if (value) {
      write(json, *value);
    } else {
      json.null();
    }
  }
  static void write(JsonWriter& json, const std::vector<std::string>& values) {
    json.begin_array();
    for (const std::string& value : values) json.value(value);
    json.end_array();
  }
  template <class T>
  static void write(JsonWriter& json, const T& value) {
    json.value(value);
  }

  static bool read(const boost::json::value& from, std::string& to) { return take(text_or_nothing(&from), to); }
  static bool read(const boost::json::value& from, std::size_t& to) { return take(whole_number(&from), to); }
  static bool read(const boost::json::value& from, bool& to) {
    if (from.is_bool()) to = from.get_bool();
    return from.is_bool();
  }
  static bool read(const boost::json::value& from, double& to) {
    if (from.is_number()) to = number_or_gap(&from);
    return from.is_number();
  }
  static bool read(const boost::json::value& from, std::int64_t& to) {
    if (from.is_int64()) to = from.get_int64();
    return from.is_int64();
  }
  static bool read(const boost::json::value& from, Instant& to) {
    const auto text = text_or_nothing(&from);
    return text && take(parse_iso8601(*text), to);
  }
  static bool read(const boost::json::value& from, Level& to) {
    const auto text = text_or_nothing(&from);
    return text && take(parse_level(*text), to);
  }
  static bool read(const boost::json::value& from, std::vector<std::string>& to) {
    std::vector<std::string> values;
    if (!from.is_array()) return false;
    for (const boost::json::value& element : from.get_array()) {
      if (!read(element, values.emplace_back())) return false;
    }
    to = std::move(values);
    return true;
  }
  template <class T>
  static bool read(const boost::json::value& from, std::optional<T>& to) {
    T value{};
    const bool is_there = !from.is_null() && read(from, value);
    if (is_there) to = std::move(value);
    if (from.is_null()) to.reset();
    return is_there || from.is_null();
  }

  static constexpr std::string_view expected(const std::string&) noexcept { return "a string"; }
  static constexpr std::string_view expected(const std::vector<std::string>&) noexcept { return "an array of strings"; }
  static constexpr std::string_view expected(bool) noexcept { return "true or false"; }
  static constexpr std::string_view expected(double) noexcept { return "a number"; }
  static constexpr std::string_view expected(std::size_t) noexcept { return "a whole number"; }
  static constexpr std::string_view expected(std::int64_t) noexcept { return "a whole number"; }
  static constexpr std::string_view expected(const Instant&) noexcept { return "a time like 2025-01-15T12:00:00Z"; }
  static constexpr std::string_view expected(Level) noexcept { return "OK, WARN or CRIT"; }

  /// Sets `to` if there is something.
  template <class T>
  static bool take(std::optional<T> from, T& to) {
    if (from) to = std::move(*from);
    return from.has_value();
  }
};

/// An enumerator as a word: `to_string` gives it, `parse` reads it.
template <auto parse>
struct WordForm {
  static void write(JsonWriter& json, const auto& value) { json.value(to_string(value)); }
  static bool read(const boost::json::value& from, auto& to) {
    const auto text = text_or_nothing(&from);
    return text && PlainForm::take(parse(*text), to);
  }
  static constexpr std::string_view expected(const auto&) noexcept { return "a word that is known here"; }
};

/// Numbers below 0 are of another kind.
struct NotNegative : PlainForm {
  template <class T>
  static bool read(const boost::json::value& from, T& to) {
    return number_or_gap(&from) >= 0 && PlainForm::read(from, to);
  }
};

/// A number from 0 to `most`.
struct UpTo {
  double most;

  template <class T>
  static void write(JsonWriter& json, const T& value) {
    json.value(value);
  }
  template <class T>
  bool read(const boost::json::value& from, T& to) const {
    const double number = number_or_gap(&from);
    return number >= 0 && number <= most && PlainForm::read(from, to);
  }
  template <class T>
  [[nodiscard]] std::string expected(const T&) const {
    return "a number from 0 to " + format_number(most);
  }
};

/// An optional that is "" if there is none.
struct EmptyIfNone {
  template <class T>
  static void write(JsonWriter& json, const std::optional<T>& value) {
    if (value) {
      PlainForm::write(json, *value);
    } else {
      json.value("");
    }
  }
  template <class T>
  static bool read(const boost::json::value& from, std::optional<T>& to) {
    if (text_or_nothing(&from) != "") return PlainForm::read(from, to);
    to.reset();
    return true;
  }
};

/// Instants as microseconds since the epoch, spans as microseconds.
struct ExactTime {
  static void write(JsonWriter& json, const Instant& value) { write(json, value.time_since_epoch()); }
  static void write(JsonWriter& json, const std::chrono::microseconds& value) {
    json.value(std::int64_t{value.count()});
  }
  template <class T>
  static bool read(const boost::json::value& from, T& to) {
    if (from.is_int64()) to = T{std::chrono::microseconds{from.get_int64()}};
    return from.is_int64();
  }
  template <class T>
  static constexpr std::string_view expected(const T&) noexcept {
    return "a whole number (us)";
  }
};
inline constexpr ExactTime exact_time;

}  // namespace soak
