#include <soak/report/archive/archive_lines.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

const ArchiveTotals totals{3, 1, 1234, 2, "ab"};

}  // namespace

BOOST_AUTO_TEST_SUITE(archive_lines)

BOOST_AUTO_TEST_CASE(packing_and_what_follows) {
  BOOST_TEST(archive_line("a/\n", totals) ==
             "event=archive status=OK file=a/\\x0a files=3 links=1 bytes=1234 left_out=2 sha256=ab\n");
  BOOST_TEST(archive_clean_line(1, 2, 3) == "event=archive_clean deleted=1 bytes=2 kept_not_archived=3\n");
  BOOST_TEST(archive_prune_line(4, 2) == "event=archive_prune deleted=4 failures=2\n");
}

BOOST_AUTO_TEST_CASE(reading) {
  BOOST_TEST(archive_verify_line(totals) == "event=archive_verify status=OK files=3 links=1 bytes=1234 sha256=ab\n");
  BOOST_TEST(archive_extract_line(3, 1, 0) == "event=archive_extract status=OK files=3 links=1 refused=0\n");
  BOOST_TEST(archive_member_line(12, "a b", {}) == "12 a b\n");
  BOOST_TEST(archive_member_line(0, "a", "b\n") == "0 a -> b\\x0a\n");
}

BOOST_AUTO_TEST_CASE(snapshots) {
  BOOST_TEST(no_snapshot_line() == "event=snapshot_on_fail status=NONE reason=\"no FAIL in the journal\"\n");
  BOOST_TEST(snapshot_line("p", "t r", nullptr) == "event=snapshot_on_fail status=EXISTS file=p trigger=\"t r\"\n");
  BOOST_TEST(snapshot_line("p", "t r", &totals) ==
             "event=snapshot_on_fail status=OK file=p trigger=\"t r\" files=3 links=1 bytes=1234 left_out=2 "
             "sha256=ab\n");
}

BOOST_AUTO_TEST_SUITE_END()
