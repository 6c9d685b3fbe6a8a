#include "fake_redis.hpp"
#include "temporary_directory.hpp"

#include <soak/flow/walk/head_signer.hpp>
#include <soak/flow/walk/tick.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>

using namespace soak;

namespace {

struct Place : TemporaryDirectory {
  std::string journal = path("J");
  HeadSettings settings;
  FakeRedis redis;
  int tick_number = 0;

  Place() {
    settings.key_file = path("key");
    settings.place.env = "prod";
    settings.redis = redis.connector();
    BOOST_REQUIRE(make_signing_key(settings.key_file, "soak/prod/bybit"));
  }
  /// One tick by a process of its own; gives what the signer says.
  std::vector<std::string> tick(bool accept_break = false) {
    settings.accept_break = accept_break;
    auto signer = HeadSigner::load(settings);
    BOOST_REQUIRE((signer && *signer));
    JournalWriter writer(journal, accept_break);
    JournalEntry entry;
    entry.tick = tick_number++;
    entry.ts = *parse_iso8601("2025-01-15T12:00:00Z");
    BOOST_REQUIRE(writer.append(entry, [&](const JournalMemory& memory) { (*signer)->sign(journal, memory); }));
    (*signer)->publish(journal, writer.memory());
    return (*signer)->take_notices();
  }
  JournalHead head_in(const std::string& text) const {
    return *verified_journal_head(text, *read_public_key(path("key.pub")));
  }
  JournalHead head() const { return head_in(*read_file(path("J.head"), 10000)); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(head_signer)

BOOST_AUTO_TEST_CASE(without_a_key_there_is_no_signer_and_a_bad_one_is_an_error) {
  BOOST_TEST(!HeadSigner::load({})->has_value());
  Place place;
  place.settings.key_file = place.path("none");
  BOOST_TEST((HeadSigner::load(place.settings).error().code == Errc::input_unusable));
  place.settings.key_file = place.path("key");
  place.settings.place.env = "a+b";
  BOOST_TEST((HeadSigner::load(place.settings).error().code == Errc::usage));
}

BOOST_AUTO_TEST_CASE(each_append_renews_the_head_and_its_copy) {
  Place place;
  for (int i = 1; i <= 3; ++i) {
    BOOST_TEST(place.tick().empty());
    BOOST_TEST((place.head() == JournalHead{"prod/bybit", i, check_journal(place.journal)->head}));
    BOOST_TEST((place.head_in(place.redis.texts["prod:bybit:soak:journal_head"]) == place.head()));
  }
}

BOOST_AUTO_TEST_CASE(a_rotation_goes_on_counting) {
  Place place;
  place.tick();
  place.tick();
  std::filesystem::rename(place.journal, place.path("J.1"));
  BOOST_TEST(place.tick().empty());
  BOOST_TEST(place.head().records == 3);
}

BOOST_AUTO_TEST_CASE(what_is_lost_is_not_signed_over_until_it_is_accepted) {
  for (const bool has_memory : {true, false}) {
    Place place;
    place.tick();
    place.tick();
    const JournalHead before = place.head();
    std::filesystem::remove(place.journal);
    if (!has_memory) std::filesystem::remove(journal_memory_path(place.journal));
    for (int i = 0; i < 2; ++i) {
      const auto notices = place.tick();
      BOOST_REQUIRE(notices.size() == 1);
      BOOST_TEST(notices[0].find("the journal's head is not signed") != std::string::npos);
      BOOST_TEST(notices[0].find("record 2 (" + before.hash.substr(0, 12)) != std::string::npos);
      BOOST_TEST((place.head() == before));
      BOOST_TEST((place.head_in(place.redis.texts["prod:bybit:soak:journal_head"]) == before));
    }
    BOOST_TEST(place.tick(true).empty());
    BOOST_TEST(place.head().hash == check_journal(place.journal)->head);
    BOOST_TEST((place.head_in(place.redis.texts["prod:bybit:soak:journal_head"]) == place.head()));
    BOOST_TEST(place.tick().empty());
  }
}

// Somebody who removes everything here has not removed the copy.
BOOST_AUTO_TEST_CASE(the_copy_is_not_overwritten_by_a_journal_that_does_not_have_it) {
  Place place;
  place.tick();
  place.tick();
  const std::string copy = place.redis.texts["prod:bybit:soak:journal_head"];
  for (const char* name : {"J", "J.head", "state"}) std::filesystem::remove_all(place.path(name));
  const auto notices = place.tick();
  BOOST_REQUIRE(notices.size() == 1);
  BOOST_TEST(notices[0].find("not renewed in Redis: it notes record 2") != std::string::npos);
  BOOST_TEST(place.redis.texts["prod:bybit:soak:journal_head"] == copy);
}

BOOST_AUTO_TEST_CASE(a_head_of_another_key_is_not_signed_over) {
  Place place;
  place.tick();
  place.settings.key_file = place.path("other");
  BOOST_REQUIRE(make_signing_key(place.settings.key_file, "soak/prod/bybit"));
  const auto notices = place.tick();
  BOOST_REQUIRE(notices.size() == 1);
  BOOST_TEST(notices[0].find("no good signature by the key soak/prod/bybit+") != std::string::npos);
  BOOST_TEST(place.head().records == 1);
  BOOST_TEST(place.tick(true).empty());
  BOOST_TEST(!verified_journal_head(*read_file(place.path("J.head"), 10000), *read_public_key(place.path("key.pub"))));
}

// The record is there, in a rotated file; the chain began anew all the same.
BOOST_AUTO_TEST_CASE(a_chain_that_began_anew_is_not_signed_over_a_longer_one) {
  Place place;
  place.tick();
  place.tick();
  std::filesystem::create_directory(place.path("away"));
  std::filesystem::rename(place.journal, place.path("away/J.1"));
  std::filesystem::remove_all(place.path("state"));
  (void)place.tick();
  std::filesystem::rename(place.path("away/J.1"), place.path("J.1"));
  const auto notices = place.tick();
  BOOST_REQUIRE(notices.size() == 1);
  BOOST_TEST(notices[0].find("it counts more records") != std::string::npos);
  BOOST_TEST(place.head().records == 2);
}

BOOST_AUTO_TEST_CASE(a_head_that_was_left_behind_is_caught_up_with) {
  Place place;
  place.tick();
  const std::string old = *read_file(place.path("J.head"), 10000);
  for (int i = 0; i < 3; ++i) place.tick();
  BOOST_REQUIRE(write_file_atomically(place.path("J.head"), old, Durability::none));
  BOOST_TEST(place.tick().empty());
  BOOST_TEST(place.head().records == 5);
}

BOOST_AUTO_TEST_CASE(a_redis_that_is_away_or_ahead_stops_nothing) {
  Place place;
  place.tick();
  place.redis.is_away = true;
  BOOST_TEST(place.tick().front().find("not renewed in Redis") != std::string::npos);
  BOOST_TEST(place.head().records == 2);
  place.redis.is_away = false;
  place.tick();
  BOOST_TEST(place.head_in(place.redis.texts["prod:bybit:soak:journal_head"]).records == 3);
}

BOOST_AUTO_TEST_SUITE_END()
