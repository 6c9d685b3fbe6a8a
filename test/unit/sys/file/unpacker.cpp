#include <soak/sys/file/unpacker.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(unpacker)

BOOST_AUTO_TEST_CASE(the_name_says_how_it_is_compressed) {
  BOOST_TEST((packing_of("a.json.gz") == Packing::gzip));
  BOOST_TEST((packing_of("a.json.zst") == Packing::zstd));
  for (const char* name : {"a.json", "gz", "a.gz.json", "", "a.xz"}) BOOST_TEST((packing_of(name) == Packing::none));
  BOOST_TEST(unpacked_name("a.json.gz") == "a.json");
  BOOST_TEST(unpacked_name("a.json.zst") == "a.json");
  BOOST_TEST(unpacked_name("a.json") == "a.json");
}

BOOST_AUTO_TEST_SUITE_END()
