#include <soak/report/archive/bundle_lines.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(bundle_lines)

BOOST_AUTO_TEST_CASE(what_became_of_the_bundle) {
  BOOST_TEST(bundle_line("asked-for", "d/soak.tar.zst", "cafe", {3, 0, 1234, 0, "ab"}) ==
             "event=bundle status=OK reason=asked-for file=d/soak.tar.zst git_hash=cafe files=3 links=0 bytes=1234 "
             "left_out=0 sha256=ab\n");
  BOOST_TEST(bundle_skipped_line("up-to-date") == "event=bundle status=SKIP reason=up-to-date\n");
  BOOST_TEST(bundle_refused_line(true, "due", "readiness 80 is below 85") ==
             "event=bundle status=DEFERRED reason=due gate=\"readiness 80 is below 85\"\n");
  BOOST_TEST(bundle_refused_line(false, "due", "x") == "event=bundle status=BLOCKED reason=due gate=\"x\"\n");
  BOOST_TEST(bundle_verify_line("p", "ab") == "event=bundle_verify status=OK file=p sha256=ab\n");
}

BOOST_AUTO_TEST_SUITE_END()
