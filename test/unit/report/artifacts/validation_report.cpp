#include <soak/report/artifacts/validation_report.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(validation_reports)

BOOST_AUTO_TEST_CASE(lines_and_page) {
  Validation validation;
  validation.sections = {{"tools", SectionStatus::ok, "25 tools run"}, {"redis", SectionStatus::skip, "--skip redis"}};
  BOOST_TEST(validation_lines(validation) ==
             "event=full_stack_validate section=tools status=OK details=\"25 tools run\"\n"
             "event=full_stack_validate section=redis status=SKIP details=\"--skip redis\"\nRESULT=OK\n");
  validation.sections.push_back({"secrets", SectionStatus::fail, "a|b"});
  BOOST_TEST(validation_lines(validation).ends_with("RESULT=FAIL\n"));
  const std::string page = validation_report(validation, *parse_iso8601("2026-01-15T12:00:00Z"));
  BOOST_TEST(page.starts_with("# Full stack validation\n\nGenerated: "));
  BOOST_TEST(page.find("a\\|b") != std::string::npos);
  BOOST_TEST(page.ends_with("\nRESULT=FAIL\n"));
}

BOOST_AUTO_TEST_SUITE_END()
