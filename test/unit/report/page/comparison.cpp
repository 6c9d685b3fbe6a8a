#include "page_sample.hpp"

#include <soak/report/page/comparison.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>

using namespace soak;
using page_sample::good;
using page_sample::has;

namespace {

struct Compared : page_sample::Run {
  Compared() {
    add("A", {good});
    summary.comparison.emplace();
    summary.comparison->overall = RunVerdict::worse;
  }
  ComparedMetric& result(std::string_view symbol, std::string_view metric, RunVerdict verdict) {
    auto& results = summary.comparison->results;
    results.push_back({.symbol = std::string(symbol), .metric = std::string(metric), .verdict = verdict});
    return results.back();
  }
  std::string shift(double shift, double low, double high, Language language = Language::en) const {
    const ComparedMetric one{.shift = shift, .low = low, .high = high};
    return page_detail::shift_html(input(language), one, metrics.metrics[0]);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(page_comparison, Compared)

BOOST_AUTO_TEST_CASE(only_what_blocks_is_red) {
  const auto tone = [](RunVerdict verdict, bool blocks) {
    return page_detail::css_class(ComparedMetric{.verdict = verdict, .blocks = blocks});
  };
  BOOST_TEST(tone(RunVerdict::worse, true) == "crit");
  BOOST_TEST(tone(RunVerdict::worse, false) == "warn");
  BOOST_TEST(tone(RunVerdict::better, false) == "ok");
  BOOST_TEST(tone(RunVerdict::not_worse, false) == "ok");
  BOOST_TEST(tone(RunVerdict::undecided, true) == "");
  BOOST_TEST(tone(RunVerdict::too_few, false) == "");
}

BOOST_AUTO_TEST_CASE(a_shift_with_its_bounds) {
  BOOST_TEST(shift(0.41, -0.02, 0.63) == "+0.410 bps (-0.020 to +0.630)");
  BOOST_TEST(shift(-0.4, -INFINITY, INFINITY) == "-0.400 bps (no bounds)");
  BOOST_TEST(shift(-0.4, -INFINITY, INFINITY, Language::ru) == "-0.400 bps (без границ)");
  BOOST_TEST(shift(0.41, gap, gap) == "+0.410 bps");
  BOOST_TEST(shift(gap, -1, 1) == "n/a");
}

BOOST_AUTO_TEST_CASE(without_an_earlier_run_nothing_is_said) {
  summary.comparison.reset();
  BOOST_TEST(html_comparison(input()) == "");
  BOOST_TEST(page_detail::comparison_note(input(), "A", metrics.metrics[0]) == "");
}

BOOST_AUTO_TEST_CASE(the_note_of_a_chart_is_that_of_its_symbol_and_metric) {
  result("A", "edge_bps", RunVerdict::better);
  result("A", "risk_ratio", RunVerdict::worse).shift = 0.05;
  result("C", "risk_ratio", RunVerdict::undecided).needed = 40;
  const auto note = [&](const char* symbol, std::size_t metric) {
    return page_detail::comparison_note(input(), symbol, metrics.metrics[metric]);
  };
  BOOST_TEST(note("A", 0) == "Against the earlier run: BETTER");
  BOOST_TEST(note("A", 3).starts_with("Against the earlier run: WORSE, +0.050; "));
  BOOST_TEST(note("C", 3) == "Against the earlier run: UNDECIDED; about 40 windows in each run would decide it");
  BOOST_TEST(note("A", 1) == "");
  BOOST_TEST(note("B", 3) == "");
  BOOST_TEST(note("D", 3) == "");
}

BOOST_AUTO_TEST_CASE(the_worst_is_on_top_and_sixty_rows_are_enough) {
  for (int i = 0; i < 62; ++i) result("S" + std::to_string(100 + i), "edge_bps", RunVerdict::not_worse);
  result("Z", "edge_bps", RunVerdict::worse).blocks = true;
  const std::string text = html_comparison(input());
  BOOST_TEST(text.find("<bdi>Z</bdi>") < text.find("<bdi>S100</bdi>"));
  BOOST_TEST(has(text, "<bdi>S158</bdi>"));
  BOOST_TEST(!has(text, "<bdi>S159</bdi>"));
  BOOST_TEST(has(text, "<p class=\"dim\">+3 more in SOAK_SUMMARY.json</p>"));
  BOOST_TEST(has(text, "<tr class=\"fine\"><th scope=\"row\"><a href=\"#S100/edge_bps\">"));
  summary.comparison->results.resize(60);
  BOOST_TEST(!has(html_comparison(input()), "more in SOAK_SUMMARY.json"));
}

BOOST_AUTO_TEST_CASE(symbols_of_one_run_are_named_and_escaped) {
  summary.comparison->only_in_candidate = {"<b>\u202E"};
  for (int i = 0; i < 22; ++i) summary.comparison->only_in_baseline.push_back("S" + std::to_string(i));
  result("</td><script>", "edge\"bps", RunVerdict::too_few);
  const std::string text = html_comparison(input());
  BOOST_TEST(has(text, "Only in this run: <bdi>&lt;b&gt;\uFFFD</bdi></p>"));
  BOOST_TEST(has(text, "Only in the earlier run: <bdi>S0</bdi>, "));
  BOOST_TEST(has(text, ", <bdi>S19</bdi> +2</p>"));
  BOOST_TEST(has(text, "<bdi>&lt;/td&gt;&lt;script&gt;</bdi>"));
  BOOST_TEST(!has(text, "<script>"));
  BOOST_TEST(!has(text, "edge\"bps"));
}

BOOST_AUTO_TEST_SUITE_END()
