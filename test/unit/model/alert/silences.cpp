#include <soak/model/alert/silences.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(silences)

BOOST_AUTO_TEST_CASE(both_lists_read_back) {
  const Instant at = *parse_iso8601("2026-01-05T12:00:00Z");
  Silences lists{.updated_at = at};
  lists.acks.push_back({.id = "A:edge_bps:x", .level = Level::crit, .at = at, .until = at + std::chrono::hours(8)});
  lists.acks[0].reason = "looking \"into\" it";
  lists.silences.push_back({.below = Level::warn, .at = at, .to = at + std::chrono::hours(1)});
  lists.silences.push_back({.at = at, .daily_from = 1320, .daily_to = 420, .zone = "Europe/Berlin"});
  const auto read = parse_silences(to_json(lists));
  BOOST_REQUIRE(read);
  BOOST_TEST(to_json(*read) == to_json(lists));
  BOOST_TEST(!read->silences[0].from.has_value());
  BOOST_TEST((read->silences[1].daily_to == 420));
}

BOOST_AUTO_TEST_CASE(what_is_damaged_is_refused) {
  for (const char* text :
       {"", "{}", R"({"acks": [{}], "silences": []})", R"({"acks": [], "silences": [{"below": 1}]})"}) {
    BOOST_TEST(parse_silences(text).has_error(), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
