#include <soak/core/time.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(time_suite)

BOOST_AUTO_TEST_CASE(what_is_printed_reads_back) {
  for (const char* text :
       {"1970-01-01T00:00:00Z", "2025-10-26T12:34:56Z", "2024-02-29T23:59:59Z", "1969-12-31T23:59:59Z"}) {
    BOOST_TEST(format_iso8601(parse_iso8601(text).value()) == text);
  }
  BOOST_TEST(format_report_time(parse_iso8601("2025-01-15T12:00:00Z").value()) == "2025-01-15 12:00:00 UTC");
  BOOST_TEST(format_window_time(Instant{}) == "1970-01-01 00:00 UTC");
  BOOST_TEST(format_window_time(Instant{std::chrono::milliseconds{61'500}}) == "1970-01-01 00:01:01 UTC");
}

BOOST_AUTO_TEST_CASE(offsets_fractions_and_blanks_are_understood) {
  const auto noon = parse_iso8601("2026-01-12T12:00:00Z");
  for (const char* text :
       {"2026-01-12T13:00:00+01:00", "2026-01-12T07:00:00-0500", "2026-01-12 12:00:00", "2026-01-12T12:00",
        "2026-01-12T12:00:00.000000", "2026-01-12T12:00:00z", "2026-01-12T14+02"}) {
    if (std::string_view(text) == "2026-01-12T14+02") {
      BOOST_TEST(!parse_iso8601(text));
    } else {
      BOOST_TEST((parse_iso8601(text) == noon), text);
    }
  }
  BOOST_TEST((parse_iso8601("2026-01-12T12:00:00.25Z").value() - *noon).count() == 250000);
  BOOST_TEST((parse_iso8601("2026-01-12T12:00:00.1234567Z").value() - *noon).count() == 123456);
}

BOOST_AUTO_TEST_CASE(what_is_no_time_is_refused) {
  for (const char* text : {"", "now", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01",
                           "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:00.Z",
                           "2026-01-01T00:00:00Z ", "2026-1-1T00:00:00Z", "2026-01-01T00:00:00+25:00"}) {
    BOOST_TEST(!parse_iso8601(text), text);
  }
}

BOOST_AUTO_TEST_CASE(epoch_seconds_round_down) {
  BOOST_TEST(epoch_seconds(parse_iso8601("1970-01-01T00:00:01.9Z").value()) == 1);
  BOOST_TEST(epoch_seconds(parse_iso8601("1969-12-31T23:59:59.5Z").value()) == -1);
}

BOOST_AUTO_TEST_SUITE_END()
