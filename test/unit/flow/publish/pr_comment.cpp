#include <soak/flow/publish/pr_comment.hpp>

#include <boost/test/unit_test.hpp>

#include <deque>

using namespace soak;

namespace {

/// A GitHub that answers what it is told to, in turn, and keeps what it was asked and how long it was waited for.
struct Script {
  std::deque<Result<HttpResponse>> answers;
  std::vector<std::string> asked;
  std::vector<HttpRequest> requests;
  std::vector<long> pauses;
  bool is_stopped = false;
  PrCommentSettings settings;

  Script() {
    settings.repository = "o/r";
    settings.token = "ghs_secret";
    settings.number = 7;
  }

  void answer(long status, const std::string& body, int retry_after = 0) {
    answers.push_back(HttpResponse{.status = status, .body = body, .retry_after = std::chrono::seconds{retry_after}});
  }
  void lose() { answers.push_back(Error{Errc::unavailable, "Timeout was reached"}); }

  Result<PostedComment> post(const std::string& body = "new") {
    const HttpClient http = [this](std::span<const HttpRequest> sent, const HttpDone& done) {
      BOOST_REQUIRE(sent.size() == 1);
      BOOST_REQUIRE(!answers.empty());
      asked.push_back(sent[0].method + sent[0].url.substr(settings.api_url.size()));
      requests.push_back(sent[0]);
      auto answer = answers.front();
      answers.pop_front();
      done(0, std::move(answer));
    };
    return post_comment(settings, body, {http, [this](std::chrono::milliseconds pause) {
                                           pauses.push_back(pause.count() / 1000);
                                           return !is_stopped;
                                         }});
  }
};

const std::string list = "GET/repos/o/r/issues/7/comments?per_page=100&page=1";
const std::string create = "POST/repos/o/r/issues/7/comments";

std::string comment(int id, const std::string& login, const std::string& body = "<!-- soak:pr_comment:soak -->\\nold") {
  return R"({"id":)" + std::to_string(id) + R"(,"user":{"login":")" + login + R"("},"body":")" + body +
         R"(","html_url":"https://h/)" + std::to_string(id) + R"("})";
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(pr_comment_flow)

BOOST_AUTO_TEST_CASE(a_first_comment_is_created_with_the_documented_headers) {
  Script github;
  github.answer(200, "[" + comment(1, "alice", "hello") + "]");
  github.answer(201, comment(2, "github-actions[bot]"));
  const auto posted = github.post();
  BOOST_REQUIRE(posted);
  BOOST_TEST(posted->action == "created");
  BOOST_TEST(posted_line(*posted, github.settings.place()) == "PR_COMMENT action=created pr=o/r#7 url=https://h/2");
  BOOST_TEST(github.asked == (std::vector{list, create}), boost::test_tools::per_element());
  BOOST_TEST(github.requests[1].body == issue_comment_request("new"));
  BOOST_TEST(github.requests[1].headers[0] == "Authorization: Bearer ghs_secret");
}

BOOST_AUTO_TEST_CASE(an_apps_token_updates_the_bots_comment_and_no_other) {
  Script github;
  github.answer(200, "[" + comment(1, "mallory") + "," + comment(2, "github-actions[bot]") + "," +
                         comment(3, "github-actions[bot]") + "]");
  github.answer(403, R"({"message":"Resource not accessible by integration"})");
  github.answer(200, comment(2, "github-actions[bot]"));
  const auto posted = github.post();
  BOOST_REQUIRE(posted);
  BOOST_TEST(github.asked == (std::vector<std::string>{list, "GET/user", "PATCH/repos/o/r/issues/comments/2"}),
             boost::test_tools::per_element());
  BOOST_TEST(has(posted_line(*posted, github.settings.place()), "action=updated"));
  BOOST_TEST(has(posted_line(*posted, github.settings.place()), "(the oldest of 2 with this marker)"));
}

BOOST_AUTO_TEST_CASE(a_persons_token_updates_the_persons_comment) {
  Script github;
  github.answer(200, "[" + comment(1, "github-actions[bot]") + "," + comment(2, "alice") + "]");
  github.answer(200, R"({"login":"alice"})");
  github.answer(200, "{}");
  BOOST_TEST(github.post().has_value());
  BOOST_TEST(github.asked.back() == "PATCH/repos/o/r/issues/comments/2");
}

BOOST_AUTO_TEST_CASE(without_knowing_who_we_are_nothing_is_written) {
  Script github;
  github.settings.max_wait = std::chrono::seconds{0};
  github.answer(200, "[" + comment(2, "alice") + "]");
  github.answer(200, "<html>");
  BOOST_TEST(has(github.post().error().message, "no login in the answer to GET /user"));
}

BOOST_AUTO_TEST_CASE(the_author_can_be_named_and_the_same_text_is_not_sent_again) {
  Script github;
  github.settings.author = "my-app[bot]";
  github.answer(200, "[" + comment(4, "my-app[bot]", "<!-- soak:pr_comment:soak -->\\nsame") + "]");
  const auto posted = github.post("<!-- soak:pr_comment:soak -->\nsame");
  BOOST_REQUIRE(posted);
  BOOST_TEST(posted->action == "unchanged");
  BOOST_TEST(github.asked.size() == 1);
}

BOOST_AUTO_TEST_CASE(a_comment_that_is_gone_or_not_ours_to_change_is_created_anew) {
  for (const long status : {404L, 403L}) {
    Script github;
    github.settings.author = "bot";
    github.answer(200, "[" + comment(4, "bot") + "]");
    github.answer(status, R"({"message":"no"})");
    github.answer(201, comment(5, "bot"));
    const auto posted = github.post();
    BOOST_REQUIRE(posted);
    BOOST_TEST(posted->action == "created");
    BOOST_TEST(github.asked.back() == create);
  }
}

BOOST_AUTO_TEST_CASE(after_a_lost_answer_the_comments_are_read_again_so_none_piles_up) {
  Script github;
  github.settings.author = "bot";
  github.answer(200, "[]");
  github.lose();  // the POST was carried out
  github.answer(200, "[" + comment(1, "bot") + "]");
  github.answer(200, "{}");
  const auto posted = github.post();
  BOOST_REQUIRE(posted);
  BOOST_TEST(posted->action == "updated");
  BOOST_TEST(github.pauses == std::vector<long>{1}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(pages_are_read_until_one_is_not_full) {
  Script github;
  github.settings.author = "bot";
  std::string full = "[";
  for (int i = 1; i <= 100; ++i) full += (i > 1 ? "," : "") + comment(i, "alice", "x");
  github.answer(200, full + "]");
  github.answer(200, full + "]");
  github.answer(200, "[" + comment(300, "bot") + "]");
  github.answer(200, "{}");
  BOOST_TEST(github.post().has_value());
  BOOST_TEST(github.asked.size() == 4);
  BOOST_TEST(github.asked[2] == "GET/repos/o/r/issues/7/comments?per_page=100&page=3");
  BOOST_TEST(github.asked[3] == "PATCH/repos/o/r/issues/comments/300");
}

BOOST_AUTO_TEST_CASE(waiting_is_bounded_in_count_and_time) {
  Script dead;
  for (int i = 0; i < 5; ++i) dead.lose();
  const auto lost = dead.post();
  BOOST_REQUIRE(!lost);
  BOOST_TEST((lost.error().code == Errc::output_failed));
  BOOST_TEST(lost.error().message == "cannot post the comment to o/r#7: Timeout was reached (5 attempts)");
  BOOST_TEST(dead.pauses == (std::vector<long>{1, 2, 4, 8}), boost::test_tools::per_element());

  Script limited;
  for (int i = 0; i < 3; ++i) limited.answer(403, R"({"message":"You have exceeded a secondary rate limit"})");
  BOOST_TEST(has(limited.post().error().message, "; not waiting 60 s more"));
  BOOST_TEST(limited.pauses == (std::vector<long>{60, 60}), boost::test_tools::per_element());

  Script long_pause;
  long_pause.answer(429, "", 3600);
  BOOST_TEST(has(long_pause.post().error().message, "not waiting 3600 s"));
  BOOST_TEST(long_pause.pauses.empty());

  Script stopped;
  stopped.is_stopped = true;
  stopped.lose();
  BOOST_TEST(has(stopped.post().error().message, "asked to stop"));
}

BOOST_AUTO_TEST_CASE(refusals_say_what_to_do_and_never_the_token) {
  struct Row {
    long status;
    const char* message;
    const char* expected;
  };
  for (const Row& row : {Row{401, "Bad credentials", "GITHUB_TOKEN is wrong or has expired"},
                         {403, "Resource not accessible by integration", "pull request from a fork"},
                         {404, "Not Found", "no such pull request"},
                         {422, "Validation ghs_secret failed\\u001b[31m", "HTTP 422 Validation *** failed\\x1b[31m"},
                         {301, "Moved", "GITHUB_REPOSITORY"}}) {
    Script github;
    github.answer(200, "[]");
    github.answer(row.status, std::string(R"({"message":")") + row.message + "\"}");
    const auto posted = github.post();
    BOOST_REQUIRE(!posted);
    BOOST_TEST(has(posted.error().message, row.expected), posted.error().message);
    BOOST_TEST(!has(posted.error().message, "ghs_secret"));
    BOOST_TEST(github.pauses.empty());
  }
}

BOOST_AUTO_TEST_CASE(settings_are_checked_before_anything_is_sent) {
  const auto refused = [](auto change) {
    Script github;
    change(github.settings);
    const auto completed = complete_settings(github.settings, false);
    BOOST_REQUIRE(!completed);
    BOOST_TEST(!has(completed.error().message, "ghs_secret"));
    return completed.error().code;
  };
  using Settings = PrCommentSettings;
  BOOST_TEST((refused([](Settings& s) { s.repository = ""; }) == Errc::usage));
  BOOST_TEST((refused([](Settings& s) { s.repository = "o/r/../x"; }) == Errc::usage));
  BOOST_TEST((refused([](Settings& s) { s.token = ""; }) == Errc::usage));
  BOOST_TEST((refused([](Settings& s) { s.token = "ghs_secret\r\nX: y"; }) == Errc::usage));
  BOOST_TEST((refused([](Settings& s) { s.api_url = "http://api.github.com"; }) == Errc::usage));
  BOOST_TEST((refused([](Settings& s) { s.api_url = "https://ghs_secret@api.github.com"; }) == Errc::usage));
  BOOST_TEST((refused([](Settings& s) { s.marker = "a-->"; }) == Errc::usage));
  BOOST_TEST((refused([](Settings& s) { s.number = 0; }) == Errc::usage));
  BOOST_TEST((refused([](Settings& s) { s.number = 0, s.event_file = "/nowhere"; }) == Errc::input_unusable));
  Script github;
  github.settings.api_url = "https://h/api/v3/";
  BOOST_TEST(complete_settings(github.settings, false)->api_url == "https://h/api/v3");
  github.settings.token = "";
  BOOST_TEST(complete_settings(github.settings, true).has_value());
}

BOOST_AUTO_TEST_CASE(the_body_with_its_marker_is_what_github_takes) {
  Summary summary;
  for (int i = 0; i < 5000; ++i) summary.symbols.push_back({.symbol = "S" + std::to_string(i)});
  const std::string body = comment_body(summary, "soak");
  BOOST_TEST(has_marker(body, comment_marker("soak")));
  BOOST_TEST(body.starts_with("<!-- soak:pr_comment:soak -->\n### "));
  BOOST_TEST(code_point_count(body) <= github_max_comment);
}

BOOST_AUTO_TEST_SUITE_END()
