#include <soak/core/number.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <random>

using namespace soak;

BOOST_AUTO_TEST_SUITE(number)

BOOST_AUTO_TEST_CASE(text_reads_as_strtod_reads_it) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20000; ++i) {
    std::string text = std::to_string(random() % 1000) + "." + std::to_string(random());
    if (i % 3 == 0) text += "e" + std::to_string(static_cast<int>(random() % 600) - 300);
    BOOST_REQUIRE_EQUAL(parse_json_number(text).value_or(-1), std::strtod(text.c_str(), nullptr));
  }
}

BOOST_AUTO_TEST_CASE(overflow_is_nothing_and_underflow_is_zero) {
  BOOST_TEST(!parse_json_number("1e400"));
  BOOST_TEST(!parse_json_number("-1e400"));
  BOOST_TEST(!parse_json_number("1" + std::string(400, '0') + "e-50"));
  BOOST_TEST(parse_json_number("1e-400").value() == 0);
  BOOST_TEST(parse_json_number("0." + std::string(400, '0') + "1").value() == 0);
  BOOST_TEST(!parse_json_number("1x"));
}

BOOST_AUTO_TEST_CASE(printed_form_is_pythons_repr_without_point_zero) {
  BOOST_TEST(format_number(3.1) == "3.1");
  BOOST_TEST(format_number(3.0) == "3");
  BOOST_TEST(format_number(0.1 + 0.2) == "0.30000000000000004");
  BOOST_TEST(format_number(1e15) == "1000000000000000");
  BOOST_TEST(format_number(1e16) == "1e+16");
  BOOST_TEST(format_number(0.0001) == "0.0001");
  BOOST_TEST(format_number(0.00001) == "1e-05");
  BOOST_TEST(format_number(-1.5) == "-1.5");
  BOOST_TEST(format_number(1.7976931348623157e308) == "1.7976931348623157e+308");
}

BOOST_AUTO_TEST_CASE(fixed_form_rounds_and_has_no_negative_zero) {
  BOOST_TEST(format_fixed(3.14159, 2) == "3.14");
  BOOST_TEST(format_fixed(232.4, 0) == "232");
  BOOST_TEST(format_fixed(-0.001, 2) == "0.00");
  BOOST_TEST(format_fixed(1e300, 2) == "1e+300");
}

BOOST_AUTO_TEST_CASE(a_persons_number_is_finite_and_whole) {
  BOOST_TEST(parse_finite("2.5").value() == 2.5);
  BOOST_TEST(parse_finite("+2").value() == 2);
  for (const char* text : {"", "nan", "inf", "1e999", "2.5x", " 2", "0x10", "+"}) BOOST_TEST(!parse_finite(text), text);
}

BOOST_AUTO_TEST_SUITE_END()
