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

enum class ExpectedValue {
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
  ExpectedValue expected;
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

[[nodiscard]] inline std::string_view description(ExpectedValue expected) noexcept {
  switch (expected) {
    case ExpectedValue::number:
      return "a number";
    case ExpectedValue::number_or_null:
      return "a number or null";
    case ExpectedValue::not_negative:
      return "a number of at least 0";
    case ExpectedValue::ratio:
      return "a number from 0 to 1";
    case ExpectedValue::readiness:
      return "a number from 0 to 100";
    case ExpectedValue::hundred:
      return "100";
    case ExpectedValue::epoch:
      return "seconds since the epoch";
    case ExpectedValue::text:
      return "a string that is not empty";
    case ExpectedValue::boolean:
      return "true or false";
    case ExpectedValue::object:
      return "an object";
    case ExpectedValue::array:
      return "an array";
    case ExpectedValue::filled_array:
      return "an array that is not empty";
    case ExpectedValue::pass_fail:
      return "\"PASS\" or \"FAIL\"";
    case ExpectedValue::ok_fail:
      return "\"OK\" or \"FAIL\"";
    case ExpectedValue::ok_fail_skip:
      return "\"OK\", \"FAIL\" or \"SKIP\"";
  }
  return {};
}

[[nodiscard]] inline bool fits(const boost::json::value& value, ExpectedValue expected) {
  const double number = number_or_gap(&value);
  const auto text = text_or_nothing(&value);
  switch (expected) {
    case ExpectedValue::number:
      return !is_gap(number);
    case ExpectedValue::number_or_null:
      return !is_gap(number) || value.is_null();
    case ExpectedValue::not_negative:
      return number >= 0;
    case ExpectedValue::ratio:
      return number >= 0 && number <= 1;
    case ExpectedValue::readiness:
      return number >= 0 && number <= 100;
    case ExpectedValue::hundred:
      return number == 100;
    case ExpectedValue::epoch:
      return number >= 0 && number < 1e11;
    case ExpectedValue::text:
      return text && !text->empty();
    case ExpectedValue::boolean:
      return value.is_bool();
    case ExpectedValue::object:
      return value.is_object();
    case ExpectedValue::array:
      return value.is_array();
    case ExpectedValue::filled_array:
      return value.is_array() && !value.get_array().empty();
    case ExpectedValue::pass_fail:
      return text == "PASS" || text == "FAIL";
    case ExpectedValue::ok_fail:
      return text == "OK" || text == "FAIL";
    case ExpectedValue::ok_fail_skip:
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

inline constexpr ShapeRule edge_report_shape[] = {{"", ExpectedValue::object},
                                                  {"/net_bps", ExpectedValue::number},
                                                  {"/taker_ratio", ExpectedValue::ratio},
                                                  {"/latency", ExpectedValue::object},
                                                  {"/latency/p50", ExpectedValue::not_negative},
                                                  {"/latency/p95", ExpectedValue::not_negative},
                                                  {"/latency/p99", ExpectedValue::not_negative},
                                                  {"/symbols", ExpectedValue::object},
                                                  {"/symbols/*", ExpectedValue::object},
                                                  {"/total", ExpectedValue::object},
                                                  {"/timestamp", ExpectedValue::epoch}};

inline constexpr ShapeRule edge_sentinel_shape[] = {{"", ExpectedValue::object},
                                                    {"/advice", ExpectedValue::array},
                                                    {"/advice/*", ExpectedValue::text},
                                                    {"/buckets", ExpectedValue::array},
                                                    {"/buckets/*", ExpectedValue::object},
                                                    {"/buckets/*/bucket", ExpectedValue::text},
                                                    {"/buckets/*/net_bps", ExpectedValue::number_or_null},
                                                    {"/ts", ExpectedValue::epoch}};

inline constexpr ShapeRule kpi_gate_shape[] = {{"", ExpectedValue::object},
                                               {"/readiness", ExpectedValue::readiness},
                                               {"/scale", ExpectedValue::hundred, false},
                                               {"/checks", ExpectedValue::array},
                                               {"/checks/*", ExpectedValue::object},
                                               {"/checks/*/name", ExpectedValue::text},
                                               {"/checks/*/ok", ExpectedValue::boolean},
                                               {"/checks/*/value", ExpectedValue::number_or_null},
                                               {"/checks/*/threshold", ExpectedValue::number_or_null},
                                               {"/timestamp", ExpectedValue::epoch},
                                               {"/verdict", ExpectedValue::pass_fail}};

inline constexpr ShapeRule full_stack_validation_shape[] = {{"", ExpectedValue::object},
                                                            {"/status", ExpectedValue::ok_fail},
                                                            {"/sections", ExpectedValue::filled_array},
                                                            {"/sections/*", ExpectedValue::object},
                                                            {"/sections/*/name", ExpectedValue::text},
                                                            {"/sections/*/status", ExpectedValue::ok_fail_skip},
                                                            {"/sections/*/details", ExpectedValue::text},
                                                            {"/ts", ExpectedValue::epoch}};

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
