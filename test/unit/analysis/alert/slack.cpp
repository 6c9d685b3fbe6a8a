#include <soak/analysis/alert/slack.hpp>
#include <soak/model/json/value.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_TEST_DONT_PRINT_LOG_VALUE(soak::CheckStatus)

namespace {

const ChannelSettings settings{.slack_webhook = "https://hooks.example/services/T/B/x"};

}  // namespace

BOOST_AUTO_TEST_SUITE(slack)

BOOST_AUTO_TEST_CASE(a_message_is_text_without_markup) {
  const HttpRequest request = slack_message("<!channel> & *b*", settings);
  BOOST_TEST(request.url == settings.slack_webhook);
  const auto body = parse_json(request.body);
  BOOST_REQUIRE(body);
  BOOST_TEST(*text_or_nothing(find_member(*body, "text")) == "&lt;!channel&gt; &amp; *b*");
  BOOST_TEST(!find_member(*body, "mrkdwn")->get_bool());
}

BOOST_AUTO_TEST_CASE(an_answer_is_taken_or_says_why_not) {
  BOOST_TEST(slack_delivery({.status = 200, .body = "ok"}).is_taken);
  BOOST_TEST(!slack_delivery({.status = 201, .body = "ok"}).is_taken);
  for (const char* body : {"", "ok\n", "OK", "okay", "<html>Sign in</html>", R"({"ok":true})"}) {
    const Delivery other = slack_delivery({.status = 200, .body = body});
    BOOST_TEST(!other.is_taken, body);
    BOOST_TEST(other.answer.ends_with(" (Slack would have said ok)"), other.answer);
  }
  const Delivery half = slack_delivery({.status = 200, .body = "ok", .is_complete = false});
  BOOST_TEST(!half.is_taken);
  BOOST_TEST(half.answer == "HTTP 200 ok (the answer was cut short)");
  const Delivery refused =
      slack_delivery({.status = 429, .body = std::string(500, 'x'), .retry_after = std::chrono::seconds{5}});
  BOOST_TEST(!refused.is_taken);
  BOOST_TEST(refused.answer == "HTTP 429 " + std::string(100, 'x'));
  BOOST_TEST(refused.retry_after.count() == 5);
  BOOST_TEST(slack_delivery({.status = 500}).answer == "HTTP 500");
}

BOOST_AUTO_TEST_CASE(findings) {
  BOOST_TEST(slack_probe(settings).body == "{}");
  struct Case {
    long status;
    const char* body;
    CheckStatus expected;
  };
  for (const Case& c : {Case{400, "no_text", CheckStatus::ok}, Case{400, "invalid_payload", CheckStatus::ok},
                        Case{400, "missing_text_or_fallback_or_attachments", CheckStatus::ok},
                        Case{403, "invalid_token", CheckStatus::fail}, Case{404, "no_service", CheckStatus::fail},
                        Case{400, "user_not_found", CheckStatus::fail}, Case{429, "", CheckStatus::warn},
                        Case{200, "ok", CheckStatus::fail}, Case{500, "server_error", CheckStatus::fail}}) {
    BOOST_TEST(slack_finding(HttpResponse{.status = c.status, .body = c.body}).status == c.expected,
               c.status << c.body);
  }
  BOOST_TEST(slack_finding(Error{Errc::unavailable, "Timeout was reached"}).detail == "Timeout was reached");
}

BOOST_AUTO_TEST_SUITE_END()
