#include <soak/model/summary/made_up.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(made_up)

BOOST_AUTO_TEST_CASE(the_source_tells) {
  Summary summary;
  BOOST_TEST(!is_made_up(summary));
  for (const char* source : {"soak", "", "Fake", "fake run", "sample-bot"}) {
    summary.meta.source = source;
    BOOST_TEST(!is_made_up(summary), source);
  }
  summary.meta.source = "fake";
  BOOST_TEST(is_made_up(summary));
  BOOST_TEST(
      made_up_error("x.json").message ==
      "cannot use x.json: made up (source fake), and nothing real is made of that; for a test give --allow-fake");
}

BOOST_AUTO_TEST_SUITE_END()
