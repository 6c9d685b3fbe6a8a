#include <soak/core/text/hex.hpp>
#include <soak/model/proof/ed25519.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

BOOST_AUTO_TEST_SUITE(ed25519)

// RFC 8032, section 7.1, test 2: the secret key in the PKCS#8 that openssl genpkey writes.
BOOST_AUTO_TEST_CASE(the_standards_key_signs_as_the_standard_says) {
  const auto key = Ed25519Key::from_pem(
      "-----BEGIN PRIVATE KEY-----\n"
      "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"
      "-----END PRIVATE KEY-----\n");
  BOOST_REQUIRE(key);
  BOOST_TEST(to_hex(key->public_key()) == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  BOOST_TEST(to_hex(key->sign("\x72")) ==
             "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
             "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  BOOST_TEST(verify_ed25519(key->public_key(), "\x72", key->sign("\x72")));
}

BOOST_AUTO_TEST_CASE(a_key_is_written_and_read_back) {
  const Ed25519Key key = Ed25519Key::generate();
  const auto again = Ed25519Key::from_pem(key.pem());
  BOOST_REQUIRE(again);
  BOOST_TEST(again->public_key() == key.public_key());
  BOOST_TEST(Ed25519Key::generate().public_key() != key.public_key());
}

BOOST_AUTO_TEST_CASE(anything_that_is_changed_is_noticed) {
  const Ed25519Key key = Ed25519Key::generate();
  const std::string message = "the message";
  const std::string signature = key.sign(message);
  BOOST_TEST(verify_ed25519(key.public_key(), message, signature));
  std::size_t accepted = 0;
  for (std::size_t bit = 0; bit < 8 * signature.size(); ++bit) {
    std::string changed = signature;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    accepted += verify_ed25519(key.public_key(), message, changed) ? 1 : 0;
  }
  for (std::size_t bit = 0; bit < 8 * message.size(); ++bit) {
    std::string changed = message;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    accepted += verify_ed25519(key.public_key(), changed, signature) ? 1 : 0;
  }
  BOOST_TEST(accepted == 0);
  BOOST_TEST(!verify_ed25519(Ed25519Key::generate().public_key(), message, signature));
  BOOST_TEST(!verify_ed25519("short", message, signature));
  BOOST_TEST(!verify_ed25519(key.public_key(), message, signature.substr(1)));
}

BOOST_AUTO_TEST_CASE(what_is_no_such_key_is_refused_by_name) {
  BOOST_TEST(Ed25519Key::from_pem("").error().message == "no private key in PEM without a passphrase");
  BOOST_TEST(Ed25519Key::from_pem("untrusted comment: minisign\n").error().message ==
             "no private key in PEM without a passphrase");
  // openssl genpkey -algorithm X25519
  BOOST_TEST(Ed25519Key::from_pem("-----BEGIN PRIVATE KEY-----\n"
                                  "MC4CAQAwBQYDK2VuBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"
                                  "-----END PRIVATE KEY-----\n")
                 .error()
                 .message == "a private key, but none for Ed25519");
}

BOOST_AUTO_TEST_SUITE_END()
