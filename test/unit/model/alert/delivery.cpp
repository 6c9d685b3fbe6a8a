#include <soak/model/alert/delivery.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(delivery)

BOOST_AUTO_TEST_CASE(an_answer_that_claims_success_is_told_from_that_of_the_service) {
  BOOST_TEST(unlike_success({.status = 200}, "it would have said ok") == " (it would have said ok)");
  BOOST_TEST(unlike_success({.status = 200, .is_complete = false}, "it would") == " (the answer was cut short)");
  BOOST_TEST(unlike_success({.status = 500, .is_complete = false}, "it would") == "");
  BOOST_TEST(unlike_success({.status = 204}, "it would") == "");
}

BOOST_AUTO_TEST_SUITE_END()
