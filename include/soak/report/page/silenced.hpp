// What people said of incidents on POST_SOAK_ANALYSIS.html: acknowledgements and silences in force, as status and
// digest show them.
#pragma once

#include <soak/analysis/alert/silence_rules.hpp>
#include <soak/model/summary/incident.hpp>
#include <soak/report/page/input.hpp>
#include <soak/report/page/words.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace soak {

namespace page_detail {

/// SYMBOL:METRIC: or SYMBOL:METRIC:NO_DATA:, with which the id of an incident begins whatever window it is since.
[[nodiscard]] inline std::string_view id_without_since(const Incident& incident) {
  std::string_view id = incident.id;
  if (id.ends_with(incident.since)) id.remove_suffix(incident.since.size());
  return id;
}

/// The acknowledgement that holds for an open incident. On a rolling folder the runner knows it by an earlier window
/// than the ones that are left, so it is found by symbol and metric; one that began later is another.
[[nodiscard]] inline const Acknowledgement* acknowledgement_of(const HtmlInput& in, const Incident& incident) {
  const auto since = parse_iso8601(incident.since);
  for (const Acknowledgement& ack : in.state.silences.acks) {
    if (is_over(ack, in.state.now) || incident.level > ack.level || (since && *since > ack.at)) continue;
    const std::string_view begin = id_without_since(incident);
    if (ack.id == incident.id ||
        (since && !begin.empty() && ack.id.starts_with(begin) && parse_iso8601(ack.id.substr(begin.size()))))
      return &ack;
  }
  return nullptr;
}

/// " by NAME: REASON", escaped.
[[nodiscard]] inline std::string who_html(const std::string& by, const std::string& reason) {
  std::string out;
  if (!by.empty()) out += ", " + escape_html(by);
  if (!reason.empty()) out += ": " + escape_html(reason);
  return out;
}

/// A line below an open incident; empty if nobody acknowledged it.
[[nodiscard]] inline std::string known_by(const HtmlInput& in, const Incident& incident) {
  const Acknowledgement* const ack = acknowledgement_of(in, incident);
  if (ack == nullptr) return "";
  return "<br><b class=\"known\">" + in.say("acknowledged", "подтверждено") + "</b> " + in.say("until ", "до ") +
         html_time(ack->until) + who_html(ack->by, ack->reason);
}

[[nodiscard]] inline std::string ack_item(const HtmlInput& in, const Acknowledgement& ack) {
  return "<li><b>" + in.say("Acknowledged", "Подтверждено") + "</b> " + escape_html(ack.id) + " (" +
         std::string(to_string(ack.level)) + ") " + in.say("until ", "до ") + html_time(ack.until) +
         who_html(ack.by, ack.reason) + "</li>\n";
}

/// "22:00"
[[nodiscard]] inline std::string clock_text(std::int64_t minute) {
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(minute / 60) + ":" + two(minute % 60);
}

[[nodiscard]] inline std::string silence_item(const HtmlInput& in, const SilenceRule& rule) {
  std::string out = "<li><b>" + in.say("Silenced", "Приглушено") + "</b> " + in.say("below ", "ниже ") +
                    std::string(to_string(rule.below));
  if (rule.from) out += in.say(" from ", " с ") + html_time(*rule.from);
  if (rule.to) out += in.say(" until ", " до ") + html_time(*rule.to);
  if (rule.daily_from && rule.daily_to) {
    out += in.say(" daily ", " ежедневно ") + clock_text(*rule.daily_from) + "–" + clock_text(*rule.daily_to) + " " +
           escape_html(rule.zone);
  }
  return out + who_html(rule.by, rule.reason) + "</li>\n";
}

}  // namespace page_detail

/// The section; empty if nothing is in force.
[[nodiscard]] inline std::string html_silenced(const HtmlInput& in) {
  std::string items;
  for (const Acknowledgement& ack : in.state.silences.acks) {
    if (!is_over(ack, in.state.now)) items += page_detail::ack_item(in, ack);
  }
  for (const SilenceRule& rule : in.state.silences.silences) {
    if (!is_over(rule, in.state.now)) items += page_detail::silence_item(in, rule);
  }
  if (items.empty()) return "";
  return "<section id=\"silenced\" aria-labelledby=\"silenced-title\">\n<h2 id=\"silenced-title\">" +
         in.say("Acknowledged and silenced", "Подтверждено и приглушено") + "</h2>\n<ul class=\"silenced\">\n" + items +
         "</ul>\n</section>\n";
}

}  // namespace soak
