#include <soak/core/stats.hpp>
#include <soak/core/timestamp.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

std::string iso(std::string_view text) {
  const auto instant = parse_timestamp(text);
  return instant ? format_iso8601(*instant) : "none";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(timestamp)

BOOST_AUTO_TEST_CASE(every_usual_dress_is_read) {
  for (const std::string_view text : {"2025-10-09T08:00:00Z",
                                      "2025-10-09T08:00:00",
                                      "2025-10-09 08:00:00",
                                      "2025-10-09t08:00:00z",
                                      "2025-10-09 08:00:00 UTC",
                                      "2025-10-09 08:00:00UTC",
                                      "2025-10-09T08:00:00 GMT",
                                      "2025-10-09T08:00:00+00:00Z",
                                      "2025-10-09T08:00:00.123456+00:00Z",
                                      "2025-10-09T08:00:00.123456789Z",
                                      "2025-10-09T08:00:00,5Z",
                                      "2025-10-09T11:00:00+03:00",
                                      "2025-10-09T03:00:00-05:00",
                                      "2025-10-09T11:00:00+0300",
                                      "2025-10-09T11:00:00+03",
                                      "2025-10-09 11:00:00 +03:00",
                                      "20251009T080000Z",
                                      "20251009T080000",
                                      "20251009 080000",
                                      "20251009T110000+0300",
                                      "20251009T080000.25Z",
                                      "1759996800",
                                      "1759996800.5",
                                      "1759996800000",
                                      "1759996800000000",
                                      "1759996800000000000",
                                      "1.7599968e9",
                                      "  2025-10-09T08:00:00Z ",
                                      "2025-10-09T08:00"}) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST(iso(text) == "2025-10-09T08:00:00Z"); }
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_instant_is_none) {
  for (const std::string_view text :
       {"", " ", "yesterday", "2025-10-09", "2025-13-09T08:00:00Z", "2025-10-09T25:00:00Z", "08:00:00",
        "2025-10-09T08:00:00 CET", "2025-10-09T08:00:00+00:00ZZ", "20251009T0800", "1e30", "nan", "UTC",
        "2025-10-09T08:00:00Zjunk"}) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST(iso(text) == "none"); }
  }
}

BOOST_AUTO_TEST_CASE(the_unit_of_a_count_follows_from_its_size) {
  BOOST_TEST(format_iso8601(*instant_of_epoch(0)) == "1970-01-01T00:00:00Z");
  BOOST_TEST(format_iso8601(*instant_of_epoch(-1)) == "1969-12-31T23:59:59Z");
  BOOST_TEST(format_iso8601(*instant_of_epoch(99'999'999'999.0)) == "5138-11-16T09:46:39Z");
  BOOST_TEST(format_iso8601(*instant_of_epoch(1e11)) == "1973-03-03T09:46:40Z");
  BOOST_TEST(instant_of_epoch(1760000000123456789.0)->time_since_epoch().count() / 1000 == 1760000000123);
  BOOST_TEST(!instant_of_epoch(1e20));
  BOOST_TEST(!instant_of_epoch(gap));
}

BOOST_AUTO_TEST_SUITE_END()
