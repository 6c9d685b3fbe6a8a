// The records of one JSON text, as its objects begin and end: which of them are windows, and which only look like it.
#pragma once

#include <soak/model/window/iter_fields.hpp>
#include <soak/model/window/iter_scope.hpp>
#include <soak/model/window/iter_windows.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace soak {

namespace window_detail {

/// What the innermost open object or array is.
enum class IterPlace : std::uint8_t {
  records,      ///< the text itself, or the array of records that it is
  record,       ///< a window, or the object around an array of windows
  wrapper,      ///< that array
  summary,      ///< the object with the metrics in a record
  symbols,      ///< the object with an entry for each symbol
  symbol_list,  ///< the same as an array
  entry,        ///< a symbol's metrics
  fills,
  path,       ///< on the way of a JSON pointer
  path_list,  ///< the same, an array
  skipped
};
class IterRecords {
 public:
  explicit IterRecords(const IterFields& fields) : fields_(fields), windows_(fields) {}

  void reset() {
    windows_.clear();
    is_wrapped_ = false;
  }

  [[nodiscard]] IterRecord& record() noexcept { return record_; }
  [[nodiscard]] IterWindows& windows() noexcept { return windows_; }
  [[nodiscard]] const IterWindows& windows() const noexcept { return windows_; }
  /// True inside the array of windows that a record holds.
  [[nodiscard]] bool is_wrapped() const noexcept { return is_wrapped_; }

  void begin_record() {
    record_.reset(fields_.size());
    if (is_wrapped_) return;
    wrapped_records_ = 0;
    is_tuning_report_ = false;
  }

  /// `summary`, `metrics` and `kpi` fill up one scope; the same name a second time begins it again.
  void begin_summary(IterField name) {
    const unsigned bit = 1u << (static_cast<unsigned>(name) - static_cast<unsigned>(IterField::summary));
    if (record_.summaries == 0 || (record_.summaries & bit) != 0) record_.summary.reset(fields_.size());
    record_.summaries |= bit;
  }

  void begin_entry(std::string_view symbol) {
    record_.new_entry(fields_.size()).name(symbol);
    record_.has_symbols = true;
  }
  /// An element of the array `symbols` names its symbol itself.
  void begin_unnamed_entry() {
    (void)record_.new_entry(fields_.size());
    record_.has_symbols = true;
  }

  /// A symbol whose window is there and says nothing.
  void add_gap_entry(std::string_view symbol) {
    IterScope& entry = record_.new_entry(fields_.size());
    entry.name(symbol);
    entry.is_gap = true;
  }

  /// The record at hand holds an array of windows: each entry of it is a record of its own.
  void begin_wrapper() {
    if (wrapped_records_ == 0) mark_ = windows_.mark();
    std::swap(record_, outer_);
    is_wrapped_ = true;
  }
  void end_wrapper() {
    std::swap(record_, outer_);
    is_wrapped_ = false;
  }

  [[gnu::hot]] void finish_record() {
    if (is_wrapped_) {
      ++wrapped_records_;
      is_tuning_report_ = is_tuning_report_ || record_.own.is_tuning;
    } else if (wrapped_records_ > 0 && finish_wrapper()) {
      return;
    }
    if (record_.own.is_edge_report()) return windows_.refuse("an EDGE_REPORT, no window");
    if (!record_.is_window(fields_)) return windows_.refuse(no_known_metric);
    windows_.count_text_numbers(record_.text_numbers());
    if (record_.has_symbols) return windows_.add_entries(record_.own, record_.entries_in_use());
    if (record_.summaries != 0) return windows_.add(record_.own, record_.summary, &record_.own);
    windows_.add(record_.own, record_.own, nullptr);
  }

 private:
  /// The windows of the array in this record count unless the record is a window itself (the array then is something
  /// else) or a TUNING_REPORT. False if the record has still to be looked at.
  [[nodiscard, gnu::cold]] bool finish_wrapper() {
    const bool has_windows = windows_.size() > mark_.windows;
    if (record_.is_window(fields_) || is_tuning_report_ || !has_windows) windows_.rewind(mark_);
    if (record_.is_window(fields_)) return false;
    if (is_tuning_report_) {
      windows_.refuse("a TUNING_REPORT, no window");
    } else if (has_windows) {
      windows_.inherit(mark_, record_.own);
    } else {
      windows_.refuse(no_known_metric);
    }
    return true;
  }

  const IterFields& fields_;
  IterRecord record_;
  IterRecord outer_;  ///< the one around the array that record_ stands in
  bool is_wrapped_ = false;
  bool is_tuning_report_ = false;
  std::size_t wrapped_records_ = 0;
  IterWindows::Mark mark_;
  IterWindows windows_;
};

}  // namespace window_detail

}  // namespace soak
