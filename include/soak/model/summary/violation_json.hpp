// VIOLATIONS.json (docs/formats/violations.md), element by element: there may be a million.
#pragma once

#include <soak/core/result.hpp>
#include <soak/model/json/members.hpp>
#include <soak/model/summary/violation.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

/// Appends one element of VIOLATIONS.json as Python's json.dump(…, indent=2) lays it out, without a comma.
inline void append_json(std::string& out, const Violation& violation) {
  out += "  {\n    \"symbol\": ";
  append_json_string(out, violation.symbol);
  out += ",\n    \"metric\": ";
  append_json_string(out, violation.metric);
  out += ",\n    \"level\": \"";
  out += to_string(violation.level);
  out += "\",\n    \"window_index\": ";
  out += violation.window_index ? std::to_string(*violation.window_index) : "null";
  out += ",\n    \"value\": ";
  append_json_number(out, violation.value);
  out += ",\n    \"threshold\": ";
  append_json_number(out, violation.threshold);
  out += ",\n    \"note\": ";
  append_json_string(out, violation.note);
  out += "\n  }";
}

namespace summary_detail {

/// The element of an array that begins at `begin` with '{': the position after its '}', or npos if it has no end.
[[nodiscard]] inline std::size_t object_end(std::string_view text, std::size_t begin) noexcept {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = begin; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

/// An element as it is read.
struct ViolationTexts {
  std::string symbol = {};
  std::string metric = {};
  Level level = Level::warn;
  std::optional<std::size_t> window_index = {};
  double value = gap;
  double threshold = gap;
  std::string note = {};
};

struct WholeNumberOrNull : PlainForm {
  static std::string_view expected(const std::optional<std::size_t>&) noexcept { return "a whole number or null"; }
};

void visit_members(MembersOf<ViolationTexts> auto& violation, auto&& visit) {
  visit.required("symbol", violation.symbol);
  visit.required("metric", violation.metric);
  visit.required("level", violation.level);
  visit.correct("window_index", violation.window_index, WholeNumberOrNull{});
  visit("value", violation.value);
  visit("threshold", violation.threshold);
  visit("note", violation.note);
}

[[nodiscard]] inline Result<void> add_violation(ViolationList& list, const boost::json::value& element) {
  std::optional<Error> problem;
  ViolationTexts texts;
  visit_members(texts, MemberReader(&element, problem, MemberReader::Demand::what_is_required, list.size()));
  if (problem) return *problem;
  list.add({texts.symbol, texts.metric, texts.level, texts.window_index, texts.value, texts.threshold, texts.note});
  return {};
}

}  // namespace summary_detail

/// Reads the text of VIOLATIONS.json, one element at a time: a file of a gigabyte as one tree would take many.
[[nodiscard]] inline Result<ViolationList> parse_violations(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  ViolationList violations;
  std::array<unsigned char, 4096> buffer;
  boost::json::monotonic_resource storage(buffer.data(), buffer.size());  // of one element after the other
  const auto refuse = [&]() -> Error {
    const auto tree = parse_json(text);
    return tree ? wrong_member("the document", "an array of objects") : tree.error();
  };
  std::size_t at = text.find_first_not_of(blanks);
  if (at == text.npos || text[at] != '[') return refuse();
  at = text.find_first_not_of(blanks, at + 1);
  while (at != text.npos && text[at] != ']') {
    if (text[at] != '{') return refuse();
    storage.release();
    boost::json::error_code error;
    auto [element, bytes] = json_detail::parse_front(&storage, text.substr(at), error);
    std::size_t end = at + bytes;
    if (error) {
      end = summary_detail::object_end(text, at);
      if (end == text.npos) return refuse();
      auto repaired = parse_json_into(&storage, text.substr(at, end - at));
      if (!repaired) return refuse();
      element = std::move(*repaired);
    }
    if (auto added = summary_detail::add_violation(violations, element); !added) return added.error();
    at = text.find_first_not_of(blanks, end);
    if (at == text.npos || text[at] == ']') break;
    if (text[at] != ',') return refuse();
    at = text.find_first_not_of(blanks, at + 1);
    if (at == text.npos || text[at] != '{') return refuse();
  }
  if (at == text.npos || text.find_first_not_of(blanks, at + 1) != text.npos) return refuse();
  return violations;
}

}  // namespace soak
