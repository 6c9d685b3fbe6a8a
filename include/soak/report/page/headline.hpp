// The head of POST_SOAK_ANALYSIS.html: the verdict, what holds now, and the facts of the run.
#pragma once

#include <soak/report/page/input.hpp>
#include <soak/report/page/sentences.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

namespace page_detail {

/// First and last window of the run, in microseconds since the epoch; first > last if no series has times.
struct RunSpan {
  std::int64_t first = std::numeric_limits<std::int64_t>::max();
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
};

[[nodiscard]] inline RunSpan run_span(std::span<const Series> all) {
  RunSpan span;
  for (const Series& series : all) {
    if (series.times.empty()) continue;
    const auto [low, high] = std::minmax_element(series.times.begin(), series.times.end());
    span.first = std::min(span.first, *low);
    span.last = std::max(span.last, *high);
  }
  return span;
}

/// A name and its value. A minor one is left out where there is little room.
[[nodiscard]] inline std::string fact(std::string_view name, const std::string& html, bool is_minor = false) {
  return std::string(is_minor ? "<div class=\"minor\">" : "<div>") + "<dt>" + std::string(name) + "</dt><dd>" + html +
         "</dd></div>\n";
}

[[nodiscard]] inline std::string left_out_names(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + escape_html(name);
  return out;
}

[[nodiscard]] inline std::string commits_fact(const HtmlInput& in, const std::string& range, bool is_minor) {
  const std::string commits = commits_text(range);
  return fact(commits == range ? in.say("Commits", "Коммиты") : in.say("Commit", "Коммит"), escape_html(commits),
              is_minor);
}

[[nodiscard]] inline std::string run_facts(const HtmlInput& in) {
  const StatusCounts counts = in.summary.counts();
  const RunSpan span = run_span(in.series);
  std::string out = "<dl class=\"facts\">\n";
  out += fact(in.say("Symbols", "Символы"), std::to_string(in.summary.symbols.size()));
  std::string windows = std::to_string(in.summary.windows);
  if (in.summary.windows != in.summary.input_windows) {
    windows += " <span class=\"dim\">" + in.say("merged from", "слито из") + " " +
               std::to_string(in.summary.input_windows) + "</span>";
  }
  out += fact(in.say("Windows", "Окна"), windows);
  if (span.first <= span.last) {
    out += fact(in.say("First window", "Первое окно"), html_time_us(span.first));
    out += fact(in.say("Last window", "Последнее окно"), html_time_us(span.last));
  }
  out += fact(in.say("Symbol metrics", "Метрики символов"),
              "<span class=\"sign crit\">" + std::to_string(counts.crit) + " CRIT</span> <span class=\"sign warn\">" +
                  std::to_string(counts.warn) + " WARN</span> <span class=\"sign ok\">" + std::to_string(counts.ok) +
                  " OK</span>");
  if (const auto& commits = in.summary.meta.commit_range) out += commits_fact(in, *commits, true);
  if (in.summary.meta.profile) out += fact(in.say("Profile", "Профиль"), escape_html(*in.summary.meta.profile), true);
  if (in.summary.meta.source) out += fact(in.say("Source", "Источник"), escape_html(*in.summary.meta.source), true);
  if (!in.summary.left_out.empty())
    out += fact(in.say("Left out", "Не учитывалось"), left_out_names(in.summary.left_out));
  return out + "</dl>\n";
}

[[nodiscard]] inline std::string notice(const std::string& text) {
  return "<p class=\"notice sign warn\">" + text + "</p>\n";
}

/// What lessens the trust in the verdict.
[[nodiscard]] inline std::string notices(const HtmlInput& in) {
  const Summary& summary = in.summary;
  std::string out;
  if (!summary.has_enough_windows()) {
    const std::string required = std::to_string(summary.min_windows);
    out +=
        notice(in.language == Language::ru ? "Всего " + windows_text(in.language, summary.input_windows) +
                                                 " (для значимости нужно " + required + ")"
                                           : "Only " + std::to_string(summary.input_windows) + " windows analyzed (" +
                                                 required + " required for statistical significance)");
  }
  if (const std::string problems = data_problems_text(in.language, summary, in.metrics); !problems.empty()) {
    out += notice(in.say("Not measured as expected", "Измерено не как ожидалось") + ": " + escape_html(problems) +
                  ". <a href=\"#input\">" + in.say("Details", "Подробности") + "</a>");
  }
  if (summary.skipped.files + summary.skipped.records > 0) {
    const std::string files = std::to_string(summary.skipped.files);
    const std::string records = std::to_string(summary.skipped.records);
    const std::string skipped = in.language == Language::ru ? "Пропущено: файлов " + files + ", записей " + records
                                                            : "Skipped: " + counted(summary.skipped.files, "file") +
                                                                  ", " + counted(summary.skipped.records, "record");
    out += notice(skipped + ". <a href=\"#input\">" + in.say("Why", "Почему") + "</a>");
  }
  if (in.stride > 1) {
    const std::string stride = std::to_string(in.stride);
    out += notice(in.language == Language::ru
                      ? "Страница облегчена: точка графика — худшее из " + stride +
                            " соседних окон. Каждое окно за порогом есть в VIOLATIONS.json"
                      : "A lighter page: each point of a chart is the worst of " + stride +
                            " windows in a row. Every window beyond a limit is in VIOLATIONS.json");
  }
  return out;
}

}  // namespace page_detail

/// "CRIT prod/bybit 2026-01-12 to 2026-01-14 - Post-Soak Analysis": what tells one tab or bookmark from another.
[[nodiscard]] inline std::string html_page_title(const HtmlInput& in) {
  std::string out(to_string(in.summary.counts().verdict()));
  if (!in.state.place.empty()) out += " " + in.state.place;
  if (const page_detail::RunSpan span = page_detail::run_span(in.series); span.first <= span.last) {
    const auto day = [](std::int64_t us) {
      return format_iso8601(Instant(std::chrono::microseconds(us))).substr(0, 10);
    };
    out += " " + day(span.first);
    if (day(span.last) != day(span.first)) out += in.say(" to ", " – ") + day(span.last);
  }
  return escape_html(out) + " - " + in.say("Post-Soak Analysis", "Анализ прогона");
}

/// The page's header: verdict, what holds now, and facts of the run.
[[nodiscard]] inline std::string html_header(const HtmlInput& in, const IncidentViews& views) {
  const Level verdict = in.summary.counts().verdict();
  std::string out =
      "<header class=\"top\">\n<div class=\"verdict " + std::string(page_detail::css_class(verdict)) + "\">";
  out += "<h1>" + page_detail::html_badge(verdict) + " <span>" + in.say("Post-Soak Analysis", "Анализ прогона");
  if (!in.state.place.empty()) out += " <small>" + escape_html(in.state.place) + "</small>";
  out += "</span></h1>\n<p>";
  out += page_detail::verdict_text(in.language, in.summary);
  const Condition now = in.summary.present.now;
  out += "</p>\n<p class=\"now\"><span class=\"badge " + std::string(page_detail::css_class(now)) + "\">" +
         in.say("Now", "Сейчас") + " " + std::string(to_string(now)) + "</span> " +
         page_detail::now_text(in.language, in.summary, views);
  out += "</p>\n<p class=\"generated\">" + in.say("Generated", "Составлено") + " " +
         page_detail::html_time(in.summary.generated_at) + "</p></div>\n";
  out += page_detail::run_facts(in) + page_detail::notices(in);
  return out + "</header>\n";
}

}  // namespace soak
