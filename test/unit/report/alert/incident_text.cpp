#include <soak/report/alert/incident_text.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace soak;

namespace {

const MetricSet metrics = standard_metrics();
const IncidentWording english{metrics, Language::en, *parse_iso8601("2026-01-05T12:00:00Z")};
const IncidentWording russian{metrics, Language::ru, english.now};
const AlertContext prod{"prod", "bybit"};

IncidentNews edge(NewsState state = NewsState::opened) {
  return {.state = state,
          .id = "BTCUSDT:edge_bps:2026-01-05T10:00:00Z",
          .symbol = "BTCUSDT",
          .metric = "edge_bps",
          .level = Level::crit,
          .since = "2026-01-05T10:00:00Z",
          .value = -9,
          .limit = 2,
          .bad = 2,
          .known = 3};
}

std::string first_line(const std::vector<IncidentNews>& news, const IncidentWording& wording = english) {
  const std::string text = incident_message(news, wording, prod, "abc");
  return text.substr(0, text.find('\n'));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(incident_text)

BOOST_AUTO_TEST_CASE(the_first_line_of_each_state) {
  BOOST_TEST(first_line({edge()}) == "[🔴 CRIT] BTCUSDT edge_bps -9 < 2 since 10:00 (prod bybit)");
  BOOST_TEST(first_line({edge()}, russian) == "[🔴 CRIT] BTCUSDT edge_bps -9 < 2 с 10:00 (prod bybit)");
  IncidentNews news = edge(NewsState::escalated);
  news.was = Level::warn;
  BOOST_TEST(first_line({news}) == "[🔴 CRIT] BTCUSDT edge_bps -9 < 2, was WARN since 10:00 (prod bybit)");
  BOOST_TEST(first_line({edge(NewsState::reminder)}) ==
             "[🔴 CRIT] still: BTCUSDT edge_bps -9 < 2 since 10:00 (prod bybit)");
  BOOST_TEST(first_line({edge(NewsState::unacknowledged)}) ==
             "[🔴 CRIT] nobody acknowledged: BTCUSDT edge_bps -9 < 2 since 10:00 (prod bybit)");
  news = edge(NewsState::eased);
  news.level = Level::warn;
  news.was = Level::crit;
  news.value = 2.3;
  news.limit = 2.5;
  BOOST_TEST(first_line({news}) == "[🟡 WARN] BTCUSDT edge_bps eased 2.3 < 2.5, was CRIT since 10:00 (prod bybit)");
  news = edge(NewsState::recovered);
  news.until = "2026-01-05T16:00:00Z";
  BOOST_TEST(first_line({news}) ==
             "[🟢 OK] BTCUSDT edge_bps recovered after 6 h 00 min; worst -9 < 2 since 10:00 (prod bybit)");
  news.is_gone = true;
  BOOST_TEST(first_line({news}) ==
             "[🟢 OK] BTCUSDT edge_bps closed: no longer in the data; was -9 < 2 since 10:00 (prod bybit)");
}

BOOST_AUTO_TEST_CASE(values_stand_with_the_sign_of_their_metric_and_times_with_their_day) {
  IncidentNews news = edge();
  news.metric = "p95_latency_ms";
  news.value = 460;
  news.limit = 400;
  news.since = "2026-01-04T23:30:00Z";
  BOOST_TEST(first_line({news}) == "[🔴 CRIT] BTCUSDT p95_latency_ms 460 > 400 since 01-04 23:30 (prod bybit)");
  news.since = "12";
  BOOST_TEST(first_line({news}) == "[🔴 CRIT] BTCUSDT p95_latency_ms 460 > 400 since window 12 (prod bybit)");
}

BOOST_AUTO_TEST_CASE(silence_of_a_symbol_is_one_line_and_a_silent_run_names_no_symbol) {
  std::vector<IncidentNews> news;
  for (const char* metric : {"edge_bps", "maker_taker_ratio", "p95_latency_ms", "risk_ratio"}) {
    news.push_back(edge());
    news.back().kind = IncidentKind::no_data;
    news.back().metric = metric;
  }
  BOOST_TEST(first_line(news) == "[🔴 CRIT] BTCUSDT 4 metrics no data since 10:00 (prod bybit)");
  news.resize(1);
  news[0].symbol = run_symbol;
  BOOST_TEST(first_line(news) == "[🔴 CRIT] No new windows since 10:00 (prod bybit)");
}

BOOST_AUTO_TEST_CASE(at_most_five_lines_follow_and_then_the_link) {
  for (std::size_t count = 1; count < 12; ++count) {
    std::vector<IncidentNews> news;
    for (std::size_t i = 0; i < count; ++i) {
      news.push_back(edge());
      news.back().symbol = "S" + std::to_string(i);
    }
    const std::string text = incident_message(news, english, {"prod", "bybit", "https://ci.example/run"}, "abc");
    BOOST_TEST(std::count(text.begin(), text.end(), '\n') <= 6);
    BOOST_TEST(text.ends_with("\nid: abc 2026-01-05T12:00:00Z\nhttps://ci.example/run"));
    BOOST_TEST((text.find("S0 edge_bps") != std::string::npos));
    if (count > 5) BOOST_TEST(text.find("… +" + std::to_string(count - 4) + " more\n") != std::string::npos, text);
  }
}

BOOST_AUTO_TEST_CASE(a_symbol_is_untrusted_text) {
  IncidentNews news = edge();
  news.symbol = "A\n[🟢 OK] all is well";
  BOOST_TEST(first_line({news}).find("A\\x0a[") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_log_line_is_the_contracts) {
  BOOST_TEST(incident_line(edge(), "opened") ==
             R"(INCIDENT state=opened id=BTCUSDT:edge_bps:2026-01-05T10:00:00Z symbol=BTCUSDT metric=edge_bps )"
             R"(level=CRIT since="2026-01-05T10:00:00Z")");
}

BOOST_AUTO_TEST_SUITE_END()
