#include <soak/analysis/publish/pr_comment_plan.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(pr_comment_plan)

BOOST_AUTO_TEST_CASE(names_that_could_end_the_marker_or_leave_the_path_are_refused) {
  for (const char* name : {"soak", "soak-windows_2.x", "A"}) BOOST_TEST(is_plain_name(name), name);
  for (const char* name : {"", "a b", "a>b", "a/b", ".", "..", "a\nb", "ä"}) BOOST_TEST(!is_plain_name(name), name);
  BOOST_TEST(!is_plain_name(std::string(65, 'a'), 64));
  for (const char* name : {"o/r", "my-org/soak.cpp"}) BOOST_TEST(is_repository(name), name);
  for (const char* name : {"", "o", "o/", "/r", "o/r/x", "o/..", "o/r?x", "o r/x"}) {
    BOOST_TEST(!is_repository(name), name);
  }
}

BOOST_AUTO_TEST_CASE(the_marker_counts_as_first_or_last_line_only) {
  const std::string marker = comment_marker("soak");
  BOOST_TEST(marker == "<!-- soak:pr_comment:soak -->");
  for (const std::string& body :
       {marker, marker + "\ntext", marker + "\r\ntext", "text\n" + marker, "t\n" + marker + "\r\n"}) {
    BOOST_TEST(has_marker(body, marker), body);
  }
  for (const std::string& body : {std::string(), std::string("text"), "a\n" + marker + "\nb", "> " + marker + "\nb",
                                  " " + marker, marker + " x", "x " + marker}) {
    BOOST_TEST(!has_marker(body, marker), body);
  }
  BOOST_TEST(!has_marker(comment_marker("soak-windows"), marker));
}

BOOST_AUTO_TEST_CASE(only_comments_of_the_author_are_ours_and_the_oldest_is_taken) {
  const std::vector<IssueComment> marked{{3, "mallory", "m", ""},
                                         {9, "github-actions[bot]", "b", ""},
                                         {5, "GitHub-Actions[bot]", "a", ""},
                                         {1, "", "", ""}};
  const CommentChoice choice = choose_comment(marked, "github-actions[bot]");
  BOOST_REQUIRE(choice.target);
  BOOST_TEST(choice.target->id == 5);
  BOOST_TEST(choice.own == 2);
  BOOST_TEST(!choose_comment(marked, "alice").target);
  BOOST_TEST(!choose_comment(marked, "").target);
  BOOST_TEST(!choose_comment(marked, "github-actions").target);
}

BOOST_AUTO_TEST_CASE(what_an_answer_means) {
  using enum GithubOutcome;
  using std::chrono::seconds;
  struct Row {
    long status;
    int retry_after;
    const char* message;
    GithubOutcome outcome;
    int pause;
  };
  for (const Row& row : {Row{200, 0, "", done, 0},
                         {201, 0, "", done, 0},
                         {403, 0, "Resource not accessible by integration", refused, 0},
                         {403, 30, "", again, 30},
                         {403, 0, "You have exceeded a secondary rate limit", again, 60},
                         {403, 0, "API rate limit exceeded for installation ID 1", again, 60},
                         {403, 0, "You have triggered an abuse detection mechanism", again, 60},
                         {429, 0, "", again, 60},
                         {429, 7, "", again, 7},
                         {500, 0, "", again, 0},
                         {502, 0, "", again, 0},
                         {503, 9, "", again, 9},
                         {408, 0, "", again, 0},
                         {301, 0, "Moved", refused, 0},
                         {401, 0, "Bad credentials", refused, 0},
                         {404, 0, "", refused, 0},
                         {410, 0, "", refused, 0},
                         {422, 0, "", refused, 0}}) {
    const GithubVerdict verdict = judge_github(row.status, seconds{row.retry_after}, row.message);
    BOOST_TEST((verdict.outcome == row.outcome), row.status << " " << row.message);
    BOOST_TEST(verdict.pause.count() == row.pause, row.status << " " << row.message);
  }
  BOOST_TEST(std::string(github_advice(403)).find("fork") != std::string::npos);
  BOOST_TEST(github_advice(422).empty());
}

BOOST_AUTO_TEST_SUITE_END()
