#include <soak/analysis/archive/bundle_plan.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(bundle_plan)

BOOST_AUTO_TEST_CASE(when_to_build_anew) {
  const Instant made{std::chrono::seconds{1'000'000'000}};
  const ReleaseStamp stamp{"b", "s", "inputs", 1'000'000'000};
  const auto need = [&](std::chrono::hours age, std::string_view inputs = "inputs") {
    return to_string(bundle_need(stamp, inputs, made + age));
  };
  BOOST_TEST(need(std::chrono::hours{72}) == "up-to-date");
  BOOST_TEST(need(std::chrono::hours{1}, "other") == "inputs-changed");
  BOOST_TEST(need(std::chrono::hours{73}) == "older-than-3-days");
  BOOST_TEST(need(std::chrono::hours{121}) == "older-than-5-days");
  BOOST_TEST(need(std::chrono::hours{-1}) == "no-good-bundle");
  BOOST_TEST(to_string(bundle_need({}, "inputs", made)) == "no-good-bundle");
}

BOOST_AUTO_TEST_CASE(a_closed_gate_may_put_off_what_is_not_overdue) {
  BOOST_TEST(may_wait(BundleNeed::due));
  BOOST_TEST(may_wait(BundleNeed::inputs_changed));
  BOOST_TEST(!may_wait(BundleNeed::overdue));
  BOOST_TEST(!may_wait(BundleNeed::no_good_bundle));
}

BOOST_AUTO_TEST_CASE(plain_paths) {
  BOOST_TEST(plain_path("././a/b//") == "a/b");
  BOOST_TEST(plain_path("/") == "/");
}

BOOST_AUTO_TEST_SUITE_END()
