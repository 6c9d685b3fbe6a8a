// POST_SOAK_ANALYSIS.html: one file that needs nothing else, to look at instead of to read.
#pragma once

#include <soak/report/page/assets.hpp>
#include <soak/report/page/comparison.hpp>
#include <soak/report/page/data.hpp>
#include <soak/report/page/details.hpp>
#include <soak/report/page/headline.hpp>
#include <soak/report/page/incidents.hpp>
#include <soak/report/page/input.hpp>
#include <soak/report/page/silenced.hpp>
#include <soak/report/page/table.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace soak {

/// The page in pieces, in the order head(), symbol(0) ... symbol(n - 1), tail(): a run of millions of windows need not
/// be held as text. symbol() may be called from several threads.
class HtmlReport {
 public:
  explicit HtmlReport(const HtmlInput& input) : in_(input), incidents_(in_), times_(in_) {}

  [[nodiscard]] std::string head() const {
    std::string out = document_head();
    out += "<body>\n<a class=\"skip\" href=\"#wrong\">" +
           in_.say("Skip to what is open now", "К тому, что открыто сейчас") + "</a>\n" + navigation();
    out += html_header(in_, incidents_.views()) + "<main>\n" + incidents_.html() + html_silenced(in_);
    out += html_symbol_table(in_) + html_comparison(in_);
    out += "<section id=\"charts\" aria-labelledby=\"charts-title\">\n<h2 id=\"charts-title\">" +
           in_.say("Charts", "Графики") + "</h2>\n<div id=\"panel\"><p>" +
           in_.say("Charts, sorting and filtering need JavaScript.",
                   "Для графиков, сортировки и отбора нужен JavaScript.") +
           "</p></div>\n</section>\n<div id=\"print\"></div>\n";
    out += html_recommendations(in_, in_.advice) + html_input_details(in_) + html_thresholds(in_);
    out += "</main>\n<footer>soak analyze_post_soak. " +
           in_.say("The same in words: POST_SOAK_ANALYSIS.md, RECOMMENDATIONS.md; for programs: ",
                   "То же словами: POST_SOAK_ANALYSIS.md, RECOMMENDATIONS.md; для программ: ") +
           "SOAK_SUMMARY.json, VIOLATIONS.json.</footer>\n";
    return out + html_meta_data(in_, times_);
  }

  [[nodiscard]] std::string symbol(std::size_t index) const { return html_symbol_data(in_, times_, index); }

  [[nodiscard]] static std::string tail() {
    return "<script>" + std::string(html_script) + "</script>\n</body>\n</html>\n";
  }

 private:
  [[nodiscard]] std::string navigation() const {
    std::string out = "<nav aria-label=\"" + in_.say("Sections", "Разделы") + "\">";
    const auto link = [&](std::string_view id, const std::string& text) {
      out += "<a href=\"#" + std::string(id) + "\">" + text + "</a> ";
    };
    link("wrong", in_.say("Open now", "Открыто сейчас"));
    link("symbols", in_.say("Symbols", "Символы"));
    if (in_.summary.comparison) link("earlier", in_.say("Earlier run", "Прежний прогон"));
    link("charts", in_.say("Charts", "Графики"));
    link("advice", in_.say("Recommendations", "Рекомендации"));
    link("input", in_.say("Input", "Входные данные"));
    link("limits", in_.say("Thresholds", "Пороги"));
    return out + "</nav>\n";
  }

  [[nodiscard]] std::string document_head() const {
    std::string out =
        "<!DOCTYPE html>\n<html lang=\"" + in_.say("en", "ru") + "\">\n<head>\n<meta charset=\"utf-8\">\n";
    // A browser ignores a style or script whose hash does not stand here.
    out +=
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; base-uri 'none'; "
        "form-action 'none'; style-src 'sha256-" +
        std::string(html_style_sha256) + "'; script-src 'sha256-" + std::string(html_script_sha256) + "' 'sha256-" +
        std::string(html_head_script_sha256) + "'\">\n";
    out +=
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n";
    out += "<title>" + html_page_title(in_) + "</title>\n<style>" + page_detail::joined(html_style) +
           "</style>\n<script>" + std::string(html_head_script) + "</script>\n</head>\n";
    return out;
  }

  HtmlInput in_;
  HtmlIncidents incidents_;
  HtmlTimeTables times_;
};

/// The whole page as one text.
[[nodiscard]] inline std::string html_report(const HtmlInput& input) {
  const HtmlReport report(input);
  std::string out = report.head();
  for (std::size_t s = 0; s < input.series.size(); ++s) out += report.symbol(s);
  return out + HtmlReport::tail();
}

}  // namespace soak
