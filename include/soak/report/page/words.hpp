// What POST_SOAK_ANALYSIS.html says in either language: short words, counts, times, values with their units.
#pragma once

#include <soak/analysis/advice/recommendations.hpp>
#include <soak/core/number.hpp>
#include <soak/core/text/counted.hpp>
#include <soak/core/time.hpp>
#include <soak/model/metric.hpp>
#include <soak/report/page/text.hpp>
#include <soak/report/summary/incident_text.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

namespace page_detail {

[[nodiscard]] constexpr std::string_view say(Language language, std::string_view english,
                                             std::string_view russian) noexcept {
  return language == Language::ru ? russian : english;
}

/// "3 windows", "3 окна"
[[nodiscard]] inline std::string windows_text(Language language, std::size_t count) {
  if (language == Language::en) return counted(count, "window");
  return counted(count, RussianNoun{"окно", "окна", "окон"});
}

/// "4 of 5 windows", "4 из 5 окон"
[[nodiscard]] inline std::string share_text(Language language, std::size_t part, std::size_t windows) {
  if (language == Language::en) return std::to_string(part) + " of " + counted(windows, "window");
  return std::to_string(part) + " из " + counted(windows, RussianNoun{"окна", "окон", "окон"});
}

/// A time in the form of a place, with the instant that the script shows in the reader's own zone.
[[nodiscard]] inline std::string html_time(Instant at) {
  return "<time datetime=\"" + format_iso8601(at) + "\">" + format_window_time(at) + "</time>";
}

[[nodiscard]] inline std::string html_time_us(std::int64_t time_us) {
  return html_time(Instant(std::chrono::microseconds(time_us)));
}

struct TimeAtEnd {
  Instant time;
  std::size_t length;  ///< of its text, bytes
};

/// The time that `text` ends with: "2026-01-12T14:00:00Z", "2026-01-12 14:00 UTC" or "2026-01-12 14:00:07 UTC".
[[nodiscard]] inline std::optional<TimeAtEnd> time_at_end(std::string_view text) {
  for (const std::size_t length : {std::size_t{23}, std::size_t{20}}) {
    if (text.size() < length) continue;
    const std::string shown(text.substr(text.size() - length));
    std::string iso = shown;
    if (shown.ends_with(" UTC")) {
      iso[10] = 'T';
      iso.replace(length - 4, 4, length == 20 ? ":00Z" : "Z");
    }
    const auto time = parse_iso8601(iso);
    if (time && (format_iso8601(*time) == shown || format_window_time(*time) == shown)) return TimeAtEnd{*time, length};
  }
  return std::nullopt;
}

/// `html` with each time in it as html_time() writes it.
[[nodiscard]] inline std::string mark_times(const std::string& html) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = html.find_first_of("CZ"); at != html.npos; at = html.find_first_of("CZ", at + 1)) {
    const auto found = time_at_end(std::string_view(html).substr(done, at + 1 - done));
    if (!found) continue;
    out += html.substr(done, at + 1 - found->length - done) + html_time(found->time);
    done = at + 1;
  }
  return out + html.substr(done);
}

/// A window by the name that incidents have; behind "since" it stands in the genitive.
[[nodiscard]] inline std::string html_place(Language language, std::string_view name, bool is_genitive = false) {
  if (const auto time = parse_iso8601(name)) return html_time(*time);
  std::string text = place_text(name);
  if (language == Language::ru && text.starts_with("iteration ")) {
    text.replace(0, 9, is_genitive ? "итерации" : "итерация");
  }
  return escape_html(text);
}

/// " (window 17)", " (окно 17)"
[[nodiscard]] inline std::string window_number(Language language, std::size_t window) {
  return " (" + std::string(say(language, "window", "окно")) + " " + std::to_string(window) + ")";
}

/// A span of time: "3 h 05 min", "3 ч 05 мин".
[[nodiscard]] inline std::string span_in(Language language, std::chrono::microseconds span) {
  std::string text = span_text(span);
  if (language == Language::en) return text;
  constexpr std::array<std::array<std::string_view, 2>, 4> units{
      {{" min", " мин"}, {" h", " ч"}, {" d", " д"}, {" s", " с"}}};
  for (const auto& [english, russian] : units) {
    if (const std::size_t at = text.find(english); at != text.npos) text.replace(at, english.size(), russian);
  }
  return text;
}

/// The unit of a metric with the blank before it; units are written in one way all over the page.
[[nodiscard]] inline std::string unit_text(Language language, const Metric& metric) {
  if (metric.unit.empty()) return "";
  const std::string unit = metric.unit.front() == ' ' ? metric.unit.substr(1) : metric.unit;
  return " " + (language == Language::ru && unit == "ms" ? "мс" : unit);
}

/// The metric's title; those of the four have Russian ones.
[[nodiscard]] inline std::string title_text(Language language, const Metric& metric) {
  if (language == Language::ru && metric.name == "p95_latency_ms" && metric.title == "p95(ms)") return "p95(мс)";
  if (language == Language::ru && metric.name == "risk_ratio" && metric.title == "Risk") return "Риск";
  return metric.title;
}

[[nodiscard]] inline std::string html_title(Language language, const Metric& metric) {
  return escape_html(title_text(language, metric));
}

/// A limit or value with its metric's unit.
[[nodiscard]] inline std::string with_unit(Language language, std::string text, const Metric& metric) {
  return text + escape_html(unit_text(language, metric));
}

/// "#BTCUSDT/edge_bps": where the charts of a symbol, or that of one metric, are found. A name that might be that of a
/// section of the page, all of which are in small letters, ends with a slash.
[[nodiscard]] inline std::string chart_address(std::string_view symbol, std::string_view metric = {}) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto encode = [&](std::string& out, std::string_view text) {
    visit_shown(text, [&](char32_t, std::string_view bytes) {
      for (const char c : bytes) {
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                              std::string_view("-_.~").find(c) != std::string_view::npos;
        const auto byte = static_cast<unsigned char>(c);
        if (is_plain) {
          out += c;
        } else {
          ((out += '%') += digits[byte >> 4]) += digits[byte & 15];
        }
      }
    });
  };
  std::string out = "#";
  encode(out, symbol);
  if (!metric.empty() || (!symbol.empty() && symbol.front() >= 'a' && symbol.front() <= 'z')) out += '/';
  encode(out, metric);
  return out;
}

/// "4f1c2ab..9d07e31", or one commit where both are the same.
[[nodiscard]] inline std::string commits_text(const std::string& range) {
  const std::size_t middle = range.find("..");
  if (middle == range.npos || range.substr(0, middle) != range.substr(middle + 2)) return range;
  return range.substr(0, middle);
}

}  // namespace page_detail

}  // namespace soak
