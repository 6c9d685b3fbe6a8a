#include <soak/model/summary/violation_json.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(violation_json)

BOOST_AUTO_TEST_CASE(violations_are_read_back) {
  std::string text = "[\n";
  append_json(text, {"A}\"{", "edge_bps", Level::crit, 7, 1.25, 2, "Critical \\ edge"});
  text += ",\n";
  append_json(text, {"B", "risk_ratio", Level::warn, {}, gap, gap, no_valid_data});
  text += "\n]\n";
  const auto violations = parse_violations(text);
  BOOST_REQUIRE(violations);
  BOOST_REQUIRE(violations->size() == 2u);
  BOOST_TEST(violations->at(0).symbol == "A}\"{");
  BOOST_TEST(violations->at(0).note == "Critical \\ edge");
  BOOST_TEST(violations->at(0).window_index.value() == 7u);
  BOOST_TEST(violations->at(0).value == 1.25);
  BOOST_TEST(!violations->at(1).window_index);
  BOOST_TEST(is_gap(violations->at(1).threshold));
  std::string again;
  append_json(again, violations->at(0));
  BOOST_TEST(text.find(again) != std::string::npos);
  BOOST_TEST(parse_violations(" [ ] ")->empty());
}

BOOST_AUTO_TEST_CASE(an_element_that_python_wrote_with_nan_is_read_like_the_others) {
  const std::string whole = R"({"symbol":"A","metric":"m","level":"WARN","window_index":1,"value":2,"odd":{"a":[{}]}})";
  const std::string holed = R"({"symbol":"B","metric":"m","level":"CRIT","value":NaN,"threshold":-Infinity})";
  const auto violations = parse_violations("[" + whole + " ,\n" + holed + "," + whole + "\t," + holed + " ]");
  BOOST_REQUIRE(violations);
  BOOST_REQUIRE(violations->size() == 4u);
  BOOST_TEST(violations->at(2).symbol == "A");
  BOOST_TEST(violations->at(2).value == 2);
  BOOST_TEST(violations->at(3).symbol == "B");
  BOOST_TEST(is_gap(violations->at(3).value));
}

BOOST_AUTO_TEST_CASE(what_is_no_list_of_violations_is_refused_with_the_place) {
  const std::string one = R"({"symbol":"A","metric":"m","level":"WARN","window_index":1})";
  BOOST_TEST(parse_violations("[" + one + "]").has_value());
  for (const std::string& text : {std::string(), std::string("{}"), std::string("["), "[" + one, "[" + one + ",]",
                                  "[" + one + one + "]", "[" + one + "] x", "[," + one + "]", std::string("[1]"),
                                  std::string("[{\"a\": nul}]"), std::string("[{\"a\": \"]")}) {
    BOOST_TEST(!parse_violations(text), text);
  }
  BOOST_TEST(parse_violations("[" + one + ",{}]").error().message == "/1/symbol: expected a string");
  const std::string odd = R"({"symbol":"A","metric":"m","level":"WARN","window_index":-1})";
  BOOST_TEST(parse_violations("[" + odd + "]").error().message == "/0/window_index: expected a whole number or null");
  const std::string broken = "[" + one + ", {\"a\": nul}]";
  const std::string place = "byte " + std::to_string(broken.find("nul")) + ": ";
  BOOST_TEST(parse_violations(broken).error().message.substr(0, place.size()) == place);
}

BOOST_AUTO_TEST_SUITE_END()
