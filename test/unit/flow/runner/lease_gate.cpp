#include "fake_redis.hpp"
#include "temporary_directory.hpp"

#include <soak/flow/runner/lease_gate.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace std::chrono_literals;

namespace {

/// A holder of a lease of 60 s, whose messages take 10 s at most.
struct Holder {
  TemporaryDirectory directory{"/dev/shm"};
  FakeRedis redis;
  Span now = 1h;
  ContinuousSettings settings;
  LeaseKeeper keeper{{60s, 10s, "a", "lease", "memory"}, redis.connector(), system_now, [this] { return now; }};
  std::vector<std::string> sent;
  std::vector<std::string> answers = std::vector<std::string>(3);

  Holder() {
    settings.state_dir = directory.path("state");
    redis.texts["lease"] = to_json(Lease{.owner = "", .token = 3});
    keeper.look();
    keeper.look();
  }

  void send(std::string_view topic) {
    Handover handover(settings, fenced(redis.connector(), keeper.view().token), system_now);
    LeaseGate gate(
        [this](std::span<const Dispatch> some, const DeliveryDone& done) {
          for (std::size_t i = 0; i < some.size(); ++i) {
            sent.push_back(some[i].channel);
            done(i, {.is_taken = true, .answer = "ok"});
          }
        },
        keeper, handover, keeper.view().token);
    Alert alert;
    alert.topic = topic;
    const std::vector<Dispatch> all{{"slack", &alert}, {"console", &alert}, {"telegram", &alert}};
    gate(all, [this](std::size_t i, const Delivery& delivery) { answers[i] = delivery.answer; });
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(lease_gate)

BOOST_AUTO_TEST_CASE(a_message_that_the_lease_outlasts_goes_out_once_redis_knows_of_it) {
  Holder holder;
  bool knew = false;
  holder.redis.texts.erase("dev:bybit:soak:lease_memory");
  (void)write_file_atomically(path_in(holder.settings.state_dir, artifact_name::runner_state), "{\"env\":\"dev\"}");
  holder.send(alert_topic::soak);
  knew = holder.redis.texts.contains("dev:bybit:soak:lease_memory");
  BOOST_TEST(knew);
  BOOST_TEST((holder.sent == std::vector<std::string>{"console", "slack", "telegram"}));
  for (const std::string& answer : holder.answers) BOOST_TEST(answer == "ok");
}

BOOST_AUTO_TEST_CASE(a_message_that_may_outlast_the_lease_waits) {
  Holder holder;
  holder.now += 40s;  // 20 s are left, which Slack and Telegram may take
  holder.send(alert_topic::soak);
  BOOST_TEST((holder.sent == std::vector<std::string>{"console"}));
  BOOST_TEST(holder.answers[0].starts_with("not sent: "));
  holder.now += 10s;
  holder.send(alert_topic::redis);
  BOOST_TEST(holder.sent.size() == 1);
}

BOOST_AUTO_TEST_CASE(of_a_redis_that_is_away_only_the_warning_about_it_is_told) {
  Holder holder;
  (void)write_file_atomically(path_in(holder.settings.state_dir, artifact_name::runner_state), "{\"env\":\"dev\"}");
  holder.redis.is_away = true;
  holder.send(alert_topic::soak);
  BOOST_TEST(holder.sent.empty());
  holder.send(alert_topic::redis);
  BOOST_TEST(holder.sent.size() == 3);
}

BOOST_AUTO_TEST_CASE(who_is_fenced_off_sends_nothing_and_has_lost_the_lease) {
  Holder holder;
  (void)write_file_atomically(path_in(holder.settings.state_dir, artifact_name::runner_state), "{\"env\":\"dev\"}");
  holder.redis.texts["dev:bybit:soak:lease_memory"] = R"({"fence":1000})";
  holder.send(alert_topic::soak);
  BOOST_TEST(holder.sent.empty());
  BOOST_TEST(!holder.keeper.view().holds());
}

BOOST_AUTO_TEST_SUITE_END()
