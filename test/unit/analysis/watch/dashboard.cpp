#include <soak/analysis/watch/dashboard.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

std::vector<std::string> errors(std::string_view text) { return dashboard_errors(*parse_json(text)); }

std::string dashboard(const std::string& panels) {
  return R"({"title": "T", "templating": {"list": [{"name": "env"}, {"name": "ds"}]}, "panels": [)" + panels + "]}";
}

std::string panel(int id, int x, const std::string& targets, const std::string& source = "${ds}") {
  return R"({"id": )" + std::to_string(id) + R"(, "title": "P)" + std::to_string(id) + R"(", "gridPos": {"x": )" +
         std::to_string(x) + R"(, "y": 0, "w": 8, "h": 5}, "datasource": {"type": "prometheus", "uid": ")" + source +
         R"("}, "targets": [)" + targets + "]}";
}

const std::string target =
    R"json({"expr": "label_replace(up{env=\"$env\"}[$__range], \"a\", \"$1\", \"b\", \"(.*)\")"})json";

}  // namespace

BOOST_AUTO_TEST_SUITE(dashboard_check)

BOOST_AUTO_TEST_CASE(a_good_dashboard_has_no_errors) {
  BOOST_TEST(errors(dashboard(panel(1, 0, target) + "," + panel(2, 8, target))).empty());
}

BOOST_AUTO_TEST_CASE(the_wrapper_of_the_api_is_not_the_model) {
  const auto found = errors(R"({"dashboard": )" + dashboard(panel(1, 0, target)) + "}");
  BOOST_REQUIRE(found.size() == 1);
  BOOST_TEST(found[0].starts_with("is wrapped in 'dashboard'"));
}

BOOST_AUTO_TEST_CASE(what_is_no_dashboard_is_told_of) {
  const std::vector<std::string> expected{"has no title", "has no panels"};
  for (const char* text : {"{}", "[]", "null", R"({"panels": [], "title": ""})", R"({"panels": {}})"}) {
    BOOST_TEST(errors(text) == expected, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(ids_are_unique_and_panels_do_not_lie_on_each_other) {
  const std::vector<std::string> expected{"panel 'P1': another panel has the id 1", "panel 'P1': lies on panel 'P1'"};
  BOOST_TEST(errors(dashboard(panel(1, 0, target) + "," + panel(1, 7, target))) == expected,
             boost::test_tools::per_element());
  const std::vector<std::string> outside{"panel 'P1': gridPos is not a place in 24 columns"};
  BOOST_TEST(errors(dashboard(panel(1, 17, target))) == outside, boost::test_tools::per_element());
  const std::vector<std::string> bare{"panel '': has no id", "panel '': gridPos is not a place in 24 columns"};
  BOOST_TEST(errors(dashboard("{}")) == bare, boost::test_tools::per_element());
  BOOST_TEST(errors(dashboard("{}," + panel(1, 0, target))) == bare, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(panels_of_a_folded_row_have_places_of_their_own) {
  const std::string row = R"({"id": 9, "title": "R", "type": "row", "gridPos": {"x": 0, "y": 9, "w": 24, "h": 1}, )";
  BOOST_TEST(
      errors(dashboard(panel(1, 0, target) + "," + row + R"("panels": [)" + panel(2, 0, target) + "]}")).empty());
  BOOST_TEST(
      errors(dashboard(panel(1, 0, target) + "," + row + R"("panels": [)" + panel(1, 0, target) + "]}")).size() == 1U);
}

BOOST_AUTO_TEST_CASE(each_query_has_a_data_source_and_an_expression) {
  const std::vector<std::string> expected{"panel 'P1': a query without a data source",
                                          "panel 'P1': a query without an expression"};
  BOOST_TEST(errors(dashboard(panel(1, 0, "{}", ""))) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(every_variable_is_defined) {
  const std::vector<std::string> expected{
      "panel 'P1': the variable nowhere is not defined", "panel 'P1': the variable a is not defined",
      "panel 'P1': the variable b is not defined", "panel 'P1': the variable c is not defined"};
  std::vector<std::string> found = errors(
      dashboard(panel(1, 0, R"({"expr": "$a ${b:csv} [[c]] $env $__interval ${__field.name} $1 $$"})", "$nowhere")));
  std::sort(found.begin(), found.end());
  auto sorted = expected;
  std::sort(sorted.begin(), sorted.end());
  BOOST_TEST(found == sorted, boost::test_tools::per_element());
  const auto of_variable = errors(R"json({"title": "T", "templating": {"list": [{"name": "exchange", "query": {
      "query": "label_values(up{env=\"$env\"}, exchange)"}}]}, "panels": [)json" +
                                  panel(1, 0, "", "fixed") + "]}");
  BOOST_REQUIRE(of_variable.size() == 1);
  BOOST_TEST(of_variable[0] == "variable 'exchange': the variable env is not defined");
}

BOOST_AUTO_TEST_CASE(hostile_names_are_made_printable) {
  const auto found = errors(dashboard(R"({"id": 1, "title": "\u001b[31m\n"})"));
  BOOST_REQUIRE(found.size() == 1);
  BOOST_TEST(found[0].find('\x1b') == std::string::npos);
  BOOST_TEST(found[0].find('\n') == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
