#include <soak/model/proof/signed_note.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

namespace {

// The example of golang.org/x/mod/sumdb/note, whose format C2SP's signed note is.
const std::string known_note =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\xe2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const std::string known_key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

}  // namespace

BOOST_AUTO_TEST_SUITE(signed_note)

BOOST_AUTO_TEST_CASE(a_note_that_others_signed_is_verified) {
  const auto verifier = parse_note_verifier(known_key);
  BOOST_REQUIRE(verifier.has_value());
  BOOST_TEST(to_hex(verifier->id()) == "c74f20a3");
  const auto note = parse_signed_note(known_note);
  BOOST_REQUIRE(note);
  BOOST_TEST(note->text.ends_with("your problem is.\n"));
  BOOST_TEST(note->is_signed_by(*verifier));
}

BOOST_AUTO_TEST_CASE(what_is_signed_here_is_verified_here_and_by_no_other_name_or_key) {
  const Ed25519Key key = Ed25519Key::generate();
  const NoteVerifier verifier{"soak/prod/bybit", key.public_key()};
  const auto note = parse_signed_note(sign_note("one\ntwo\n", "soak/prod/bybit", key));
  BOOST_REQUIRE(note);
  BOOST_TEST(note->text == "one\ntwo\n");
  BOOST_TEST(note->is_signed_by(verifier));
  BOOST_TEST(!note->is_signed_by({"soak/dev/bybit", key.public_key()}));
  BOOST_TEST(!note->is_signed_by({"soak/prod/bybit", Ed25519Key::generate().public_key()}));
  BOOST_TEST((parse_note_verifier(verifier.text())->public_key == key.public_key()));
}

BOOST_AUTO_TEST_CASE(every_changed_bit_is_found) {
  const auto verifier = *parse_note_verifier(known_key);
  std::size_t accepted = 0;
  for (std::size_t bit = 0; bit < 8 * known_note.size(); ++bit) {
    std::string changed = known_note;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    const auto note = parse_signed_note(changed);
    accepted += note && note->is_signed_by(verifier) ? 1 : 0;
  }
  BOOST_TEST(accepted == 0);
}

BOOST_AUTO_TEST_CASE(a_second_signature_does_not_hide_the_first) {
  const Ed25519Key other = Ed25519Key::generate();
  const std::string both = known_note + sign_note("x\n", "other", other).substr(3);
  const auto note = parse_signed_note(both);
  BOOST_REQUIRE(note);
  BOOST_TEST(note->signatures.size() == 2);
  BOOST_TEST(note->is_signed_by(*parse_note_verifier(known_key)));
  BOOST_TEST(!note->is_signed_by({"other", other.public_key()}));
}

BOOST_AUTO_TEST_CASE(what_is_no_note_is_refused) {
  for (const std::string& text :
       {std::string(), std::string("\n\n"), std::string("text\n"), std::string("text\n\n"),
        known_note.substr(0, known_note.size() - 1), known_note + "x\n",
        std::string("text\n\n\xe2\x80\x94 name AAAA\n"), std::string("t\n\n- a AAAAAAAA\n")}) {
    BOOST_TEST(!parse_signed_note(text), text);
  }
}

BOOST_AUTO_TEST_CASE(a_verifier_key_whose_parts_do_not_fit_is_none) {
  std::string other_name = known_key;
  other_name[0] = 'Q';
  std::string other_id = known_key;
  other_id[13] = 'd';
  for (const std::string& text : {std::string(), std::string("a+b"), other_name, other_id, known_key + "=",
                                  known_key.substr(0, known_key.size() - 4)}) {
    BOOST_TEST(!parse_note_verifier(text).has_value(), text);
  }
  BOOST_TEST(!is_note_key_name("a b"));
  BOOST_TEST(!is_note_key_name("a+b"));
  BOOST_TEST(!is_note_key_name(""));
}

BOOST_AUTO_TEST_SUITE_END()
