// JSON text for outputs. Boost.JSON reads; it does not write here, because it prints 3.1 as 3.1E0 and cannot indent,
// and both are interfaces: other people's scripts compare these files.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/stats.hpp>
#include <soak/core/text/hex.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace soak {

/// Appends a JSON string literal. Control characters are escaped; UTF-8 stays as it is.
/// Precondition: `text` is well-formed UTF-8.
inline void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      append_hex(out, byte);
    } else {
      out += c;
    }
  }
  out += '"';
}

/// The same document without line ends and without the blanks behind them. Precondition: JSON as this header writes it.
[[nodiscard]] inline std::string one_line_json(std::string_view json) {
  std::string out;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] != '\n') {
      out += json[i];
    } else {
      while (i + 1 < json.size() && json[i + 1] == ' ') ++i;
    }
  }
  return out;
}

/// Appends a number, or `null` for a gap (NaN).
inline void append_json_number(std::string& out, double value) {
  if (is_gap(value)) {
    out += "null";
  } else {
    append_number(out, value);
  }
}

/// Writes indented JSON, two blanks a level, members in the order they are given. An object or array begun as
/// `Layout::line` stays on one line. The caller pairs begin and end; nothing is checked but commas.
class JsonWriter {
 public:
  enum class Layout { block, line };

  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& key(std::string_view name) {
    separate();
    append_json_string(out_, name);
    out_ += ": ";
    after_key_ = true;
    return *this;
  }
  void begin_object(Layout layout = Layout::block) { begin('{', layout); }
  void end_object() { end('}'); }
  void begin_array(Layout layout = Layout::block) { begin('[', layout); }
  void end_array() { end(']'); }

  void value(std::string_view text) {
    separate();
    append_json_string(out_, text);
  }
  void value(const char* text) { value(std::string_view(text)); }
  void value(const std::string& text) { value(std::string_view(text)); }
  void value(double number) {
    separate();
    append_json_number(out_, number);
  }
  void value(std::size_t number) {
    separate();
    out_ += std::to_string(number);
  }
  void value(std::int64_t number) {
    separate();
    out_ += std::to_string(number);
  }
  void value(bool truth) {
    separate();
    out_ += truth ? "true" : "false";
  }
  void null() {
    separate();
    out_ += "null";
  }
  template <class T>
  void member(std::string_view name, const T& content) {
    key(name);
    value(content);
  }
  /// An array of objects, each on a line of its own; `write(item)` writes an object's members.
  template <class Items, class Write>
  void objects(std::string_view name, const Items& items, const Write& write) {
    key(name);
    begin_array();
    for (const auto& item : items) {
      begin_object(Layout::line);
      write(item);
      end_object();
    }
    end_array();
  }

 private:
  void begin(char bracket, Layout layout) {
    separate();
    out_ += bracket;
    ++depth_;
    if (layout == Layout::line && line_depth_ == 0) line_depth_ = depth_;
    empty_ = true;
  }
  void end(char bracket) {
    const bool on_line = line_depth_ != 0;
    if (line_depth_ == depth_) line_depth_ = 0;
    --depth_;
    if (!empty_ && !on_line) new_line();
    out_ += bracket;
    empty_ = false;
  }
  void separate() {
    if (after_key_) {
      after_key_ = false;
      return;
    }
    if (!empty_) out_ += line_depth_ != 0 ? ", " : ",";
    if (depth_ > 0 && line_depth_ == 0) new_line();
    empty_ = false;
  }
  void new_line() {
    out_ += '\n';
    out_.append(2 * depth_, ' ');
  }

  std::string& out_;
  std::size_t depth_ = 0;
  std::size_t line_depth_ = 0;
  bool empty_ = true;
  bool after_key_ = false;
};

}  // namespace soak
