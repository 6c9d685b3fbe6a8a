#include <soak/model/json/file_sums.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(file_sums)

BOOST_AUTO_TEST_CASE(they_are_the_last_member_and_read_back) {
  const FileSums sums{{"A.md", "aa"}, {"B \"b\".json", "bb"}};
  const std::string document = with_file_sums("{\n  \"x\": 1\n}\n", sums);
  BOOST_TEST(document ==
             "{\n  \"x\": 1,\n  \"files\": {\n    \"A.md\": \"aa\",\n    \"B \\\"b\\\".json\": \"bb\"\n  }\n}\n");
  FileSums read{{"left", "over"}};
  BOOST_TEST(FileSumsForm::read(parse_json(document)->at("files"), read));
  BOOST_TEST((read == sums));
  BOOST_TEST(sum_of(read, "A.md") == "aa");
  BOOST_TEST(sum_of(read, "C").empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_text_is_left_out) {
  FileSums read;
  BOOST_TEST(!FileSumsForm::read(*parse_json("[]"), read));
  BOOST_TEST(FileSumsForm::read(*parse_json(R"({"a":1,"b":"x","c":null})"), read));
  BOOST_TEST((read == FileSums{{"b", "x"}}));
}

BOOST_AUTO_TEST_CASE(none_is_an_empty_object) {
  BOOST_TEST(with_file_sums("{\n  \"x\": 1\n}\n", {}) == "{\n  \"x\": 1,\n  \"files\": {}\n}\n");
}

BOOST_AUTO_TEST_SUITE_END()
