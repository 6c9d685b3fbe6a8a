#include <soak/model/summary/comparison_json.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>

using namespace soak;

BOOST_AUTO_TEST_SUITE(comparison_json)

BOOST_AUTO_TEST_CASE(what_is_written_reads_back) {
  Comparison comparison;
  comparison.overall = RunVerdict::worse;
  ComparedMetric result;
  result.symbol = "BTC\"USDT";
  result.metric = "edge_bps";
  result.verdict = RunVerdict::worse;
  result.shift = -0.5;
  result.low = -std::numeric_limits<double>::infinity();
  result.high = -0.25;
  result.blocks = true;
  comparison.results = {result};
  comparison.only_in_baseline = {"OLD"};
  const std::string text = to_json(comparison);
  BOOST_TEST(text.find("\"lo\": null, \"hi\": -0.25") != std::string::npos);
  BOOST_TEST(text.find("\"needed\": null") != std::string::npos);
  const auto read = parse_members<Comparison>(text);
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST((read->overall == RunVerdict::worse));
  BOOST_TEST(read->results.at(0).symbol == "BTC\"USDT");
  BOOST_TEST(read->results.at(0).shift == -0.5);
  BOOST_TEST(is_gap(read->results.at(0).low));
  BOOST_TEST(read->only_in_baseline.at(0) == "OLD");
  BOOST_TEST(read->count(RunVerdict::worse) == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
