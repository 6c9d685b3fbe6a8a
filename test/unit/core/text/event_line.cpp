#include <soak/core/text/event_line.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>

using namespace soak;

BOOST_AUTO_TEST_SUITE(event_lines)

BOOST_AUTO_TEST_CASE(fields_stand_behind_the_head_with_a_blank_between_them) {
  BOOST_TEST(EventLine("ALERT_SENT").field("verdict", "CRIT").text() == "ALERT_SENT verdict=CRIT");
  BOOST_TEST(EventLine().field("a", "1").field("b", "").line() == "a=1 b=\n");
  BOOST_TEST(event_line("bundle").text() == "event=bundle");
  BOOST_TEST(result_line(true).text() == "RESULT=OK");
  BOOST_TEST(result_line(false).field("failed", 1).text() == "RESULT=FAIL failed=1");
}

BOOST_AUTO_TEST_CASE(numbers_and_quotes) {
  BOOST_TEST(EventLine().field("n", -1).field("m", std::uint64_t{18'000'000'000'000'000'000u}).text() ==
             "n=-1 m=18000000000000000000");
  BOOST_TEST(EventLine("X").quoted("answer", "HTTP 200").text() == "X answer=\"HTTP 200\"");
}

BOOST_AUTO_TEST_SUITE_END()
