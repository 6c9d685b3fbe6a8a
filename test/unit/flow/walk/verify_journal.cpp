#include "fake_redis.hpp"
#include "temporary_directory.hpp"

#include <soak/flow/walk/verify_journal.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>

using namespace soak;

namespace {

/// Five records, the head signed after each; "note" is the one after the fourth.
struct Place : TemporaryDirectory {
  VerifySettings settings;
  FakeRedis redis;

  Place() {
    settings.journal = path("J");
    settings.key = path("key.pub");
    settings.redis = redis.connector();
    BOOST_REQUIRE(make_signing_key(path("key"), "soak/dev/bybit"));
    for (int i = 0; i < 5; ++i) {
      tick(i);
      if (i == 3) std::filesystem::copy_file(path("J.head"), path("note"));
    }
    settings.note = path("J.head");
  }
  void tick(int number) {
    JournalEntry entry;
    entry.tick = number;
    auto signer = HeadSigner::load({path("key"), settings.place, settings.redis, false});
    JournalWriter writer(settings.journal);
    BOOST_REQUIRE(
        writer.append(entry, [&](const JournalMemory& memory) { (*signer)->sign(settings.journal, memory); }));
    (*signer)->publish(settings.journal, writer.memory());
  }
  std::string text() const { return *read_file(settings.journal, 1 << 20); }
  void put(const std::string& text) const {
    BOOST_REQUIRE(write_file_atomically(settings.journal, text, Durability::none));
  }
  /// "OK", or what is wrong.
  std::string outcome() const {
    const auto verified = verify_journal(settings);
    if (!verified) return verified.error().message;
    return verified->fault ? verified->fault->text() : "OK";
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(verify_journal_suite)

BOOST_AUTO_TEST_CASE(a_note_agrees_with_its_journal_wherever_it_is_kept) {
  Place place;
  BOOST_TEST(place.outcome() == "OK");
  place.settings.note = "redis";
  BOOST_TEST(place.outcome() == "OK");
  place.settings.note = place.path("note");
  const auto verified = verify_journal(place.settings);
  BOOST_TEST(verified->noted->records == 4);
  BOOST_TEST(*verified->check.wanted_head_line == 4);
  BOOST_TEST(verified->check.records == 5);
}

BOOST_AUTO_TEST_CASE(every_cut_and_the_emptied_journal_are_found) {
  Place place;
  std::string text = place.text();
  while (!text.empty()) {
    text.erase(text.size() < 2 ? 0 : text.rfind('\n', text.size() - 2) + 1);
    place.put(text);
    BOOST_TEST(place.outcome().starts_with("line 0: no line has the hash of the note (record 5)"));
  }
}

BOOST_AUTO_TEST_CASE(a_chain_that_was_rewritten_as_a_whole_is_found) {
  Place place;
  std::string text;
  std::string head(journal_genesis);
  for (int i = 0; i < 5; ++i) {
    JournalEntry entry;
    entry.tick = i;
    entry.status = i == 2 ? "CONTINUE" : "";
    const SealedLine line = seal(entry, head);
    head = line.hash;
    text += line.text + "\n";
  }
  place.put(text);
  BOOST_TEST(place.outcome().starts_with("line 0: no line has the hash of the note"));
}

BOOST_AUTO_TEST_CASE(a_note_that_counts_otherwise_is_found) {
  Place place;
  const auto key = read_signing_key(place.path("key"));
  const std::string hash = check_journal(place.settings.journal)->head;
  const std::string note = sign_journal_head({"dev/bybit", 6, hash}, *key);
  BOOST_REQUIRE(write_file_atomically(place.settings.note, note, Durability::none));
  BOOST_TEST(place.outcome() == "line 0: the note counts 6 records up to its hash, here are 5");
}

BOOST_AUTO_TEST_CASE(rotated_files_are_looked_into_when_they_are_given) {
  Place place;
  std::filesystem::rename(place.settings.journal, place.path("J.1"));
  place.settings.earlier = {place.path("J.1")};
  BOOST_TEST(place.outcome() == "OK");
  place.tick(5);
  BOOST_TEST(place.outcome() == "OK");
  place.settings.note = place.path("note");
  BOOST_TEST(place.outcome() == "OK");
  place.settings.earlier.clear();
  BOOST_TEST(place.outcome().starts_with("line 0: no line has the hash of the note (record 4)"));
  place.settings.note = place.path("J.head");
  BOOST_TEST(place.outcome() == "OK");
  place.settings.earlier = {place.settings.journal};
  place.settings.journal = place.path("J.1");
  BOOST_TEST(place.outcome().find("line 1: its prev_hash is not the hash of the line before") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_note_that_cannot_be_trusted_is_an_error) {
  Place place;
  place.settings.note = place.path("none");
  BOOST_TEST((verify_journal(place.settings).error().code == Errc::input_unusable));
  place.settings.note = place.path("J");
  BOOST_TEST((verify_journal(place.settings).error().code == Errc::corrupt));
  place.settings.note = place.path("J.head");
  BOOST_REQUIRE(make_signing_key(place.path("other"), "soak/dev/bybit"));
  place.settings.key = place.path("other.pub");
  BOOST_TEST(place.outcome().find("no good signature by the key soak/dev/bybit+") != std::string::npos);
  place.settings.key = place.path("key.pub");
  place.redis.clear();
  place.settings.note = "redis";
  BOOST_TEST(place.outcome() == "there is no note in Redis at dev:bybit:soak:journal_head");
}

BOOST_AUTO_TEST_CASE(only_a_whole_journal_is_rotated) {
  Place place;
  place.settings.rotate = true;
  const std::string text = place.text();
  place.put(text.substr(text.find('\n') + 1));
  BOOST_TEST(verify_journal(place.settings)->fault.has_value());
  BOOST_TEST(file_exists(place.settings.journal));
  place.put(text);
  const auto verified = verify_journal(place.settings);
  BOOST_TEST(*read_file(verified->rotated_to, 1 << 20) == text);
  BOOST_TEST(!file_exists(place.settings.journal));
}

BOOST_AUTO_TEST_CASE(options_that_contradict_each_other_are_refused) {
  for (const auto& spoil :
       {+[](VerifySettings& s) { s.key.clear(); }, +[](VerifySettings& s) { s.note.clear(); },
        +[](VerifySettings& s) { s.head = "ab"; }, +[](VerifySettings& s) { s.journal = s.note = "-"; },
        +[](VerifySettings& s) {
          s.journal = "-";
          s.rotate = true;
        }}) {
    VerifySettings settings{
        .journal = "J", .head = {}, .note = "n", .key = "k", .earlier = {}, .place = {}, .redis = {}};
    spoil(settings);
    BOOST_TEST((verify_journal(settings).error().code == Errc::usage));
  }
}

BOOST_AUTO_TEST_SUITE_END()
