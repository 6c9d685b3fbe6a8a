// JSON documents of moderate size as trees: artifacts, summaries, state.
//
// The tree is Boost.JSON's, but each number is converted from its own text by std::from_chars: Boost.JSON 1.81 is one
// ulp off on several percent of long numbers.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/result.hpp>
#include <soak/core/stats.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/json/repair.hpp>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_stack.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

inline constexpr std::size_t max_tree_depth = 64;

namespace json_detail {

/// Builds the tree. A number that overflows becomes null, as every reader of soak takes it for a gap.
class TreeHandler {
 public:
  static constexpr std::size_t max_object_size = boost::json::object::max_size();
  static constexpr std::size_t max_array_size = boost::json::array::max_size();
  static constexpr std::size_t max_key_size = boost::json::string::max_size();
  static constexpr std::size_t max_string_size = boost::json::string::max_size();
  using error_code = boost::json::error_code;
  using string_view = boost::json::string_view;

  explicit TreeHandler(boost::json::storage_ptr storage) : storage_(std::move(storage)) {}

  bool on_document_begin(error_code&) {
    stack_.reset(storage_);
    return true;
  }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return true; }
  bool on_object_end(std::size_t size, error_code&) {
    stack_.push_object(size);
    return true;
  }
  bool on_array_begin(error_code&) { return true; }
  bool on_array_end(std::size_t size, error_code&) {
    stack_.push_array(size);
    return true;
  }
  bool on_key_part(string_view text, std::size_t, error_code&) { return push_chars(text); }
  bool on_key(string_view text, std::size_t, error_code&) {
    stack_.push_key(text);
    return true;
  }
  bool on_string_part(string_view text, std::size_t, error_code&) { return push_chars(text); }
  bool on_string(string_view text, std::size_t, error_code&) {
    stack_.push_string(text);
    return true;
  }
  bool on_number_part(string_view text, error_code&) {
    number_.append(text.data(), text.size());
    return true;
  }
  bool on_int64(std::int64_t value, string_view text, error_code&) {
    number_.append(text.data(), text.size());
    if (number_ == "-0") {
      stack_.push_double(-0.0);  // which has no sign as a whole number
    } else {
      stack_.push_int64(value);
    }
    number_.clear();
    return true;
  }
  bool on_uint64(std::uint64_t value, string_view, error_code&) {
    number_.clear();
    stack_.push_uint64(value);
    return true;
  }
  bool on_double(double, string_view text, error_code&) {
    number_.append(text.data(), text.size());
    if (const auto value = parse_json_number(number_)) {
      stack_.push_double(*value);
    } else {
      stack_.push_null();
    }
    number_.clear();
    return true;
  }
  bool on_bool(bool value, error_code&) {
    stack_.push_bool(value);
    return true;
  }
  bool on_null(error_code&) {
    stack_.push_null();
    return true;
  }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

  [[nodiscard]] boost::json::value release() { return stack_.release(); }

 private:
  bool push_chars(string_view text) {
    stack_.push_chars(text);
    return true;
  }

  boost::json::storage_ptr storage_;
  std::array<unsigned char, 2048> buffer_;  // of the stack; what does not fit it takes elsewhere
  boost::json::value_stack stack_{{}, buffer_.data(), buffer_.size()};
  std::string number_;
};

}  // namespace json_detail

namespace json_detail {

/// Parses the JSON value at the front of `text` and says how many bytes it took, the blanks behind it included; on an
/// error up to where it came. The tree is in `storage`.
[[nodiscard]] inline std::pair<boost::json::value, std::size_t> parse_front(const boost::json::storage_ptr& storage,
                                                                            std::string_view text,
                                                                            boost::json::error_code& error) {
  boost::json::parse_options options;
  options.max_depth = max_tree_depth;
  boost::json::basic_parser<TreeHandler> parser(options, storage);
  const std::size_t bytes = parser.write_some(false, text.data(), text.size(), error);
  return {error ? boost::json::value() : parser.handler().release(), bytes};
}

}  // namespace json_detail

/// Parses one whole JSON value. The error names the byte and the reason; the caller adds the file's name. NaN and
/// Infinity become empty strings, which no reader takes for a number. Of two members with one name the later counts.
/// The tree is in `storage`, which must live as long.
[[nodiscard]] inline Result<boost::json::value> parse_json_into(const boost::json::storage_ptr& storage,
                                                                std::string_view text) {
  boost::json::error_code error;
  auto parsed = json_detail::parse_front(storage, text, error);
  std::size_t size = text.size();
  if (error) {
    std::string repaired(text);
    if (replace_refused_tokens(repaired)) {
      error = {};
      parsed = json_detail::parse_front(storage, repaired, error);
      size = repaired.size();
    }
  }
  if (!error && parsed.second < size) error = boost::json::error::extra_data;
  if (error) return Error{Errc::input_unusable, "byte " + std::to_string(parsed.second) + ": " + error.message()};
  return std::move(parsed.first);
}

/// The same in a storage of the tree's own, which is given back with it, all at once.
[[nodiscard]] inline Result<boost::json::value> parse_json(std::string_view text) {
  return parse_json_into(boost::json::make_shared_resource<boost::json::monotonic_resource>(), text);
}

/// Member of an object; null if `value` is no object or has no such member.
[[nodiscard]] inline const boost::json::value* find_member(const boost::json::value& value, std::string_view key) {
  const auto* object = value.if_object();
  return object == nullptr ? nullptr : object->if_contains({key.data(), key.size()});
}

/// Any JSON number as a double; NaN for everything else, `value` null included.
[[nodiscard]] inline double number_or_gap(const boost::json::value* value) noexcept {
  if (value == nullptr) return gap;
  if (value->is_double()) return value->get_double();
  if (value->is_int64()) return static_cast<double>(value->get_int64());
  if (value->is_uint64()) return static_cast<double>(value->get_uint64());
  return gap;
}

/// Any JSON string; nothing for everything else, `value` null included.
[[nodiscard]] inline std::optional<std::string> text_or_nothing(const boost::json::value* value) {
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string(value->get_string().data(), value->get_string().size());
}

/// A key as part of a JSON pointer that people read.
[[nodiscard]] inline std::string pointer_segment(std::string_view key) {
  std::string out;
  for (const char c : key) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return printable(out, 64);
}

/// The error of a document whose member at `pointer` (a JSON pointer) is not what it has to be.
[[nodiscard]] inline Error wrong_member(std::string_view pointer, std::string_view expected) {
  return {Errc::input_unusable, std::string(pointer) + ": expected " + std::string(expected)};
}

}  // namespace soak
