#include <soak/model/bots/record_parser.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace soak;

namespace {

struct Collect {
  std::vector<std::string>* out;
  void operator()(const RawRecord& raw) const {
    std::string line(raw.text(Slot::price));
    line += '|';
    line += raw.text(Slot::side);
    for (const RawFee& fee : raw.listed_fees()) line += "|" + std::string(fee.amount.text);
    out->push_back(line);
  }
};

RecordKeys sample_keys() {
  RecordKeys keys;
  keys.add("price", Slot::price);
  keys.add("side", Slot::side);
  keys.add("/raw/data/side", Slot::side);
  keys.add("/legs/1/side", Slot::side);
  keys.add("/fees/cost", Slot::listed_fee);
  keys.add_fee_list("fees");
  return keys;
}

std::vector<std::string> read(std::string_view text, std::string* problem = nullptr) {
  const RecordKeys keys = sample_keys();
  std::vector<std::string> out;
  RecordParser<Collect> parser(keys, Collect{&out});
  const auto parsed = parser.parse(text);
  if (problem != nullptr) *problem = parsed ? "" : parsed.error().message;
  return out;
}

using Lines = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(record_parser)

BOOST_AUTO_TEST_CASE(objects_alone_in_lists_and_one_after_another_are_records) {
  BOOST_TEST(read(R"({"price":1.50,"side":"buy"})") == Lines({"1.50|buy"}));
  BOOST_TEST(read(R"([{"price":1},[{"price":"2"}]] {"price":3} )") == Lines({"1|", "2|", "3|"}));
}

BOOST_AUTO_TEST_CASE(lists_are_looked_through_unless_a_pointer_counts) {
  BOOST_TEST(read(R"({"raw":[{"data":{"side":"a"}},{"data":{"side":"b"}}]})") == Lines({"|a"}));
  BOOST_TEST(read(R"({"legs":[{"side":"a"},{"side":"b"}]})") == Lines({"|b"}));
  BOOST_TEST(read(R"({"fees":[{"cost":1},{"cost":-2.5}]})") == Lines({"||1|-2.5"}));
}

BOOST_AUTO_TEST_CASE(what_is_not_asked_for_is_passed_over) {
  BOOST_TEST(read(R"({"info":{"price":9,"fees":[{"cost":3}]},"price":1,"x":[1,{"side":"no"}]})") == Lines({"1|"}));
  BOOST_TEST(read("[1,\"price\",null]").empty());
}

BOOST_AUTO_TEST_CASE(escapes_are_undone_and_what_they_make_is_kept) {
  BOOST_TEST(read(R"({"side":"b\u0075y","price":"1\/2"})") == Lines({"1/2|buy"}));
  BOOST_TEST(read(R"({"\u0073ide":"x"})") == Lines({"|x"}));
}

BOOST_AUTO_TEST_CASE(the_literals_of_python_are_no_numbers) {
  BOOST_TEST(read(R"({"price":NaN,"side":"x"})") == Lines({"|x"}));
}

BOOST_AUTO_TEST_CASE(a_torn_record_is_named_and_what_stands_before_it_counts) {
  std::string problem;
  BOOST_TEST(read(R"({"price":1} {"price":2,"si)", &problem) == Lines({"1|"}));
  BOOST_TEST(problem == "byte 26: incomplete JSON");
  (void)read("{\"price\":1} x", &problem);
  BOOST_TEST(problem.starts_with("byte 12: "));
  (void)read(std::string(70, '[') + std::string(70, ']'), &problem);
  BOOST_TEST(!problem.empty());
}

BOOST_AUTO_TEST_SUITE_END()
