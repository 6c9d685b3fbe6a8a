#include "fleet_sample.hpp"

#include <soak/report/watch/fleet_words.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace soak::watch_detail;

BOOST_AUTO_TEST_SUITE(fleet_words)

BOOST_AUTO_TEST_CASE(a_fleet_is_counted_worst_first) {
  BOOST_TEST(fleet_counts(Language::en, fleet_sample::fleet()) == "5 bots: 1 CRIT, 2 UNKNOWN, 1 WARN, 1 OK");
  BOOST_TEST(fleet_counts(Language::ru, fleet_sample::fleet()) == "5 ботов: 1 CRIT, 2 UNKNOWN, 1 WARN, 1 OK");
}

BOOST_AUTO_TEST_CASE(what_is_open_is_told_as_far_as_it_is_known) {
  FleetBot bot;
  BOOST_TEST(open_text(bot) == "-");
  bot.open = 3;
  BOOST_TEST(open_text(bot) == "3");
  bot.open_crit = 1;
  BOOST_TEST(open_text(bot) == "1 CRIT, 2 WARN");
  bot.open_crit = 0;
  BOOST_TEST(open_text(bot) == "3 WARN");
  bot.open = bot.open_crit = 2;
  BOOST_TEST(open_text(bot) == "2 CRIT");
  bot.open = bot.open_crit = 0;
  BOOST_TEST(open_text(bot) == "0");
}

BOOST_AUTO_TEST_CASE(each_reason_has_its_words_in_both_languages) {
  FleetBot bot;
  bot.facts.note = FleetNote{.ts = fleet_sample::now, .worst = "A\nB edge_bps", .windows_seen_at = fleet_sample::now};
  bot.facts.unusable = {"soak:phase", "soak:summary"};
  for (int i = 0; i <= static_cast<int>(FleetReason::alerts_wait); ++i) {
    const auto english = reason_text(Language::en, bot, static_cast<FleetReason>(i));
    const auto russian = reason_text(Language::ru, bot, static_cast<FleetReason>(i));
    BOOST_TEST(!english.empty());
    BOOST_TEST(english != russian);
  }
  BOOST_TEST(reason_text(Language::en, bot, FleetReason::open_incidents) == "open: A\\x0aB edge_bps");
  BOOST_TEST(reason_text(Language::en, bot, FleetReason::unusable) == "unusable: soak:phase, soak:summary");
}

BOOST_AUTO_TEST_CASE(a_text_of_redis_is_bounded) {
  FleetFacts facts;
  BOOST_TEST(phase_text(facts) == "-");
  BOOST_TEST(head_text(facts) == "-");
  facts.phase = std::string(5000, 'p');
  BOOST_TEST(phase_text(facts).size() == 123);
}

BOOST_AUTO_TEST_SUITE_END()
