#include <soak/core/text/split.hpp>
#include <soak/model/proof/minisign.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

// That minisign itself accepts all this is shown by test/tool/keygen.bats.
BOOST_AUTO_TEST_SUITE(minisign)

BOOST_AUTO_TEST_CASE(a_public_key_file_has_minisigns_lines_and_the_verifier_key) {
  const NoteVerifier verifier{"soak/dev/bybit", Ed25519Key::generate().public_key()};
  const std::string text = public_key_file(verifier);
  const auto lines = split(text, '\n', 9);
  BOOST_REQUIRE(lines.size() == 4);
  BOOST_TEST(lines[0].starts_with("untrusted comment: minisign public key "));
  const std::string key = *from_base64(lines[1]);
  Sha256 sum;
  sum.begin();
  sum.add(verifier.public_key);
  BOOST_TEST(key == "Ed" + sum.bytes().substr(0, 8) + verifier.public_key);
  BOOST_TEST(lines[2] == verifier.text());
  BOOST_TEST((parse_public_key_file(text)->public_key == verifier.public_key));
  BOOST_TEST((parse_public_key_file(verifier.text())->name == "soak/dev/bybit"));
}

BOOST_AUTO_TEST_CASE(a_file_without_a_verifier_key_or_with_two_keys_is_refused) {
  const NoteVerifier one{"soak/dev/bybit", Ed25519Key::generate().public_key()};
  const NoteVerifier other{"soak/dev/bybit", Ed25519Key::generate().public_key()};
  const std::string text = public_key_file(one);
  BOOST_TEST(!parse_public_key_file(""));
  BOOST_TEST(!parse_public_key_file(text.substr(0, text.size() - one.text().size() - 1)));
  BOOST_TEST(!parse_public_key_file(text.substr(0, text.size() - one.text().size() - 1) + other.text() + "\n"));
}

BOOST_AUTO_TEST_CASE(a_signature_is_over_the_digest_and_the_global_one_over_signature_and_comment) {
  const Ed25519Key key = Ed25519Key::generate();
  Blake2b512 sum;
  sum.begin();
  sum.add("content");
  const std::string digest = sum.bytes();
  BOOST_TEST(digest.size() == 64);
  const std::string text = minisign_signature(digest, "file:x\thashed", key);
  const auto lines = split(text, '\n', 9);
  BOOST_REQUIRE(lines.size() == 5);
  BOOST_TEST(lines[2] == "trusted comment: file:x\thashed");
  const std::string signature = *from_base64(lines[1]);
  BOOST_REQUIRE(signature.size() == 74);
  BOOST_TEST(signature.starts_with("ED"));
  BOOST_TEST(verify_ed25519(key.public_key(), digest, signature.substr(10)));
  BOOST_TEST(verify_ed25519(key.public_key(), signature.substr(10) + "file:x\thashed", *from_base64(lines[3])));
}

BOOST_AUTO_TEST_SUITE_END()
