#include <soak/analysis/publish/pr_comment_settings.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

PrCommentSettings complete() {
  PrCommentSettings settings;
  settings.repository = "o/r";
  settings.token = "ghs_secret";
  settings.number = 7;
  return settings;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pr_comment_settings)

BOOST_AUTO_TEST_CASE(what_is_complete_is_taken) {
  PrCommentSettings settings = complete();
  settings.api_url = "https://h/api/v3//";
  BOOST_TEST(check_comment_settings(settings, false)->api_url == "https://h/api/v3");
  BOOST_TEST(check_comment_settings(settings, false)->place() == "o/r#7");
  settings.token.clear();
  BOOST_TEST(check_comment_settings(settings, true).has_value());
  settings.number = 0;
  settings.event_file = "event.json";
  BOOST_TEST(check_comment_settings(settings, true).has_value());
}

BOOST_AUTO_TEST_CASE(what_is_missing_or_wrong_is_named) {
  const auto problem = [](auto&& change) {
    PrCommentSettings settings = complete();
    change(settings);
    const auto checked = check_comment_settings(settings, false);
    return checked ? std::string() : checked.error().message;
  };
  BOOST_TEST(problem([](auto& s) { s.token.clear(); }).starts_with("--post: set GITHUB_TOKEN"));
  BOOST_TEST(problem([](auto& s) { s.token = "a b"; }).starts_with("GITHUB_TOKEN: "));
  BOOST_TEST(problem([](auto& s) { s.repository = "o"; }).starts_with("--post: set GITHUB_REPOSITORY"));
  BOOST_TEST(problem([](auto& s) { s.api_url = "http://h"; }).starts_with("--api-url: "));
  BOOST_TEST(problem([](auto& s) { s.marker = "a b"; }).starts_with("--marker: "));
  BOOST_TEST(problem([](auto& s) { s.number = 0; }).starts_with("--post: which pull request?"));
}

BOOST_AUTO_TEST_SUITE_END()
