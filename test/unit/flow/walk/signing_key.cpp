#include "temporary_directory.hpp"

#include <soak/flow/walk/signing_key.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

BOOST_AUTO_TEST_SUITE(signing_key)

BOOST_AUTO_TEST_CASE(a_key_and_its_public_file_belong_together_and_replace_none) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("key");
  const auto made = make_signing_key(path, "soak/dev/bybit");
  BOOST_REQUIRE(made);
  BOOST_TEST(read_signing_key(path)->public_key() == made->public_key);
  BOOST_TEST(read_public_key(path + ".pub")->text() == made->text());
  for (const std::string& kept : {path + ".pub", path}) {
    const std::string text = *read_file(kept, 10000);
    BOOST_TEST(!make_signing_key(path, "soak/dev/bybit"));
    BOOST_TEST(*read_file(kept, 10000) == text);
    BOOST_REQUIRE(remove_file(kept == path ? path + ".pub" : path));
    BOOST_TEST(!make_signing_key(path, "soak/dev/bybit"));
    BOOST_REQUIRE(remove_file(kept));
    BOOST_REQUIRE(make_signing_key(path, "soak/dev/bybit"));
  }
}

BOOST_AUTO_TEST_CASE(files_that_are_no_keys_are_named) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("key");
  BOOST_REQUIRE(write_new_file(path, "hello\n", 0600));
  BOOST_TEST(read_signing_key(path).error().message ==
             "cannot use " + path + ": no private key in PEM without a passphrase");
  BOOST_TEST(read_public_key(path).error().message.starts_with("cannot use " + path + ": no verifier key"));
  BOOST_TEST(!read_signing_key(directory.path("none")));
}

BOOST_AUTO_TEST_SUITE_END()
