#include <soak/analysis/alert/channel_settings.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

const ChannelSettings complete{
    .telegram_token = "123:token", .telegram_chat = "-100", .slack_webhook = "https://hooks.example/services/T/B/x"};

}  // namespace

BOOST_AUTO_TEST_SUITE(channel_settings)

BOOST_AUTO_TEST_CASE(what_a_channel_needs_is_asked_for_by_name) {
  BOOST_TEST(check_channel("console", {}).has_value());
  BOOST_TEST(check_channel("command:./x", {}).has_value());
  BOOST_TEST(check_channel("telegram", complete).has_value());
  BOOST_TEST(check_channel("slack", complete).has_value());
  for (const char* name : {"telegram", "slack", "command:", "", "mail", "Telegram"}) {
    BOOST_TEST((check_channel(name, {}).error().code == Errc::usage), name);
  }
  ChannelSettings half = complete;
  half.telegram_chat.clear();
  BOOST_TEST(check_channel("telegram", half).error().message ==
             "--alert telegram: set TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID in the environment or in .env");
  BOOST_TEST(check_channel("slack", {}).error().message ==
             "--alert slack: set SLACK_WEBHOOK_URL in the environment or in .env");
}

BOOST_AUTO_TEST_CASE(secrets_that_a_server_repeats_are_hidden) {
  BOOST_TEST(without_secrets("no /bot123:token/x", complete) == "no /bot***/x");
  BOOST_TEST(without_secrets("no https://hooks.example/services/T/B/x or /services/T/B/x", complete) ==
             "no *** or /***");
  BOOST_TEST(without_secrets("https://hooks.example is down", complete) == "https://hooks.example is down");
  ChannelSettings real = complete;
  real.telegram_token = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";
  real.slack_webhook = "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX";
  BOOST_TEST(without_secrets("Unauthorized: 123456789:AAHdqTcv", real) == "Unauthorized: ***");
  BOOST_TEST(without_secrets("no hook B00000000%2FXXXX at services", real) == "no hook *** at services");
  BOOST_TEST(without_secrets("no secret", {}) == "no secret");
}

BOOST_AUTO_TEST_CASE(a_chat_may_have_a_topic_and_what_is_neither_is_refused) {
  ChannelSettings settings{.telegram_token = "123:token"};
  address_telegram(settings, "@channel:7");
  BOOST_TEST(settings.telegram_chat == "@channel");
  BOOST_TEST((settings.telegram_topic == 7));
  BOOST_TEST(check_channel("telegram", settings).has_value());
  address_telegram(settings, "-100");
  BOOST_TEST(settings.telegram_chat == "-100");
  BOOST_TEST(!settings.telegram_topic.has_value());
  for (const char* text : {"-100:", "-100:x", "-100:-4", "-100:4.5", "-100:99999999999999999999"}) {
    address_telegram(settings, text);
    BOOST_TEST(check_channel("telegram", settings).has_error(), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
