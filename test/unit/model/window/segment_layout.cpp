#include <soak/model/window/segment_layout.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace soak::window_detail;

BOOST_AUTO_TEST_SUITE(segment_layout)

BOOST_AUTO_TEST_CASE(parts_begin_at_multiples_of_eight) {
  SegmentWriter writer(0);
  writer.add_text("abc");
  writer.pad();
  writer.add_all(std::vector<std::uint32_t>{1, 2, 3});
  writer.pad();
  writer.add(7.5);
  const std::string bytes = writer.finish();
  BOOST_TEST(bytes.size() == 8 + 16 + 8 + checksum_bytes);
  SegmentReader reader(bytes);
  BOOST_TEST(reader.take_text(3) == "abc");
  BOOST_TEST(reader.take_all<std::uint32_t>(3) == (std::vector<std::uint32_t>{1, 2, 3}),
             boost::test_tools::per_element());
  BOOST_TEST(reader.take<double>() == 7.5);
}

BOOST_AUTO_TEST_CASE(the_checksum_is_that_of_its_words) {
  BOOST_TEST(segment_checksum("") == Fingerprint().hex());
  BOOST_TEST(segment_checksum(std::string("\1\0\0\0\0\0\0\0", 8)) == Fingerprint().add(std::uint64_t{1}).hex());
  BOOST_TEST(segment_checksum("12345678abcdefgh") != segment_checksum("abcdefgh12345678"));
}

BOOST_AUTO_TEST_SUITE_END()
