#include <soak/model/finding.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(finding)

BOOST_AUTO_TEST_CASE(only_a_failure_is_one) {
  std::vector<Finding> findings;
  BOOST_TEST(!has_failed(findings));
  for (const auto& [status, name] :
       {std::pair{CheckStatus::ok, "OK"}, std::pair{CheckStatus::skip, "SKIP"}, std::pair{CheckStatus::warn, "WARN"}}) {
    BOOST_TEST(to_string(status) == name);
    findings.push_back({"x", status});
  }
  BOOST_TEST(!has_failed(findings));
  findings.insert(findings.begin(), {"y", CheckStatus::fail});
  BOOST_TEST(to_string(CheckStatus::fail) == "FAIL");
  BOOST_TEST(has_failed(findings));
}

BOOST_AUTO_TEST_SUITE_END()
