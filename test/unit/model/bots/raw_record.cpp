#include <soak/model/bots/raw_record.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(raw_record)

BOOST_AUTO_TEST_CASE(the_first_that_says_something_counts) {
  RawRecord raw;
  raw.set(Slot::time, {"", RawValue::Kind::null});
  BOOST_TEST(!raw.has(Slot::time));
  raw.set(Slot::time, {"1", RawValue::Kind::number});
  raw.set(Slot::time, {"2", RawValue::Kind::number});
  BOOST_TEST(raw.text(Slot::time) == "1");
  raw.clear();
  BOOST_TEST(raw.text(Slot::time) == "");
}

BOOST_AUTO_TEST_CASE(each_listed_fee_is_one_of_its_own) {
  RawRecord raw;
  raw.begin_listed_fee();
  raw.set(Slot::listed_fee, {"1", RawValue::Kind::number});
  raw.begin_listed_fee();
  raw.set(Slot::listed_fee, {"2", RawValue::Kind::number});
  raw.set(Slot::listed_fee_currency, {"BNB", RawValue::Kind::text});
  BOOST_REQUIRE(raw.listed_fees().size() == 2u);
  BOOST_TEST(raw.listed_fees()[0].amount.text == "1");
  BOOST_TEST(raw.listed_fees()[1].currency.text == "BNB");
}

BOOST_AUTO_TEST_SUITE_END()
