#include <soak/model/digest.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(digest)

// The test vectors of FIPS 180-4: other programs compare these texts.
BOOST_AUTO_TEST_CASE(standard_vectors) {
  BOOST_TEST(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  BOOST_TEST(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  BOOST_TEST(sha1_hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
}

// Of FIPS 180-4 and of RFC 7693, in parts, one object after another.
BOOST_AUTO_TEST_CASE(a_text_in_parts_has_the_digest_of_the_whole) {
  Sha256 sum;
  Blake2b512 blake;
  for (int round = 0; round < 2; ++round) {
    sum.begin();
    blake.begin();
    for (const char* part : {"a", "", "bc"}) {
      sum.add(part);
      blake.add(part);
    }
    BOOST_TEST(sum.hex() == sha256_hex("abc"));
    BOOST_TEST(to_hex(blake.bytes()) ==
               "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
               "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
  }
  const std::string million(1000000, 'a');
  Sha256 long_sum;
  for (std::size_t at = 0; at < million.size(); at += 777) long_sum.add(std::string_view(million).substr(at, 777));
  BOOST_TEST(long_sum.hex() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

BOOST_AUTO_TEST_SUITE_END()
