#include "fake_redis.hpp"

#include <soak/flow/runner/lease_keeper.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace std::chrono_literals;

namespace {

struct World {
  FakeRedis redis;
  Span now = 1h;

  LeaseKeeper keeper(const std::string& owner) {
    return LeaseKeeper(
        {60s, 10s, owner, "lease", "memory"}, redis.connector(), [] { return *parse_iso8601("2026-01-17T12:00:00Z"); },
        [this] { return now; });
  }
  [[nodiscard]] Lease lease() { return *parse_lease(redis.texts.at("lease")); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(lease_keeper)

BOOST_AUTO_TEST_CASE(nobodys_lease_is_taken_after_its_length_and_counts_when_it_was_renewed) {
  World world;
  LeaseKeeper a = world.keeper("a");
  BOOST_TEST(a.view().problem == "not looked at yet");
  a.look();
  BOOST_TEST(!a.view().holds());
  world.now += 60s;
  a.look();
  BOOST_TEST(world.lease().owner == "a");
  BOOST_TEST(!a.view().holds());
  world.now += 10s;
  a.look();
  BOOST_TEST(a.view().holds());
  BOOST_TEST((a.view().left == 60s));
  BOOST_TEST(a.view().token == 1);
  world.now += 31s;
  BOOST_TEST(a.view().is_ending);
  world.now += 29s;
  BOOST_TEST(!a.view().holds());
}

BOOST_AUTO_TEST_CASE(what_is_given_back_is_anothers_at_once_by_a_higher_token) {
  World world;
  world.redis.texts["lease"] = to_json(Lease{.owner = "", .token = 3});
  LeaseKeeper a = world.keeper("a");
  LeaseKeeper b = world.keeper("b");
  a.look();
  a.look();
  BOOST_TEST(a.view().token == 4);
  b.look();
  BOOST_TEST(!b.view().holds());
  BOOST_TEST(b.view().owner == "a");
  a.give_back();
  BOOST_TEST(!a.view().holds());
  b.look();
  b.look();
  BOOST_TEST(b.view().token == 5);
  BOOST_TEST(b.view().holds());
  a.give_back();
  BOOST_TEST(world.lease().owner == "b");
}

BOOST_AUTO_TEST_CASE(a_token_is_higher_than_what_the_memory_carries) {
  World world;
  world.redis.texts["lease"] = to_json(Lease{.owner = "", .token = 3});
  world.redis.texts["memory"] = R"({"files":[],"fence":99})";
  LeaseKeeper a = world.keeper("a");
  a.look();
  BOOST_TEST(world.lease().token == 100);
}

BOOST_AUTO_TEST_CASE(a_redis_that_is_away_leaves_what_is_left_and_is_told) {
  World world;
  world.redis.texts["lease"] = to_json(Lease{.owner = "", .token = 3});
  LeaseKeeper a = world.keeper("a");
  a.look();
  a.look();
  world.redis.is_away = true;
  world.now += 20s;
  a.look();
  BOOST_TEST((a.view().left == 40s));
  BOOST_TEST(a.view().problem == "Could not connect to Redis at fake: away");
  world.now += 100s;
  world.redis.is_away = false;
  a.look();
  BOOST_TEST(a.view().holds());
  BOOST_TEST(a.view().token == 4);
}

BOOST_AUTO_TEST_CASE(who_was_refused_has_lost_until_it_takes_the_lease_anew) {
  World world;
  world.redis.texts["lease"] = to_json(Lease{.owner = "", .token = 3});
  LeaseKeeper a = world.keeper("a");
  a.look();
  a.look();
  a.lose();
  BOOST_TEST(!a.view().holds());
  a.look();
  BOOST_TEST(!a.view().holds());
}

BOOST_AUTO_TEST_SUITE_END()
