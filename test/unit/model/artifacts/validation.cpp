#include <soak/model/artifacts/validation.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(validation)

BOOST_AUTO_TEST_CASE(what_was_skipped_fails_nothing) {
  Validation validation{{{"tools", SectionStatus::ok, "fine"}, {"redis", SectionStatus::skip, "not asked"}}, 7};
  BOOST_TEST(validation.status() == "OK");
  validation.sections.push_back({"journal", SectionStatus::fail, "line 3: \"x\""});
  BOOST_TEST(!validation.is_ok());
  const std::string text = to_json(validation);
  BOOST_TEST(text.starts_with("{\n  \"status\": \"FAIL\",\n  \"sections\": ["));
  BOOST_TEST(text.find(R"("status": "SKIP")") != text.npos);
  BOOST_TEST(text.find(R"("details": "line 3: \"x\"")") != text.npos);
  BOOST_TEST(text.ends_with("  \"ts\": 7\n}\n"));
}

BOOST_AUTO_TEST_SUITE_END()
