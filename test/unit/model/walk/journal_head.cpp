#include <soak/model/walk/journal_head.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

namespace {

const std::string hash(64, 'a');

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_head)

BOOST_AUTO_TEST_CASE(a_head_is_four_lines_and_reads_back) {
  const JournalHead head{"prod/bybit", 42, hash};
  BOOST_TEST(to_text(head) == "soak-journal/v1\nprod/bybit\n42\n" + hash + "\n");
  BOOST_TEST((*parse_journal_head(to_text(head)) == head));
}

BOOST_AUTO_TEST_CASE(what_is_not_written_like_that_is_refused) {
  const std::string end = "\n" + hash + "\n";
  for (const std::string& text :
       {std::string(), "soak-journal/v2\np/b\n1" + end, "soak-journal/v1\np/b\n0" + end,
        "soak-journal/v1\np/b\n01" + end, "soak-journal/v1\np/b\n+1" + end, "soak-journal/v1\np/b\n-1" + end,
        "soak-journal/v1\np/b\n1x" + end, "soak-journal/v1\np/b\n99999999999999999999" + end,
        "soak-journal/v1\np/b\n1" + end + "more\n", std::string("soak-journal/v1\np/b\n1\nGENESIS\n"),
        "soak-journal/v1\np/b\n1\n" + std::string(64, 'A') + "\n", ("soak-journal/v1\np/b\n1" + end).substr(0, 80)}) {
    BOOST_TEST(!parse_journal_head(text), text);
  }
}

BOOST_AUTO_TEST_CASE(only_the_key_of_the_place_vouches_for_a_head) {
  const Ed25519Key key = Ed25519Key::generate();
  const std::string note = sign_journal_head({"prod/bybit", 42, hash}, key);
  const NoteVerifier verifier{"soak/prod/bybit", key.public_key()};
  BOOST_TEST(verified_journal_head(note, verifier)->records == 42);
  BOOST_TEST((verified_journal_head(note, {"soak/dev/bybit", key.public_key()}).error().code == Errc::corrupt));
  BOOST_TEST(!verified_journal_head(note, {"soak/prod/bybit", Ed25519Key::generate().public_key()}));
  // A head of one place under the name of another's key.
  const std::string moved = sign_note(to_text({"dev/bybit", 42, hash}), "soak/prod/bybit", key);
  BOOST_TEST(verified_journal_head(moved, verifier).error().message ==
             "it is about dev/bybit, but the key is soak/prod/bybit");
}

BOOST_AUTO_TEST_SUITE_END()
