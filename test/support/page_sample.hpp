// A run as its windows make it: add the symbols, then hand the input to a part of the page.
#pragma once

#include <soak/analysis/judgement/symbol_incidents.hpp>
#include <soak/analysis/windows/summarize.hpp>
#include <soak/report/page/input.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace page_sample {

struct Run {
  soak::MetricSet metrics = soak::standard_metrics();
  std::vector<soak::Series> series;
  soak::Summary summary;
  std::vector<std::string> warnings;
  std::vector<soak::Series> baseline;
  soak::PageState state;

  /// A window an hour from 1970 on; `timed` false: numbered by iterations.
  void add(const std::string& symbol, const std::vector<std::array<double, 4>>& rows, bool timed = true) {
    soak::Series one{symbol, soak::WindowMatrix::from_shape({rows.size(), 4})};
    for (std::size_t w = 0; w < rows.size(); ++w) {
      for (std::size_t m = 0; m < 4; ++m) one.values(w, m) = rows[w][m];
      if (timed) one.times.push_back(static_cast<std::int64_t>(w) * 3'600'000'000);
    }
    summary.symbols.push_back(soak::summarize(one, metrics));
    const soak::PlaceNames places{[&](soak::SeriesPlace place) {
                                    const auto hours = std::chrono::hours(place.window);
                                    return timed ? soak::format_iso8601(soak::Instant(hours))
                                                 : std::to_string(place.window);
                                  },
                                  [](soak::SeriesPlace place) { return static_cast<std::int64_t>(place.window); }};
    for (soak::Incident& found : soak::symbol_incidents(one, metrics, {}, 4, places, summary.symbols.back())) {
      summary.incidents.push_back(std::move(found));
    }
    soak::rank_incidents(summary.incidents);
    summary.present = soak::present_of(summary);
    summary.windows = summary.input_windows = std::max(summary.windows, rows.size());
    series.push_back(std::move(one));
  }

  soak::HtmlInput input(soak::Language language = soak::Language::en, std::size_t stride = 1) const {
    return {summary, metrics, series, warnings, 3, language, baseline, state, stride};
  }
};

inline bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

inline constexpr std::array<double, 4> good{3, 0.9, 200, 0.3};
inline constexpr std::array<double, 4> bad{1, 0.9, 200, 0.3};

}  // namespace page_sample
