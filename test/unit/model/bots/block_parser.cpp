#include <soak/model/bots/block_parser.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

BOOST_AUTO_TEST_SUITE(block_parser)

BOOST_AUTO_TEST_CASE(a_broken_line_costs_that_line) {
  SymbolBook book;
  const RecordKeys keys = record_keys(BotFormat::ccxt);
  BlockParser parser(BotFormat::ccxt, keys, {}, book);
  ParsedBlock out;
  const std::string mid = R"({"event":"mid","symbol":"A/B","ts":1,"mid":2})";
  parser.parse_lines("\xEF\xBB\xBF" + mid + "\r\n\n{\"event\":\"mid\",\n  " + mid + mid, 100, out);
  BOOST_TEST(out.records.size() == 3u);
  BOOST_REQUIRE(out.broken.size() == 1u);
  BOOST_TEST(out.broken[0].offset == 100u + 3 + mid.size() + 3);
}

BOOST_AUTO_TEST_CASE(a_document_may_be_a_list_over_many_lines) {
  SymbolBook book;
  const RecordKeys keys = record_keys(BotFormat::ccxt);
  BlockParser parser(BotFormat::ccxt, keys, {}, book);
  ParsedBlock out;
  parser.parse_document("[\n {\"event\":\"mid\",\n\"symbol\":\"A/B\",\"ts\":1,\"mid\":2},\n {\"x\":1}\n]\n", out);
  BOOST_TEST(out.records.size() == 1u);
  BOOST_TEST(out.other == 1u);
  BOOST_TEST(out.broken.empty());
}

BOOST_AUTO_TEST_CASE(rows_follow_their_header) {
  SymbolBook book;
  const RecordKeys keys = record_keys(BotFormat::csv);
  BlockParser parser(BotFormat::csv, keys, {}, book);
  ParsedBlock out;
  const CsvHeader header = csv_header("Time,Symbol,Price,Qty", keys);
  parser.parse_rows(header, "1700000000,BTC-USDT,100,-2\n1700000000,BTC-USDT\n", 30, out);
  BOOST_REQUIRE(out.records.size() == 1u);
  BOOST_TEST((out.records[0].side == Side::sell));
  BOOST_REQUIRE(out.broken.size() == 1u);
  BOOST_TEST(out.broken[0].offset == 57u);
}

BOOST_AUTO_TEST_SUITE_END()
