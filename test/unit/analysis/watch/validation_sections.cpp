#include <soak/analysis/watch/validation_sections.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(sections_of_the_validation)

BOOST_AUTO_TEST_CASE(errors_are_named_and_counted) {
  SectionCheck check{7};
  BOOST_TEST(check.section("tools", "tools run").details == "7 tools run");
  BOOST_TEST((check.section("tools", "tools run").status == SectionStatus::ok));
  check.errors = {"a\n", "b", "c", "d", "e", "f", "g"};
  const ValidationSection section = check.section("tools", "tools run");
  BOOST_TEST(section.details == "7 tools run; a\\x0a; b; c; d; e; and 2 more");
  BOOST_TEST((section.status == SectionStatus::fail));
  BOOST_TEST((skipped_section("redis", "why").status == SectionStatus::skip));
}

BOOST_AUTO_TEST_CASE(an_archive_tells_its_age) {
  const Instant now = *parse_iso8601("2026-01-15T12:30:00Z");
  BOOST_TEST(archive_section("20260114T120000Z.tar.zst", 3, now).details ==
             "20260114T120000Z.tar.zst verified, 3 files, 24 h old");
}

BOOST_AUTO_TEST_CASE(a_secret_is_not_repeated) {
  BOOST_TEST(secret_error("a\n", {7, "bearer token"}) == "a\\x0a:7: looks like a bearer token");
}

BOOST_AUTO_TEST_CASE(the_gate_says_why_it_is_closed) {
  GateReading gate{.readiness = 98.99, .run = {"WARN", "OK", 0, {}}, .verdict = "PASS"};
  BOOST_TEST((gate_section(gate).status == SectionStatus::ok));
  BOOST_TEST(gate_section(gate).details == "readiness 98.99, now OK, 0 incidents open");
  gate.checks = {{"coverage", false, 0.25, 0.8}};
  gate.verdict = "FAIL";
  BOOST_TEST((gate_section(gate).status == SectionStatus::fail));
  BOOST_TEST(gate_section(gate).details ==
             "readiness 98.99, now OK, 0 incidents open; its check 'coverage' failed: 0.25, limit 0.80");
}

BOOST_AUTO_TEST_SUITE_END()
