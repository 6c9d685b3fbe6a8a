#include <soak/analysis/alert/ping.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(pings)

BOOST_AUTO_TEST_CASE(a_reason_goes_to_fail_behind_the_path) {
  BOOST_TEST(ping_request("https://h/x?key=1", "").url == "https://h/x?key=1");
  BOOST_TEST(ping_request("https://h/x?key=1", "why").url == "https://h/x/fail?key=1");
  BOOST_TEST(ping_request("https://h/x", "why").url == "https://h/x/fail");
  BOOST_TEST(ping_request("https://h/x", "why").body == "why");
  BOOST_TEST(ping_request("https://h/x", "why").content_type == "text/plain");
}

BOOST_AUTO_TEST_CASE(what_a_cycle_is_bad_for) {
  BOOST_TEST(ping_reason("", 0) == "");
  BOOST_TEST(ping_reason("no window", 3) == "no window");
  BOOST_TEST(ping_reason("", 3) == "3 alert deliveries wait for a channel");
}

BOOST_AUTO_TEST_CASE(any_2xx_is_an_arrival) {
  BOOST_TEST(!ping_problem(HttpResponse{.status = 204}).has_value());
  BOOST_TEST(*ping_problem(HttpResponse{.status = 301}) == "HTTP 301");
  BOOST_TEST(*ping_problem(Error{Errc::unavailable, "no route"}) == "no route");
}

BOOST_AUTO_TEST_SUITE_END()
