// What is to be told of an incident: it opened, it got worse, it lasts, it is over.
#pragma once

#include <soak/core/threshold.hpp>
#include <soak/core/time.hpp>
#include <soak/model/json/forms.hpp>
#include <soak/model/json/members.hpp>
#include <soak/model/summary/incident.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// In the order in which one message tells them.
enum class NewsState { opened, escalated, unacknowledged, reminder, eased, recovered };

inline constexpr std::array<std::string_view, 6> news_state_names{"opened",   "escalated", "unacknowledged",
                                                                  "reminder", "eased",     "recovered"};

[[nodiscard]] constexpr std::string_view to_string(NewsState state) noexcept {
  return news_state_names[static_cast<std::size_t>(state)];
}

[[nodiscard]] constexpr std::optional<NewsState> parse_news_state(std::string_view name) noexcept {
  const auto found = std::find(news_state_names.begin(), news_state_names.end(), name);
  if (found == news_state_names.end()) return std::nullopt;
  return static_cast<NewsState>(found - news_state_names.begin());
}

/// An incident whose symbol is this one is about the whole run.
inline constexpr std::string_view run_symbol = "RUN";

struct IncidentNews {
  NewsState state = NewsState::opened;
  std::string id = {};
  std::string symbol = {};
  std::string metric = {};
  IncidentKind kind = IncidentKind::limit;
  Level level = Level::warn;              ///< now; of one that recovered the worst that it reached
  std::optional<Level> was = {};          ///< before it escalated or eased
  std::string since = {};                 ///< its first bad window, as the summary names windows
  std::optional<std::string> until = {};  ///< the window that closed it
  double value = gap;                     ///< the newest beyond the limit; of one that recovered the worst
  double limit = gap;                     ///< of `level`
  std::size_t bad = 0;                    ///< windows, or places without a value
  std::size_t known = 0;                  ///< windows with a value among those
  bool is_gone = false;                   ///< it is over because the symbol is no longer in the data
  Instant at{};                           ///< when this was noticed
  std::vector<std::string> paged = {};    ///< channels that were told because nobody had acknowledged it

  /// By which it is held against a minimum severity: easing and recovery rank as what they end.
  [[nodiscard]] Level rank() const noexcept { return std::max(level, was.value_or(level)); }

  [[nodiscard]] bool is_active() const noexcept { return state != NewsState::recovered; }
};

void visit_members(MembersOf<IncidentNews> auto& news, auto&& visit) {
  visit.required("state", news.state, WordForm<parse_news_state>{});
  visit.required("id", news.id);
  visit.required("symbol", news.symbol);
  visit.required("metric", news.metric);
  visit("kind", news.kind, WordForm<parse_incident_kind>{});
  visit.required("level", news.level);
  visit.if_any("was", news.was);
  visit("since", news.since);
  visit.if_any("until", news.until);
  visit("value", news.value);
  visit("limit", news.limit);
  visit("bad", news.bad);
  visit("known", news.known);
  visit("is_gone", news.is_gone);
  visit("at", news.at);
  visit("paged", news.paged);
}

}  // namespace soak
