#include <soak/analysis/walk/window_output.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(window_outputs)

BOOST_AUTO_TEST_CASE(one_object_is_a_window_and_ends_its_line) {
  BOOST_TEST(*window_of_output("{\"a\": 1}", false) == "{\"a\": 1}\n");
  BOOST_TEST(*window_of_output("{}\n", false) == "{}\n");
  BOOST_TEST(window_file_name(7) == "ITER_SUMMARY_7.json");
}

BOOST_AUTO_TEST_CASE(anything_else_is_not) {
  BOOST_TEST(window_of_output("{}", true).error().message == "the window is larger than 16 MiB");
  BOOST_TEST(window_of_output("[]", false).error().message == "not a window: expected one JSON object");
  for (const char* text : {"", "{}{}", "error: no bot"}) {
    BOOST_TEST(window_of_output(text, false).error().message.starts_with("not a window: "), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
