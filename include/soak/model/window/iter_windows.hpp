// The windows that one JSON text of ITER_SUMMARY holds.
#pragma once

#include <soak/core/timestamp.hpp>
#include <soak/model/window/iter_scope.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// One window of one symbol as it stood in the input. Views and spans are valid until the next parse.
struct IterWindow {
  std::string_view symbol;
  std::span<const double> values;  ///< one per metric, NaN is a gap
  double iteration;                ///< NaN if none
  std::int64_t time_us;            ///< microseconds since the epoch; no_time if none
  std::string_view commit;         ///< empty if none, as the next two
  std::string_view profile;
  std::string_view source;
  bool is_wanted;  ///< else it only tells when the run went on
};

/// Why a record that is well-formed JSON is no window, if it is no report that is known by its shape either.
inline constexpr std::string_view no_known_metric = "not a window: no known metric in it";

inline constexpr std::int64_t no_time = std::numeric_limits<std::int64_t>::min();

/// Reads times one after the other. Those that follow each other mostly are the same: it is parsed once.
class TimeReader {
 public:
  /// Microseconds since the epoch; no_time if the text is not understood (core/timestamp.hpp).
  [[nodiscard]] std::int64_t read(std::string_view text) {
    if (text == text_) return time_us_;
    text_ = text;
    return time_us_ = microseconds(parse_timestamp(text));
  }

  /// The same of a count since the epoch.
  [[nodiscard]] static std::int64_t of_count(double count) noexcept { return microseconds(instant_of_epoch(count)); }

 private:
  [[nodiscard]] static std::int64_t microseconds(const std::optional<Instant>& instant) noexcept {
    return instant ? instant->time_since_epoch().count() : no_time;
  }

  std::string text_;
  std::int64_t time_us_ = no_time;
};

class IterWindows {
 public:
  /// `fields` must outlive this object.
  explicit IterWindows(const IterFields& fields) : fields_(fields) {}

  void clear() {
    windows_.clear();
    values_.clear();
    texts_.clear();
    records_ = unusable_ = text_numbers_ = bad_times_ = 0;
    unusable_reason_ = {};
  }

  /// What has come so far, to go back to.
  struct Mark {
    std::size_t windows = 0;
    std::size_t records = 0;
    std::size_t unusable = 0;
    std::string_view unusable_reason = {};
    std::size_t text_numbers = 0;
    std::size_t bad_times = 0;
  };
  [[nodiscard]] Mark mark() const noexcept {
    return {windows_.size(), records_, unusable_, unusable_reason_, text_numbers_, bad_times_};
  }
  void rewind(const Mark& mark) {
    windows_.resize(mark.windows);
    records_ = mark.records;
    unusable_ = mark.unusable;
    unusable_reason_ = mark.unusable_reason;
    text_numbers_ = mark.text_numbers;
    bad_times_ = mark.bad_times;
  }

  /// The windows since `mark` take from the record around them what they do not say themselves.
  void inherit(const Mark& mark, const window_detail::IterScope& outer) {
    const bool names = outer.has_symbol && !outer.bad_symbol && is_symbol(outer.symbol);
    for (std::size_t i = mark.windows; i < windows_.size(); ++i) {
      if (names && windows_[i].is_unnamed) windows_[i].texts[0] = keep(outer.symbol);
      for (const IterField field : {IterField::commit, IterField::profile, IterField::source}) {
        auto& own =
            windows_[i].texts[1 + static_cast<std::size_t>(field) - static_cast<std::size_t>(IterField::commit)];
        if (own.second == 0) own = keep_utf8(outer.texts[IterFields::text_slot(field)]);
      }
    }
  }

  [[nodiscard]] std::size_t size() const noexcept { return windows_.size(); }
  [[nodiscard]] IterWindow operator[](std::size_t i) const noexcept {
    const Window& w = windows_[i];
    const auto text = [&](std::size_t k) {
      return std::string_view(texts_).substr(w.texts[k].first, w.texts[k].second);
    };
    return {text(0),     std::span(values_).subspan(w.values, fields_.metrics()),
            w.iteration, w.time_us,
            text(1),     text(2),
            text(3),     fields_.wants(text(0))};
  }

  /// Metrics and iterations of windows that were written as text.
  [[nodiscard]] std::size_t text_numbers() const noexcept { return text_numbers_; }
  void count_text_numbers(std::size_t count) noexcept { text_numbers_ += count; }

  /// Windows with a time that is there and not understood, and the first of these times.
  [[nodiscard]] std::size_t bad_times() const noexcept { return bad_times_; }
  [[nodiscard]] const std::string& bad_time() const noexcept { return bad_time_; }

  /// True of a text that was one window, with nothing odd about it.
  [[nodiscard]] bool is_one_plain() const noexcept {
    return records_ == 1 && windows_.size() == 1 && text_numbers_ + bad_times_ == 0;
  }

  /// Windows that were met, the unusable and those of symbols that nobody wants included.
  [[nodiscard]] std::size_t records() const noexcept { return records_; }

  /// Records and symbols that were well-formed JSON but no window, and why the first of them was not.
  [[nodiscard]] std::size_t unusable() const noexcept { return unusable_; }
  [[nodiscard]] std::string_view unusable_reason() const noexcept { return unusable_reason_; }

  /// Counts a record that is no window. `reason` must be a literal.
  void refuse(std::string_view reason) {
    ++records_;
    if (unusable_++ == 0) unusable_reason_ = reason;
  }

  /// One window of `record`, from `inner`, which goes first, and `outer`, which fills in what inner does not name.
  [[gnu::hot]] void add(const window_detail::IterScope& record, const window_detail::IterScope& inner,
                        const window_detail::IterScope* outer) {
    const window_detail::IterScope& named = inner.has_symbol || outer == nullptr ? inner : *outer;
    const std::string_view symbol = named.has_symbol ? std::string_view(named.symbol) : fields_.default_symbol();
    if (named.bad_symbol) return refuse("\"symbol\" is not a string");
    if (!is_symbol(symbol)) {
      return refuse(is_utf8(symbol) ? "a symbol must be 1 to 64 bytes of printable UTF-8"
                                    : "a symbol is not UTF-8: is the file in Latin-1 or another old encoding?");
    }
    ++records_;
    const std::size_t first = values_.size();
    for (std::size_t m = 0; m < fields_.metrics(); ++m) {
      values_.push_back(window_detail::resolve_metric(fields_, m, inner, outer));
    }
    const auto text = [&](IterField field) {
      const std::string& own = record.texts[IterFields::text_slot(field)];
      const std::string& said = own.empty() ? inner.texts[IterFields::text_slot(field)] : own;
      return keep_utf8(said);
    };
    const double iteration = is_gap(record.iteration) ? inner.iteration : record.iteration;
    windows_.push_back({first,
                        iteration,
                        time_of(record, inner),
                        {keep(symbol), text(IterField::commit), text(IterField::profile), text(IterField::source)},
                        !named.has_symbol});
  }

  /// The windows of a record that holds all symbols in one object. Of two members with one name the later one counts,
  /// as in every JSON reader that builds a map; entries without a name are each one of their own.
  void add_entries(const window_detail::IterScope& record, std::span<const window_detail::IterScope> entries) {
    if (entries.empty()) refuse("\"symbols\" is empty");
    std::vector<std::size_t> order(entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return entries[a].symbol < entries[b].symbol; });
    for (std::size_t i = 0; i < order.size(); ++i) {
      const window_detail::IterScope& entry = entries[order[i]];
      const bool is_last = i + 1 == order.size() || entry.symbol != entries[order[i + 1]].symbol;
      if (!is_last && !entry.symbol.empty()) continue;
      if (!entry.has_symbol) {
        refuse("an entry of \"symbols\" names no symbol");
      } else if (!entry.is_gap && !window_detail::has_metric(fields_, entry)) {
        refuse(no_known_metric);
      } else {
        add(record, entry, nullptr);
      }
    }
  }

 private:
  struct Window {
    std::size_t values;  ///< index of the first value
    double iteration;
    std::int64_t time_us;
    std::array<std::pair<std::size_t, std::size_t>, 4> texts;  ///< offset and size of symbol, commit, profile, source
    bool is_unnamed;                                           ///< it has the default symbol
  };

  /// `timestamp` of the record or the inner object, else `runtime_utc`, in any usual dress (core/timestamp.hpp). What
  /// is not understood is noted also where another one is.
  [[nodiscard]] std::int64_t time_of(const window_detail::IterScope& record, const window_detail::IterScope& inner) {
    bool is_noted = false;
    const auto read = [&](const std::string& text, double count) {
      if (!text.empty()) {
        if (const std::int64_t time = times_.read(text); time != no_time) return time;
      } else if (const std::int64_t time = TimeReader::of_count(count); time != no_time) {
        return time;
      } else if (is_gap(count)) {
        return no_time;
      }
      if (!std::exchange(is_noted, true) && bad_times_++ == 0) bad_time_ = text.empty() ? format_number(count) : text;
      return no_time;
    };
    for (const window_detail::IterScope* const scope : {&record, &inner}) {
      const std::string& text = scope->texts[IterFields::text_slot(IterField::timestamp)];
      if (const std::int64_t time = read(text, scope->timestamp); time != no_time) return time;
    }
    for (const window_detail::IterScope* const scope : {&inner, &record}) {
      const std::string& text = scope->texts[IterFields::text_slot(IterField::runtime_utc)];
      if (const std::int64_t time = read(text, scope->runtime_utc); time != no_time) return time;
    }
    return no_time;
  }

  [[nodiscard]] std::pair<std::size_t, std::size_t> keep(std::string_view text) {
    const std::size_t offset = texts_.size();
    texts_.append(text);
    return {offset, text.size()};
  }
  /// Nothing of a text that cannot be written out again.
  [[nodiscard]] std::pair<std::size_t, std::size_t> keep_utf8(const std::string& text) {
    return keep(is_utf8(text) ? std::string_view(text) : std::string_view());
  }

  const IterFields& fields_;
  std::vector<Window> windows_;
  std::vector<double> values_;
  std::string texts_;
  std::size_t records_ = 0;
  std::size_t unusable_ = 0;
  std::string_view unusable_reason_;
  std::size_t text_numbers_ = 0;
  std::size_t bad_times_ = 0;
  std::string bad_time_;
  TimeReader times_;
};

}  // namespace soak
