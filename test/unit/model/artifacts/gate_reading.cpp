#include <soak/model/artifacts/gate_reading.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

boost::json::value json(std::string_view text) { return *parse_json(text); }

}  // namespace

BOOST_AUTO_TEST_SUITE(gate_reading)

BOOST_AUTO_TEST_CASE(readiness_is_a_share_only_where_the_scale_is_absent) {
  BOOST_TEST(*readiness_of(json(R"({"readiness": 84.5, "scale": 100})")) == 84.5);
  BOOST_TEST(*readiness_of(json(R"({"readiness": 0.9})")) == 90);
  BOOST_TEST(*readiness_of(json(R"({"readiness": 0.9, "scale": 100})")) == 0.9);
  BOOST_TEST(*readiness_of(json(R"({"readiness": 84})")) == 84);
  for (const char* text : {R"({})", R"([])", R"({"readiness": "90"})", R"({"readiness": 101})", R"({"readiness": -1})",
                           R"({"readiness": NaN})", R"({"readiness": 1e999})"}) {
    BOOST_TEST(readiness_of(json(text)).error().message == "/readiness: expected a number from 0 to 100", text);
  }
  BOOST_TEST(readiness_of(json(R"({"readiness": 9, "scale": 10})")).error().message == "/scale: expected 100");
  const std::string checked = R"({"readiness": 95, "scale": 100, "checks": [{"name": "p95_latency_ms", "ok": false},
                                  {"name": "freshness", "ok": OK, "value": 3, "threshold": 0}]})";
  const auto with = [&](const char* ok) { return std::string(checked).replace(checked.find("OK"), 2, ok); };
  BOOST_TEST(*trusted_readiness_of(json(with("true"))) == 95);
  BOOST_TEST(trusted_readiness_of(json(with("false"))).error().message ==
             "its check 'freshness' failed: 3.00, limit 0.00");
  BOOST_TEST(*readiness_of(json(with("false"))) == 95);
}

BOOST_AUTO_TEST_CASE(a_gate_of_another_program_is_read_as_far_as_it_goes) {
  const auto bare = gate_of(json(R"({"readiness": 0.9})"));
  BOOST_REQUIRE(bare.has_value());
  BOOST_TEST(bare->readiness == 90);
  BOOST_TEST(bare->verdict == "");
  BOOST_TEST(bare->run.now == "");
  BOOST_TEST(decide_release(*bare, 85, false).is_ready());
  // A check that does not say whether it is ok has not failed.
  BOOST_TEST(*trusted_readiness_of(json(R"({"readiness": 90, "scale": 100, "checks": [{"name": "coverage"}, 5]})")) ==
             90);
  KpiGate gate;
  gate.readiness = 95;
  gate.run = {"CRIT", "WARN", 1, {{"A:edge_bps:3", Level::warn, "3"}}};
  const auto read = gate_of(json(to_json(gate)));
  BOOST_TEST(read->verdict == "PASS");
  BOOST_TEST(read->run.now == "WARN");
  BOOST_TEST(read->run.open.at(0).id == "A:edge_bps:3");
}

BOOST_AUTO_TEST_CASE(a_release_needs_readiness_and_a_gate_that_passed) {
  GateReading gate{.readiness = 84.99, .verdict = "PASS"};
  BOOST_TEST(decide_release(gate, 85, false).reason == "readiness 84.99 is below 85");
  gate = {.readiness = 100, .checks = {{"source", false, 1, 0}}, .verdict = "FAIL"};
  BOOST_TEST(decide_release(gate, 85, false).reason == "its check 'source' failed: 1.00, limit 0.00");
  BOOST_TEST(decide_release(gate, 85, true).is_ready());
  gate.checks.clear();
  BOOST_TEST(decide_release(gate, 85, false).reason == "the gate's verdict is FAIL");
}

BOOST_AUTO_TEST_SUITE_END()
