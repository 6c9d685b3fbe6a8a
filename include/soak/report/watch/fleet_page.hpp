// The page of `fleet_status`: one file that needs nothing else and renews itself.
#pragma once

#include <soak/analysis/watch/fleet.hpp>
#include <soak/report/page/fleet_assets.hpp>
#include <soak/report/page/input.hpp>
#include <soak/report/page/text.hpp>
#include <soak/report/page/words.hpp>
#include <soak/report/watch/fleet_words.hpp>

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

struct FleetPageSettings {
  Language language = Language::ru;
  std::string source;         ///< where all of it comes from, for people
  Instant made_at{};          ///< shown, and what the page's age is counted from
  std::int64_t renew_s = 60;  ///< until the page loads itself anew
};

namespace watch_detail {

class FleetPage {
 public:
  FleetPage(const Fleet& fleet, const FleetPageSettings& settings) : fleet_(fleet), settings_(settings) {}

  [[nodiscard]] std::string html() const {
    return head() + "<body data-renew=\"" + std::to_string(settings_.renew_s) + "\" data-made=\"" +
           format_iso8601(settings_.made_at) + "\">\n<a class=\"skip\" href=\"#bots\">" +
           say("Skip to the bots", "К ботам") + "</a>\n" + header() + "<main>\n" + controls() + table() +
           "</main>\n<footer>soak fleet_status. " +
           say("Journal heads are shown as they stand in Redis; journal_verify checks their signatures.",
               "Головы журналов показаны как в Redis; подписи проверяет journal_verify.") +
           "</footer>\n<script>" + std::string(fleet_script) + "</script>\n</body>\n</html>\n";
  }

 private:
  [[nodiscard]] std::string say(std::string_view english, std::string_view russian) const {
    return std::string(page_detail::say(settings_.language, english, russian));
  }

  [[nodiscard]] std::string title() const { return say("Fleet", "Парк ботов"); }

  /// Without a script the browser renews the page; with one the script does, which can be paused.
  [[nodiscard]] std::string head() const {
    return "<!DOCTYPE html>\n<html lang=\"" + say("en", "ru") +
           "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
           "'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src 'sha256-" +
           std::string(fleet_style_sha256) + "'; script-src 'sha256-" + std::string(fleet_script_sha256) +
           "'\">\n<noscript><meta http-equiv=\"refresh\" content=\"" + std::to_string(settings_.renew_s) +
           "\"></noscript>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n<title>" +
           std::string(to_string(fleet_.worst())) + " " + escape_html(fleet_counts(settings_.language, fleet_)) +
           " - " + title() + "</title>\n<style>" + page_detail::joined(fleet_style) + "</style>\n</head>\n";
  }

  [[nodiscard]] std::string header() const {
    const Condition worst = fleet_.worst();
    const std::string tone(page_detail::css_class(worst));
    std::string out = "<header class=\"top\">\n<div class=\"verdict " + tone + "\"><h1><span class=\"badge " + tone +
                      "\">" + std::string(to_string(worst)) + "</span> <span>" + title() + "</span></h1>\n<p>" +
                      escape_html(fleet_counts(settings_.language, fleet_)) + "</p>\n<p class=\"generated\">" +
                      say("As of", "На") + " " + page_detail::html_time(settings_.made_at) + ", " +
                      escape_html(settings_.source) + ". " + say("Renews itself every ", "Обновляется сама каждые ") +
                      std::to_string(settings_.renew_s) + say(" s.", " с.") + "</p></div>\n";
    for (const std::string& problem : fleet_.problems) {
      out += "<p class=\"notice sign warn\">" + escape_html(printable(problem, 500)) + "</p>\n";
    }
    return out + "<p class=\"notice sign crit\" id=\"old\" role=\"alert\" hidden>" +
           say("This page is old: nobody has written it anew. What it shows may be over.",
               "Эта страница устарела: её никто не обновляет. Показанное могло измениться.") +
           "</p>\n</header>\n";
  }

  [[nodiscard]] std::string controls() const {
    return "<div class=\"controls\" id=\"controls\" hidden>\n<label>" + say("Filter", "Отбор") +
           " <input type=\"search\" id=\"filter\"></label>\n<output id=\"count\" for=\"filter\"></output>\n"
           "<button type=\"button\" id=\"pause\" aria-pressed=\"false\">" +
           say("Pause renewal", "Не обновлять") + "</button>\n</div>\n";
  }

  [[nodiscard]] std::string table() const {
    const std::string caption = say("Bots, worst first", "Боты, худшие сверху");
    std::string out = "<div class=\"scroll\" id=\"bots\" role=\"region\" tabindex=\"0\" aria-label=\"" + caption +
                      "\">\n<table id=\"table\">\n<caption class=\"vh\">" + caption + "</caption>\n<thead><tr>";
    for (const std::string& heading : {say("Bot", "Бот"), say("Now", "Сейчас"), say("Why", "Почему"),
                                       say("Open", "Открыто"), say("Newest window", "Последнее окно"),
                                       say("Heartbeat", "Пульс"), say("Phase", "Фаза"), say("Journal", "Журнал")}) {
      out += "<th scope=\"col\">" + heading + "</th>";
    }
    out += "</tr></thead>\n<tbody>\n";
    for (const FleetBot& bot : fleet_.bots) out += row(bot);
    return out + "</tbody>\n</table>\n</div>\n";
  }

  [[nodiscard]] std::string row(const FleetBot& bot) const {
    std::string out = "<tr><th scope=\"row\"><bdi>" + escape_html(bot.place()) + "</bdi></th><td class=\"sign " +
                      std::string(page_detail::css_class(bot.now)) + "\">" + std::string(to_string(bot.now)) + "</td>";
    out += "<td class=\"why\">" + page_detail::mark_times(escape_html(reasons_text(settings_.language, bot))) + "</td>";
    out += cell(open_text(bot));
    out += cell(age(bot.window_age), "number") + cell(age(bot.heartbeat_age), "number");
    return out + cell(phase_text(bot.facts), "phase") + cell(head_text(bot.facts)) + "</tr>\n";
  }

  [[nodiscard]] std::string age(const std::optional<std::chrono::microseconds>& span) const {
    return span ? page_detail::span_in(settings_.language, *span) : "-";
  }

  /// A dash alone tells nothing to who listens.
  [[nodiscard]] std::string cell(const std::string& text, std::string_view css = {}) const {
    const std::string attribute = css.empty() ? "" : " class=\"" + std::string(css) + "\"";
    if (text != "-") return "<td" + attribute + ">" + escape_html(text) + "</td>";
    return "<td" + attribute + ">- <span class=\"dim\">" + say("not known", "неизвестно") + "</span></td>";
  }

  const Fleet& fleet_;
  const FleetPageSettings& settings_;
};

}  // namespace watch_detail

[[nodiscard]] inline std::string fleet_page(const Fleet& fleet, const FleetPageSettings& settings) {
  return watch_detail::FleetPage(fleet, settings).html();
}

}  // namespace soak
