#include <soak/model/json/value.hpp>
#include <soak/report/watch/doctor_text.hpp>

#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace soak;

namespace {

const std::vector<Finding> findings{{"redis", CheckStatus::fail, "cannot connect to localhost:6379: Connection refused",
                                     "start Redis, or give --redis-url"},
                                    {"clock", CheckStatus::ok, "in step"},
                                    {"disk", CheckStatus::warn, "12 % free"},
                                    {"telegram", CheckStatus::skip, "not asked for"}};

}  // namespace

BOOST_AUTO_TEST_SUITE(doctor_text_)

BOOST_AUTO_TEST_CASE(a_line_a_finding_and_the_sum) {
  BOOST_TEST(doctor_text(findings, false, 120) ==
             "FAIL redis: cannot connect to localhost:6379: Connection refused\n"
             "     -> start Redis, or give --redis-url\n"
             "OK   clock: in step\n"
             "WARN disk: 12 % free\n"
             "SKIP telegram: not asked for\n"
             "RESULT=FAIL ok=1 warn=1 fail=1 skip=1\n");
  BOOST_TEST(doctor_text({findings[1], findings[2], findings[3]}, false, 80)
                 .ends_with("RESULT=OK ok=1 warn=1 fail=0 skip=1\n"));
  BOOST_TEST(doctor_text({}, false, 80) == "RESULT=OK ok=0 warn=0 fail=0 skip=0\n");
}

BOOST_AUTO_TEST_CASE(no_line_is_wider_than_asked_for) {
  const std::string text = doctor_text(findings, false, 40);
  BOOST_TEST(
      text.starts_with("FAIL redis: cannot connect to\n"
                       "       localhost:6379: Connection\n"
                       "       refused\n"
                       "     -> start Redis, or give --redis-url\n"));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) BOOST_TEST(line.size() <= 40u, line);
}

BOOST_AUTO_TEST_CASE(colour_is_asked_for_and_takes_no_room) {
  const std::string text = doctor_text(findings, true, 120);
  for (const char* part : {"\x1b[31mFAIL \x1b[0mredis: ", "\x1b[32mOK   \x1b[0mclock", "\x1b[33mWARN \x1b[0mdisk",
                           "\x1b[2mSKIP \x1b[0mtelegram"}) {
    BOOST_TEST(text.find(part) != text.npos, part);
  }
  BOOST_TEST(doctor_text(findings, true, 40).find("connect to\n       localhost") != text.npos);
}

BOOST_AUTO_TEST_CASE(hostile_text_stays_on_its_line) {
  const std::vector<Finding> hostile{{"x", CheckStatus::warn, "a\nRESULT=OK\x1b[0m ü", "b\nRESULT=OK"}};
  BOOST_TEST(
      doctor_text(hostile, false, 120) ==
      "WARN x: a\\x0aRESULT=OK\\x1b[0m \\xc3\\xbc\n     -> b\\x0aRESULT=OK\nRESULT=OK ok=0 warn=1 fail=0 skip=0\n");
  const std::string text = doctor_text({{"x", CheckStatus::ok, std::string(10'000, 'y')}}, false, 10'000);
  BOOST_TEST(text.starts_with("OK   x: " + std::string(400, 'y') + "...\n"));
}

BOOST_AUTO_TEST_CASE(the_same_as_json) {
  const Instant now = *parse_iso8601("2026-01-17T12:00:00Z");
  const auto read = parse_json(doctor_json(findings, now));
  BOOST_REQUIRE(read);
  const auto text = [&](const char* pointer) { return *text_or_nothing(&read->at_pointer(pointer)); };
  BOOST_TEST(text("/status") == "FAIL");
  BOOST_TEST(text("/ts") == "2026-01-17T12:00:00Z");
  BOOST_TEST(read->at("findings").as_array().size() == 4u);
  BOOST_TEST(text("/findings/0/name") == "redis");
  BOOST_TEST(text("/findings/0/status") == "FAIL");
  BOOST_TEST(text("/findings/0/todo") == "start Redis, or give --redis-url");
  BOOST_TEST(text("/findings/1/todo") == "");
  BOOST_TEST(doctor_json({}, now) ==
             "{\n  \"status\": \"OK\",\n  \"ts\": \"2026-01-17T12:00:00Z\",\n  \"findings\": []\n}\n");
}

BOOST_AUTO_TEST_SUITE_END()
