#include "page_sample.hpp"

#include <soak/report/page/headline.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace soak;
using page_sample::bad;
using page_sample::good;
using page_sample::has;

namespace {

struct Head : page_sample::Run {
  std::string text(Language language = Language::en, std::size_t stride = 1) const {
    return html_header(input(language, stride), view_incidents(summary));
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(page_headline, Head)

BOOST_AUTO_TEST_CASE(the_title_tells_verdict_place_and_days) {
  add("A", {good}, false);
  BOOST_TEST(html_page_title(input()) == "OK - Post-Soak Analysis");
  BOOST_TEST(html_page_title(input(Language::ru)) == "OK - Анализ прогона");
  add("B", std::vector<std::array<double, 4>>(24, good));
  state.place = "prod/<bybit>";
  BOOST_TEST(html_page_title(input()) == "OK prod/&lt;bybit&gt; 1970-01-01 - Post-Soak Analysis");
  add("C", std::vector<std::array<double, 4>>(25, bad));
  BOOST_TEST(html_page_title(input()) == "CRIT prod/&lt;bybit&gt; 1970-01-01 to 1970-01-02 - Post-Soak Analysis");
  BOOST_TEST(has(html_page_title(input(Language::ru)), " 1970-01-01 – 1970-01-02 - "));
}

BOOST_AUTO_TEST_CASE(the_span_of_a_run_is_that_of_all_symbols_in_any_order) {
  add("A", {good, good});
  add("B", {good}, false);
  series[0].times = {9, 3};
  const page_detail::RunSpan span = page_detail::run_span(series);
  BOOST_TEST(span.first == 3);
  BOOST_TEST(span.last == 9);
  series[0].times.clear();
  const page_detail::RunSpan none = page_detail::run_span(series);
  BOOST_TEST(none.first > none.last);
}

BOOST_AUTO_TEST_CASE(the_verdict_now_and_the_place) {
  add("A", {good, good, bad, bad});
  state.place = "prod/<bybit>";
  const std::string english = text();
  BOOST_TEST(
      has(english, "<div class=\"verdict crit\"><h1><span class=\"badge crit\">CRIT</span> <span>Post-Soak Analysis"));
  BOOST_TEST(has(english, " <small>prod/&lt;bybit&gt;</small></span></h1>"));
  BOOST_TEST(has(english, "<span class=\"badge crit\">Now CRIT</span> 1 incident is open</p>"));
  BOOST_TEST(has(text(Language::ru), "Сейчас CRIT</span> открыт 1 инцидент</p>"));
  summary.present.now = Condition::unknown;
  BOOST_TEST(has(text(), "<span class=\"badge warn\">Now UNKNOWN</span>"));
}

BOOST_AUTO_TEST_CASE(the_facts_of_a_run) {
  add("A", {good, bad});
  summary.input_windows = 40;
  summary.meta = {"a..b", "<p>", "bot"};
  summary.left_out = {"x<", "y"};
  const std::string english = text();
  for (const char* part :
       {"<dt>Symbols</dt><dd>1</dd>", "<dt>Windows</dt><dd>2 <span class=\"dim\">merged from 40</span></dd>",
        "<dt>First window</dt><dd><time datetime=\"1970-01-01T00:00:00Z\">",
        "<dt>Last window</dt><dd><time datetime=\"1970-01-01T01:00:00Z\">", "1 CRIT</span>", "3 OK</span>",
        "<div class=\"minor\"><dt>Commits</dt><dd>a..b</dd>", "<dt>Profile</dt><dd>&lt;p&gt;</dd>",
        "<dt>Source</dt><dd>bot</dd>", "<div><dt>Left out</dt><dd>x&lt;, y</dd>"}) {
    BOOST_TEST(has(english, part), part);
  }
  page_sample::Run bare;
  bare.add("A", {good}, false);
  const std::string facts = page_detail::run_facts(bare.input());
  for (const char* part : {"First window", "Commit", "Profile", "Source", "Left out", "merged from"}) {
    BOOST_TEST(!has(facts, part), part);
  }
}

BOOST_AUTO_TEST_CASE(what_lessens_the_trust_is_noticed) {
  add("A", {good});
  BOOST_TEST(page_detail::notices(input()) == "");
  summary.min_windows = 24;
  BOOST_TEST(page_detail::notices(input()) ==
             "<p class=\"notice sign warn\">Only 1 windows analyzed (24 required for statistical significance)</p>\n");
  BOOST_TEST(has(page_detail::notices(input(Language::ru)), "Всего 1 окно (для значимости нужно 24)"));
  summary.min_windows = 1;
  summary.skipped = {1, 2};
  BOOST_TEST(has(page_detail::notices(input()), ">Skipped: 1 file, 2 records. <a href=\"#input\">Why</a></p>"));
  BOOST_TEST(has(page_detail::notices(input(Language::ru)), ">Пропущено: файлов 1, записей 2. "));
  summary.skipped = {};
  summary.symbols[0].symbol = "<A>";
  summary.symbols[0].metrics[1].quality.problem = DataProblem::sparse;
  BOOST_TEST(has(page_detail::notices(input()),
                 ">Not measured as expected: &lt;A&gt; maker_taker_ratio (Too few values). <a"));
  summary.symbols[0].metrics[1].quality.problem = DataProblem::none;
  BOOST_TEST(has(page_detail::notices(input(Language::en, 3)), "each point of a chart is the worst of 3 windows"));
}

BOOST_AUTO_TEST_SUITE_END()
