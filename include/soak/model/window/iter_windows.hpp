// The windows that one JSON text of ITER_SUMMARY holds.
#pragma once

#include <soak/core/time.hpp>
#include <soak/model/window/iter_scope.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
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
};

inline constexpr std::int64_t no_time = std::numeric_limits<std::int64_t>::min();

class IterWindows {
 public:
  /// `fields` must outlive this object.
  explicit IterWindows(const IterFields& fields) : fields_(fields) {}

  void clear() {
    windows_.clear();
    values_.clear();
    texts_.clear();
    records_ = unusable_ = 0;
    unusable_reason_ = {};
  }

  [[nodiscard]] std::size_t size() const noexcept { return windows_.size(); }
  [[nodiscard]] IterWindow operator[](std::size_t i) const noexcept {
    const Window& w = windows_[i];
    const auto text = [&](std::size_t k) {
      return std::string_view(texts_).substr(w.texts[k].first, w.texts[k].second);
    };
    return {text(0), std::span(values_).subspan(w.values, fields_.metrics()), w.iteration, w.time_us, text(1), text(2),
            text(3)};
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
  void add(const window_detail::IterScope& record, const window_detail::IterScope& inner,
           const window_detail::IterScope* outer) {
    const window_detail::IterScope& named = inner.has_symbol || outer == nullptr ? inner : *outer;
    const std::string_view symbol = named.has_symbol ? std::string_view(named.symbol) : fields_.default_symbol();
    if (named.bad_symbol) return refuse("\"symbol\" is not a string");
    if (!is_symbol(symbol)) return refuse("a symbol must be 1 to 64 bytes of printable UTF-8");
    ++records_;
    if (!fields_.wants(symbol)) return;
    const std::size_t first = values_.size();
    for (std::size_t m = 0; m < fields_.metrics(); ++m) {
      values_.push_back(window_detail::resolve_metric(fields_, m, inner, outer));
    }
    const auto text = [&](IterField field) {
      const std::string& own = record.texts[IterFields::text_slot(field)];
      return keep(own.empty() ? inner.texts[IterFields::text_slot(field)] : own);
    };
    const double iteration = is_gap(record.iteration) ? inner.iteration : record.iteration;
    windows_.push_back({first,
                        iteration,
                        time_of(record, inner),
                        {keep(symbol), text(IterField::commit), text(IterField::profile), text(IterField::source)}});
  }

  /// The windows of a record that holds all symbols in one object. Of two members with one name the later one counts,
  /// as in every JSON reader that builds a map.
  void add_entries(const window_detail::IterScope& record, std::span<const window_detail::IterScope> entries) {
    if (entries.empty()) refuse("\"symbols\" is empty");
    std::vector<std::size_t> order(entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return entries[a].symbol < entries[b].symbol; });
    for (std::size_t i = 0; i < order.size(); ++i) {
      const bool is_last = i + 1 == order.size() || entries[order[i]].symbol != entries[order[i + 1]].symbol;
      if (is_last) add(record, entries[order[i]], nullptr);
    }
  }

 private:
  struct Window {
    std::size_t values;  ///< index of the first value
    double iteration;
    std::int64_t time_us;
    std::array<std::pair<std::size_t, std::size_t>, 4> texts;  ///< offset and size of symbol, commit, profile, source
  };

  /// `timestamp` of the record or the inner object, else `runtime_utc`. A number is seconds since the epoch, or, from
  /// 1e11 (the year 5138) on, milliseconds.
  [[nodiscard]] std::int64_t time_of(const window_detail::IterScope& record, const window_detail::IterScope& inner) {
    for (const window_detail::IterScope* const scope : {&record, &inner}) {
      const std::int64_t time = parse_time(scope->texts[IterFields::text_slot(IterField::timestamp)]);
      if (time != no_time) return time;
      const double seconds = std::fabs(scope->timestamp) < 1e11 ? scope->timestamp : scope->timestamp / 1000;
      if (std::fabs(seconds) < 1e11) return std::llround(seconds * 1e6);
    }
    for (const window_detail::IterScope* const scope : {&inner, &record}) {
      const std::int64_t time = parse_time(scope->texts[IterFields::text_slot(IterField::runtime_utc)]);
      if (time != no_time) return time;
    }
    return no_time;
  }

  /// Windows that follow each other mostly have one time: it is parsed once.
  [[nodiscard]] std::int64_t parse_time(const std::string& text) {
    if (text == time_text_) return time_us_;
    const auto instant = parse_iso8601(text);
    time_text_ = text;
    return time_us_ = instant ? instant->time_since_epoch().count() : no_time;
  }

  [[nodiscard]] std::pair<std::size_t, std::size_t> keep(std::string_view text) {
    const std::size_t offset = texts_.size();
    texts_.append(text);
    return {offset, text.size()};
  }

  const IterFields& fields_;
  std::vector<Window> windows_;
  std::vector<double> values_;
  std::string texts_;
  std::size_t records_ = 0;
  std::size_t unusable_ = 0;
  std::string_view unusable_reason_;
  std::string time_text_;
  std::int64_t time_us_ = no_time;
};

}  // namespace soak
