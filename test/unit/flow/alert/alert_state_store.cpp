#include "fake_redis.hpp"
#include "temporary_directory.hpp"

#include <soak/flow/alert/alert_state_store.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

const Instant noon = *parse_iso8601("2026-01-05T12:00:00Z");

struct Fixture {
  TemporaryDirectory directory;
  FakeRedis server;
  RedisConnector connect = server.connector();
  AlertMemorySettings settings{directory.directory(),      "prod", "bybit", "p:b:soak:alert_state",
                               "p:b:soak:alerts:debounce", 180};

  std::optional<AlertState> load() {
    RedisLink link(connect);
    return AlertStateStore(settings).load(link, noon);
  }
  void save(const AlertState& state, Instant now = noon) {
    RedisLink link(connect);
    AlertStateStore(settings).save(link, state, now);
  }
};

AlertState state_at(int minute, const std::string& signature) {
  const Instant when = noon + std::chrono::minutes(minute);
  return {when, Level::crit, signature, Level::crit, when};
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(alert_memory, Fixture)

BOOST_AUTO_TEST_CASE(redis_rules_while_it_answers) {
  BOOST_TEST(!load().has_value());
  save(state_at(0, "a"));
  BOOST_TEST(server.texts.at(settings.state_key) == to_json(state_at(0, "a")));
  BOOST_TEST((load() == state_at(0, "a")));
  server.texts[settings.state_key] = to_json(state_at(-5, "b"));
  BOOST_TEST((load() == state_at(-5, "b")));
  server.clear();
  BOOST_TEST(!load().has_value());
  server.is_away = true;
  BOOST_TEST(!load().has_value());
}

BOOST_AUTO_TEST_CASE(the_debounce_key_lives_as_long_as_the_window) {
  save(state_at(0, "a"));
  BOOST_TEST(server.expiries.at(settings.debounce_key) == "10800");
  BOOST_TEST(!server.expiries.contains(settings.state_key));
  save(state_at(0, "a"), noon + std::chrono::minutes(45));
  BOOST_TEST(server.expiries.at(settings.debounce_key) == "8100");
  save(state_at(0, "a"), noon + std::chrono::hours(3));
  BOOST_TEST(!server.texts.contains(settings.debounce_key));
  save(state_at(60, "a"), noon);
  BOOST_TEST(server.expiries.at(settings.debounce_key) == "10800");
}

BOOST_AUTO_TEST_CASE(what_redis_was_not_told_is_used_and_told_later) {
  save(state_at(0, "a"));
  server.is_away = true;
  BOOST_TEST((load() == state_at(0, "a")));
  save(state_at(10, "b"));
  BOOST_TEST((load() == state_at(10, "b")));
  server.is_away = false;
  server.refuses_writes = true;
  BOOST_TEST((load() == state_at(10, "b")));
  server.refuses_writes = false;
  BOOST_TEST((load() == state_at(10, "b")));
  BOOST_TEST(server.texts.at(settings.state_key) == to_json(state_at(10, "b")));
}

BOOST_AUTO_TEST_CASE(what_redis_was_not_told_gives_way_to_something_newer) {
  server.is_away = true;
  save(state_at(10, "b"));
  server.is_away = false;
  server.texts[settings.state_key] = to_json(state_at(20, "c"));
  BOOST_TEST((load() == state_at(20, "c")));
  server.is_away = true;
  BOOST_TEST((load() == state_at(20, "c")));
}

BOOST_AUTO_TEST_CASE(a_state_of_another_environment_is_not_ours) {
  server.is_away = true;
  save(state_at(0, "a"));
  settings.env = "dev";
  BOOST_TEST(!load().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
