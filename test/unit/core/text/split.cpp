#include <soak/core/text/split.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

BOOST_AUTO_TEST_SUITE(split_suite)

BOOST_AUTO_TEST_CASE(the_last_part_keeps_what_is_left) {
  using Parts = std::vector<std::string_view>;
  BOOST_TEST(split("a:b:c", ':', 9) == (Parts{"a", "b", "c"}), boost::test_tools::per_element());
  BOOST_TEST(split("a:b:c", ':', 2) == (Parts{"a", "b:c"}), boost::test_tools::per_element());
  BOOST_TEST(split("", ':', 3) == (Parts{""}), boost::test_tools::per_element());
  BOOST_TEST(split(":", ':', 3) == (Parts{"", ""}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(lines_are_visited_without_their_ends_and_the_rest_comes_back) {
  std::string seen;
  const auto visit = [&](std::string_view line) {
    seen += "<" + std::string(line) + ">";
    return line != "stop";
  };
  BOOST_TEST(visit_lines("a\n\nb\nrest", visit) == "rest");
  BOOST_TEST(seen == "<a><><b>");
  seen.clear();
  BOOST_TEST(visit_lines("stop\nb\nrest", visit) == "");
  BOOST_TEST(seen == "<stop>");
}

BOOST_AUTO_TEST_CASE(each_whole_line_has_its_value) {
  const auto size_of = [](std::string_view line) { return line.size(); };
  BOOST_TEST(values_of_lines("abc\n\nde\nrest", size_of) == (std::vector<std::size_t>{3, 0, 2}),
             boost::test_tools::per_element());
  BOOST_TEST(values_of_lines("no end", size_of).empty());
}

BOOST_AUTO_TEST_SUITE_END()
