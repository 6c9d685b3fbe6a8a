#include <soak/model/publish/export_status.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

const Instant now = *parse_iso8601("2025-10-26T12:34:56Z");

}

BOOST_AUTO_TEST_SUITE(export_status)

BOOST_AUTO_TEST_CASE(a_part_changes_itself_and_the_reason_stays_while_any_is_skipped) {
  ExportStatus status;
  status.consecutive_failures = 3;
  status.record(ExportPart::summary, false, "redis_unavailable", now);
  BOOST_TEST(status.log_line() == "EXPORT_STATUS summary=SKIP violations= reason=redis_unavailable");
  status.record(ExportPart::violations, true, "", now);
  BOOST_TEST(status.log_line() == "EXPORT_STATUS summary=SKIP violations=OK reason=redis_unavailable");
  BOOST_TEST(!status.ok());
  status.record(ExportPart::summary, true, "", now);
  BOOST_TEST(status.log_line() == "EXPORT_STATUS summary=OK violations=OK reason=");
  BOOST_TEST(status.consecutive_failures == 3u);
}

BOOST_AUTO_TEST_CASE(the_file_has_the_documented_members_in_order) {
  ExportStatus status;
  status.record(ExportPart::summary, false, "redis_unavailable", now);
  BOOST_TEST(to_json(status) ==
             "{\n  \"ts\": \"2025-10-26T12:34:56Z\",\n  \"summary\": \"SKIP\",\n  \"violations\": null,\n"
             "  \"reason\": \"redis_unavailable\",\n  \"timestamp\": \"2025-10-26T12:34:56Z\",\n"
             "  \"status\": \"SKIP\",\n  \"consecutive_failures\": 0\n}\n");
  const auto read = parse_export_status(to_json(status));
  BOOST_REQUIRE(read);
  BOOST_TEST(to_json(*read) == to_json(status));
}

BOOST_AUTO_TEST_CASE(a_marker_reset_by_hand_is_taken) {
  const auto status = parse_export_status(R"({"status":"OK","consecutive_failures":2,"reason":7})");
  BOOST_REQUIRE(status);
  BOOST_TEST(status->ok());
  BOOST_TEST(status->consecutive_failures == 2u);
  BOOST_TEST(!parse_export_status("[]"));
  BOOST_TEST(!parse_export_status(""));
}

BOOST_AUTO_TEST_SUITE_END()
