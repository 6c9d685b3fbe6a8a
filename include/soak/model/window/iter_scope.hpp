// What one JSON object of an ITER_SUMMARY said.
#pragma once

#include <soak/core/stats.hpp>
#include <soak/model/window/iter_fields.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

namespace window_detail {

/// Whether a key is there. An object or an array in the place of a number is a gap, but makes no window of a record.
enum class Presence : char { absent, scalar, container };

/// What one JSON object said: the values of the known keys, and which of them were there at all.
struct IterScope {
  std::vector<double> values;  ///< per field; NaN if absent or a gap
  std::vector<Presence> present;
  std::string symbol;
  std::array<std::string, iter_text_fields> texts;  ///< timestamp, runtime_utc, commit, profile, source
  double iteration = gap;
  double timestamp = gap;    ///< given as a number
  double runtime_utc = gap;  ///< likewise
  std::size_t text_numbers = 0;
  bool has_symbol = false;
  bool bad_symbol = false;
  bool is_tuning = false;  ///< has what only the entries of a TUNING_REPORT have
  bool has_latency =
      false;  ///< an object `latency`, `total` or a number `taker_ratio`: together they make an EDGE_REPORT
  bool has_total = false;
  bool has_taker_ratio = false;
  bool is_gap = false;  ///< a symbol's entry that is null or another value instead of an object

  [[nodiscard]] bool is_edge_report() const noexcept { return has_total && (has_latency || has_taker_ratio); }

  void name(std::string_view text) {
    symbol.assign(text);
    has_symbol = true;
    bad_symbol = false;
  }

  /// A number, or a gap in its place.
  [[gnu::hot]] void set_number(IterField field, double value) noexcept {
    if (const auto slot = IterFields::slot(field)) {
      values[*slot] = value;
      present[*slot] = Presence::scalar;
    } else if (field == IterField::iteration) {
      iteration = value;
    } else if (field == IterField::timestamp) {
      timestamp = value;
    } else if (field == IterField::runtime_utc) {
      runtime_utc = value;
    } else if (field == IterField::symbol) {
      has_symbol = bad_symbol = true;
    } else if (field == IterField::taker_ratio) {
      has_taker_ratio = true;
    } else if (field == IterField::tuning) {
      is_tuning = true;
    }
  }

  /// Precondition: a field that takes a text.
  [[gnu::hot]] void set_text(IterField field, std::string_view text) {
    if (field == IterField::symbol) {
      name(text);
    } else {
      texts[IterFields::text_slot(field)].assign(text);
    }
  }

  /// An object or array where a value was expected: no measurement, but some tell what the record is.
  void note_container(IterField field) noexcept {
    if (const auto slot = IterFields::slot(field)) {
      values[*slot] = gap;
      present[*slot] = Presence::container;
    }
    if (field == IterField::symbol) has_symbol = bad_symbol = true;
    if (field == IterField::latency) has_latency = true;
    if (field == IterField::total) has_total = true;
    if (field == IterField::tuning) is_tuning = true;
  }

  [[gnu::hot]] void reset(std::size_t fields) {
    values.assign(fields, gap);
    present.assign(fields, Presence::absent);
    symbol.clear();
    for (std::string& text : texts) text.clear();
    iteration = timestamp = runtime_utc = gap;
    text_numbers = 0;
    has_symbol = bad_symbol = is_tuning = has_latency = has_total = has_taker_ratio = is_gap = false;
  }
};

/// True if a metric stands there by name, as a number, a text or a gap.
[[nodiscard]] inline bool has_metric(const IterFields& fields, const IterScope& scope) noexcept {
  for (std::size_t m = 0; m < fields.judged(); ++m) {
    for (const std::size_t slot : fields.slots_of(m)) {
      if (slot == IterFields::no_slot) break;
      if (scope.present[slot] == Presence::scalar) return true;
    }
  }
  return false;
}

/// Value of a metric: of `inner` if its key is there at all, else of `outer`, else of the fallback key likewise.
[[nodiscard]] inline double resolve_metric(const IterFields& fields, std::size_t metric, const IterScope& inner,
                                           const IterScope* outer) noexcept {
  for (const std::size_t slot : fields.slots_of(metric)) {
    if (slot == IterFields::no_slot) break;
    if (inner.present[slot] != Presence::absent) return inner.values[slot];
    if (outer != nullptr && outer->present[slot] != Presence::absent) return outer->values[slot];
  }
  return gap;
}

/// One object of the input that may be a window, or several symbols' windows.
struct IterRecord {
  IterScope own;      ///< its own members
  IterScope summary;  ///< those of `summary`, `metrics` or `kpi` in it
  unsigned summaries = 0;
  bool has_symbols = false;
  std::vector<IterScope> entries;  ///< one a symbol; kept from record to record for their memory
  std::size_t entries_used = 0;

  void reset(std::size_t fields) {
    own.reset(fields);
    summaries = 0;
    has_symbols = false;
    entries_used = 0;
  }
  void begin_symbols() {
    entries_used = 0;
    has_symbols = true;
  }
  IterScope& new_entry(std::size_t fields) {
    if (entries_used == entries.size()) entries.emplace_back();
    entries[entries_used].reset(fields);
    return entries[entries_used++];
  }
  [[nodiscard]] IterScope& last_entry() noexcept { return entries[entries_used - 1]; }
  [[nodiscard]] std::span<const IterScope> entries_in_use() const noexcept {
    return std::span(entries).first(entries_used);
  }

  /// Metrics and iterations that were written as text.
  [[nodiscard]] std::size_t text_numbers() const noexcept {
    std::size_t total = own.text_numbers + (summaries != 0 ? summary.text_numbers : 0);
    for (const IterScope& entry : entries_in_use()) total += entry.text_numbers;
    return total;
  }

  [[nodiscard, gnu::hot]] bool is_window(const IterFields& fields) const noexcept {
    if (has_symbols) {
      return entries_used == 0 ||
             std::any_of(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(entries_used),
                         [&](const IterScope& e) { return e.is_gap || has_metric(fields, e); });
    }
    return has_metric(fields, own) || (summaries != 0 && has_metric(fields, summary));
  }
};

}  // namespace window_detail

}  // namespace soak
