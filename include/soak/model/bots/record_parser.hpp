// Boost.JSON's streaming parser tells this handler what a record holds; no document tree is built.
#pragma once

#include <soak/model/bots/record_keys.hpp>
#include <soak/model/json/repair.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

namespace soak {

namespace bots_detail {

/// Handler of boost::json::basic_parser. Hands each object at the root, or in a list at the root, to `take`.
template <class Take>
class RecordHandler {
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);
  static constexpr std::size_t max_depth = 64;
  using error_code = boost::json::error_code;
  using string_view = boost::json::string_view;

  RecordHandler(const RecordKeys& keys, Take take) : keys_(keys), take_(std::move(take)) {}

  /// `text` is what will be parsed: what stands in it is pointed to, what does not (it had escapes) is kept.
  void begin(std::string_view text) {
    text_ = text;
    depth_ = lists_ = 0;
    pending_.clear();
    child_ = RecordKeys::nowhere;
  }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

  [[gnu::hot]] bool on_object_begin(error_code&) {
    const int node = enter();
    if (depth_ == lists_) {
      record_.clear();
      kept_.clear();
      push(RecordKeys::root);
      return true;
    }
    if (is_in_fee_list()) record_.begin_listed_fee();
    push(node);
    return true;
  }
  bool on_object_end(std::size_t, error_code&) {
    if (--depth_ == lists_) take_(record_);
    return true;
  }
  bool on_array_begin(error_code&) {
    const int node = enter();
    const bool is_of_records = depth_ == lists_;
    push(node);
    elements_[depth_ - 1] = 0;
    if (is_of_records) ++lists_;
    return true;
  }
  bool on_array_end(std::size_t, error_code&) {
    if (depth_ == lists_) --lists_;
    --depth_;
    return true;
  }
  bool on_key_part(string_view text, std::size_t, error_code&) { return keep_part(text); }
  [[gnu::hot]] bool on_key(string_view text, std::size_t, error_code&) {
    child_ = keys_.step(nodes_[depth_ - 1], whole(text));
    pending_.clear();
    return true;
  }
  bool on_string_part(string_view text, std::size_t, error_code&) { return keep_part(text); }
  [[gnu::hot]] bool on_string(string_view text, std::size_t, error_code&) { return store(text, RawValue::Kind::text); }
  bool on_number_part(string_view text, error_code&) { return keep_part(text); }
  bool on_int64(std::int64_t, string_view text, error_code&) { return store(text, RawValue::Kind::number); }
  bool on_uint64(std::uint64_t, string_view text, error_code&) { return store(text, RawValue::Kind::number); }
  bool on_double(double, string_view text, error_code&) { return store(text, RawValue::Kind::number); }
  bool on_bool(bool value, error_code&) { return store(value ? "true" : "false", RawValue::Kind::truth); }
  bool on_null(error_code&) { return store({}, RawValue::Kind::null); }

 private:
  /// Where the value that begins stands: by its key, or by its place in a list.
  [[nodiscard]] int enter() noexcept {
    if (depth_ == 0) return RecordKeys::root;
    if (elements_[depth_ - 1] == not_a_list) return child_;
    const int node = nodes_[depth_ - 1];
    const auto index = elements_[depth_ - 1]++;
    return keys_.counts_elements(node) ? keys_.step(node, std::to_string(index)) : node;
  }
  void push(int node) noexcept {
    nodes_[depth_] = node;
    elements_[depth_] = not_a_list;
    ++depth_;
    child_ = RecordKeys::nowhere;
  }
  [[nodiscard]] bool is_in_fee_list() const noexcept {
    return depth_ > 0 && elements_[depth_ - 1] != not_a_list && keys_.lists_fees(nodes_[depth_ - 1]);
  }
  bool keep_part(string_view text) {
    pending_.append(text.data(), text.size());
    return true;
  }
  [[nodiscard]] std::string_view whole(string_view text) {
    if (pending_.empty()) return {text.data(), text.size()};
    return pending_.append(text.data(), text.size());
  }
  [[gnu::hot]] bool store(string_view text, RawValue::Kind kind) {
    const Slot slot = keys_.slot(enter());
    if (slot != Slot::none && depth_ > lists_) {
      std::string_view value = whole(text);
      const bool is_in_text =
          kind == RawValue::Kind::truth || (value.data() >= text_.data() && value.data() < text_.data() + text_.size());
      if (!is_in_text && !value.empty()) value = kept_.emplace_back(value);
      record_.set(slot, {value, kind});
    }
    pending_.clear();
    child_ = RecordKeys::nowhere;
    return true;
  }

  static constexpr std::uint32_t not_a_list = UINT32_MAX;

  const RecordKeys& keys_;
  Take take_;
  std::string_view text_;
  std::array<int, max_depth + 2> nodes_{};
  std::array<std::uint32_t, max_depth + 2> elements_{};
  std::size_t depth_ = 0;
  std::size_t lists_ = 0;  ///< how many lists stand around the records
  int child_ = RecordKeys::nowhere;
  RawRecord record_;
  std::deque<std::string> kept_;
  std::string pending_;
};

}  // namespace bots_detail

/// Reads records one text at a time and calls `take(const RawRecord&)` for each.
template <class Take>
class RecordParser {
 public:
  RecordParser(const RecordKeys& keys, Take take) : parser_(options(), keys, std::move(take)) {}

  /// Values one after another, with white space between them. The error names the byte of `text` and the reason;
  /// what came before it has been taken.
  [[nodiscard, gnu::hot]] Result<void> parse(std::string_view text) {
    std::size_t done = 0;
    while (done < text.size()) {
      std::size_t consumed = 0;
      if (const auto problem = parse_value(text.substr(done), consumed)) {
        if (repair(text.substr(done))) return {};
        return Error{Errc::input_unusable, "byte " + std::to_string(done + consumed) + ": " + problem.message()};
      }
      done = std::min(text.find_first_not_of(" \t\r\n", done + consumed), text.size());
    }
    return {};
  }

 private:
  [[nodiscard]] static boost::json::parse_options options() noexcept {
    boost::json::parse_options options;
    options.max_depth = bots_detail::RecordHandler<Take>::max_depth;
    return options;
  }
  [[nodiscard]] boost::json::error_code parse_value(std::string_view text, std::size_t& consumed) {
    boost::json::error_code error;
    parser_.reset();
    parser_.handler().begin(text);
    consumed = parser_.write_some(false, text.data(), text.size(), error);
    return error;
  }
  /// What Python writes and Boost.JSON refuses.
  [[nodiscard, gnu::cold]] bool repair(std::string_view text) {
    std::string repaired(text);
    std::size_t consumed = 0;
    return replace_refused_tokens(repaired) && !parse_value(repaired, consumed) &&
           repaired.find_first_not_of(" \t\r\n", consumed) == repaired.npos;
  }

  boost::json::basic_parser<bots_detail::RecordHandler<Take>> parser_;
};

}  // namespace soak
