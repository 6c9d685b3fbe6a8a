#include "fake_redis.hpp"

#include <soak/flow/publish/redis_link.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(redis_link)

BOOST_AUTO_TEST_CASE(one_connection_and_one_failure) {
  FakeRedis server;
  const RedisConnector connect = server.connector();
  const RedisCommand set{"SET", "k", "v"};
  RedisLink link(connect);
  BOOST_TEST(server.connections == 0);
  BOOST_TEST(link.demand(std::span(&set, 1)).has_value());
  BOOST_TEST(link.pipeline(std::span(&set, 1)).has_value());
  BOOST_TEST(server.connections == 1);
  server.refuses_writes = true;
  BOOST_TEST(link.pipeline(std::span(&set, 1)).has_value());
  BOOST_TEST(link.demand(std::span(&set, 1)).error().message.starts_with("Redis refuses SET: OOM"));
  server.is_away = true;
  BOOST_TEST(link.pipeline(std::span(&set, 1)).has_error());
  server.is_away = false;
  BOOST_TEST(link.pipeline(std::span(&set, 1)).error().message == "the connection is gone");
  BOOST_TEST(server.connections == 1);
}

BOOST_AUTO_TEST_SUITE_END()
