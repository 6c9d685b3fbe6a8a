#include <soak/model/bots/csv_row.hpp>

#include <boost/test/unit_test.hpp>

#include <string_view>

using namespace soak;

namespace {

RecordKeys sample_keys() {
  RecordKeys keys;
  keys.take_plain_keys();
  keys.add("price", Slot::price);
  keys.add("side", Slot::side);
  return keys;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(csv_row)

BOOST_AUTO_TEST_CASE(separators_are_told_from_the_header) {
  const RecordKeys keys = sample_keys();
  for (const std::string_view line :
       {"Price,Side,x", "Price;Side;x", "Price\tSide\tx", "\"Price\",\"Side\",\"x, y\""}) {
    const CsvHeader header = csv_header(line, keys);
    BOOST_REQUIRE(header.columns.size() == 3u);
    BOOST_TEST(
        (header.columns[0] == Slot::price && header.columns[1] == Slot::side && header.columns[2] == Slot::none));
  }
}

BOOST_AUTO_TEST_CASE(quotes_are_removed_and_doubled_ones_are_one) {
  const CsvHeader header = csv_header("price,side", sample_keys());
  CsvRow row;
  BOOST_TEST(row.read(header, "\"1,5\",\"a \"\"b\"\"\"") == "");
  BOOST_TEST(row.record().text(Slot::price) == "1,5");
  BOOST_TEST(row.record().text(Slot::side) == "a \"b\"");
  BOOST_TEST(row.read(header, "2,") == "");
  BOOST_TEST(row.record().text(Slot::price) == "2");
  BOOST_TEST(!row.record().has(Slot::side));
}

BOOST_AUTO_TEST_CASE(a_torn_row_says_why) {
  const CsvHeader header = csv_header("price,side", sample_keys());
  CsvRow row;
  BOOST_TEST(row.read(header, "1") == "it has fewer columns than the header");
  BOOST_TEST(row.read(header, "1,2,3") == "it has more columns than the header");
  BOOST_TEST(row.read(header, "1,\"2") == "a quote is not closed");
  BOOST_TEST(row.read(header, "\"1\"2,3") == "text follows a closed quote");
}

BOOST_AUTO_TEST_SUITE_END()
