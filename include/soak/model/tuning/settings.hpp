// Named numbers of a bot, its parameters or changes of them, as they stand in JSON: flat or in objects of objects.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/json/value.hpp>

#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

/// Names of nested settings are joined by points: {"risk": {"cap": 1}} is "risk.cap".
struct NamedSettings {
  std::map<std::string, double, std::less<>> numbers = {};
  std::map<std::string, std::string, std::less<>> others = {};  ///< what is no number, and what it is instead

  [[nodiscard]] bool operator==(const NamedSettings&) const = default;
};

namespace tuning_detail {

/// A number, or a text that is wholly one: that is how Decimals are written.
[[nodiscard]] inline std::optional<double> number_in(const boost::json::value& value) {
  if (const auto text = text_or_nothing(&value)) return is_json_number(*text) ? parse_json_number(*text) : std::nullopt;
  const double number = number_or_gap(&value);
  return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

[[nodiscard]] inline std::string kind_of(const boost::json::value& value) {
  if (value.is_null()) return "null";
  if (value.is_bool()) return value.get_bool() ? "true" : "false";
  if (value.is_array()) return "an array";
  if (const auto text = text_or_nothing(&value)) return "the text '" + printable(*text, 40) + "'";
  return "an empty object";
}

inline void collect_settings(const boost::json::object& object, const std::string& path, NamedSettings& settings) {
  for (const auto& member : object) {
    const std::string name = path + printable({member.key().data(), member.key().size()}, 120);
    const auto* const inner = member.value().if_object();
    if (inner != nullptr && !inner->empty()) {
      collect_settings(*inner, name + ".", settings);
    } else if (const auto number = number_in(member.value())) {
      settings.numbers[name] = *number;
    } else {
      settings.others[name] = kind_of(member.value());
    }
  }
}

}  // namespace tuning_detail

[[nodiscard]] inline NamedSettings settings_of(const boost::json::object& object) {
  NamedSettings settings;
  tuning_detail::collect_settings(object, "", settings);
  return settings;
}

/// True if both name one setting: they are equal, or one is the end of the other's path ("cap" and "risk.cap").
[[nodiscard]] inline bool names_setting(std::string_view a, std::string_view b) noexcept {
  if (a.size() < b.size()) std::swap(a, b);
  if (a == b) return true;
  return !b.empty() && a.ends_with(b) && a[a.size() - b.size() - 1] == '.';
}

/// The number of that name, or of the only one that may be meant by it.
[[nodiscard]] inline std::optional<double> find_number(const NamedSettings& settings, std::string_view name) {
  if (const auto exact = settings.numbers.find(name); exact != settings.numbers.end()) return exact->second;
  std::optional<double> found;
  for (const auto& [known, number] : settings.numbers) {
    if (!names_setting(known, name)) continue;
    if (found) return std::nullopt;
    found = number;
  }
  return found;
}

}  // namespace soak
