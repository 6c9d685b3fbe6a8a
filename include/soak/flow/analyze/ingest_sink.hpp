// What one reader thread makes of text: windows, and notices of what it had to skip.
#pragma once

#include <soak/model/summary/summary.hpp>
#include <soak/model/window/iter_summary.hpp>
#include <soak/model/window/window_store.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// One skipped input: a whole file, or one record of it at a byte offset.
struct SkipNotice {
  std::size_t source;
  std::optional<std::uint64_t> offset;
  std::string reason;

  /// ": byte 17: reason" or ": reason"
  [[nodiscard]] std::string text() const {
    return (offset ? ": byte " + std::to_string(*offset) : std::string()) + ": " + reason;
  }
};

class IngestSink {
 public:
  explicit IngestSink(const IterFields& fields) : reader_(fields) {}
  IngestSink(IngestSink&&) = delete;

  WindowStore store;
  SkippedInput skipped;
  std::vector<SkipNotice> notices;  ///< the first ones; the rest is only counted
  std::size_t notice_count = 0;

  void skip_file(std::size_t source, std::string reason, std::optional<std::uint64_t> offset = std::nullopt) {
    ++skipped.files;
    note({source, offset, std::move(reason)});
  }

  /// A whole file: one JSON value, or NDJSON. `unit` and `source` number it.
  void take_whole(std::string_view text, std::uint32_t unit, std::size_t source) {
    const std::size_t bom = byte_order_mark(text);
    text.remove_prefix(bom);
    if (is_blank(text)) return skip_file(source, "is empty");
    const auto outcome = reader_.read(text);
    if (outcome.complete && outcome.consumed == text.size()) return take_windows(unit, source, bom);
    if (is_ndjson(text)) return take_lines(text, bom, unit, source);
    skip_file(source, outcome.complete ? "text after the end of the JSON value" : outcome.reason,
              bom + outcome.consumed);
  }

  /// Whole lines of NDJSON that begin at byte `offset` of their source.
  void take_lines(std::string_view text, std::uint64_t offset, std::uint32_t unit, std::size_t source) {
    if (offset == 0) {
      const std::size_t bom = byte_order_mark(text);
      text.remove_prefix(bom);
      offset += bom;
    }
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      const std::string_view line = text.substr(0, end);
      take_line(line, offset, unit, source);
      const std::size_t taken = std::min(end + 1, text.size());
      text.remove_prefix(taken);
      offset += taken;
    }
  }

  /// True if the text begins like one JSON value a line: the first line is a whole value, or it is broken but looks
  /// like a record and the next line begins another one.
  [[nodiscard]] bool is_ndjson(std::string_view text) {
    text.remove_prefix(byte_order_mark(text));
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return false;
    const std::string_view first = text.substr(0, text.find_last_not_of(blanks, end) + 1);
    const auto outcome = reader_.read(first);
    if (outcome.complete && outcome.consumed == first.size()) return true;
    text.remove_prefix(std::min(text.find_first_not_of(blanks, end), text.size()));
    return text.starts_with('{') && first.front() != '[' && first != "{";
  }

 private:
  static constexpr std::string_view blanks = " \t\r\n";
  static constexpr std::size_t kept_notices = 1000;

  [[nodiscard]] static bool is_blank(std::string_view text) noexcept {
    return text.find_first_not_of(blanks) == std::string_view::npos;
  }
  [[nodiscard]] static std::size_t byte_order_mark(std::string_view text) noexcept {
    return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  }

  void take_line(std::string_view line, std::uint64_t offset, std::uint32_t unit, std::size_t source) {
    if (is_blank(line)) return;
    const auto outcome = reader_.read(line);
    if (outcome.complete && outcome.consumed == line.size()) return take_windows(unit, source, offset);
    ++skipped.records;
    note({source, offset + outcome.consumed,
          outcome.complete ? "text after the end of the JSON value" : outcome.reason});
  }

  void take_windows(std::uint32_t unit, std::size_t source, std::uint64_t offset) {
    const IterWindows& windows = reader_.windows();
    for (std::size_t i = 0; i < windows.size(); ++i) store.add(windows[i], unit);
    if (windows.records() == 0) {
      ++skipped.records;
      return note({source, offset, "an empty array: no window in it"});
    }
    if (windows.unusable() == 0) return;
    skipped.records += windows.unusable();
    std::string reason(windows.unusable_reason());
    if (windows.unusable() > 1) reason += " (and " + std::to_string(windows.unusable() - 1) + " more)";
    note({source, offset, std::move(reason)});
  }

  void note(SkipNotice notice) {
    if (notice_count++ < kept_notices) notices.push_back(std::move(notice));
  }

  IterSummaryReader reader_;
};

}  // namespace soak
