#include <soak/analysis/watch/doctor_settings.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_TEST_DONT_PRINT_LOG_VALUE(soak::CheckStatus)

namespace {

const std::string token = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

std::string all_text(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) text += finding.name + "|" + finding.detail + "|" + finding.todo + "\n";
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(doctor_settings)

BOOST_AUTO_TEST_CASE(the_dotenv_file) {
  BOOST_TEST(judge_dotenv({}).front().status == CheckStatus::skip);
  BOOST_TEST(judge_dotenv({.exists = true, .mode = 0600, .problem = "line 2"}).front().status == CheckStatus::fail);
  DotenvFacts file{.exists = true, .mode = 0644, .values = {{"ENV", "dev"}}};
  BOOST_TEST(judge_dotenv(file).front().status == CheckStatus::ok);  // nothing secret in it
  file.values["TELEGRAM_BOT_TOKEN"] = token;
  BOOST_TEST(judge_dotenv(file).front().status == CheckStatus::fail);
  file.mode = 0600;
  BOOST_TEST(judge_dotenv(file).front().status == CheckStatus::ok);
  BOOST_TEST(judge_dotenv(file).size() == 1u);
  file.values["REDIS_ULR"] = "redis://:hidden@h/0";
  const auto findings = judge_dotenv(file);
  BOOST_REQUIRE_EQUAL(findings.size(), 2u);
  BOOST_TEST(findings[1].status == CheckStatus::warn);
  BOOST_TEST(findings[1].detail == "soak knows no REDIS_ULR");
  BOOST_TEST(all_text(findings).find("hidden") == std::string::npos);
  file.unread_lines = {3, 7, 8};
  BOOST_TEST(all_text(judge_dotenv(file)).find(".env: line 3 is not NAME=value, nor are 2 more") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_environment_that_the_policy_does_not_name) {
  Settings settings;
  settings.policy = "prod=CRIT";
  settings.env = "prd";
  BOOST_TEST(all_text(judge_settings(settings)).find("did you mean prod?") != std::string::npos);
  settings.env = "";
  BOOST_TEST(judge_settings(settings).empty());
}

BOOST_AUTO_TEST_CASE(settings_that_cannot_work_are_named_without_their_value) {
  Settings good{
      "redis://:hidden@h:6379/0", "prod=CRIT", token, "-100", "https://hooks.example/services/T/B/hidden", ""};
  BOOST_TEST(judge_settings(good).empty(), all_text(judge_settings(good)));
  BOOST_TEST(judge_settings({}).empty());
  struct Case {
    std::string Settings::*member;
    const char* value;
    const char* name;
  };
  for (const Case& c :
       {Case{&Settings::redis_url, "redis://:hidden@h:port/0", "REDIS_URL"},
        Case{&Settings::redis_url, "hidden", "REDIS_URL"}, Case{&Settings::policy, "prod", "ALERT_POLICY"},
        Case{&Settings::telegram_token, "hidden", "TELEGRAM_BOT_TOKEN"},
        Case{&Settings::telegram_token, ":hiddenhiddenhiddenhiddenhidden", "TELEGRAM_BOT_TOKEN"},
        Case{&Settings::telegram_token, "7:hidden hidden hidden hidden", "TELEGRAM_BOT_TOKEN"},
        Case{&Settings::telegram_chat, "", "telegram"},
        Case{&Settings::slack_webhook, "hooks.example/hidden", "SLACK_WEBHOOK_URL"},
        Case{&Settings::ping_url, "https://hidden /x", "PING_URL"}}) {
    Settings settings = good;
    settings.*c.member = c.value;
    const auto findings = judge_settings(settings);
    BOOST_TEST_CONTEXT(c.value) {
      BOOST_REQUIRE_EQUAL(findings.size(), 1u);
      BOOST_TEST(findings[0].name == c.name);
      BOOST_TEST(findings[0].status == CheckStatus::fail);
      BOOST_TEST(!findings[0].todo.empty());
      BOOST_TEST(all_text(findings).find("hidden") == std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(redis) {
  BOOST_TEST(judge_redis("redis://h:6379/0", "PING answered PONG", "").status == CheckStatus::ok);
  BOOST_TEST(judge_redis("h", "", "WRONGPASS invalid").todo.starts_with("check user and password"));
  BOOST_TEST(judge_redis("h", "", "Connection refused").todo.starts_with("start it"));
}

BOOST_AUTO_TEST_SUITE_END()
