// POST_SOAK_ANALYSIS.html: one file that needs nothing else, to look at instead of to read.
#pragma once

#include <soak/report/page/data.hpp>
#include <soak/report/page/details.hpp>
#include <soak/report/page/headline.hpp>
#include <soak/report/page/input.hpp>
#include <soak/report/page/script_base.hpp>
#include <soak/report/page/script_chart.hpp>
#include <soak/report/page/script_page.hpp>
#include <soak/report/page/script_table.hpp>
#include <soak/report/page/style.hpp>
#include <soak/report/page/table.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

inline constexpr std::array<std::string_view, 4> html_scripts{html_script_base, html_script_table, html_script_chart,
                                                              html_script_page};

/// Tells the style sheet, before anything is laid out, that there is a script.
inline constexpr std::string_view html_head_script = "document.documentElement.className = 'js';";

/// The page may use its style sheet and its two scripts and nothing else: Base64 of their SHA-256. A browser ignores a
/// style or script that does not match, so whoever changes one changes its hash too; the unit test says to what.
inline constexpr std::string_view html_head_script_sha256 = "VDVDNNRTREupwUTWnq6itaNdc1TFEVFbXV4xlAS7Gow=";
inline constexpr std::string_view html_style_sha256 = "7anNDGfQTC+kF3HSf/Gy4IwEW3t/guNIGM/v4eZnDdI=";
inline constexpr std::string_view html_script_sha256 = "Jo61N6gMjlCt1P3AEL1l4XB+09BNDie+/m1LLR3v9w4=";

/// The page in pieces, in the order head(), symbol(0) ... symbol(n - 1), tail(): a run of millions of windows need not
/// be held as text. symbol() may be called from several threads.
class HtmlReport {
 public:
  explicit HtmlReport(const HtmlInput& input)
      : in_(input), incidents_(find_incidents(in_.series, in_.summary, in_.metrics)), times_(in_.series) {}

  [[nodiscard]] std::string head() const {
    std::string out = document_head();
    out +=
        "<body>\n<a class=\"skip\" href=\"#wrong\">Skip to what is wrong</a>\n"
        "<nav aria-label=\"Sections\"><a href=\"#wrong\">What is wrong</a> <a href=\"#symbols\">Symbols</a> "
        "<a href=\"#charts\">Charts</a> <a href=\"#advice\">Recommendations</a> <a href=\"#input\">Input</a> "
        "<a href=\"#limits\">Thresholds</a></nav>\n";
    out += html_header(in_) + "<main>\n" + html_incidents(in_, incidents_) + html_symbol_table(in_, incidents_);
    out +=
        "<section id=\"charts\" aria-labelledby=\"charts-title\">\n<h2 id=\"charts-title\">Charts</h2>\n"
        "<div id=\"panel\"><p>Charts, sorting and filtering need JavaScript.</p></div>\n</section>\n<div "
        "id=\"print\"></div>\n";
    out += html_recommendations(in_) + html_input_details(in_) + html_thresholds(in_.metrics);
    out +=
        "</main>\n<footer>soak analyze_post_soak. The same in words: POST_SOAK_ANALYSIS.md, RECOMMENDATIONS.md; for "
        "programs: SOAK_SUMMARY.json, VIOLATIONS.json.</footer>\n";
    return out + html_meta_data(in_.metrics, times_);
  }

  [[nodiscard]] std::string symbol(std::size_t index) const { return html_symbol_data(in_, times_, index); }

  [[nodiscard]] static std::string tail() {
    std::string out = "<script>";
    for (const std::string_view part : html_scripts) out += part;
    return out + "</script>\n</body>\n</html>\n";
  }

 private:
  [[nodiscard]] std::string document_head() const {
    const std::string verdict(to_string(in_.summary.counts().verdict()));
    std::string out = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
    out +=
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; base-uri 'none'; "
        "form-action 'none'; style-src 'sha256-" +
        std::string(html_style_sha256) + "'; script-src 'sha256-" + std::string(html_script_sha256) + "' 'sha256-" +
        std::string(html_head_script_sha256) + "'\">\n";
    out +=
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n";
    out += "<title>" + verdict + " - Post-Soak Analysis</title>\n<style>" + std::string(html_style) +
           "</style>\n<script>" + std::string(html_head_script) + "</script>\n</head>\n";
    return out;
  }

  HtmlInput in_;
  std::vector<Incident> incidents_;
  HtmlTimes times_;
};

/// The whole page as one text.
[[nodiscard]] inline std::string html_report(const HtmlInput& input) {
  const HtmlReport report(input);
  std::string out = report.head();
  for (std::size_t s = 0; s < input.series.size(); ++s) out += report.symbol(s);
  return out + HtmlReport::tail();
}

}  // namespace soak
