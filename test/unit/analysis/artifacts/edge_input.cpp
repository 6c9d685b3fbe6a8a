#include <soak/analysis/artifacts/edge_input.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

Summary summary_of(std::initializer_list<const char*> symbols) {
  Summary summary;
  for (const char* symbol : symbols) {
    summary.symbols.push_back({symbol, 2, {{.metric = "edge_bps", .median = 3}}});
  }
  return summary;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(edge_inputs)

BOOST_AUTO_TEST_CASE(columns_and_medians_find_their_places) {
  Series series{"A", xt::zeros<double>({2, 8})};
  for (std::size_t column = 0; column < 8; ++column) series.values(1, column) = static_cast<double>(column);
  const Summary summary = summary_of({"A"});
  const EdgeInput input = edge_input(series, summary.symbols.front());
  BOOST_TEST(input.symbol == "A");
  BOOST_TEST(input.median_edge == 3);
  BOOST_TEST(is_gap(input.median_maker));
  BOOST_TEST(is_gap(input.median_risk));
  BOOST_TEST(input.latency[1] == 2);
  BOOST_TEST(input.maker_volume[1] == 4);
  BOOST_TEST(input.taker_volume[1] == 5);
  BOOST_TEST(input.maker_count[1] == 6);
  BOOST_TEST(input.taker_count[1] == 7);
  BOOST_TEST(is_gap(edge_input(series, SymbolSummary{}).median_edge));
}

BOOST_AUTO_TEST_CASE(what_only_one_of_them_has_is_a_warning) {
  const std::vector<std::string_view> run{"A", "B\n", "C"};
  const Summary summary = summary_of({"A", "C", "D"});
  const CommonSymbols common = common_symbols(run, summary, "S.json");
  BOOST_REQUIRE(common.pairs.size() == 2u);
  BOOST_TEST(common.pairs[1].place == 2u);
  BOOST_TEST(common.pairs[1].summary == &summary.symbols[1]);
  BOOST_TEST(common.warnings == (std::vector<std::string>{"B\\x0a is in the windows but not in S.json",
                                                          "D is in S.json but not in the windows"}),
             boost::test_tools::per_element());
  BOOST_TEST(common_symbols(run, summary_of({"X"}), "S.json").pairs.empty());
}

BOOST_AUTO_TEST_SUITE_END()
