#include <soak/analysis/artifacts/artifact_shape.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

std::vector<std::string> errors(std::string_view text, std::span<const ShapeRule> rules) {
  std::vector<std::string> lines;
  for (const ShapeError& error : shape_errors(*parse_json(text), rules)) lines.push_back(error.text());
  return lines;
}

constexpr const char* good_kpi = R"({"readiness": 90, "scale": 100, "checks": [
  {"name": "readiness", "ok": true, "value": 90, "threshold": 85}], "timestamp": 1735689600, "verdict": "PASS"})";

}  // namespace

BOOST_AUTO_TEST_SUITE(artifact_shape)

BOOST_AUTO_TEST_CASE(a_good_artifact_has_no_errors) { BOOST_TEST(errors(good_kpi, kpi_gate_shape).empty()); }

BOOST_AUTO_TEST_CASE(each_error_names_pointer_expectation_and_finding) {
  const auto lines =
      errors(R"({"readiness": "high", "scale": 1, "checks": [{"name": "", "ok": 1, "value": true}], "verdict": "OK"})",
             kpi_gate_shape);
  const std::vector<std::string> expected{"/readiness: expected a number from 0 to 100, found the string \"high\"",
                                          "/scale: expected 100, found 1",
                                          "/checks/0/name: expected a string that is not empty, found the string \"\"",
                                          "/checks/0/ok: expected true or false, found 1",
                                          "/checks/0/value: expected a number or null, found true",
                                          "/checks/0/threshold: expected a number or null, found nothing",
                                          "/timestamp: expected seconds since the epoch, found nothing",
                                          "/verdict: expected \"PASS\" or \"FAIL\", found the string \"OK\""};
  BOOST_TEST(lines == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(wrong_parents_speak_once) {
  BOOST_TEST(errors("[]", kpi_gate_shape).front() == "/: expected an object, found an empty array");
  BOOST_TEST(errors("[]", kpi_gate_shape).size() == 1);
  const auto lines =
      errors(R"({"net_bps": 1, "taker_ratio": 0, "latency": 5, "symbols": {"a/b~c": 1}, "total": {}, "timestamp": -1})",
             edge_report_shape);
  const std::vector<std::string> expected{"/latency: expected an object, found 5",
                                          "/symbols/a~1b~0c: expected an object, found 1",
                                          "/timestamp: expected seconds since the epoch, found -1"};
  BOOST_TEST(lines == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_validation_without_sections_is_none) {
  BOOST_TEST(errors(R"({"status": "OK", "sections": [], "ts": 1})", full_stack_validation_shape).size() == 1);
  BOOST_TEST(errors(R"({"advice": [""], "buckets": [{"bucket": "x", "net_bps": null}], "ts": 1})", edge_sentinel_shape)
                 .size() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
