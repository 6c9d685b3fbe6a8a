#include <soak/analysis/publish/github_exchange.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using std::chrono::seconds;

BOOST_AUTO_TEST_SUITE(github_exchange)

BOOST_AUTO_TEST_CASE(a_request_has_the_documented_headers) {
  const HttpRequest request = github_request("PATCH", "https://h/x", "text", "ghs_secret");
  BOOST_TEST(request.method == "PATCH");
  BOOST_TEST(request.url == "https://h/x");
  BOOST_TEST(github_text(request.body, "body") == "text");
  BOOST_TEST(request.headers ==
                 (std::vector<std::string>{"Authorization: Bearer ghs_secret", "Accept: application/vnd.github+json",
                                           "X-GitHub-Api-Version: 2022-11-28"}),
             boost::test_tools::per_element());
  BOOST_TEST(github_request("GET", "https://h/x", "", "t").body.empty());
}

BOOST_AUTO_TEST_CASE(answers) {
  BOOST_TEST(*github_answer(HttpResponse{.status = 201, .body = "{}"}, "t") == "{}");
  const auto lost = github_answer(Error{Errc::unavailable, "Timeout\n"}, "t");
  BOOST_TEST(lost.error().status == 0);
  BOOST_TEST(lost.error().reason == "Timeout\\x0a");
  BOOST_TEST(lost.error().may_repeat);
  const auto refused =
      github_answer(HttpResponse{.status = 401, .body = R"({"message": "no ghs_secret"})"}, "ghs_secret");
  BOOST_TEST(refused.error().reason == "HTTP 401 no ***; GITHUB_TOKEN is wrong or has expired");
  BOOST_TEST(!refused.error().may_repeat);
  const auto busy = github_answer(HttpResponse{.status = 429, .retry_after = seconds{9}}, "t");
  BOOST_TEST(busy.error().reason == "HTTP 429");
  BOOST_TEST(busy.error().may_repeat);
  BOOST_TEST(busy.error().pause.count() == 9);
}

BOOST_AUTO_TEST_CASE(pauses_double_and_end) {
  const GithubFailure failure{502, "HTTP 502", true};
  for (const int attempt : {1, 2, 3, 4}) {
    BOOST_TEST(comment_retry(failure, attempt, seconds{120})->count() == 1 << (attempt - 1));
  }
  BOOST_TEST(comment_retry(failure, 5, seconds{120}).error().message == "HTTP 502 (5 attempts)");
  const GithubFailure limited{429, "HTTP 429", true, seconds{60}};
  BOOST_TEST(comment_retry(limited, 1, seconds{60})->count() == 60);
  BOOST_TEST(comment_retry(limited, 1, seconds{59}).error().message == "HTTP 429; not waiting 60 s more");
  BOOST_TEST(comment_retry({404, "HTTP 404"}, 1, seconds{120}).error().message == "HTTP 404");
}

BOOST_AUTO_TEST_SUITE_END()
