// Boost.JSON's streaming parser tells this handler what an ITER_SUMMARY holds; no document tree is built.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/stats.hpp>
#include <soak/model/window/iter_fields.hpp>
#include <soak/model/window/iter_records.hpp>

#include <boost/json/basic_parser.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace soak {

inline constexpr std::size_t max_json_depth = 64;

namespace window_detail {

/// Handler of boost::json::basic_parser. One instance reads one JSON value: a record or an array of records.
///
/// [[gnu::hot]] here and down to the WindowStore puts what every record runs through side by side in the program:
/// spread over it, the code does not fit the processor's instruction cache (8 misses a record, a tenth of the time).
class IterHandler {
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);
  using error_code = boost::json::error_code;
  using string_view = boost::json::string_view;

  explicit IterHandler(const IterFields& fields) : fields_(fields), has_paths_(fields.has_paths()), records_(fields) {}

  void reset() {
    depth_ = 0;
    records_.reset();
    field_ = IterField::none;
    child_ = -1;
    pending_.clear();
  }

  [[nodiscard]] const IterWindows& windows() const noexcept { return records_.windows(); }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

  [[gnu::hot]] bool on_object_begin(error_code&) {
    begin_value();
    const Place where = place();
    const Place opened = place_of_new_object();
    if (opened == Place::record) records_.begin_record();
    if (opened == Place::summary) records_.begin_summary(field_);
    if (opened == Place::symbols) records_.record().begin_symbols();
    if (opened == Place::entry && where == Place::symbols) records_.begin_entry(entry_name_);
    if (opened == Place::entry && where == Place::symbol_list) records_.begin_unnamed_entry();
    if (opened >= Place::path) note_container();
    const bool is_root = opened == Place::record || (opened == Place::entry && where != Place::entry);
    push(opened, is_root && has_paths_ ? 0 : child_);
    return true;
  }
  bool on_object_end(std::size_t, error_code&) {
    if (stack_[--depth_] == Place::record) records_.finish_record();
    return true;
  }
  bool on_array_begin(error_code&) {
    begin_value();
    const Place opened = place_of_new_array();
    if (opened >= Place::path) note_container();
    if (opened == Place::wrapper) records_.begin_wrapper();
    push(opened, child_);
    return true;
  }
  bool on_array_end(std::size_t, error_code&) {
    if (stack_[--depth_] == Place::wrapper) records_.end_wrapper();
    return true;
  }
  bool on_key_part(string_view text, std::size_t, error_code&) {
    if (place() != Place::skipped && pending_.size() < max_text_bytes) pending_.append(text.data(), text.size());
    return true;
  }
  [[gnu::hot]] bool on_key(string_view text, std::size_t, error_code&) {
    const Place here = place();
    if (here == Place::skipped) return true;
    std::string_view key(text.data(), text.size());
    if (!pending_.empty()) key = std::string_view(pending_.append(key));
    if (here == Place::symbols) {
      entry_name_.assign(beginning_of(key));
    } else if (here == Place::path) {
      field_ = IterField::none;
    } else {
      field_ = fields_.find(key);
      if (here == Place::fills && !IterFields::slot(field_)) [[unlikely]]
        field_ = IterField::none;
    }
    if (has_paths_) [[unlikely]]
      follow(key);
    pending_.clear();
    return true;
  }
  bool on_string_part(string_view text, std::size_t, error_code&) {
    if (place() != Place::skipped && pending_.size() < max_text_bytes) pending_.append(text.data(), text.size());
    return true;
  }
  [[gnu::hot]] bool on_string(string_view text, std::size_t, error_code&) {
    begin_value();
    std::string_view whole(text.data(), text.size());
    if (!pending_.empty()) whole = std::string_view(pending_.append(whole));
    if (IterFields::is_text(field_)) {
      set_text(beginning_of(whole));
    } else if (IterFields::takes_number(field_) && whole.size() < max_text_bytes && is_json_number(whole)) {
      if (IterScope* const target = scope()) ++target->text_numbers;
      store(parse_json_number(whole).value_or(gap));
    } else {
      store(gap);
    }
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
    begin_value();
    if (field_ == IterField::symbol && depth_ > 0) field_ = IterField::none;
    store(gap);
    return true;
  }

 private:
  using Place = IterPlace;

  /// At most max_text_bytes, without the part of a character: cut within one, a text would not be UTF-8 any more.
  [[nodiscard]] static std::string_view beginning_of(std::string_view text) noexcept {
    if (text.size() <= max_text_bytes) return text;
    const auto is_within = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0u) == 0x80u; };
    std::size_t end = max_text_bytes;
    while (end > max_text_bytes - 3 && is_within(end)) --end;
    return text.substr(0, end);
  }

  [[nodiscard]] Place place() const noexcept { return depth_ == 0 ? Place::records : stack_[depth_ - 1]; }

  [[nodiscard]] bool is_summary_field() const noexcept {
    return field_ >= IterField::summary && field_ <= IterField::kpi;
  }
  [[nodiscard]] Place unless_path(Place place) const noexcept {
    return place == Place::skipped && child_ >= 0 ? Place::path : place;
  }

  [[nodiscard]] Place place_of_new_object() const noexcept {
    switch (place()) {
      case Place::records:
      case Place::wrapper:
        return Place::record;
      case Place::record:
        if (is_summary_field()) return Place::summary;
        if (field_ == IterField::symbols) return Place::symbols;
        return unless_path(field_ == IterField::fills ? Place::fills : Place::skipped);
      case Place::entry:
        if (is_summary_field()) return Place::entry;
        [[fallthrough]];
      case Place::summary:
        return unless_path(field_ == IterField::fills ? Place::fills : Place::skipped);
      case Place::symbols:
      case Place::symbol_list:
        return Place::entry;
      default:
        return unless_path(Place::skipped);
    }
  }

  [[nodiscard]] Place place_of_new_array() const noexcept {
    if (depth_ == 0) return Place::records;
    if (place() == Place::record && field_ == IterField::symbols) return Place::symbol_list;
    if (place() == Place::record && field_ == IterField::wrapper && !records_.is_wrapped()) return Place::wrapper;
    return child_ >= 0 ? Place::path_list : Place::skipped;
  }

  void push(Place opened, int node) {
    stack_[depth_] = opened;
    if (has_paths_) [[unlikely]] {
      nodes_[depth_] = static_cast<std::int16_t>(node);
      elements_[depth_] = 0;
    }
    ++depth_;
    field_ = IterField::none;
    child_ = -1;
  }

  /// Where the JSON pointers go on from here under `key`.
  void follow(std::string_view key) {
    const int node = depth_ == 0 ? -1 : nodes_[depth_ - 1];
    child_ = node < 0 ? -1 : fields_.step(node, key);
    if (const IterField found = fields_.field_at(child_); found != IterField::none) field_ = found;
  }
  /// An element of an array that a pointer leads through is found by its number.
  void begin_value() {
    if (place() == Place::path_list) [[unlikely]]
      follow_element();
  }
  [[gnu::cold]] void follow_element() { follow(std::to_string(elements_[depth_ - 1]++)); }

  /// An object or array where a value was expected: no measurement, but some tell what the record is.
  void note_container() {
    if (IterScope* const target = scope()) {
      target->note_container(field_);
    } else {
      store_outside();
    }
    field_ = IterField::none;
  }

  /// A value that belongs to no record and no symbol's entry.
  void store_outside() {
    if (place() == Place::symbols) records_.add_gap_entry(entry_name_);
    if (place() == Place::records) records_.windows().refuse("neither an object nor an array of objects");
  }

  /// The scope that a scalar belongs to; none inside what is skipped.
  [[nodiscard]] IterScope* scope() noexcept {
    for (std::size_t depth = depth_; depth > 0; --depth) {
      switch (stack_[depth - 1]) {
        case Place::record:
          return &records_.record().own;
        case Place::summary:
          return &records_.record().summary;
        case Place::entry:
          return &records_.record().last_entry();
        case Place::fills:
        case Place::path:
        case Place::path_list:
          break;
        default:
          return nullptr;
      }
    }
    return nullptr;
  }

  [[gnu::hot]] bool on_number(string_view text) {
    begin_value();
    std::string_view whole(text.data(), text.size());
    if (!pending_.empty()) whole = std::string_view(pending_.append(whole));
    store(IterFields::takes_number(field_) ? parse_json_number(whole).value_or(gap) : gap);
    pending_.clear();
    return true;
  }

  bool on_gap() {
    begin_value();
    store(gap);
    pending_.clear();
    return true;
  }

  [[gnu::hot]] void store(double value) {
    if (IterScope* const target = scope()) {
      target->set_number(field_, value);
    } else {
      store_outside();
    }
    field_ = IterField::none;
    child_ = -1;
  }

  void set_text(std::string_view text) {
    if (IterScope* const target = scope()) target->set_text(field_, text);
    field_ = IterField::none;
  }

  const IterFields& fields_;
  bool has_paths_;
  std::array<Place, max_json_depth + 2> stack_{};
  std::array<std::int16_t, max_json_depth + 2> nodes_{};  ///< where the JSON pointers stand; -1: nowhere
  std::array<std::uint32_t, max_json_depth + 2> elements_{};
  std::size_t depth_ = 0;
  IterField field_ = IterField::none;
  int child_ = -1;  ///< where they go on with the next value
  IterRecords records_;
  std::string entry_name_;
  std::string pending_;  ///< the earlier parts of a key, string or number that came in pieces
};

}  // namespace window_detail

}  // namespace soak
