// The violations that the shards of a run have written of each symbol, taken over as they stand.
#pragma once

#include <soak/core/text/utf8.hpp>
#include <soak/model/json/writer.hpp>
#include <soak/sys/file/line_blocks.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace soak {

/// The violations of a shard, symbol after symbol.
class ShardViolations {
 public:
  explicit ShardViolations(std::string path) : lines_(std::move(path)) { begin_next(); }

  /// Calls `take(text)` for each violation of the symbol, as text that begins with an indented '{' and ends with '}'.
  /// Symbols are asked for in the order of the file; there must be `expected` violations of it.
  template <class Take>
  [[nodiscard]] Result<void> visit(std::string_view symbol, std::size_t expected, const Take& take) {
    std::string wanted = symbol_begin;
    append_json_string(wanted, symbol);
    wanted += ',';
    for (; has_next_ && symbol_line_ == wanted; --expected) {
      if (expected == 0) return broken();
      std::string text = "  {\n" + symbol_line_;
      std::string_view line;
      do {
        if (!lines_.next(line)) return broken();
        text += '\n';
        text += line.starts_with(end) ? end : line;
      } while (!line.starts_with(end));
      if (auto taken = take(text); !taken) return taken;
      begin_next();
    }
    if (auto status = lines_.status(); !status || expected == 0) return status;
    return broken();
  }

  /// An error if something is left that nobody asked for, or the file could not be read.
  [[nodiscard]] Result<void> finish() {
    if (auto status = lines_.status(); !status) return status;
    if (has_next_ || !is_whole_) return broken();
    return {};
  }

 private:
  static constexpr const char* symbol_begin = "    \"symbol\": ";
  static constexpr std::string_view end = "  }";

  void begin_next() {
    has_next_ = false;
    std::string_view line;
    while (lines_.next(line)) {
      is_whole_ = line == "]" || line == "[]";
      if (line != "  {") continue;
      has_next_ = lines_.next(line);
      symbol_line_ = line;
      return;
    }
  }

  [[nodiscard]] Error broken() const {
    return {Errc::input_unusable,
            "cannot use " + printable(lines_.path()) + ": its violations are not those of its SHARD.json"};
  }

  LineReader lines_;
  bool has_next_ = false;
  bool is_whole_ = false;
  std::string symbol_line_;
};

}  // namespace soak
