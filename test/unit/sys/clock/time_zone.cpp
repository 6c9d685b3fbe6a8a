#include <soak/sys/clock/time_zone.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(time_zone)

BOOST_AUTO_TEST_CASE(berlin_changes_its_clocks_twice_a_year) {
  const auto berlin = find_time_zone("Europe/Berlin");
  BOOST_REQUIRE(berlin);
  const auto local = [&](const char* text) { return format_local_time(*parse_iso8601(text), *berlin); };
  BOOST_TEST(local("2026-03-29T00:59:59Z") == "2026-03-29T01:59:59+01:00");
  BOOST_TEST(local("2026-03-29T01:00:00Z") == "2026-03-29T03:00:00+02:00");
  BOOST_TEST(local("2026-10-25T00:59:59Z") == "2026-10-25T02:59:59+02:00");
  BOOST_TEST(local("2026-10-25T01:00:00Z") == "2026-10-25T02:00:00+01:00");
  BOOST_TEST((local_weekday(*parse_iso8601("2026-03-29T22:00:00Z"), *berlin) == std::chrono::Monday));
  BOOST_TEST((local_weekday(*parse_iso8601("2026-10-25T22:30:00Z"), *berlin) == std::chrono::Sunday));
}

BOOST_AUTO_TEST_CASE(an_unknown_name_is_wrong_usage) {
  for (const char* name : {"", "Nowhere", "../../etc/passwd", "/etc/localtime", "Europe/Berlin\n"}) {
    const auto zone = find_time_zone(name);
    BOOST_REQUIRE_MESSAGE(!zone, name);
    BOOST_TEST((zone.error().code == Errc::usage), name);
  }
  BOOST_TEST(find_time_zone("UTC").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
