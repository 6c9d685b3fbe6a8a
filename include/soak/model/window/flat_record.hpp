// Records of a form that repeats: one flat object, the same members in the same order each time, nothing to unescape.
#pragma once

#include <soak/core/number.hpp>
#include <soak/model/window/iter_fields.hpp>
#include <soak/model/window/iter_windows.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

namespace window_detail {

/// How many bytes at the front of `text` are printable ASCII other than the quote and the backslash.
[[nodiscard, gnu::hot]] inline std::size_t plain_length(std::string_view text) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101;
  constexpr std::uint64_t tops = ones * 0x80;
  const auto has_zero = [](std::uint64_t x) { return (x - ones) & ~x & tops; };  // exact up to the first such byte
  std::size_t at = 0;
  if constexpr (std::endian::native == std::endian::little) {
    for (; at + 8 <= text.size(); at += 8) {
      std::uint64_t bytes = 0;
      std::memcpy(&bytes, text.data() + at, 8);
      const std::uint64_t controls = (bytes - ones * 0x20) & ~bytes & tops;
      const std::uint64_t others = (bytes & tops) | controls | has_zero(bytes ^ (ones * '"')) |
                                   has_zero(bytes ^ (ones * '\\')) | has_zero(bytes ^ (ones * 0x7F));
      if (others != 0) return at + static_cast<std::size_t>(std::countr_zero(others)) / 8;
    }
  }
  const auto is_plain = [](char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; };
  while (at < text.size() && is_plain(text[at])) ++at;
  return at;
}

/// As text.starts_with(), for the 10 to 30 bytes that stand between two values: a call to compare them takes longer.
[[nodiscard, gnu::hot]] inline bool begins_with(std::string_view text, std::string_view bytes) noexcept {
  constexpr std::size_t word = sizeof(std::uint64_t);
  if (text.size() < bytes.size() || bytes.size() < word) return text.starts_with(bytes);
  const auto differs_at = [&](std::size_t at) {
    std::uint64_t a = 0;
    std::uint64_t b = 0;
    std::memcpy(&a, text.data() + at, word);
    std::memcpy(&b, bytes.data() + at, word);
    return a != b;
  };
  for (std::size_t at = 0; at + word < bytes.size(); at += word) {
    if (differs_at(at)) return false;
  }
  return !differs_at(bytes.size() - word);
}

/// One value of a flat record: what it says, and the bytes of its text, without the quotes.
struct FlatValue {
  enum class Kind : std::uint8_t { text, number, word };
  std::string_view text = {};
  double number = gap;
};

/// Sets `value` to the value of a kind at the front of `rest`; false if nothing of the kind that is simple enough
/// stands there.
[[nodiscard, gnu::hot]] inline bool read_flat_value(FlatValue::Kind kind, std::string_view rest, FlatValue& value) {
  constexpr std::size_t max_number_bytes = 40;
  if (kind == FlatValue::Kind::text) {
    const std::size_t length = plain_length({rest.data(), std::min(rest.size(), max_text_bytes + 1)});
    value.text = {rest.data(), length};
    return length <= max_text_bytes && length < rest.size() && rest[length] == '"';
  }
  if (kind == FlatValue::Kind::word) {
    for (const std::string_view word : {"true", "false", "null"}) {
      value.text = rest.substr(0, word.size());
      if (value.text == word) return true;
    }
    return false;
  }
  const auto goes_on = [](char c) {
    return (c >= '0' && c <= '9') || c == '.' || (c | 0x20) == 'e' || c == '+' || c == '-';
  };
  if (const auto exact = core_detail::short_decimal(rest)) {
    value = {{rest.data(), exact->length}, exact->value};
    if (exact->length == rest.size() || !goes_on(rest[exact->length])) return true;
  }
  const auto end = std::find_if_not(rest.begin(), rest.end(), goes_on);
  value.text = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
  const std::size_t exponent = value.text.find_first_of("eE");
  // What an exponent of more digits means is left to the parser, which refuses some.
  const bool is_simple = exponent == value.text.npos || value.text.size() - exponent <= 5;
  if (!is_simple || value.text.size() > max_number_bytes || !is_json_number(value.text)) return false;
  value.number = parse_json_number(value.text).value_or(gap);
  return true;
}

}  // namespace window_detail

/// Reads records of the form that it has last learned. A stream repeats one form a million times: what stands between
/// its values is compared then, not parsed. Whatever is not exactly of the form, or not quite simple (an escape, a
/// character beyond ASCII, a number as text, a time that is not understood), is left to IterSummaryReader, which says
/// the same of the rest.
class FlatRecordReader {
 public:
  /// `fields` must outlive the reader.
  explicit FlatRecordReader(const IterFields& fields) : fields_(fields), row_(fields.metrics(), gap) {}

  /// The window that `text` is, if it is of the form. Valid until the next read, and as long as `text`.
  [[nodiscard, gnu::hot]] std::optional<IterWindow> read(std::string_view text);

  /// Takes over the form of a text that IterSummaryReader read to its end as one window, if that is flat.
  void learn(std::string_view text);

 private:
  using Kind = window_detail::FlatValue::Kind;
  static constexpr std::size_t none = std::size_t(-1);

  struct Member {
    std::string before;  ///< from the end of the last value up to this one: comma, key, colon, blanks, opening quote
    Kind kind;
  };

  /// What the members of a record mean, as indices of them; none if no member does.
  struct Form {
    std::vector<Member> members = {};
    std::string after = {};
    std::size_t symbol = none, time = none, runtime = none, iteration = none;
    std::array<std::size_t, 3> origin{none, none, none};  ///< commit, profile, source
    std::vector<std::size_t> slots;                       ///< of IterFields

    /// False if a member of such a field and kind takes more than plain reading.
    [[nodiscard]] bool take(IterField field, Kind kind);
  };

  [[nodiscard]] bool parse_form(std::string_view text, Form& form) const;

  /// Microseconds since the epoch, no_time if the form has no time; nothing if there is one that is not understood.
  [[nodiscard]] std::optional<std::int64_t> time_us() {
    if (form_.time == none) return no_time;
    const window_detail::FlatValue& value = values_[form_.time];
    const bool is_text = form_.members[form_.time].kind == Kind::text;
    const std::int64_t time = is_text ? times_.read(value.text) : TimeReader::of_count(value.number);
    return time == no_time ? std::nullopt : std::optional(time);
  }

  [[nodiscard]] std::string_view text_of(std::size_t member) const noexcept {
    return member == none ? std::string_view() : values_[member].text;
  }

  const IterFields& fields_;
  Form form_;
  std::vector<std::size_t> sources_;  ///< a metric: the member that its value is, or none
  std::vector<window_detail::FlatValue> values_;
  std::vector<double> row_;
  TimeReader times_;
  std::size_t hits_ = 0;
  std::size_t learned_ = 0;
};

inline std::optional<IterWindow> FlatRecordReader::read(std::string_view text) {
  if (form_.members.empty()) return std::nullopt;
  std::string_view rest = text;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const Member& member = form_.members[i];
    if (!window_detail::begins_with(rest, member.before)) return std::nullopt;
    rest.remove_prefix(member.before.size());
    if (!window_detail::read_flat_value(member.kind, rest, values_[i])) return std::nullopt;
    rest.remove_prefix(values_[i].text.size());
  }
  if (rest != form_.after) return std::nullopt;
  const std::string_view symbol = form_.symbol == none ? fields_.default_symbol() : values_[form_.symbol].text;
  const auto time = time_us();
  if (!is_symbol(symbol) || !time) return std::nullopt;
  for (std::size_t m = 0; m < row_.size(); ++m) row_[m] = sources_[m] == none ? gap : values_[sources_[m]].number;
  ++hits_;
  return IterWindow{symbol,
                    row_,
                    form_.iteration == none ? gap : values_[form_.iteration].number,
                    *time,
                    text_of(form_.origin[0]),
                    text_of(form_.origin[1]),
                    text_of(form_.origin[2]),
                    fields_.wants(symbol)};
}

inline void FlatRecordReader::learn(std::string_view text) {
  // Where forms take turns, learning each anew would cost more than it saves.
  constexpr std::size_t free_lessons = 16;
  constexpr std::size_t hits_a_lesson = 4;
  if (fields_.has_paths() || learned_ > free_lessons + hits_ / hits_a_lesson) return;
  ++learned_;
  Form form;
  form.slots.assign(fields_.size(), none);
  if (!parse_form(text, form)) return;
  if (form.time == none) form.time = form.runtime;
  sources_.assign(fields_.metrics(), none);
  for (std::size_t m = 0; m < sources_.size(); ++m) {
    for (const std::size_t slot : fields_.slots_of(m)) {
      if (slot == IterFields::no_slot || sources_[m] != none) break;
      sources_[m] = form.slots[slot];
    }
  }
  values_.resize(form.members.size());
  form_ = std::move(form);
}

inline bool FlatRecordReader::Form::take(IterField field, Kind kind) {
  std::size_t* place = nullptr;
  const auto slot = IterFields::slot(field);
  if (slot) place = &slots[*slot];
  if (field == IterField::symbol) place = &symbol;
  if (field == IterField::timestamp) place = &time;
  if (field == IterField::runtime_utc) place = &runtime;
  if (field == IterField::iteration) place = &iteration;
  if (field >= IterField::commit && field <= IterField::source) {
    place = &origin[static_cast<std::size_t>(field) - static_cast<std::size_t>(IterField::commit)];
  }
  if (place == nullptr) return field != IterField::tuning;
  const bool takes_text = IterFields::is_text(field);
  const bool takes_number = IterFields::takes_number(field);
  const bool is_taken = (kind == Kind::text && takes_text) || (kind == Kind::number && takes_number);
  // What a text or a null in the place of a measurement means is for the parser to say.
  if (*place != none || (!is_taken && (slot || field == IterField::symbol || kind == Kind::text))) return false;
  if (is_taken) *place = members.size() - 1;
  return true;
}

inline bool FlatRecordReader::parse_form(std::string_view text, Form& form) const {
  std::size_t at = 0;
  std::size_t value_end = 0;
  const auto skip_blanks = [&] { at = std::min(text.find_first_not_of(" \t\r\n", at), text.size()); };
  const auto take = [&](char wanted) {
    skip_blanks();
    const bool is_there = at < text.size() && text[at] == wanted;
    at += is_there ? 1 : 0;
    return is_there;
  };
  for (bool is_first = true; take(is_first ? '{' : ','); is_first = false) {
    window_detail::FlatValue key;
    if (!take('"') || !window_detail::read_flat_value(Kind::text, text.substr(at), key)) return false;
    at += key.text.size() + 1;
    if (!take(':')) return false;
    skip_blanks();
    if (at == text.size()) return false;
    const Kind kind = text[at] == '"' ? Kind::text : (text[at] >= 'a' ? Kind::word : Kind::number);
    if (kind == Kind::text) ++at;
    form.members.push_back({std::string(text.substr(value_end, at - value_end)), kind});
    window_detail::FlatValue value;
    if (!window_detail::read_flat_value(kind, text.substr(at), value)) return false;
    if (!form.take(fields_.find(key.text), kind)) return false;
    value_end = at + value.text.size();
    at = value_end + (kind == Kind::text ? 1 : 0);
  }
  if (!take('}')) return false;
  skip_blanks();
  form.after = text.substr(value_end);
  return at == text.size();
}

}  // namespace soak
