#include <soak/analysis/alert/telegram.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_TEST_DONT_PRINT_LOG_VALUE(soak::CheckStatus)

namespace {

const ChannelSettings settings{.telegram_token = "123:token", .telegram_chat = "-100\n"};

}  // namespace

BOOST_AUTO_TEST_SUITE(telegram)

BOOST_AUTO_TEST_CASE(a_message_is_text_that_fits) {
  const HttpRequest request = telegram_message(std::string(5000, '_') + "\nid: 1", settings);
  BOOST_TEST(request.url == "https://api.telegram.org/bot123:token/sendMessage");
  BOOST_TEST(request.method == "POST");
  const auto body = parse_json(request.body);
  BOOST_REQUIRE(body);
  BOOST_TEST(*text_or_nothing(find_member(*body, "chat_id")) == "-100\\x0a");
  const std::string text = *text_or_nothing(find_member(*body, "text"));
  BOOST_TEST(utf16_length(text) == telegram_max_units);
  BOOST_TEST(text.ends_with("_…\nid: 1"));
  BOOST_TEST(find_member(*body, "disable_web_page_preview")->get_bool());
  BOOST_TEST((find_member(*body, "parse_mode") == nullptr));
}

BOOST_AUTO_TEST_CASE(an_answer_is_taken_or_says_why_not_and_when_again) {
  using std::chrono::seconds;
  const Delivery taken = telegram_delivery({.status = 200, .body = R"({"ok":true,"result":{}})"});
  BOOST_TEST(taken.is_taken);
  BOOST_TEST(taken.answer == "HTTP 200");
  const Delivery busy =
      telegram_delivery({.status = 429,
                         .body = R"({"ok":false,"description":"Too Many Requests","parameters":{"retry_after":7}})",
                         .retry_after = seconds{3}});
  BOOST_TEST(!busy.is_taken);
  BOOST_TEST(busy.answer == "HTTP 429 Too Many Requests");
  BOOST_TEST(busy.retry_after.count() == 7);
  const Delivery page = telegram_delivery({.status = 200, .body = "<html>Sign in!</html>"});
  BOOST_TEST(!page.is_taken);
  BOOST_TEST(page.answer == R"(HTTP 200 (Telegram would have said "ok": true))");
  const Delivery half = telegram_delivery({.status = 200, .body = R"({"ok":tr)", .is_complete = false});
  BOOST_TEST(half.answer == "HTTP 200 (the answer was cut short)");
  const Delivery later = telegram_delivery({.status = 502, .body = "<html>", .retry_after = seconds{3}});
  BOOST_TEST(later.answer == "HTTP 502");
  BOOST_TEST(later.retry_after.count() == 3);
  BOOST_TEST(!telegram_delivery({.status = 500, .body = R"({"ok":true})"}).is_taken);
  BOOST_TEST(
      telegram_delivery({.status = 429, .body = R"({"parameters":{"retry_after":1e300}})"}).retry_after.count() == 0);
}

BOOST_AUTO_TEST_CASE(a_group_that_became_a_supergroup_says_where_it_is) {
  const Delivery moved = telegram_delivery(
      {.status = 400, .body = R"({"ok":false,"description":"upgraded","parameters":{"migrate_to_chat_id":-100777}})"});
  BOOST_TEST(!moved.is_taken);
  BOOST_TEST((moved.moved_to == "-100777"));
  BOOST_TEST(!telegram_delivery({.status = 400, .body = R"({"parameters":{"migrate_to_chat_id":"x"}})"}).moved_to);
}

BOOST_AUTO_TEST_CASE(a_topic_is_addressed_by_its_number) {
  ChannelSettings to;
  address_telegram(to, "-1001234567890:42");
  const auto body = parse_json(telegram_message("t", to).body);
  BOOST_REQUIRE(body);
  BOOST_TEST(*text_or_nothing(find_member(*body, "chat_id")) == "-1001234567890");
  BOOST_TEST(number_or_gap(find_member(*body, "message_thread_id")) == 42);
  BOOST_TEST((find_member(*parse_json(telegram_message("t", settings).body), "message_thread_id") == nullptr));
}

BOOST_AUTO_TEST_CASE(the_probes_send_nothing_to_anybody) {
  const auto [me, chat] = telegram_probes(settings);
  BOOST_TEST(me.url == "https://api.telegram.org/bot123:token/getMe");
  BOOST_TEST(me.body == "{}");
  BOOST_TEST(chat.url == "https://api.telegram.org/bot123:token/getChat");
  const auto body = parse_json(chat.body);
  BOOST_REQUIRE(body);
  BOOST_TEST(*text_or_nothing(find_member(*body, "chat_id")) == "-100\\x0a");
}

BOOST_AUTO_TEST_CASE(findings) {
  const HttpResponse ok{.status = 200, .body = R"({"ok": true, "result": {}})"};
  const HttpResponse unauthorized{.status = 401, .body = R"({"ok": false, "description": "Unauthorized"})"};
  const HttpResponse no_chat{.status = 400, .body = R"({"ok": false, "description": "Bad Request: chat not found"})"};
  const Error dead{Errc::unavailable, "Could not connect to server"};
  BOOST_TEST(telegram_finding(ok, ok).status == CheckStatus::ok);
  BOOST_TEST(telegram_finding(unauthorized, unauthorized).detail == "getMe: HTTP 401 Unauthorized");
  BOOST_TEST(telegram_finding(ok, no_chat).detail == "getChat: HTTP 400 Bad Request: chat not found");
  BOOST_TEST(telegram_finding(ok, no_chat).todo.starts_with("check TELEGRAM_CHAT_ID"));
  BOOST_TEST(telegram_finding(dead, dead).detail == "Could not connect to server");
  BOOST_TEST(telegram_finding(ok, dead).status == CheckStatus::fail);
  BOOST_TEST(telegram_finding(HttpResponse{.status = 200, .body = "<html>"}, ok).status == CheckStatus::fail);
}

BOOST_AUTO_TEST_CASE(tokens) {
  BOOST_TEST(is_telegram_token("110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"));
  for (const char* text : {"", "110201543", ":AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", "7:short",
                           "7:AAHdqTcvCH1vGWJxfSe fSAs0K5PALDsaw", "x7:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"}) {
    BOOST_TEST(!is_telegram_token(text), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
