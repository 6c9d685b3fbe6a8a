#include <soak/core/redis/url.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(redis_url)

BOOST_AUTO_TEST_CASE(forms) {
  const auto full = parse_redis_url("rediss://us%65r:p%40ss%3a%25@host.example:6380/7");
  BOOST_REQUIRE(full);
  BOOST_TEST((full->transport == RedisUrl::Transport::tls));
  BOOST_TEST((full->endpoints == std::vector<RedisEndpoint>{{"host.example", 6380}}));
  BOOST_TEST(full->user == "user");
  BOOST_TEST(full->password == "p@ss:%");
  BOOST_TEST(full->db == 7);
  const auto bare = parse_redis_url("redis://localhost");
  BOOST_TEST((bare->endpoints[0] == RedisEndpoint{"localhost", 6379}));
  BOOST_TEST(bare->db == 0);
  BOOST_TEST(parse_redis_url("redis://:only@[::1]:1/")->password == "only");
  BOOST_TEST(parse_redis_url("redis://:a@b@h")->password == "a@b");
  BOOST_TEST(!parse_redis_url("unix:///run/redis\n.sock"));
  BOOST_TEST(!parse_redis_url(std::string("unix:///run/a\0b", 15)));
  const auto socket = parse_redis_url("unix://u:p@/run/redis.sock?db=2");
  BOOST_TEST(socket->socket_path == "/run/redis.sock");
  BOOST_TEST(socket->db == 2);
  BOOST_TEST(socket->user == "u");
  const auto sentinel = parse_redis_url("redis+sentinel://:p@a:1,[::1]:2,c/mymaster/3");
  BOOST_REQUIRE(sentinel);
  BOOST_TEST((sentinel->endpoints == std::vector<RedisEndpoint>{{"a", 1}, {"::1", 2}, {"c", 26379}}));
  BOOST_TEST(sentinel->master == "mymaster");
  BOOST_TEST(sentinel->db == 3);
}

BOOST_AUTO_TEST_CASE(what_is_shown_holds_no_secret_and_reads_back) {
  for (const char* text :
       {"redis://[::1]:6379/0", "rediss://h:1/2", "unix:///s?db=0", "redis+sentinel://a:1,b:2/m/0"}) {
    BOOST_TEST(parse_redis_url(text)->display() == text);
  }
  BOOST_TEST(parse_redis_url("redis://user:secret@h/1")->display() == "redis://h:6379/1");
}

BOOST_AUTO_TEST_CASE(errors_are_wrong_usage_and_repeat_nothing) {
  for (const char* text : {"",
                           "h",
                           "redis:/h",
                           "redis://",
                           "redis://h:x/secret",
                           "redis://u:se/cret@h",
                           "redis://secret@h",
                           "redis://u:%gg@h",
                           "redis://u:%4@h",
                           "redis://h:0",
                           "redis://h:99999",
                           "redis://h/x",
                           "redis://h/-1",
                           "redis://h?x=secret",
                           "redis://[::1",
                           "redis://[::1]x",
                           "unix://s",
                           "unix:///s?x=1",
                           "redis+sentinel://h/",
                           "rediss+x://h",
                           "redis://u:@h"}) {
    const auto url = parse_redis_url(text);
    BOOST_REQUIRE_MESSAGE(!url, text);
    BOOST_TEST((url.error().code == Errc::usage));
    BOOST_TEST(url.error().message.find("secret") == std::string::npos);
    BOOST_TEST(url.error().message.find("cret") == std::string::npos);
  }
}

BOOST_AUTO_TEST_SUITE_END()
