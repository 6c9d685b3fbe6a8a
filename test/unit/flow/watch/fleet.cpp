#include "fake_redis.hpp"

#include <soak/flow/watch/fleet.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace std::chrono_literals;

namespace {

const Instant now = *parse_iso8601("2026-01-17T12:00:00Z");

std::string note_text(Condition condition) {
  return to_json(FleetNote{.ts = now - 1min, .interval_min = 60, .now = condition, .open_crit = 1});
}

Fleet read(FakeRedis& redis) { return read_fleet({redis.connector()}, now); }

}  // namespace

BOOST_AUTO_TEST_SUITE(fleet)

BOOST_AUTO_TEST_CASE(all_that_is_there_of_a_bot_is_read) {
  FakeRedis redis;
  redis.texts["prod:bybit:soak:fleet"] = note_text(Condition::crit);
  redis.texts["prod:bybit:soak:runner:heartbeat"] = "2026-01-17T11:58:00Z";
  const JournalHead head{"prod/bybit", 7, std::string(64, 'a')};
  redis.texts["prod:bybit:soak:journal_head"] = to_text(head) + "\n- soak/prod/bybit AAAA\n";
  redis.hashes["prod:bybit:soak:phase"] = {"phase", "canary", "ts", "2026-01-17T11:00:00Z"};
  redis.hashes["ci:okx:soak:summary"] = {"now",
                                         "WARN",
                                         "open_incidents",
                                         "2",
                                         "last_window",
                                         "2026-01-17T10:00:00Z",
                                         "updated_at",
                                         "2026-01-17T10:01:00Z"};
  const Fleet fleet = read(redis);
  BOOST_TEST(fleet.problems.empty());
  BOOST_REQUIRE(fleet.bots.size() == 2);
  const FleetFacts& bybit = fleet.bots[0].facts;
  BOOST_TEST((bybit.note->now == Condition::crit));
  BOOST_TEST((bybit.heartbeat == now - 2min));
  BOOST_TEST((bybit.head == head));
  BOOST_TEST(bybit.phase == "canary");
  BOOST_TEST((bybit.phase_at == now - 1h));
  BOOST_TEST(bybit.unusable.empty());
  BOOST_TEST((fleet.bots[1].now == Condition::warn));
  BOOST_TEST(fleet.bots[1].open.value() == 2);
  BOOST_TEST((fleet.bots[1].window_age == 2h));
}

BOOST_AUTO_TEST_CASE(what_others_wrote_is_named_and_never_ok) {
  const std::pair<std::string, std::function<void(FakeRedis&)>> cases[] = {
      {"soak:fleet", [](FakeRedis& redis) { redis.texts["prod:bybit:soak:fleet"] = "OK"; }},
      {"soak:fleet",
       [](FakeRedis& redis) {
         std::string long_note = note_text(Condition::ok);
         long_note.insert(1, std::string(70'000, ' '));
         redis.texts["prod:bybit:soak:fleet"] = long_note;
       }},
      {"soak:fleet",
       [](FakeRedis& redis) {
         redis.texts.erase("prod:bybit:soak:fleet");
         redis.hashes["prod:bybit:soak:fleet"] = {"now", "OK"};
       }},
      {"soak:runner:heartbeat", [](FakeRedis& redis) { redis.texts["prod:bybit:soak:runner:heartbeat"] = "now"; }},
      {"soak:journal_head", [](FakeRedis& redis) { redis.texts["prod:bybit:soak:journal_head"] = "x"; }},
      {"soak:journal_head",
       [](FakeRedis& redis) {
         redis.texts["prod:bybit:soak:journal_head"] = to_text({"prod/okx", 7, std::string(64, 'a')}) + "\n- k A\n";
       }},
      {"soak:phase", [](FakeRedis& redis) { redis.texts["prod:bybit:soak:phase"] = "canary"; }},
      {"soak:phase",
       [](FakeRedis& redis) {
         redis.hashes["prod:bybit:soak:phase"] = {"phase", std::string(257, 'p'), "ts", ""};
       }},
      {"soak:summary",
       [](FakeRedis& redis) {
         redis.hashes["prod:bybit:soak:summary"] = {"now", std::string(257, 'p')};
       }},
  };
  for (const auto& [name, damage] : cases) {
    FakeRedis redis;
    redis.texts["prod:bybit:soak:fleet"] = note_text(Condition::ok);
    damage(redis);
    const Fleet fleet = read(redis);
    BOOST_REQUIRE(fleet.bots.size() == 1);
    BOOST_TEST((fleet.bots[0].facts.unusable == std::vector<std::string>{name}), name);
    BOOST_TEST((fleet.bots[0].now == Condition::unknown), name);
  }
}

BOOST_AUTO_TEST_CASE(a_redis_that_is_away_or_empty_is_a_problem) {
  FakeRedis redis;
  BOOST_TEST(read(redis).problems.at(0) == "Redis knows no bot yet: continuous_runner tells it of one");
  redis.is_away = true;
  BOOST_TEST(read(redis).problems.at(0) == "Could not connect to Redis at fake: away");
  BOOST_TEST((read(redis).worst() == Condition::unknown));
}

BOOST_AUTO_TEST_CASE(what_the_search_lacks_and_odd_names_are_problems) {
  FakeRedis redis;
  redis.scan_problems = {"node b is away"};
  redis.texts["prod:bybit:soak:fleet"] = note_text(Condition::ok);
  redis.texts["a b:x:soak:fleet"] = note_text(Condition::ok);
  const Fleet fleet = read(redis);
  BOOST_TEST(fleet.bots.size() == 1);
  BOOST_TEST((fleet.problems ==
              std::vector<std::string>{"node b is away", "1 place left out: not the name of an env:exchange"}));
}

BOOST_AUTO_TEST_CASE(more_places_than_one_exchange_takes) {
  FakeRedis redis;
  for (int i = 0; i < 450; ++i) redis.texts["prod:x" + std::to_string(i) + ":soak:fleet"] = note_text(Condition::ok);
  const Fleet fleet = read(redis);
  BOOST_TEST(fleet.bots.size() == 450);
  for (const FleetBot& bot : fleet.bots) BOOST_REQUIRE(bot.facts.note);
}

BOOST_AUTO_TEST_SUITE_END()
