// What one reader thread makes of text: windows, and notices of what it had to skip.
#pragma once

#include <soak/core/file_stamp.hpp>
#include <soak/core/text/encoding.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/model/window/flat_record.hpp>
#include <soak/model/window/foreign_record.hpp>
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
  ForeignRecord foreign = {.kind = {}, .names = {}};  ///< what it is, if it is well-formed and no window

  /// ": byte 17: reason" or ": reason"
  [[nodiscard]] std::string text() const {
    return (offset ? ": byte " + std::to_string(*offset) : std::string()) + ": " + reason;
  }
};

/// A file that held windows and nothing else: all that is known of it is these windows.
struct PlainFile {
  std::uint32_t unit;
  FileStamp stamp;  ///< before it was read
  std::size_t text_numbers = 0;
};

class IngestSink {
 public:
  explicit IngestSink(const IterFields& fields) : reader_(fields), flat_(fields) {}
  IngestSink(IngestSink&&) = delete;

  WindowStore store;
  SkippedInput skipped;
  std::vector<SkipNotice> notices;  ///< the first ones; the rest is only counted
  std::size_t notice_count = 0;
  std::size_t text_numbers = 0;  ///< that were written as text
  std::size_t bad_times = 0;     ///< that were there and not understood
  std::string bad_time;          ///< the least of them by order of text
  std::vector<PlainFile> plain_files;

  void skip_file(std::size_t source, std::string reason, std::optional<std::uint64_t> offset = std::nullopt) {
    ++skipped.files;
    note({source, offset, std::move(reason)});
  }

  /// A whole file: JSON values one after another, or NDJSON. `unit` and `source` number it.
  void take_whole(std::string_view text, std::uint32_t unit, std::size_t source) {
    const std::size_t bom = byte_order_mark(text);
    text.remove_prefix(bom);
    if (is_blank(text)) return skip_file(source, "is empty");
    if (const auto window = flat_.read(text)) return store.add(*window, unit);
    const auto outcome = reader_.read(text);
    if (outcome.complete && outcome.consumed == text.size()) return take_windows(text, unit, source, bom);
    if (const auto foreign = foreign_content(text); !foreign.empty()) return skip_file(source, std::string(foreign));
    if (is_ndjson(text)) return take_lines(text, bom, unit, source);
    if (!outcome.complete) return skip_file(source, outcome.reason, bom + outcome.consumed);
    take_sequence(text, outcome.consumed, bom, unit, source);
  }

  /// The same of a file that may be plain.
  void take_file(std::string_view text, std::uint32_t unit, const FileStamp& stamp) {
    const std::size_t numbers = text_numbers;
    const std::size_t odd = notice_count + bad_times;
    take_whole(text, unit, unit);
    if (notice_count + bad_times == odd) plain_files.push_back({unit, stamp, text_numbers - numbers});
  }

  /// Whole lines of NDJSON that begin at byte `offset` of their source.
  void take_lines(std::string_view text, std::uint64_t offset, std::uint32_t unit, std::size_t source) {
    while (!text.empty()) {
      const std::size_t bom = byte_order_mark(text);
      text.remove_prefix(bom);
      offset += bom;
      const std::size_t end = std::min(text.find('\n'), text.size());
      const std::size_t taken =
          std::max(std::min(end + 1, text.size()), take_line(text.substr(0, end), text, offset, unit, source));
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
  static constexpr std::string_view trailing_text = "text after the end of the JSON value";
  static constexpr std::size_t kept_notices = 1000;

  [[nodiscard]] static bool is_blank(std::string_view text) noexcept {
    return text.find_first_not_of(blanks) == std::string_view::npos;
  }

  /// Index of the first byte at or after `from` that is neither blank nor part of a byte order mark.
  [[nodiscard]] static std::size_t next_value(std::string_view text, std::size_t from) noexcept {
    while (from < text.size()) {
      from = std::min(text.find_first_not_of(blanks, from), text.size());
      const std::size_t bom = byte_order_mark(text.substr(from));
      if (bom == 0) break;
      from += bom;
    }
    return from;
  }

  [[nodiscard]] static bool is_opening(char c) noexcept { return c == '{' || c == '['; }

  /// True if a line may be the first of a value that was printed over several.
  [[nodiscard]] static bool goes_on(std::string_view line) noexcept {
    const auto last = line.find_last_not_of(blanks);
    return last != std::string_view::npos && std::string_view("{[,").find(line[last]) != std::string_view::npos;
  }

  /// Values one after another, of which the first ends at `first_end`: all of them, or none if other text follows one.
  void take_sequence(std::string_view text, std::size_t first_end, std::uint64_t offset, std::uint32_t unit,
                     std::size_t source) {
    if (const std::size_t bad = end_of_sequence(text, first_end); bad != text.size()) {
      return skip_file(source, std::string(trailing_text), offset + bad);
    }
    take_values(text, offset, unit, source);
  }

  /// The size of the text if nothing but values stands behind `at`, else where something else does.
  [[nodiscard]] std::size_t end_of_sequence(std::string_view text, std::size_t at) {
    for (at = next_value(text, at); at < text.size(); at = next_value(text, at)) {
      const auto outcome = reader_.read(text.substr(at));
      if (!outcome.complete || !is_opening(text[at])) return at;
      at += outcome.consumed;
    }
    return at;
  }

  void take_values(std::string_view text, std::uint64_t offset, std::uint32_t unit, std::size_t source) {
    for (std::size_t at = next_value(text, 0); at < text.size();) {
      const auto outcome = reader_.read(text.substr(at));
      take_windows(text.substr(at, outcome.consumed), unit, source, offset + at);
      at = next_value(text, at + outcome.consumed);
    }
  }

  /// One line: values one after another, of which the last may go on in `rest`, which begins with the line. Returns the
  /// bytes of `rest` that it took.
  [[gnu::hot]] std::size_t take_line(std::string_view line, std::string_view rest, std::uint64_t offset,
                                     std::uint32_t unit, std::size_t source) {
    if (is_blank(line)) return line.size();
    if (const auto window = flat_.read(line)) {
      store.add(*window, unit);
      return line.size();
    }
    const auto outcome = reader_.read(line);
    if (outcome.complete && outcome.consumed == line.size()) {
      take_windows(line, unit, source, offset);
      return line.size();
    }
    const std::size_t last = outcome.complete ? end_of_sequence(line, outcome.consumed) : next_value(line, 0);
    if (last == line.size()) {
      take_values(line, offset, unit, source);
      return last;
    }
    if (is_opening(line[last]) && goes_on(line) && rest.size() > line.size()) {
      const auto whole = reader_.read(rest.substr(last));
      const std::size_t end = last + whole.consumed;
      if (whole.complete && last == 0) take_windows(rest.substr(0, end), unit, source, offset);
      if (whole.complete && last > 0) take_values(rest.substr(0, end), offset, unit, source);
      if (whole.complete) return end;
    }
    ++skipped.records;
    const std::string_view foreign = offset == 0 ? foreign_content(line) : std::string_view();
    note({source, offset + outcome.consumed,
          !foreign.empty()   ? std::string(foreign)
          : outcome.complete ? std::string(trailing_text)
                             : outcome.reason});
    return line.size();
  }

  [[gnu::hot]] void take_windows(std::string_view text, std::uint32_t unit, std::size_t source, std::uint64_t offset) {
    const IterWindows& windows = reader_.windows();
    for (std::size_t i = 0; i < windows.size(); ++i) store.add(windows[i], unit);
    text_numbers += windows.text_numbers();
    if (windows.bad_times() > 0 && (bad_times == 0 || windows.bad_time() < bad_time)) bad_time = windows.bad_time();
    bad_times += windows.bad_times();
    if (windows.records() == 0 || windows.unusable() > 0) note_unusable(text, source, offset);
    if (windows.is_one_plain()) flat_.learn(text);
  }

  [[gnu::cold]] void note_unusable(std::string_view text, std::size_t source, std::uint64_t offset) {
    const IterWindows& windows = reader_.windows();
    if (windows.records() == 0) {
      ++skipped.records;
      return note({source, offset, "an empty array: no window in it"});
    }
    skipped.records += windows.unusable();
    std::string reason(windows.unusable_reason());
    const bool is_foreign = reason == no_known_metric || reason.ends_with(", no window");
    if (windows.unusable() > 1) reason += " (and " + std::to_string(windows.unusable() - 1) + " more)";
    const bool is_described = is_foreign && windows.size() == 0 && notice_count < kept_notices;
    note({source, offset, std::move(reason),
          is_described ? describe_foreign(text) : ForeignRecord{.kind = {}, .names = {}}});
  }

  void note(SkipNotice notice) {
    if (notice_count++ < kept_notices) notices.push_back(std::move(notice));
  }

  IterSummaryReader reader_;
  FlatRecordReader flat_;
};

}  // namespace soak
