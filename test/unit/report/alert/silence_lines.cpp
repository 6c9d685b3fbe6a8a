#include <soak/report/alert/silence_lines.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(silence_lines)

BOOST_AUTO_TEST_CASE(a_line_each) {
  const Instant at = *parse_iso8601("2026-01-05T12:00:00Z");
  BOOST_TEST(ack_line({.id = "A:edge_bps:x", .level = Level::crit, .at = at, .until = at, .reason = "r", .by = "b"}) ==
             R"(ACK id=A:edge_bps:x level=CRIT until=2026-01-05T12:00:00Z by="b" reason="r")");
  BOOST_TEST(silence_line({.below = Level::crit, .at = at, .from = at, .to = at}) ==
             "SILENCE below=CRIT from=2026-01-05T12:00:00Z to=2026-01-05T12:00:00Z");
  BOOST_TEST(silence_line({.below = Level::warn, .at = at, .daily_from = 1325, .daily_to = 7, .zone = "UTC"}) ==
             "SILENCE below=WARN daily=22:05-00:07 tz=UTC");
}

BOOST_AUTO_TEST_SUITE_END()
