#include <soak/model/json/value.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <random>

using namespace soak;

BOOST_AUTO_TEST_SUITE(json_value)

BOOST_AUTO_TEST_CASE(long_numbers_read_as_strtod_reads_them) {
  std::mt19937_64 random(11);
  for (int i = 0; i < 5000; ++i) {
    const std::string text = std::to_string(random() % 10) + "." + std::to_string(random() % 100000000000000000);
    const auto value = parse_json("[" + text + "]");
    BOOST_REQUIRE(value);
    BOOST_REQUIRE_EQUAL(number_or_gap(&value->at(0)), std::strtod(text.c_str(), nullptr));
  }
}

BOOST_AUTO_TEST_CASE(errors_name_the_byte) {
  BOOST_TEST(parse_json("{\"a\": }").error().message.starts_with("byte 6: "));
  BOOST_TEST(parse_json("{} x").error().message.starts_with("byte 3: "));
  BOOST_TEST(!parse_json(""));
  BOOST_TEST(!parse_json(std::string(100, '[') + std::string(100, ']')));
}

BOOST_AUTO_TEST_CASE(python_literals_and_overflow_are_no_numbers) {
  const auto value = parse_json(R"({"a": NaN, "b": -Infinity, "c": 1e400, "d": 1e99999999999, "e": 2, "e": 3})");
  BOOST_REQUIRE(value);
  for (const char* key : {"a", "b", "c", "d", "none"}) BOOST_TEST(is_gap(number_or_gap(find_member(*value, key))), key);
  BOOST_TEST(number_or_gap(find_member(*value, "e")) == 3);
  BOOST_TEST(!text_or_nothing(find_member(*value, "e")));
}

BOOST_AUTO_TEST_SUITE_END()
