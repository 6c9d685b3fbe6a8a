// SOAK_SUMMARY.json and VIOLATIONS.json read back (docs/formats/soak_summary.md, docs/formats/violations.md): what the
// programs after the analysis work on, whoever wrote the files.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/stats.hpp>
#include <soak/core/threshold.hpp>
#include <soak/core/time.hpp>
#include <soak/model/json/value.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/model/summary/violation.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

struct MetricRecord {
  std::string metric;
  double median = gap;
  double last = gap;
  std::string trend;
  Level status = Level::ok;
};

struct SymbolRecord {
  std::string symbol;
  std::vector<MetricRecord> metrics;

  [[nodiscard]] Level verdict() const noexcept {
    Level worst = Level::ok;
    for (const MetricRecord& metric : metrics) worst = std::max(worst, metric.status);
    return worst;
  }
  /// Last value of a metric; NaN if there is none.
  [[nodiscard]] double last(std::string_view metric) const noexcept {
    const auto found = std::find_if(metrics.begin(), metrics.end(), [&](const auto& m) { return m.metric == metric; });
    return found == metrics.end() ? gap : found->last;
  }
};

/// How a metric is shown to people.
struct MetricLabel {
  std::string metric;
  std::string title;
  int decimals = 2;
};

struct SummaryRecord {
  Instant generated_at{};
  std::size_t windows = 0;
  std::size_t input_windows = 0;  ///< before bucketing; `windows` where the file does not say
  std::size_t min_windows = 0;
  std::vector<SymbolRecord> symbols;  ///< in the order of the file
  StatusCounts overall;               ///< as the file has them
  Level verdict = Level::ok;
  std::optional<std::string> commit_range;
  std::optional<std::string> profile;
  std::optional<std::string> source;
  std::vector<MetricLabel> labels;  ///< of the metrics whose thresholds the file has
};

/// A Violation that owns its texts.
struct ViolationRecord {
  std::string symbol;
  std::string metric;
  Level level = Level::warn;
  std::optional<std::size_t> window_index;
  double value = gap;
  double threshold = gap;
  std::string note;

  [[nodiscard]] Violation view() const noexcept {
    return {symbol, metric, level, window_index, value, threshold, note};
  }
};

namespace summary_detail {

[[nodiscard]] inline Error expected(std::string_view where, std::string_view what) {
  return {Errc::input_unusable, printable(where) + ": expected " + std::string(what)};
}

[[nodiscard]] inline Result<Level> level_member(const boost::json::value& object, std::string_view key,
                                                std::string_view where) {
  const auto text = text_or_nothing(find_member(object, key));
  const auto level = text ? parse_level(*text) : std::nullopt;
  if (level) return *level;
  return expected(std::string(where) + "." + std::string(key), "OK, WARN or CRIT");
}

[[nodiscard]] inline std::optional<std::size_t> whole_number(const boost::json::value* value) noexcept {
  if (value == nullptr) return std::nullopt;
  if (value->is_uint64()) return value->get_uint64();
  if (value->is_int64() && value->get_int64() >= 0) return static_cast<std::size_t>(value->get_int64());
  return std::nullopt;
}

/// Sets `target` from a member that must be a whole number.
[[nodiscard]] inline Result<void> take_count(std::size_t& target, const boost::json::value& object,
                                             std::string_view key, std::string_view where) {
  const auto number = whole_number(find_member(object, key));
  if (!number) return expected(std::string(where) + std::string(key), "a whole number");
  target = *number;
  return {};
}

[[nodiscard]] inline Result<SymbolRecord> read_symbol(std::string_view name, const boost::json::value& content) {
  const std::string where = "symbols." + std::string(name);
  if (!content.is_object()) return expected(where, "an object");
  SymbolRecord symbol{std::string(name), {}};
  for (const auto& member : content.get_object()) {
    const std::string metric(member.key().data(), member.key().size());
    if (!member.value().is_object()) return expected(where + "." + metric, "an object");
    const auto status = level_member(member.value(), "status", where + "." + metric);
    if (!status) return status.error();
    symbol.metrics.push_back({metric, number_or_gap(find_member(member.value(), "median")),
                              number_or_gap(find_member(member.value(), "last")),
                              text_or_nothing(find_member(member.value(), "trend")).value_or(""), *status});
  }
  return symbol;
}

[[nodiscard]] inline Result<void> read_overall(SummaryRecord& summary, const boost::json::value& tree) {
  const auto* overall = find_member(tree, "overall");
  if (overall == nullptr || !overall->is_object()) return expected("overall", "an object");
  if (auto taken = take_count(summary.overall.crit, *overall, "crit_count", "overall."); !taken) return taken;
  if (auto taken = take_count(summary.overall.warn, *overall, "warn_count", "overall."); !taken) return taken;
  if (auto taken = take_count(summary.overall.ok, *overall, "ok_count", "overall."); !taken) return taken;
  const auto verdict = level_member(*overall, "verdict", "overall");
  if (!verdict) return verdict.error();
  summary.verdict = *verdict;
  return {};
}

[[nodiscard]] inline std::vector<MetricLabel> read_labels(const boost::json::value* thresholds) {
  std::vector<MetricLabel> labels;
  if (thresholds == nullptr || !thresholds->is_object()) return labels;
  for (const auto& member : thresholds->get_object()) {
    const std::string metric(member.key().data(), member.key().size());
    const auto decimals = whole_number(find_member(member.value(), "decimals"));
    labels.push_back({metric, text_or_nothing(find_member(member.value(), "title")).value_or(metric),
                      static_cast<int>(std::min<std::size_t>(decimals.value_or(2), 15))});
  }
  return labels;
}

/// The element of an array that begins at `begin` with '{': the position after its '}', or npos if it has no end.
[[nodiscard]] inline std::size_t object_end(std::string_view text, std::size_t begin) noexcept {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = begin; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

[[nodiscard]] inline Result<ViolationRecord> read_violation(const boost::json::value& element,
                                                            const std::string& where) {
  ViolationRecord violation;
  auto symbol = text_or_nothing(find_member(element, "symbol"));
  if (!symbol) return expected(where + ".symbol", "a text");
  auto metric = text_or_nothing(find_member(element, "metric"));
  if (!metric) return expected(where + ".metric", "a text");
  const auto level = level_member(element, "level", where);
  if (!level) return level.error();
  const auto* index = find_member(element, "window_index");
  violation.window_index = whole_number(index);
  if (index != nullptr && !index->is_null() && !violation.window_index) {
    return expected(where + ".window_index", "a whole number or null");
  }
  violation.symbol = std::move(*symbol);
  violation.metric = std::move(*metric);
  violation.level = *level;
  violation.value = number_or_gap(find_member(element, "value"));
  violation.threshold = number_or_gap(find_member(element, "threshold"));
  violation.note = text_or_nothing(find_member(element, "note")).value_or("");
  return violation;
}

}  // namespace summary_detail

/// Reads the text of SOAK_SUMMARY.json. The error names the byte, or the member and what it should be; the caller adds
/// the file's name. Members that it does not know are left alone.
[[nodiscard]] inline Result<SummaryRecord> parse_summary(std::string_view text) {
  const auto tree = parse_json(text);
  if (!tree) return tree.error();
  if (!tree->is_object()) return summary_detail::expected("the document", "an object");
  SummaryRecord summary;
  const auto time = text_or_nothing(find_member(*tree, "generated_at_utc"));
  const auto instant = time ? parse_iso8601(*time) : std::nullopt;
  if (!instant) return summary_detail::expected("generated_at_utc", "a time like 2025-01-15T12:00:00Z");
  summary.generated_at = *instant;
  if (auto taken = summary_detail::take_count(summary.windows, *tree, "windows", ""); !taken) return taken.error();
  summary.input_windows = summary_detail::whole_number(find_member(*tree, "input_windows")).value_or(summary.windows);
  summary.min_windows = summary_detail::whole_number(find_member(*tree, "min_windows_required")).value_or(0);
  const auto* symbols = find_member(*tree, "symbols");
  if (symbols == nullptr || !symbols->is_object()) return summary_detail::expected("symbols", "an object");
  for (const auto& member : symbols->get_object()) {
    auto symbol = summary_detail::read_symbol({member.key().data(), member.key().size()}, member.value());
    if (!symbol) return symbol.error();
    summary.symbols.push_back(std::move(*symbol));
  }
  if (auto read = summary_detail::read_overall(summary, *tree); !read) return read.error();
  if (const auto* meta = find_member(*tree, "meta")) {
    summary.commit_range = text_or_nothing(find_member(*meta, "commit_range"));
    summary.profile = text_or_nothing(find_member(*meta, "profile"));
    summary.source = text_or_nothing(find_member(*meta, "source"));
  }
  summary.labels = summary_detail::read_labels(find_member(*tree, "thresholds"));
  return summary;
}

/// Reads the text of VIOLATIONS.json, one element at a time: a file of a gigabyte as one tree would take many.
[[nodiscard]] inline Result<std::vector<ViolationRecord>> parse_violations(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  std::vector<ViolationRecord> violations;
  const auto refuse = [&]() -> Error {
    const auto tree = parse_json(text);
    return tree ? summary_detail::expected("the document", "an array of objects") : tree.error();
  };
  std::size_t at = text.find_first_not_of(blanks);
  if (at == text.npos || text[at] != '[') return refuse();
  at = text.find_first_not_of(blanks, at + 1);
  while (at != text.npos && text[at] != ']') {
    const std::size_t end = text[at] == '{' ? summary_detail::object_end(text, at) : text.npos;
    if (end == text.npos) return refuse();
    const auto element = parse_json(text.substr(at, end - at));
    if (!element) return refuse();
    auto violation = summary_detail::read_violation(*element, "[" + std::to_string(violations.size()) + "]");
    if (!violation) return violation.error();
    violations.push_back(std::move(*violation));
    at = text.find_first_not_of(blanks, end);
    if (at == text.npos || text[at] == ']') break;
    if (text[at] != ',') return refuse();
    at = text.find_first_not_of(blanks, at + 1);
    if (at == text.npos || text[at] != '{') return refuse();
  }
  if (at == text.npos || text.find_first_not_of(blanks, at + 1) != text.npos) return refuse();
  return violations;
}

}  // namespace soak
