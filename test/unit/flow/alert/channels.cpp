#include "temporary_directory.hpp"

#include <soak/flow/alert/channels.hpp>

#include <boost/test/unit_test.hpp>

#include <map>

using namespace soak;

namespace {

ChannelSettings settings() {
  ChannelSettings made;
  made.telegram_token = "123:token";
  made.telegram_chat = "-100";
  made.slack_webhook = "https://hooks.example/services/T/B/x";
  return made;
}

/// Sends one alert to both and gives what each was asked and what became of it.
struct Exchange {
  std::map<std::string, std::string> asked;
  std::map<std::string, Delivery> got;

  Exchange(const std::string& text, const Result<HttpResponse>& answer) {
    const HttpClient http = [&](std::span<const HttpRequest> requests, const HttpDone& done) {
      for (std::size_t i = requests.size(); i-- > 0;) {
        asked[requests[i].url] = requests[i].body;
        done(i, answer);
      }
    };
    Alert alert;
    alert.text = text;
    const Dispatch dispatches[] = {{"telegram", &alert}, {"slack", &alert}};
    alert_sender(settings(), http, "no/such/file")(
        dispatches, [&](std::size_t i, Delivery delivery) { got[dispatches[i].channel] = std::move(delivery); });
  }
};

HttpResponse answer(long status, const std::string& body, int retry_after = 0) {
  return {.status = status, .body = body, .retry_after = std::chrono::seconds(retry_after)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(alert_channels)

BOOST_AUTO_TEST_CASE(requests_are_the_documented_ones_and_markup_is_text) {
  Exchange exchange("*bold* _x_ <!channel> & \"q\"\nid: 1", answer(200, R"({"ok":true})"));
  const auto telegram = parse_json(exchange.asked.at("https://api.telegram.org/bot123:token/sendMessage"));
  BOOST_REQUIRE(telegram);
  BOOST_TEST(*text_or_nothing(find_member(*telegram, "chat_id")) == "-100");
  BOOST_TEST(*text_or_nothing(find_member(*telegram, "text")) == "*bold* _x_ <!channel> & \"q\"\nid: 1");
  BOOST_TEST((find_member(*telegram, "parse_mode") == nullptr));
  const auto slack = parse_json(exchange.asked.at("https://hooks.example/services/T/B/x"));
  BOOST_REQUIRE(slack);
  BOOST_TEST(*text_or_nothing(find_member(*slack, "text")) == "*bold* _x_ &lt;!channel&gt; &amp; \"q\"\nid: 1");
  BOOST_TEST((find_member(*slack, "mrkdwn")->get_bool() == false));
  BOOST_TEST(exchange.got.at("telegram").is_taken);
}

BOOST_AUTO_TEST_CASE(answers_are_judged_as_documented) {
  struct Row {
    HttpResponse response;
    bool telegram;
    bool slack;
    int retry_after;  ///< Telegram's
  };
  const Row rows[] = {{answer(200, R"({"ok":true,"result":{}})"), true, false, 0},
                      {answer(200, "ok"), false, true, 0},
                      {answer(200, R"({"ok":false,"description":"no"})"), false, false, 0},
                      {answer(200, "<html>"), false, false, 0},
                      {answer(429, R"({"ok":false,"parameters":{"retry_after":7}})", 3), false, false, 7},
                      {answer(429, R"({"ok":false})", 3), false, false, 3},
                      {answer(500, ""), false, false, 0},
                      {answer(404, "no_service"), false, false, 0}};
  for (const Row& row : rows) {
    Exchange exchange("t", row.response);
    BOOST_TEST(exchange.got.at("telegram").is_taken == row.telegram, row.response.body);
    BOOST_TEST(exchange.got.at("slack").is_taken == row.slack, row.response.body);
    BOOST_TEST(exchange.got.at("telegram").retry_after.count() == row.retry_after, row.response.body);
  }
  Exchange dead("t", Error{Errc::unavailable, "Timeout was reached"});
  BOOST_TEST(dead.got.at("slack").answer == "Timeout was reached");
}

namespace {

/// Telegram as it is after the group -100 became the supergroup -100777, or one that sends everybody on.
struct MovedGroup {
  bool never_settles = false;
  std::vector<std::string> chats = {};  ///< that were asked

  [[nodiscard]] Delivery send(const std::string& file) {
    const HttpClient http = [&](std::span<const HttpRequest> requests, const HttpDone& done) {
      chats.push_back(*text_or_nothing(find_member(*parse_json(requests.front().body), "chat_id")));
      const bool is_new = chats.back() == "-100777" && !never_settles;
      done(0, is_new ? answer(200, R"({"ok":true})")
                     : answer(400, R"({"ok":false,"parameters":{"migrate_to_chat_id":-100777}})"));
    };
    Alert alert;
    const Dispatch dispatch{"telegram", &alert};
    Delivery got;
    int told = 0;
    alert_sender(settings(), http, file)(std::span(&dispatch, 1), [&](std::size_t, Delivery delivery) {
      got = std::move(delivery);
      ++told;
    });
    BOOST_TEST(told == 1);
    return got;
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_group_that_moved_is_followed_at_once_and_remembered) {
  const TemporaryDirectory directory;
  const std::string file = directory.path("chats.json");
  MovedGroup group;
  BOOST_TEST(group.send(file).is_taken);
  BOOST_TEST((group.chats == std::vector<std::string>{"-100", "-100777"}));
  BOOST_TEST(group.send(file).is_taken);  // another process
  BOOST_TEST(group.chats.back() == "-100777");
  BOOST_TEST(group.chats.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_group_that_is_sent_on_and_on_is_told_as_a_failure) {
  const TemporaryDirectory directory;
  MovedGroup group{.never_settles = true};
  BOOST_TEST(!group.send(directory.path("chats.json")).is_taken);
  BOOST_TEST(group.chats.size() == 2u);
}

BOOST_AUTO_TEST_CASE(secrets_that_a_server_repeats_are_hidden) {
  Exchange exchange("t", answer(404, R"({"ok":false,"description":"no /bot123:token/x\n"})"));
  BOOST_TEST(exchange.got.at("telegram").answer == "HTTP 404 no /bot***/x\\x0a");
  Exchange other("t", answer(404, "no https://hooks.example/services/T/B/x or /services/T/B/x"));
  BOOST_TEST(other.got.at("slack").answer == "HTTP 404 no *** or /***");
}

BOOST_AUTO_TEST_SUITE_END()
