#include "page_sample.hpp"

#include <soak/model/json/value.hpp>
#include <soak/report/page/data.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace soak;
using page_sample::bad;
using page_sample::good;
using page_sample::has;

namespace {

/// What the script reads: the JSON of a script element, as far as it is one.
boost::json::value inner_json(const std::string& element) {
  const std::size_t begin = element.find('>') + 1;
  BOOST_REQUIRE(element.starts_with("<script type=\"application/json\" id=\""));
  BOOST_REQUIRE(element.ends_with("</script>\n"));
  const auto value = parse_json(std::string_view(element).substr(begin, element.size() - begin - 10));
  BOOST_REQUIRE_MESSAGE(value, element);
  return *value;
}

struct Data : page_sample::Run {
  boost::json::value of(std::size_t symbol, std::size_t stride = 1) const {
    const HtmlInput in = input(Language::en, stride);
    return inner_json(html_symbol_data(in, HtmlTimeTables(in), symbol));
  }
  boost::json::value meta(std::size_t stride = 1) const {
    const HtmlInput in = input(Language::en, stride);
    return inner_json(html_meta_data(in, HtmlTimeTables(in)));
  }
};

double number(const boost::json::value& value, const char* pointer) {
  return number_or_gap(&value.at_pointer(pointer));
}

std::string text(const boost::json::value& value, const char* pointer) {
  return text_or_nothing(&value.at_pointer(pointer)).value_or("(no text)");
}

std::string text_of(const boost::json::value& value) { return boost::json::serialize(value); }

Series timed(const std::string& symbol, std::vector<std::int64_t> times) {
  Series series{symbol, WindowMatrix::from_shape({times.size(), 4})};
  series.values.fill(0.5);
  series.times = std::move(times);
  return series;
}

std::vector<double> worst(std::vector<double> values, Direction direction, std::size_t stride) {
  return page_detail::worst_values(values, direction, stride);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(page_data, Data)

BOOST_AUTO_TEST_CASE(times_that_symbols_share_are_one_table) {
  const std::vector<Series> all{timed("A", {1, 2}), timed("B", {}), timed("C", {1, 2}), timed("D", {1, 3})};
  const HtmlTimes times(all);
  BOOST_TEST(times.tables().size() == 2u);
  BOOST_TEST(times.of_series(0) == 0u);
  BOOST_TEST(times.of_series(1) == HtmlTimes::none);
  BOOST_TEST(times.of_series(2) == 0u);
  BOOST_TEST(times.of_series(3) == 1u);
  BOOST_TEST(times.tables()[1][1] == 3);
}

BOOST_AUTO_TEST_CASE(times_are_a_second_and_steps_from_it) {
  const auto steps = [](std::vector<std::int64_t> times, std::size_t stride) {
    std::string out;
    page_detail::append_times(out, times, stride);
    return out;
  };
  constexpr std::int64_t second = 1'000'000;
  BOOST_TEST(steps({}, 1) == "[]");
  BOOST_TEST(steps({100 * second, 160 * second + 999'999, 150 * second}, 1) == "[100,60,-10]");
  BOOST_TEST(steps({100 * second, 1, 2, 400 * second}, 3) == "[100,300]");
  BOOST_TEST(steps({-1}, 1) == "[-1]");
}

BOOST_AUTO_TEST_CASE(a_point_is_the_worst_of_its_windows) {
  using enum Direction;
  BOOST_TEST(worst({1, 5, 3}, bad_when_high, 2) == (std::vector<double>{5, 3}), boost::test_tools::per_element());
  BOOST_TEST(worst({1, 5, 3}, bad_when_low, 2) == (std::vector<double>{1, 3}), boost::test_tools::per_element());
  BOOST_TEST(worst({gap, 5, 7, gap}, bad_when_low, 2) == (std::vector<double>{5, 7}), boost::test_tools::per_element());
  BOOST_TEST(is_gap(worst({gap, gap}, bad_when_high, 2).front()));
  BOOST_TEST(worst({}, bad_when_high, 2).empty());
  BOOST_TEST(worst({2, 1}, bad_when_high, 100).size() == 1u);
}

BOOST_AUTO_TEST_CASE(metrics_and_times_are_told_once) {
  add("A", {good, good});
  add("B", {good, good}, false);
  const auto read = meta();
  const std::string first = text_of(read.at("metrics").as_array().front());
  BOOST_TEST(first ==
             "{\"name\":\"edge_bps\",\"title\":\"Edge(bps)\",\"unit\":\" bps\",\"decimals\":2,\"high\":false}");
  BOOST_TEST(read.at_pointer("/metrics/2/high").as_bool());
  BOOST_TEST(text_of(read.at("times")) == "[[0,3600]]");
  BOOST_TEST(!read.as_object().contains("earlierTimes"));
  BOOST_TEST(text_of(meta(2).at("times")) == "[[0]]");
  BOOST_TEST(number(meta(2), "/stride") == 2);
}

BOOST_AUTO_TEST_CASE(a_symbol_has_its_values_levels_and_limits) {
  add("A", {good, bad, {gap, 0.9, 200, 0.3}});
  metrics.overrides[{"A", 0}] = {2.9, 2.1};
  const auto read = of(0);
  BOOST_TEST(*text_or_nothing(&read.at("symbol")) == "A");
  BOOST_TEST(number_or_gap(&read.at("times")) == 0);
  BOOST_TEST(number_or_gap(&read.at("windows")) == 3);
  const auto& edge = read.at_pointer("/metrics/0");
  BOOST_TEST(number_or_gap(&edge.at("warn")) == 2.9);
  BOOST_TEST(number_or_gap(&edge.at("crit")) == 2.1);
  BOOST_TEST(text_of(edge.at("values")) == "[3,1,null]");
  BOOST_TEST(*text_or_nothing(&edge.at("levels")) == "020");
  BOOST_TEST(number_or_gap(&edge.at("last")) == 1);
  BOOST_TEST(edge.at("drift").is_null());
  BOOST_TEST(edge.at("changed").is_null());
  BOOST_TEST(*text_or_nothing(&read.at_pointer("/metrics/1/levels")) == "");
  add("B", {good}, false);
  BOOST_TEST(of(1).at("times").is_null());
}

BOOST_AUTO_TEST_CASE(only_a_real_drift_is_drawn_and_a_change_goes_with_its_point) {
  add("A", {good, good, good, good});
  DriftSummary& drift = summary.symbols[0].metrics[0].drift;
  drift = {.p = 0.001, .is_confirmed = true, .drift = -0.5, .is_material = false, .changed_at = 3};
  BOOST_TEST(of(0).at_pointer("/metrics/0/drift").is_null());
  BOOST_TEST(number(of(0), "/metrics/0/changed") == 3);
  BOOST_TEST(number(of(0, 2), "/metrics/0/changed") == 1);
  drift.is_material = true;
  BOOST_TEST(number(of(0), "/metrics/0/drift") == -0.5);
  BOOST_TEST(text(of(0), "/metrics/0/notes/0").starts_with("Real: "));
}

BOOST_AUTO_TEST_CASE(the_earlier_run_is_found_by_its_name) {
  add("A", {good});
  add("B", {good});
  baseline = {timed("AA", {7'000'000}), timed("B", {7'000'000})};
  BOOST_TEST(!of(0).as_object().contains("earlier"));
  const auto earlier = of(1).at("earlier");
  BOOST_TEST(text_of(earlier) == "{\"times\":0,\"values\":[[5E-1],[5E-1],[5E-1],[5E-1]]}");
  BOOST_TEST(text_of(meta().at("earlierTimes")) == "[[7]]");
  baseline[1].times.clear();
  BOOST_TEST(of(1).at_pointer("/earlier/times").is_null());
}

BOOST_AUTO_TEST_CASE(a_hostile_name_ends_no_element) {
  add("</script><!--\"\\\n", {good});
  metrics.metrics[0].title = "</script>";
  const HtmlInput in = input();
  const HtmlTimeTables times(in);
  for (const std::string& element : {html_symbol_data(in, times, 0), html_meta_data(in, times)}) {
    BOOST_TEST(element.find("</script>") == element.size() - 10);
    BOOST_TEST(!has(element, "<!--"));
    (void)inner_json(element);
  }
  BOOST_TEST(text(of(0), "/symbol") == "</script><!--\"\\\uFFFD");
}

BOOST_AUTO_TEST_SUITE_END()
