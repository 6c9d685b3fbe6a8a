#include <soak/model/publish/github.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(github)

BOOST_AUTO_TEST_CASE(the_number_comes_from_each_kind_of_event) {
  BOOST_TEST(*event_pull_request(R"({"pull_request":{"number":12},"number":12})") == 12);
  BOOST_TEST(*event_pull_request(R"({"number":7})") == 7);
  BOOST_TEST(*event_pull_request(R"({"issue":{"number":9,"pull_request":{"url":"u"}}})") == 9);
}

BOOST_AUTO_TEST_CASE(an_event_that_is_about_something_else_is_refused) {
  for (const char* event :
       {"{}", "[]", "7", R"({"issue":{"number":9}})", R"({"number":"7"})", R"({"number":0})", R"({"number":-1})",
        R"({"number":1.5})", R"({"issue":{"number":9,"pull_request":null}})", R"({"number":99999999999999999999})"}) {
    const auto number = event_pull_request(event);
    BOOST_REQUIRE(!number);
    BOOST_TEST((number.error().code == Errc::usage), event);
  }
  BOOST_TEST((event_pull_request("{").error().code == Errc::input_unusable));
}

BOOST_AUTO_TEST_CASE(comments_are_read_and_other_answers_refused) {
  const auto comments = parse_issue_comments(
      R"([{"id":1,"user":{"login":"a"},"body":"x\ny","html_url":"u"},{"id":2,"user":null,"body":null}])");
  BOOST_REQUIRE(comments);
  BOOST_REQUIRE(comments->size() == 2);
  BOOST_TEST((*comments)[0].author == "a");
  BOOST_TEST((*comments)[0].body == "x\ny");
  BOOST_TEST((*comments)[1].author == "");
  BOOST_TEST(!parse_issue_comments("<html>"));
  BOOST_TEST(!parse_issue_comments("{}"));
  BOOST_TEST(!parse_issue_comments(R"([{"body":"x"}])"));
  BOOST_TEST(!parse_issue_comments(R"([1])"));
  BOOST_TEST(parse_issue_comment(R"({"id":5,"html_url":"u"})")->url == "u");
  BOOST_TEST(!parse_issue_comment("<html>"));
  BOOST_TEST(github_text(R"({"message":"no"})", "message") == "no");
  BOOST_TEST(github_text("nonsense", "message") == "");
}

BOOST_AUTO_TEST_CASE(a_body_survives_as_json) {
  const auto tree = parse_json(issue_comment_request("a\"b\\c\n🟡\t"));
  BOOST_REQUIRE(tree);
  BOOST_TEST(*text_or_nothing(find_member(*tree, "body")) == "a\"b\\c\n🟡\t");
}

BOOST_AUTO_TEST_SUITE_END()
