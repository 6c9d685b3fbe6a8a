#include <soak/report/watch/instant_text.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(instant_text_)

BOOST_AUTO_TEST_CASE(instants_for_people) {
  const Instant now = *parse_iso8601("2026-01-17T12:00:00Z");
  BOOST_TEST(when_text(now - 61s, now) == "1 min ago");
  BOOST_TEST(when_text(now + 61s, now) == "in 1 min");
}

BOOST_AUTO_TEST_SUITE_END()
