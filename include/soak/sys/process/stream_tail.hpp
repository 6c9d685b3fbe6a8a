// What a stream said last.
#pragma once

#include <string>
#include <string_view>

namespace soak {

namespace process_detail {

/// The end of a stream: enough for its last line.
class StreamTail {
 public:
  void add(std::string_view data) {
    text_ += data;
    if (text_.size() > 8192) text_.erase(0, text_.size() - 4096);
  }
  [[nodiscard]] std::string last_line() const {
    const auto end = text_.find_last_not_of(" \t\r\n");
    if (end == std::string::npos) return {};
    const auto begin = text_.rfind('\n', end) + 1;  // npos + 1 is 0
    return text_.substr(begin, end - begin + 1);
  }

 private:
  std::string text_;
};

}  // namespace process_detail

}  // namespace soak
