#include <soak/analysis/bots/money_sum.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(money_sum)

BOOST_AUTO_TEST_CASE(millionths_are_added_exactly) {
  MoneySum sum;
  for (int i = 0; i < 10; ++i) sum.add_product(0.1, 0.000001, true);
  MoneySum once;
  once.add_product(1, 0.000001, true);
  sum -= once;
  BOOST_TEST(sum.value() == 0.0);
}

BOOST_AUTO_TEST_CASE(doubles_carry_their_errors_along) {
  MoneySum sum;
  sum.add_amount(1e16, false);
  for (int i = 0; i < 10; ++i) sum.add_amount(0.1, false);
  sum.add_amount(-1e16, false);
  BOOST_TEST(sum.value() == 1.0, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(a_share_is_compared_exactly_where_both_are_exact) {
  MoneySum whole, part;
  whole.add_product(0.3, 0.7, true);
  part.add_product(0.3, 0.035, true);
  BOOST_TEST(!part.exceeds_share(whole, 20));  // 0.0105 is a twentieth of 0.21, in doubles it is more
  part.add_product(0.000001, 0.000001, true);
  BOOST_TEST(part.exceeds_share(whole, 20));
}

BOOST_AUTO_TEST_CASE(an_inventory_times_a_price_stays_exact) {
  MoneySum inventory;
  inventory.add_amount(0.3, true);
  inventory.add_amount(-0.1, true);
  MoneySum expected;
  expected.add_product(0.2, 64999.99, true);
  MoneySum worth = inventory.times(64999.99, true);
  worth -= expected;
  BOOST_TEST(worth.value() == 0.0);
  BOOST_TEST(inventory.times(2, false).value() == 0.4, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_SUITE_END()
