#include <soak/analysis/alert/policy.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(alert_policy)

BOOST_AUTO_TEST_CASE(the_policy_rules_for_what_it_names) {
  const auto policy = parse_alert_policy(" dev=WARN, staging = WARN ,prod=CRIT,");
  BOOST_REQUIRE(policy);
  const auto dev = effective_severity(*policy, "dev", Level::crit);
  BOOST_TEST((dev.min_severity == Level::warn));
  BOOST_TEST(dev.source == "alert-policy");
  BOOST_TEST((effective_severity(*policy, "prod", Level::ok).min_severity == Level::crit));
  const auto other = effective_severity(*policy, "test", Level::ok);
  BOOST_TEST((other.min_severity == Level::ok));
  BOOST_TEST(other.source == "alert-min-severity");
  BOOST_TEST(parse_alert_policy("")->empty());
  BOOST_TEST(parse_alert_policy("  ")->empty());
}

BOOST_AUTO_TEST_CASE(a_slip_in_the_environment_is_noticed) {
  const AlertPolicy policy = *parse_alert_policy("dev=WARN,prod=CRIT,kucoin-a=WARN");
  BOOST_TEST(unnamed_environment(policy, "prd") ==
             "ENV prd is not named by the alert policy (dev, kucoin-a, prod), so --alert-min-severity counts; did you "
             "mean prod?");
  BOOST_TEST(unnamed_environment(policy, "kucoina").ends_with("did you mean kucoin-a?"));
  BOOST_TEST(unnamed_environment(policy, "qa").ends_with("--alert-min-severity counts"));
  for (const char* known : {"dev", "prod", "kucoin-a", "staging"}) {
    BOOST_TEST(unnamed_environment(policy, known).empty(), known);
  }
  BOOST_TEST(unnamed_environment({}, "prd").empty());
  BOOST_TEST(unnamed_environment(*parse_alert_policy("dev=WARN"), "PROD").ends_with("did you mean prod?"));
}

BOOST_AUTO_TEST_CASE(what_is_no_policy_is_named) {
  for (const char* text : {"dev", "dev=", "=WARN", "dev=warn", "dev=HIGH", "dev=WARN,dev=CRIT", ",",
                           "dev=WARN,,prod=CRIT", "dev=WARN;prod=CRIT", "dev==WARN"}) {
    const auto policy = parse_alert_policy(text);
    BOOST_TEST(policy.has_error(), text);
    if (policy.has_error()) {
      BOOST_TEST((policy.error().code == Errc::usage));
      BOOST_TEST(policy.error().message.starts_with("--alert-policy: '"));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
