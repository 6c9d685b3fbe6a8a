#include <soak/model/artifacts/gate_reading.hpp>
#include <soak/model/artifacts/key_artifacts.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

boost::json::value json(std::string_view text) { return *parse_json(text); }

}  // namespace

BOOST_AUTO_TEST_SUITE(artifacts)

BOOST_AUTO_TEST_CASE(edge_figures_stand_at_the_root_or_in_total) {
  const auto root = edge_figures_of(json(R"({"net_bps": 3, "taker_ratio": 0.1, "latency": {"p95": 300, "p99": 320}})"));
  BOOST_TEST(root->net_bps == 3);
  BOOST_TEST(root->latency.p99 == 320);
  const auto total =
      edge_figures_of(json(R"({"total": {"net_bps": -1, "taker_share_pct": 12, "latency": {"p95": 1, "p99": 2}}})"));
  BOOST_TEST(total->net_bps == -1);
  BOOST_TEST(total->taker_ratio == 0.12);
  const auto bad = edge_figures_of(json(R"({"net_bps": 3, "taker_ratio": 0.1, "latency": {"p95": "fast", "p99": 1}})"));
  BOOST_TEST(bad.error().message == "/latency/p95: expected a number of at least 0 (ms)");
  BOOST_TEST(edge_figures_of(json(R"({"net_bps": 3, "taker_ratio": 1.5})")).has_error());
  BOOST_TEST(edge_figures_of(json("3")).has_error());
}

BOOST_AUTO_TEST_CASE(what_is_written_reads_back) {
  EdgeReport report;
  report.total = {3.1, 0.16, {240, 300, 310.5}, 0.3, 24};
  report.symbols = {{"A\"B", report.total}};
  report.timestamp = 1735689600;
  const auto figures = edge_figures_of(json(to_json(report)));
  BOOST_TEST(figures->taker_ratio == 0.16);
  BOOST_TEST(figures->latency.p99 == 310.5);
  KpiGate gate;
  gate.readiness = 84.99;
  gate.checks = {{"readiness", false, 84.99, 85}};
  BOOST_TEST(*readiness_of(json(to_json(gate))) == 84.99);
  BOOST_TEST(*text_or_nothing(find_member(json(to_json(gate)), "verdict")) == "FAIL");
}

BOOST_AUTO_TEST_CASE(the_advice_of_an_edge_sentinel) {
  const auto advice = edge_advice_of(*parse_json(R"({"advice": ["a", "b"]})"));
  BOOST_REQUIRE(advice);
  BOOST_TEST(*advice == (std::vector<std::string>{"a", "b"}), boost::test_tools::per_element());
  BOOST_TEST(edge_advice_of(*parse_json("{}")).error().message.starts_with("/advice"));
  BOOST_TEST(edge_advice_of(*parse_json(R"({"advice": ["a", 1]})")).error().message.starts_with("/advice/1"));
}

BOOST_AUTO_TEST_SUITE_END()
