#include <soak/model/tuning/settings.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

NamedSettings settings(std::string_view text) { return settings_of(parse_json(text)->get_object()); }

}  // namespace

BOOST_AUTO_TEST_SUITE(tuning_settings)

BOOST_AUTO_TEST_CASE(nested_names_are_joined_and_texts_that_are_numbers_count) {
  const NamedSettings found = settings(R"({"risk": {"cap": "-0.01", "deep": {"x": 3}}, "age": 30})");
  BOOST_TEST(found.numbers.size() == 3u);
  BOOST_TEST(found.numbers.at("risk.cap") == -0.01);
  BOOST_TEST(found.numbers.at("risk.deep.x") == 3);
  BOOST_TEST(found.others.empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_named) {
  const NamedSettings found =
      settings(R"({"a": null, "b": "wide", "c": [1], "d": true, "e": {}, "f": NaN, "g": "0x10"})");
  BOOST_TEST(found.numbers.empty());
  BOOST_TEST(found.others.at("a") == "null");
  BOOST_TEST(found.others.at("b") == "the text 'wide'");
  BOOST_TEST(found.others.at("c") == "an array");
  BOOST_TEST(found.others.at("d") == "true");
  BOOST_TEST(found.others.at("e") == "an empty object");
  BOOST_TEST(found.others.at("g") == "the text '0x10'");
  BOOST_TEST(found.others.contains("f"));
}

BOOST_AUTO_TEST_CASE(a_setting_is_found_by_the_end_of_its_path_unless_two_may_be_meant) {
  const NamedSettings one = settings(R"({"quoting": {"spread": 1}, "risk": {"cap": 2}})");
  BOOST_TEST(find_number(one, "spread").value() == 1);
  BOOST_TEST(find_number(one, "bot.risk.cap").value() == 2);
  BOOST_TEST(!find_number(one, "read"));
  const NamedSettings two = settings(R"({"a": {"cap": 1}, "b": {"cap": 2}})");
  BOOST_TEST(!find_number(two, "cap"));
  BOOST_TEST(find_number(two, "b.cap").value() == 2);
}

BOOST_AUTO_TEST_SUITE_END()
