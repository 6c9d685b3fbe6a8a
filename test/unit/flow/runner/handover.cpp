#include "fake_redis.hpp"
#include "temporary_directory.hpp"

#include <soak/flow/publish/fenced_redis.hpp>
#include <soak/flow/runner/handover.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

struct Machine {
  TemporaryDirectory directory{"/dev/shm"};
  ContinuousSettings settings;

  Machine() {
    settings.exports.env = "prod";
    settings.state_dir = directory.path("state");
  }
  Handover handover(FakeRedis& redis, std::int64_t token) {
    return {settings, fenced(redis.connector(), token), system_now};
  }
  [[nodiscard]] std::string runner_state() const { return path_in(settings.state_dir, artifact_name::runner_state); }
  [[nodiscard]] std::string incidents() const { return incidents_path(settings.state_dir, "prod", "bybit"); }
  [[nodiscard]] std::string outbox(std::string_view topic) const {
    return path_in(outbox_path(settings.state_dir, "prod", "bybit"), std::string(topic) + ".json");
  }
};

std::string text_of(const std::string& path) {
  const auto text = read_file(path, 1000);
  return text ? *text : "none";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(handover)

BOOST_AUTO_TEST_CASE(a_successor_has_what_the_holder_had_and_nothing_else) {
  FakeRedis redis;
  Machine a;
  Machine b;
  BOOST_REQUIRE(write_file_atomically(a.runner_state(), "{\"env\":\"prod\",\"cycles_total\":7}\n"));
  BOOST_REQUIRE(write_file_atomically(a.incidents(), "{\"open\":[]}\n"));
  BOOST_REQUIRE(write_file_atomically(b.outbox(alert_topic::soak), "told long ago"));
  BOOST_REQUIRE(a.handover(redis, 1).hand_on());
  BOOST_REQUIRE(b.handover(redis, 2).take_over());
  BOOST_TEST(text_of(b.runner_state()) == "{\"env\":\"prod\",\"cycles_total\":7}\n");
  BOOST_TEST(text_of(b.incidents()) == "{\"open\":[]}\n");
  BOOST_TEST(text_of(b.outbox(alert_topic::soak)) == "none");
}

BOOST_AUTO_TEST_CASE(what_redis_does_not_have_stays_as_it_is) {
  FakeRedis redis;
  Machine a;
  BOOST_REQUIRE(write_file_atomically(a.incidents(), "mine"));
  BOOST_TEST(a.handover(redis, 1).take_over().has_value());
  redis.texts["prod:bybit:soak:lease_memory"] = "what others wrote";
  BOOST_TEST(a.handover(redis, 1).take_over().has_value());
  BOOST_TEST(text_of(a.incidents()) == "mine");
}

BOOST_AUTO_TEST_CASE(a_lower_token_is_refused) {
  FakeRedis redis;
  Machine a;
  BOOST_REQUIRE(write_file_atomically(a.incidents(), "of the successor"));
  BOOST_REQUIRE(a.handover(redis, 5).hand_on());
  BOOST_REQUIRE(write_file_atomically(a.incidents(), "of the holder before"));
  const auto refused = a.handover(redis, 4).hand_on();
  BOOST_REQUIRE(!refused);
  BOOST_TEST(refused.error().message.find("FENCED") != std::string::npos);
  BOOST_TEST(redis.texts["prod:bybit:soak:lease_memory"].find("of the successor") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_has_not_changed_is_not_told_again) {
  FakeRedis redis;
  Machine a;
  BOOST_REQUIRE(write_file_atomically(a.incidents(), "x"));
  Handover handover = a.handover(redis, 5);
  BOOST_REQUIRE(handover.hand_on());
  redis.is_away = true;
  BOOST_TEST(handover.hand_on().has_value());
  BOOST_REQUIRE(write_file_atomically(a.incidents(), "y"));
  BOOST_TEST(!handover.hand_on().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
