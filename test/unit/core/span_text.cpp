#include <soak/core/span_text.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(span_text_)

BOOST_AUTO_TEST_CASE(spans_of_time_for_people) {
  BOOST_TEST(span_text(0s) == "0 s");
  BOOST_TEST(span_text(59s + 900ms) == "59 s");
  BOOST_TEST(span_text(-60s) == "1 min");
  BOOST_TEST(span_text(3h + 5min) == "3 h 05 min");
  BOOST_TEST(span_text(23h + 59min) == "23 h 59 min");
  BOOST_TEST(span_text(52h) == "2 d 4 h");
}

BOOST_AUTO_TEST_SUITE_END()
