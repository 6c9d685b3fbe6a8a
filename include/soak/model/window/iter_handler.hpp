// Boost.JSON's streaming parser tells this handler what an ITER_SUMMARY holds; no document tree is built.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/stats.hpp>
#include <soak/model/window/iter_fields.hpp>
#include <soak/model/window/iter_windows.hpp>

#include <boost/json/basic_parser.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

inline constexpr std::size_t max_json_depth = 64;

namespace window_detail {

/// Handler of boost::json::basic_parser. One instance reads one JSON value: a record or an array of records.
class IterHandler {
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);
  using error_code = boost::json::error_code;
  using string_view = boost::json::string_view;

  explicit IterHandler(const IterFields& fields) : fields_(fields), windows_(fields) {}

  void reset() {
    depth_ = 0;
    windows_.clear();
    field_ = IterField::none;
    pending_.clear();
  }

  [[nodiscard]] const IterWindows& windows() const noexcept { return windows_; }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

  bool on_object_begin(error_code&) {
    const Place place = place_of_new_object();
    if (place == Place::record) begin_record();
    if (place == Place::summary) summary_.reset(fields_.size()), has_summary_ = true;
    if (place == Place::symbols) entries_used_ = 0, has_symbols_ = true;
    if (place == Place::entry) (void)new_entry();
    if (place == Place::skipped) store(gap);
    stack_[depth_++] = place;
    field_ = IterField::none;
    return true;
  }
  bool on_object_end(std::size_t, error_code&) {
    if (stack_[--depth_] == Place::record) finish_record();
    return true;
  }
  bool on_array_begin(error_code&) {
    if (depth_ > 0) store(gap);
    stack_[depth_] = depth_ == 0 ? Place::records : Place::skipped;
    ++depth_;
    return true;
  }
  bool on_array_end(std::size_t, error_code&) {
    --depth_;
    return true;
  }
  bool on_key_part(string_view text, std::size_t, error_code&) {
    if (place() != Place::skipped) pending_.append(text.data(), text.size());
    return true;
  }
  bool on_key(string_view text, std::size_t, error_code&) {
    const Place here = place();
    if (here == Place::skipped) return true;
    std::string_view key(text.data(), text.size());
    if (!pending_.empty()) key = std::string_view(pending_.append(key));
    if (here == Place::symbols) {
      entry_name_.assign(key.substr(0, max_symbol_bytes + 1));
    } else {
      field_ = fields_.find(key);
      if (here == Place::fills && !IterFields::slot(field_)) field_ = IterField::none;
    }
    pending_.clear();
    return true;
  }
  bool on_string_part(string_view text, std::size_t, error_code&) {
    if (IterFields::is_text(field_) && pending_.size() < max_text_bytes) pending_.append(text.data(), text.size());
    return true;
  }
  bool on_string(string_view text, std::size_t, error_code&) {
    if (!IterFields::is_text(field_)) return on_gap();
    std::string_view whole(text.data(), text.size());
    if (!pending_.empty()) whole = std::string_view(pending_.append(whole));
    set_text(whole.substr(0, max_text_bytes));
    pending_.clear();
    return true;
  }
  bool on_number_part(string_view text, error_code&) {
    if (place() != Place::skipped) pending_.append(text.data(), text.size());
    return true;
  }
  bool on_int64(std::int64_t, string_view text, error_code&) { return on_number(text); }
  bool on_uint64(std::uint64_t, string_view text, error_code&) { return on_number(text); }
  bool on_double(double, string_view text, error_code&) { return on_number(text); }
  bool on_bool(bool, error_code&) { return on_gap(); }
  bool on_null(error_code&) {
    if (field_ == IterField::symbol && depth_ > 0) field_ = IterField::none;
    return on_gap();
  }

 private:
  /// What the innermost open object or array is.
  enum class Place : std::uint8_t { records, record, summary, symbols, entry, fills, skipped };
  static constexpr std::size_t max_text_bytes = 200;

  [[nodiscard]] Place place() const noexcept { return depth_ == 0 ? Place::records : stack_[depth_ - 1]; }

  [[nodiscard]] Place place_of_new_object() const noexcept {
    switch (place()) {
      case Place::records:
        return Place::record;
      case Place::record:
        if (field_ == IterField::summary) return Place::summary;
        if (field_ == IterField::symbols) return Place::symbols;
        [[fallthrough]];
      case Place::summary:
      case Place::entry:
        return field_ == IterField::fills ? Place::fills : Place::skipped;
      case Place::symbols:
        return Place::entry;
      default:
        return Place::skipped;
    }
  }

  void begin_record() {
    record_.reset(fields_.size());
    has_summary_ = has_symbols_ = false;
    entries_used_ = 0;
  }

  IterScope& new_entry() {
    if (entries_used_ == entries_.size()) entries_.emplace_back();
    IterScope& entry = entries_[entries_used_++];
    entry.reset(fields_.size());
    entry.symbol = entry_name_;
    entry.has_symbol = true;
    return entry;
  }

  /// The scope that a scalar belongs to; none inside what is skipped.
  [[nodiscard]] IterScope* scope() noexcept {
    switch (place() == Place::fills ? stack_[depth_ - 2] : place()) {
      case Place::record:
        return &record_;
      case Place::summary:
        return &summary_;
      case Place::entry:
        return &entries_[entries_used_ - 1];
      default:
        return nullptr;
    }
  }

  bool on_number(string_view text) {
    std::string_view whole(text.data(), text.size());
    if (!pending_.empty()) whole = std::string_view(pending_.append(whole));
    store(IterFields::takes_number(field_) ? parse_json_number(whole).value_or(gap) : gap);
    pending_.clear();
    return true;
  }

  bool on_gap() {
    store(gap);
    pending_.clear();
    return true;
  }

  void store(double value) {
    if (IterScope* const target = scope()) {
      if (const auto slot = IterFields::slot(field_)) {
        target->values[*slot] = value;
        target->present[*slot] = 1;
      } else if (field_ == IterField::iteration) {
        target->iteration = value;
      } else if (field_ == IterField::timestamp) {
        target->timestamp = value;
      } else if (field_ == IterField::symbol) {
        target->has_symbol = target->bad_symbol = true;
      }
    } else if (place() == Place::symbols) {
      (void)new_entry();
    } else if (place() == Place::records) {
      windows_.refuse("neither an object nor an array of objects");
    }
    field_ = IterField::none;
  }

  void set_text(std::string_view text) {
    if (IterScope* const target = scope()) {
      if (field_ == IterField::symbol) {
        target->symbol.assign(text);
        target->has_symbol = true;
        target->bad_symbol = false;
      } else {
        target->texts[IterFields::text_slot(field_)].assign(text);
      }
    }
    field_ = IterField::none;
  }

  void finish_record() {
    if (has_symbols_) return windows_.add_entries(record_, std::span(entries_).first(entries_used_));
    const bool has_metric = std::find(record_.present.begin(), record_.present.end(), 1) != record_.present.end();
    if (has_summary_) {
      windows_.add(record_, summary_, &record_);
    } else if (record_.has_symbol || has_metric) {
      windows_.add(record_, record_, nullptr);
    } else {
      windows_.refuse("not an ITER_SUMMARY: no \"symbol\", \"symbols\", \"summary\" or metric in it");
    }
  }

  const IterFields& fields_;
  std::array<Place, max_json_depth + 2> stack_{};
  std::size_t depth_ = 0;
  IterField field_ = IterField::none;
  bool has_summary_ = false;
  bool has_symbols_ = false;
  IterScope record_;
  IterScope summary_;
  std::vector<IterScope> entries_;
  std::size_t entries_used_ = 0;
  std::string entry_name_;
  std::string pending_;  ///< the earlier parts of a key, string or number that came in pieces
  IterWindows windows_;
};

}  // namespace window_detail

}  // namespace soak
