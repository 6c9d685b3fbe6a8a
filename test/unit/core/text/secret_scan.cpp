#include <soak/core/text/secret_scan.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(secret_scan)

BOOST_AUTO_TEST_CASE(secrets_are_found_with_their_line) {
  const std::string token = "123456789:" + std::string(35, 'A');
  const auto hits = find_secrets("ok\n\"t\": \"" + token + "\"\n");
  BOOST_REQUIRE(hits.size() == 1);
  BOOST_TEST(hits[0].line == 2);
  BOOST_TEST(hits[0].kind == "Telegram bot token");
  const std::string key = "-----BEGIN RSA " + std::string("PRIVATE KEY-----");
  for (const std::string& text :
       {std::string("redis://user:pa55@host:6379/0"), std::string("rediss://:pa55@host"), key,
        "https://hooks.slack.com/services/" + std::string("T00000000/B00000000/") + std::string(24, 'x'),
        "xoxb" + std::string("-123456789012-abcdef"), "ghp" + std::string("_") + std::string(36, 'a'),
        "AKIA" + std::string(16, 'Q'), "Authorization: Bearer " + std::string(24, 'e')}) {
    BOOST_TEST(find_secrets(text).size() == 1, text);
  }
}

BOOST_AUTO_TEST_CASE(what_only_resembles_a_secret_is_left_alone) {
  for (const char* text :
       {"redis://localhost:6379/0", "redis://user@host", "redis://:***@host:1", "12:34:56", "https://example.org/a:b@c",
        "\"ts\":\"2026-01-01T00:00:00Z\"", "AKIAshort", "ghp_",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "xaAKIAQQQQQQQQQQQQQQQQ"}) {
    BOOST_TEST(find_secrets(text).empty(), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
