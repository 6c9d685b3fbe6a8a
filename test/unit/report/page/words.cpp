#include <soak/report/page/words.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace soak::page_detail;

BOOST_AUTO_TEST_SUITE(page_words_suite)

BOOST_AUTO_TEST_CASE(counts_stand_in_the_case_that_a_sentence_wants) {
  BOOST_TEST(windows_text(Language::en, 1) == "1 window");
  BOOST_TEST(windows_text(Language::ru, 3) == "3 окна");
  BOOST_TEST(share_text(Language::en, 4, 5) == "4 of 5 windows");
  BOOST_TEST(share_text(Language::ru, 1, 1) == "1 из 1 окна");
  BOOST_TEST(share_text(Language::ru, 4, 23) == "4 из 23 окон");
  BOOST_TEST(share_text(Language::ru, 4, 21) == "4 из 21 окна");
}

BOOST_AUTO_TEST_CASE(any_name_has_an_address_that_is_not_that_of_a_section) {
  BOOST_TEST(chart_address("BTCUSDT", "edge_bps") == "#BTCUSDT/edge_bps");
  BOOST_TEST(chart_address("BTC/USDT:USDT") == "#BTC%2FUSDT%3AUSDT");
  BOOST_TEST(chart_address("wrong") == "#wrong/");
  BOOST_TEST(chart_address("\"א%") == "#%22%D7%90%25");
}

BOOST_AUTO_TEST_CASE(times_in_sentences_are_marked) {
  BOOST_TEST(mark_times("since 2026-01-12 22:00 UTC, not 2026-13-12 22:00 UTC nor UTC") ==
             "since <time datetime=\"2026-01-12T22:00:00Z\">2026-01-12 22:00 UTC</time>, not 2026-13-12 22:00 UTC nor "
             "UTC");
  BOOST_TEST(mark_times("2026-01-12 22:00:07 UTC 2026-01-12 22:00 UTC") ==
             "<time datetime=\"2026-01-12T22:00:07Z\">2026-01-12 22:00:07 UTC</time> "
             "<time datetime=\"2026-01-12T22:00:00Z\">2026-01-12 22:00 UTC</time>");
  const std::string time = "<time datetime=\"2026-01-17T09:00:00Z\">2026-01-17 09:00 UTC</time>";
  BOOST_TEST(mark_times("Z a2026-01-17T09:00:00Z2026-01-17 09:00 UTC.") == "Z a" + time + time + ".");
}

BOOST_AUTO_TEST_CASE(what_only_resembles_a_time_is_left_alone) {
  for (const char* text : {"", "Z", " UTC", "2026-13-17T09:00:00Z", "2026-01-17 09:00:00Z", "2026-01-17T09:00 UTC",
                           "2026-01-17 09:00:00 UTC", "ZZZZZZZZZZZZZZZZZZZZZZZZ"}) {
    BOOST_TEST(mark_times(text) == text);
  }
}

BOOST_AUTO_TEST_CASE(spans_have_russian_units) {
  using std::chrono::seconds;
  BOOST_TEST(span_in(Language::en, seconds(11100)) == "3 h 05 min");
  BOOST_TEST(span_in(Language::ru, seconds(11100)) == "3 ч 05 мин");
  BOOST_TEST(span_in(Language::ru, seconds(187200)) == "2 д 4 ч");
  BOOST_TEST(span_in(Language::ru, seconds(840)) == "14 мин");
  BOOST_TEST(span_in(Language::ru, seconds(45)) == "45 с");
}

BOOST_AUTO_TEST_CASE(units_and_titles_are_those_of_the_language) {
  const MetricSet metrics = standard_metrics();
  BOOST_TEST(unit_text(Language::en, metrics.metrics[0]) == " bps");
  BOOST_TEST(unit_text(Language::en, metrics.metrics[2]) == " ms");
  BOOST_TEST(unit_text(Language::ru, metrics.metrics[2]) == " мс");
  BOOST_TEST(unit_text(Language::ru, metrics.metrics[3]).empty());
  BOOST_TEST(title_text(Language::en, metrics.metrics[2]) == "p95(ms)");
  BOOST_TEST(title_text(Language::ru, metrics.metrics[2]) == "p95(мс)");
  Metric renamed = metrics.metrics[3];
  renamed.title = "Mine";
  BOOST_TEST(title_text(Language::ru, renamed) == "Mine");
}

BOOST_AUTO_TEST_CASE(one_commit_is_one_commit) {
  BOOST_TEST(commits_text("4f1c2ab..9d07e31") == "4f1c2ab..9d07e31");
  BOOST_TEST(commits_text("4f1c2ab..4f1c2ab") == "4f1c2ab");
  BOOST_TEST(commits_text("4f1c2ab") == "4f1c2ab");
}

BOOST_AUTO_TEST_SUITE_END()
