// The structure that the key artifacts must have: rules of JSON pointer and what is expected there.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/json/value.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

enum class Expected {
  number,
  number_or_null,
  not_negative,
  ratio,      ///< 0..1
  readiness,  ///< 0..100
  hundred,
  epoch,  ///< whole seconds since 1970, not in the far future
  text,
  boolean,
  object,
  array,
  filled_array,
  pass_fail,
  ok_fail,
  ok_fail_skip,
};

/// `pointer` is a JSON pointer in which `*` stands for every element or member. Under an absent or wrong parent a rule
/// is silent: the parent's own rule speaks.
struct ShapeRule {
  std::string_view pointer;
  Expected expected;
  bool is_required = true;
};

/// One place that is not as it should be.
struct ShapeError {
  std::string pointer;
  std::string expected;
  std::string found;

  /// "/readiness: expected a number from 0 to 100, found a string"
  [[nodiscard]] std::string text() const { return pointer + ": expected " + expected + ", found " + found; }
};

namespace artifacts_detail {

[[nodiscard]] inline std::string_view description(Expected expected) noexcept {
  switch (expected) {
    case Expected::number:
      return "a number";
    case Expected::number_or_null:
      return "a number or null";
    case Expected::not_negative:
      return "a number of at least 0";
    case Expected::ratio:
      return "a number from 0 to 1";
    case Expected::readiness:
      return "a number from 0 to 100";
    case Expected::hundred:
      return "100";
    case Expected::epoch:
      return "seconds since the epoch";
    case Expected::text:
      return "a string that is not empty";
    case Expected::boolean:
      return "true or false";
    case Expected::object:
      return "an object";
    case Expected::array:
      return "an array";
    case Expected::filled_array:
      return "an array that is not empty";
    case Expected::pass_fail:
      return "\"PASS\" or \"FAIL\"";
    case Expected::ok_fail:
      return "\"OK\" or \"FAIL\"";
    case Expected::ok_fail_skip:
      return "\"OK\", \"FAIL\" or \"SKIP\"";
  }
  return {};
}

[[nodiscard]] inline bool fits(const boost::json::value& value, Expected expected) {
  const double number = number_or_gap(&value);
  const auto text = text_or_nothing(&value);
  switch (expected) {
    case Expected::number:
      return !is_gap(number);
    case Expected::number_or_null:
      return !is_gap(number) || value.is_null();
    case Expected::not_negative:
      return number >= 0;
    case Expected::ratio:
      return number >= 0 && number <= 1;
    case Expected::readiness:
      return number >= 0 && number <= 100;
    case Expected::hundred:
      return number == 100;
    case Expected::epoch:
      return number >= 0 && number < 1e11;
    case Expected::text:
      return text && !text->empty();
    case Expected::boolean:
      return value.is_bool();
    case Expected::object:
      return value.is_object();
    case Expected::array:
      return value.is_array();
    case Expected::filled_array:
      return value.is_array() && !value.get_array().empty();
    case Expected::pass_fail:
      return text == "PASS" || text == "FAIL";
    case Expected::ok_fail:
      return text == "OK" || text == "FAIL";
    case Expected::ok_fail_skip:
      return text == "OK" || text == "FAIL" || text == "SKIP";
  }
  return false;
}

[[nodiscard]] inline std::string found_text(const boost::json::value* value) {
  if (value == nullptr) return "nothing";
  if (value->is_null()) return "null";
  if (value->is_bool()) return value->get_bool() ? "true" : "false";
  if (value->is_object()) return "an object";
  if (value->is_array()) return value->get_array().empty() ? "an empty array" : "an array";
  if (const auto text = text_or_nothing(value)) return "the string \"" + ascii_only(printable(*text, 40)) + "\"";
  return format_number(number_or_gap(value));
}

/// Follows the rest of a pointer from `value`, which stands at `at`.
inline void check_rule(const boost::json::value* value, const std::string& at, std::string_view rest,
                       const ShapeRule& rule, std::vector<ShapeError>& errors) {
  if (rest.empty()) {
    if (value == nullptr && !rule.is_required) return;
    if (value != nullptr && fits(*value, rule.expected)) return;
    errors.push_back({at.empty() ? std::string("/") : at, std::string(description(rule.expected)), found_text(value)});
    return;
  }
  if (value == nullptr) return;
  const auto end = rest.find('/', 1);
  const std::string_view key = rest.substr(1, end == rest.npos ? rest.npos : end - 1);
  rest.remove_prefix(end == rest.npos ? rest.size() : end);
  if (key != "*") {
    if (!value->is_object()) return;
    return check_rule(find_member(*value, key), at + "/" + std::string(key), rest, rule, errors);
  }
  if (const auto* array = value->if_array()) {
    for (std::size_t i = 0; i < array->size(); ++i) {
      check_rule(&(*array)[i], at + "/" + std::to_string(i), rest, rule, errors);
    }
  } else if (const auto* object = value->if_object()) {
    for (const auto& [name, member] : *object) {
      check_rule(&member, at + "/" + ascii_only(pointer_segment({name.data(), name.size()})), rest, rule, errors);
    }
  }
}

}  // namespace artifacts_detail

/// Every place of `document` that breaks a rule, in the order of the rules.
[[nodiscard]] inline std::vector<ShapeError> shape_errors(const boost::json::value& document,
                                                          std::span<const ShapeRule> rules) {
  std::vector<ShapeError> errors;
  for (const ShapeRule& rule : rules) artifacts_detail::check_rule(&document, "", rule.pointer, rule, errors);
  return errors;
}

inline constexpr ShapeRule edge_report_shape[] = {{"", Expected::object},
                                                  {"/net_bps", Expected::number},
                                                  {"/taker_ratio", Expected::ratio},
                                                  {"/latency", Expected::object},
                                                  {"/latency/p50", Expected::not_negative},
                                                  {"/latency/p95", Expected::not_negative},
                                                  {"/latency/p99", Expected::not_negative},
                                                  {"/symbols", Expected::object},
                                                  {"/symbols/*", Expected::object},
                                                  {"/total", Expected::object},
                                                  {"/timestamp", Expected::epoch}};

inline constexpr ShapeRule edge_sentinel_shape[] = {{"", Expected::object},
                                                    {"/advice", Expected::array},
                                                    {"/advice/*", Expected::text},
                                                    {"/buckets", Expected::array},
                                                    {"/buckets/*", Expected::object},
                                                    {"/buckets/*/bucket", Expected::text},
                                                    {"/buckets/*/net_bps", Expected::number_or_null},
                                                    {"/ts", Expected::epoch}};

inline constexpr ShapeRule kpi_gate_shape[] = {{"", Expected::object},
                                               {"/readiness", Expected::readiness},
                                               {"/scale", Expected::hundred, false},
                                               {"/checks", Expected::array},
                                               {"/checks/*", Expected::object},
                                               {"/checks/*/name", Expected::text},
                                               {"/checks/*/ok", Expected::boolean},
                                               {"/checks/*/value", Expected::number_or_null},
                                               {"/checks/*/threshold", Expected::number_or_null},
                                               {"/timestamp", Expected::epoch},
                                               {"/verdict", Expected::pass_fail}};

inline constexpr ShapeRule full_stack_validation_shape[] = {{"", Expected::object},
                                                            {"/status", Expected::ok_fail},
                                                            {"/sections", Expected::filled_array},
                                                            {"/sections/*", Expected::object},
                                                            {"/sections/*/name", Expected::text},
                                                            {"/sections/*/status", Expected::ok_fail_skip},
                                                            {"/sections/*/details", Expected::text},
                                                            {"/ts", Expected::epoch}};

/// A key artifact: its name, and its rules.
struct KeyArtifact {
  std::string_view name;
  std::span<const ShapeRule> shape;
};

inline constexpr std::array<KeyArtifact, 4> key_artifacts{{{artifact_name::kpi_gate, kpi_gate_shape},
                                                           {artifact_name::validation, full_stack_validation_shape},
                                                           {artifact_name::edge_report, edge_report_shape},
                                                           {artifact_name::edge_sentinel, edge_sentinel_shape}}};

}  // namespace soak
