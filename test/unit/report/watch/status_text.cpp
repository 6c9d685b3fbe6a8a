#include <soak/report/watch/status_text.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(status_text_)

BOOST_AUTO_TEST_CASE(a_hostile_name_stays_on_its_line_and_colour_is_asked_for) {
  StatusFacts facts;
  facts.now = *parse_iso8601("2026-01-17T12:00:00Z");
  facts.offset = [](Instant) { return std::chrono::seconds{0}; };
  facts.summary.value.emplace();
  facts.summary.value->symbols = {{"EVIL\n\x1b[31mWARN", 1, {{"edge_bps", {}, 1, "", Level::crit}}}};
  facts.summary.value->claimed = {{}, Level::crit};
  const Status status = judge_status(facts);
  const std::string plain = status_text(facts, status, false, 200);
  BOOST_TEST(plain.find('\x1b') == std::string::npos);
  BOOST_TEST(plain.find("CRIT EVIL\\x0a\\x1b[31mWARN edge_bps, last value n/a\n") != std::string::npos);
  BOOST_TEST(status_text(facts, status, true, 200).find("\x1b[31mverdict") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(no_line_is_wider_than_asked_for_and_local_time_stands_beside_utc) {
  StatusFacts facts;
  facts.now = *parse_iso8601("2026-01-17T12:00:00Z");
  facts.offset = [](Instant) { return std::chrono::seconds{3600}; };
  facts.alert.value.emplace();
  facts.alert.value->last_level = Level::crit;
  facts.alert.value->last_sent_at = *parse_iso8601("2026-01-16T23:30:00Z");
  const Status status = judge_status(facts);
  const std::string wide = status_text(facts, status, false, 200);
  BOOST_TEST(wide.find("last CRIT sent 2026-01-16T23:30:00Z (01-17 00:30 local), 12 h 30 min ago") !=
             std::string::npos);
  BOOST_TEST(wide.find("daily 2026-01-18T05:00:00Z (06:00 local), in 17 h 00 min") != std::string::npos);
  const std::string narrow = status_text(facts, status, false, 50);
  BOOST_TEST(
      narrow.find("alert     last CRIT sent 2026-01-16T23:30:00Z\n            (01-17 00:30 local), 12 h 30 min ago") !=
      std::string::npos);
  facts.offset = [](Instant) { return std::chrono::seconds{0}; };
  BOOST_TEST(status_text(facts, status, false, 200).find("local") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
