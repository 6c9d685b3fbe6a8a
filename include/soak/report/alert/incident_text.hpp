// The message about incidents: its first line says on a phone's lock screen what is wrong, where, how badly and since
// when; at most five lines follow, then the link.
#pragma once

#include <soak/analysis/advice/recommendations.hpp>
#include <soak/core/number.hpp>
#include <soak/core/span_text.hpp>
#include <soak/core/text/event_line.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/time.hpp>
#include <soak/model/alert/incident_news.hpp>
#include <soak/model/metric.hpp>
#include <soak/report/alert/alert_text.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// What the words of a message depend on beside the news.
struct IncidentWording {
  const MetricSet& metrics;
  Language language = Language::en;
  Instant now{};
};

namespace alert_detail {

[[nodiscard]] inline std::string_view in(const IncidentWording& wording, std::string_view english,
                                         std::string_view russian) noexcept {
  return wording.language == Language::ru ? russian : english;
}

/// "10:00" of today (UTC), "01-04 10:00" of another day; a window without a time by its name.
[[nodiscard]] inline std::string short_time(const std::string& window, const IncidentWording& wording) {
  if (!parse_iso8601(window) || window.size() < 16) {
    return std::string(in(wording, "window ", "окна ")) + printable(window, 40);
  }
  const bool is_today = window.substr(0, 10) == format_iso8601(wording.now).substr(0, 10);
  return (is_today ? std::string() : window.substr(5, 5) + " ") + window.substr(11, 5);
}

[[nodiscard]] inline std::string beyond_limit(const IncidentNews& news, const IncidentWording& wording) {
  const auto m = wording.metrics.index_of(news.metric);
  const bool low = m && wording.metrics.metrics[*m].threshold.direction == Direction::bad_when_low;
  if (is_gap(news.value) || is_gap(news.limit)) return {};
  const int decimals = m ? wording.metrics.metrics[*m].decimals : 2;
  return " " + distinct_value(news.value, news.limit, decimals) + (low ? " < " : " > ") + format_number(news.limit);
}

/// How long it lasted, as far as the names of the windows say.
[[nodiscard]] inline std::string lasted(const IncidentNews& news, const IncidentWording& wording) {
  const auto begin = parse_iso8601(news.since);
  const auto end = news.until ? parse_iso8601(*news.until) : std::nullopt;
  if (!begin || !end || *end < *begin) return {};
  return std::string(in(wording, " after ", " через ")) + span_text(*end - *begin);
}

/// "BTCUSDT edge_bps -9 < 2 since 10:00", with what happened around it.
[[nodiscard]] inline std::string incident_phrase(const IncidentNews& news, const IncidentWording& wording) {
  const bool is_run = news.symbol == run_symbol && news.kind == IncidentKind::no_data;
  const std::string where =
      is_run ? std::string(in(wording, "No new windows", "Нет новых окон"))
             : printable(news.symbol, 64) + " " + printable(news.metric, 64) +
                   std::string(news.kind == IncidentKind::no_data ? in(wording, " no data", " нет данных") : "");
  const std::string since = std::string(in(wording, " since ", " с ")) + short_time(news.since, wording);
  const std::string value = news.kind == IncidentKind::limit ? beyond_limit(news, wording) : "";
  const std::string was =
      news.was ? std::string(in(wording, ", was ", ", было ")) + std::string(to_string(*news.was)) : "";
  switch (news.state) {
    case NewsState::recovered:
      if (news.is_gone) {
        return where + std::string(in(wording, " closed: no longer in the data;", " закрыто: в данных больше нет;")) +
               std::string(in(wording, " was", " было")) + value + since;
      }
      if (is_run) return std::string(in(wording, "New windows again, none", "Снова есть новые окна, не было")) + since;
      return where + std::string(in(wording, " recovered", " восстановилось")) + lasted(news, wording) +
             std::string(in(wording, "; worst", "; худшее")) + value + since;
    case NewsState::eased:
      return where + std::string(in(wording, " eased", " ослабло")) + value + was + since;
    case NewsState::reminder:
      return std::string(in(wording, "still: ", "всё ещё: ")) + where + value + since;
    case NewsState::unacknowledged:
      return std::string(in(wording, "nobody acknowledged: ", "никто не подтвердил: ")) + where + value + since;
    case NewsState::opened:
    case NewsState::escalated:
      break;
  }
  return where + value + was + since;
}

/// Silences of one symbol that say the same are one: "BTCUSDT 4 metrics no data since 10:00".
[[nodiscard]] inline std::vector<IncidentNews> joined_silences(std::span<const IncidentNews> news,
                                                               const IncidentWording& wording) {
  std::vector<IncidentNews> joined;
  std::vector<std::size_t> counts;
  for (const IncidentNews& one : news) {
    const auto same = std::find_if(joined.begin(), joined.end(), [&](const IncidentNews& other) {
      return one.kind == IncidentKind::no_data && other.kind == one.kind && other.symbol == one.symbol &&
             other.state == one.state && other.level == one.level && other.since == one.since;
    });
    if (same == joined.end()) {
      joined.push_back(one);
      counts.push_back(1);
    } else {
      ++counts[static_cast<std::size_t>(same - joined.begin())];
    }
  }
  for (std::size_t i = 0; i < joined.size(); ++i) {
    if (counts[i] > 1) joined[i].metric = std::to_string(counts[i]) + std::string(in(wording, " metrics", " метрики"));
  }
  return joined;
}

/// What there is room for to say of a single incident.
[[nodiscard]] inline std::string single_details(const IncidentNews& news, const IncidentWording& wording) {
  std::string text;
  if (news.kind == IncidentKind::limit && news.known > 0) {
    text += std::to_string(news.bad) + std::string(in(wording, " of ", " из ")) + std::to_string(news.known) +
            std::string(in(wording, " windows bad\n", " окон плохие\n"));
  }
  if (news.is_active()) text += "soak ack " + printable(news.id, 200) + "\n";
  return text;
}

}  // namespace alert_detail

/// The worst level that is still going on; OK if the news only tell what is over.
[[nodiscard]] inline Level active_level(std::span<const IncidentNews> news) noexcept {
  Level level = Level::ok;
  for (const IncidentNews& one : news) {
    if (one.is_active()) level = std::max(level, one.level);
  }
  return level;
}

/// The text of one message, with its id as the last of the five lines. Precondition: there are news, in their order.
[[nodiscard]] inline std::string incident_message(std::span<const IncidentNews> news, const IncidentWording& wording,
                                                  const AlertContext& context, std::string_view id) {
  constexpr std::size_t lines = 4;
  const std::vector<IncidentNews> all = alert_detail::joined_silences(news, wording);
  std::string text(alert_detail::level_badge(active_level(std::span(all).first(1))));
  text += " " + alert_detail::incident_phrase(all.front(), wording);
  text += " (" + printable(context.env) + " " + printable(context.exchange) + ")";
  const std::size_t more = all.size() - 1;
  if (more > 0) text += " +" + std::to_string(more) + std::string(alert_detail::in(wording, " more", " ещё"));
  text += "\n";
  if (more == 0) text += alert_detail::single_details(all.front(), wording);
  const std::size_t shown = more > lines ? lines - 1 : more;
  for (std::size_t i = 1; i <= shown; ++i) {
    const Level level = active_level(std::span(all).subspan(i, 1));
    text += "- " + std::string(to_string(level)) + " " + alert_detail::incident_phrase(all[i], wording) + "\n";
  }
  if (shown < more) {
    text += "… +" + std::to_string(more - shown) + std::string(alert_detail::in(wording, " more\n", " ещё\n"));
  }
  text += "id: " + std::string(id) + " " + format_iso8601(wording.now);
  return text + (context.report_url.empty() ? "" : "\n" + context.report_url);
}

/// "INCIDENT state=opened id=… symbol=… metric=… level=… since="…""; `state` is that of the news, or "silenced".
[[nodiscard]] inline std::string incident_line(const IncidentNews& news, std::string_view state) {
  return EventLine("INCIDENT")
      .field("state", state)
      .field("id", printable(news.id))
      .field("symbol", printable(news.symbol))
      .field("metric", printable(news.metric))
      .field("level", to_string(news.level))
      .quoted("since", printable(news.since))
      .text();
}

}  // namespace soak
