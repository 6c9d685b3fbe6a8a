#include <soak/model/json/writer.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace soak;

BOOST_AUTO_TEST_SUITE(json_text)

BOOST_AUTO_TEST_CASE(strings_are_escaped_and_utf8_stays) {
  std::string out;
  append_json_string(out, "a\"b\\c\n\x01\x7F Ё ↑");
  BOOST_TEST(out == R"("a\"b\\c\n\u0001\u007f Ё ↑")");
}

BOOST_AUTO_TEST_CASE(layout_is_that_of_the_guide) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("n", 3.0);
  json.key("line");
  json.begin_object(JsonWriter::Layout::line);
  json.member("a", gap);
  json.key("b");
  json.begin_array();
  json.value(std::size_t{1});
  json.value(true);
  json.end_array();
  json.end_object();
  json.key("list");
  json.begin_array();
  json.value("x");
  json.null();
  json.end_array();
  json.key("empty");
  json.begin_object();
  json.end_object();
  json.end_object();
  BOOST_TEST(out ==
             "{\n  \"n\": 3,\n  \"line\": {\"a\": null, \"b\": [1, true]},\n  \"list\": [\n    \"x\",\n    null\n  ],\n"
             "  \"empty\": {}\n}");
}

BOOST_AUTO_TEST_CASE(objects_of_an_array_stand_on_a_line_each) {
  const auto text = [](const std::vector<std::int64_t>& items) {
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.objects("all", items, [&](std::int64_t item) {
      json.member("n", item);
      json.member("twice", 2 * item);
    });
    json.end_object();
    return out;
  };
  BOOST_TEST(text({}) == "{\n  \"all\": []\n}");
  BOOST_TEST(text({1, 2}) == "{\n  \"all\": [\n    {\"n\": 1, \"twice\": 2},\n    {\"n\": 2, \"twice\": 4}\n  ]\n}");
}

BOOST_AUTO_TEST_CASE(a_document_fits_on_one_line) {
  BOOST_TEST(one_line_json("{\n  \"a\": [\n    1,\n    \"x  \\n y\"\n  ]\n}\n") == "{\"a\": [1,\"x  \\n y\"]}");
}

BOOST_AUTO_TEST_SUITE_END()
