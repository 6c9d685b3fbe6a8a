#include <soak/core/result.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(result)

BOOST_AUTO_TEST_CASE(each_code_has_its_documented_exit_status) {
  BOOST_TEST(static_cast<int>(exit_status_of(Errc::lock_held)) == 1);
  BOOST_TEST(static_cast<int>(exit_status_of(Errc::unavailable)) == 1);
  BOOST_TEST(static_cast<int>(exit_status_of(Errc::usage)) == 2);
  BOOST_TEST(static_cast<int>(exit_status_of(Errc::input_unusable)) == 3);
  BOOST_TEST(static_cast<int>(exit_status_of(Errc::output_failed)) == 4);
}

BOOST_AUTO_TEST_CASE(an_unchecked_failure_says_what_it_was) {
  const Result<int> failed = Error{Errc::usage, "what it was"};
  BOOST_CHECK_EXCEPTION((void)failed.value(), std::logic_error, [](const std::logic_error& error) {
    return std::string(error.what()).find("what it was") != std::string::npos;
  });
}

BOOST_AUTO_TEST_SUITE_END()
