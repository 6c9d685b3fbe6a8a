#include <soak/model/window/foreign_record.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(foreign_record)

BOOST_AUTO_TEST_CASE(reports_are_known_by_their_shape) {
  const auto kind = [](std::string_view text) { return describe_foreign(text).kind; };
  BOOST_TEST(kind(R"({"overall":{},"symbols":{}})") == "SOAK_SUMMARY");
  BOOST_TEST(kind(R"([{"symbol":"A","metric":"x","level":"CRIT","window_index":1}])") == "VIOLATIONS");
  BOOST_TEST(kind(R"({"readiness":95,"checks":[]})") == "KPI_GATE");
  BOOST_TEST(kind(R"({"verdict":"PASS","failures":[]})") == "KPI_GATE");
  BOOST_TEST(kind(R"({"iterations":[],"summary":{}})") == "TUNING_REPORT");
  BOOST_TEST(kind(R"({"prev_hash":"x","action":"NONE"})") == "SOAK_JOURNAL");
  for (const char* text : {R"({"min_interval_ms":60})", "[]", "7", "{", R"(["a"])"})
    BOOST_TEST(kind(text) == "other JSON");
}

BOOST_AUTO_TEST_CASE(names_that_might_be_metrics_are_found_and_bounded) {
  const auto found =
      describe_foreign(R"({"iteration":1,"edge":1,"s":{"p95":"2","deep":{"x":3,"deeper":{"y":4}}},"t":"no"})");
  BOOST_TEST(found.names == (std::vector<std::string>{"edge", "/s/p95", "/s/deep/x"}),
             boost::test_tools::per_element());
  std::string many = "{";
  for (int i = 0; i < 100; ++i) many += (i > 0 ? ",\"n" : "\"n") + std::to_string(i) + "\":1";
  BOOST_TEST(describe_foreign(many + "}").names.size() == 12u);
}

BOOST_AUTO_TEST_CASE(advice_maps_what_resembles_a_metric) {
  BOOST_TEST(field_advice({"netBps", "makerTakerRatio"}, {"edge_bps", "maker_taker_ratio"}) ==
             "found: netBps, makerTakerRatio; expected one of edge_bps, maker_taker_ratio; try --field edge_bps=netBps "
             "--field maker_taker_ratio=makerTakerRatio");
  BOOST_TEST(field_advice({"x"}, {"edge_bps"}) == "found: x; expected one of edge_bps; try --field edge_bps=NAME");
  BOOST_TEST(field_advice({}, {"edge_bps"}) == "found: no number; expected one of edge_bps");
}

BOOST_AUTO_TEST_SUITE_END()
