#include <soak/analysis/artifacts/edge_report.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(edge_report_of_symbols)

BOOST_AUTO_TEST_CASE(taker_ratio_comes_from_fills_by_volume_then_count_else_from_the_maker_ratio) {
  const std::vector<double> latency{100, 200, 300};
  const std::vector<double> maker{80, gap, 10};
  const std::vector<double> taker{20, 5, 10};
  const std::vector<double> none{0, 0, 0};
  EdgeInput input{"A", 3, 0.9, 0.3, latency, maker, taker, none, none};
  BOOST_TEST(edge_report(std::span(&input, 1), 0).total.taker_ratio == 0.25);  // (20 + 10) / (80 + 20 + 10 + 10)
  input.maker_volume = input.taker_volume = none;
  input.maker_count = maker;
  input.taker_count = taker;
  BOOST_TEST(edge_report(std::span(&input, 1), 0).total.taker_ratio == 0.25);
  input.maker_count = input.taker_count = none;
  BOOST_TEST(edge_report(std::span(&input, 1), 0).total.taker_ratio == 0.1);  // not 0.09999999999999998
  input.median_maker = gap;
  BOOST_TEST(is_gap(edge_report(std::span(&input, 1), 0).total.taker_ratio));
}

BOOST_AUTO_TEST_CASE(totals_are_means_of_medians_and_quantiles_over_all_windows) {
  const std::vector<double> fast{100, 110};
  const std::vector<double> slow{200, gap, 500};
  const std::vector<EdgeInput> inputs{{"A", 2, 0.9, 0.2, fast, {}, {}, {}, {}},
                                      {"B", 4, 0.7, 0.4, slow, {}, {}, {}, {}}};
  const EdgeReport report = edge_report(inputs, 5);
  BOOST_TEST(report.total.net_bps == 3);
  BOOST_TEST(report.total.taker_ratio == 0.2);
  BOOST_TEST(report.total.latency.p50 == 155);  // of 100 110 200 500
  BOOST_TEST(report.total.latency.p95 == 455, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(report.symbols[1].figures.latency.p50 == 350);
  BOOST_TEST(report.total.windows == 3);
  BOOST_TEST(report.timestamp == 5);
}

BOOST_AUTO_TEST_SUITE_END()
