#include "fleet_sample.hpp"

#include <soak/model/json/value.hpp>
#include <soak/report/watch/fleet_json.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(fleet_json_)

BOOST_AUTO_TEST_CASE(what_is_known_is_there_and_what_is_not_is_null) {
  const auto document = parse_json(fleet_json(fleet_sample::fleet(), "redis://localhost:6379/0"));
  BOOST_REQUIRE(document);
  BOOST_TEST(document->at("worst").as_string() == "CRIT");
  BOOST_TEST(document->at("now").as_string() == "2026-01-17T12:00:00Z");
  const auto& bots = document->at("bots").as_array();
  BOOST_REQUIRE(bots.size() == 5);
  const auto& okx = bots[0];
  BOOST_TEST(okx.at("exchange").as_string() == "okx");
  BOOST_TEST(okx.at("open_incidents").to_number<int>() == 3);
  BOOST_TEST(okx.at("open_crit").to_number<int>() == 2);
  BOOST_TEST(okx.at("worst").as_string() == "BTCUSDT edge_bps since 2026-01-17T09:00:00Z");
  BOOST_TEST(okx.at("window_age_sec").to_number<int>() == 3600);
  BOOST_TEST(okx.at("heartbeat_age_sec").to_number<int>() == 60);
  BOOST_TEST(okx.at("phase").is_null());
  BOOST_TEST(okx.at("reasons").as_array().at(0).as_string() == "OPEN_INCIDENTS");
  const auto& kraken = bots[1];
  BOOST_TEST(kraken.at("now").as_string() == "UNKNOWN");
  for (const char* key : {"open_incidents", "open_crit", "worst", "window_age_sec", "heartbeat_age_sec", "cycle_at",
                          "phase_at", "journal_records", "journal_hash"}) {
    BOOST_TEST(kraken.at(key).is_null(), key);
  }
  BOOST_TEST(bots[4].at("journal_records").to_number<int>() == 1234);
}

BOOST_AUTO_TEST_CASE(every_reason_has_a_word_of_its_own) {
  std::set<std::string_view> words;
  const int last = static_cast<int>(FleetReason::alerts_wait);
  for (int i = 0; i <= last; ++i) words.insert(watch_detail::to_string(static_cast<FleetReason>(i)));
  BOOST_TEST(words.size() == static_cast<std::size_t>(last) + 1);
}

BOOST_AUTO_TEST_CASE(problems_are_told) {
  const auto document = parse_json(fleet_json(judge_fleet({}, {"away"}, fleet_sample::now), "x"));
  BOOST_REQUIRE(document);
  BOOST_TEST(document->at("problems").as_array().at(0).as_string() == "away");
  BOOST_TEST(document->at("worst").as_string() == "UNKNOWN");
}

BOOST_AUTO_TEST_SUITE_END()
