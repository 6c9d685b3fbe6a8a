#include <soak/model/alert/lease.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(lease)

BOOST_AUTO_TEST_CASE(a_lease_reads_back_as_it_was) {
  const Lease lease{"host:42:ab", 7, *parse_iso8601("2026-01-17T12:00:00Z"), 3};
  BOOST_TEST(to_json(lease) ==
             R"({"owner": "host:42:ab", "token": 7, "until": "2026-01-17T12:00:00Z", "renewals": 3})");
  BOOST_TEST((*parse_lease(to_json(lease)) == lease));
}

BOOST_AUTO_TEST_CASE(what_others_wrote_is_no_lease) {
  for (const char* text : {"", "{}", "OK", R"({"owner":"a"})", R"({"owner":"a","token":-1})",
                           R"({"owner":"a","token":9007199254740993000})", R"({"owner":7,"token":1})"}) {
    BOOST_TEST(!parse_lease(text), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
