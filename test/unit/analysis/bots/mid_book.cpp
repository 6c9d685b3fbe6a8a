#include <soak/analysis/bots/mid_book.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(mid_book)

BOOST_AUTO_TEST_CASE(the_newest_at_or_before_counts_if_it_is_young_enough) {
  MidBook mids;
  BOOST_TEST(!mids.at(5, 100).has_value());
  mids.add({10, 1, false}, 1000);
  mids.add({20, 2, false}, 1000);
  mids.add({20, 3, false}, 1000);
  mids.add({40, 4, false}, 1000);
  BOOST_TEST(!mids.at(9, 100).has_value());
  BOOST_TEST(mids.at(10, 100)->price == 1.0);
  BOOST_TEST(mids.at(20, 100)->price == 3.0);
  BOOST_TEST(mids.at(39, 19)->price == 3.0);
  BOOST_TEST(!mids.at(39, 18).has_value());
  BOOST_TEST(mids.at(1000, 960)->price == 4.0);
}

BOOST_AUTO_TEST_CASE(what_nobody_asks_for_is_dropped_but_the_newest_of_it_stays) {
  MidBook mids;
  for (int i = 0; i < 100; ++i) mids.add({i * 10, double(i), false}, 50);
  BOOST_TEST(mids.at(945, 50)->price == 94.0);
  BOOST_TEST(!mids.at(500, 1000).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
