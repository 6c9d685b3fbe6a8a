#include <soak/report/publish/posted_comment.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(posted_comments)

BOOST_AUTO_TEST_CASE(the_line_says_what_was_done) {
  BOOST_TEST(posted_line({"created", "https://h/2", 1}, "o/r#7") ==
             "PR_COMMENT action=created pr=o/r#7 url=https://h/2");
  BOOST_TEST(posted_line({"updated", "", 2}, "o/r#7") ==
             "PR_COMMENT action=updated pr=o/r#7 (the oldest of 2 with this marker)");
}

BOOST_AUTO_TEST_CASE(the_body_begins_with_its_marker) {
  const std::string body = comment_body({}, "soak");
  BOOST_TEST(body.starts_with("<!-- soak:pr_comment:soak -->\n"));
  BOOST_TEST(has_marker(body, comment_marker("soak")));
}

BOOST_AUTO_TEST_SUITE_END()
