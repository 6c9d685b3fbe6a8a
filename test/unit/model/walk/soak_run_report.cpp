#include "soak_run_sample.hpp"

#include <soak/model/walk/soak_run_report.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

BOOST_AUTO_TEST_SUITE(soak_run_report)

// The night in which Berlin's clocks go forward.
BOOST_AUTO_TEST_CASE(it_counts_and_shows_local_times) {
  const Instant change = *parse_iso8601("2026-03-29T01:00:00Z");
  const UtcOffset berlin = [&](Instant instant) { return std::chrono::hours{instant < change ? 1 : 2}; };
  const auto report = parse_json(to_json(sample_run(), berlin, "Europe/Berlin"));
  BOOST_REQUIRE(report);
  const auto number = [&](const char* pointer) { return number_or_gap(&report->at_pointer(pointer)); };
  const auto text = [&](const char* pointer) { return *text_or_nothing(&report->at_pointer(pointer)); };
  BOOST_TEST(number("/ticks") == 5);
  BOOST_TEST(number("/counts/CONTINUE") == 3);
  BOOST_TEST(number("/counts/WARN") == 1);
  BOOST_TEST(number("/counts/FAIL") == 1);
  BOOST_TEST(number("/rollback_steps") == 1);
  BOOST_TEST(number("/mttr_sec") == 45);
  BOOST_TEST(report->at("canary_passed").as_bool() == false);
  BOOST_TEST(text("/started") == "2026-03-28T22:00:00+01:00");
  BOOST_TEST(text("/phases/0/ended") == "2026-03-29T00:00:00+01:00");
  BOOST_TEST(number("/phases/0/uptime") == 2 / 2.75);
  BOOST_TEST(text("/phases/2/status") == "pending");
  BOOST_TEST(report->at_pointer("/phases/2/started").is_null());
  BOOST_TEST(report->at_pointer("/phases/2/uptime").is_null());
  BOOST_TEST(text("/journal/head") == "abc");
}

BOOST_AUTO_TEST_SUITE_END()
