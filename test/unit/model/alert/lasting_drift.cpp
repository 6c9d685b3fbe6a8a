#include <soak/model/alert/lasting_drift.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(lasting_drift)

BOOST_AUTO_TEST_CASE(it_reads_back_and_an_unknown_drift_stays_unknown) {
  const LastingDrift drift{"BTC/USDT:X", "edge_bps", *parse_iso8601("2026-01-17T12:00:00Z"), -0.1};
  BOOST_TEST((*parse_members<LastingDrift>(members_json(drift)) == drift));
  const auto unknown =
      parse_members<LastingDrift>(R"({"symbol":"A","metric":"m","since":"2026-01-17T12:00:00Z","drift":null})");
  BOOST_REQUIRE(unknown);
  BOOST_TEST(is_gap(unknown->drift));
}

BOOST_AUTO_TEST_SUITE_END()
