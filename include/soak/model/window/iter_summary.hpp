// Reading ITER_SUMMARY: the five shapes of docs/formats/iter_summary.md.
#pragma once

#include <soak/model/json/repair.hpp>
#include <soak/model/window/iter_handler.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace soak {

/// Reads JSON texts into windows, one after the other; keeps its memory from text to text. Not for several threads.
class IterSummaryReader {
 public:
  /// `fields` must outlive the reader.
  explicit IterSummaryReader(const IterFields& fields) : parser_(options(), fields) {}

  struct Outcome {
    bool complete = false;     ///< one whole JSON value was read
    std::size_t consumed = 0;  ///< bytes up to the end of the value and the blanks after it, or up to the error
    std::string reason = {};   ///< of the error
  };

  /// Reads one JSON value from the front of `text`. The literals NaN, Infinity and -Infinity count as gaps.
  [[nodiscard, gnu::hot]] Outcome read(std::string_view text) {
    Outcome outcome = read_strict(text);
    if (outcome.complete) return outcome;
    repaired_.assign(text.substr(0, end_of_json_value(text)));
    if (!replace_refused_tokens(repaired_)) return outcome;
    Outcome repaired = read_strict(repaired_);
    if (repaired.complete)
      repaired.consumed = std::min(text.find_first_not_of(" \t\r\n", repaired.consumed), text.size());
    return repaired;
  }

  /// The windows of the last text read, valid until the next one is.
  [[nodiscard]] const IterWindows& windows() const noexcept { return parser_.handler().windows(); }

 private:
  static boost::json::parse_options options() {
    boost::json::parse_options result;
    result.max_depth = max_json_depth;
    result.allow_invalid_utf8 = true;  // a bad byte in a text that nobody reads costs nothing; what is read is checked
    return result;
  }

  [[nodiscard]] Outcome read_strict(std::string_view text) {
    parser_.reset();
    parser_.handler().reset();
    boost::json::error_code error;
    const std::size_t consumed = parser_.write_some(false, text.data(), text.size(), error);
    if (error) return {false, consumed, error.message()};
    return {true, consumed, {}};
  }

  boost::json::basic_parser<window_detail::IterHandler> parser_;
  std::string repaired_;
};

}  // namespace soak
