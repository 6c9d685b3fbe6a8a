#include <soak/core/redis/masters.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

RedisReply text(std::string value) { return {.type = RedisReply::Type::text, .text = std::move(value)}; }
RedisReply number(std::int64_t value) { return {.type = RedisReply::Type::integer, .integer = value}; }
RedisReply array(std::vector<RedisReply> elements) {
  return {.type = RedisReply::Type::array, .elements = std::move(elements)};
}
RedisReply range(std::string host, std::int64_t port) {
  return array({number(0), number(99), array({text(std::move(host)), number(port), text("id")}),
                array({text("replica"), number(7000), text("id")})});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(masters)

BOOST_AUTO_TEST_CASE(each_master_once_and_no_replica) {
  const auto found = cluster_masters(array({range("a", 7001), range("b", 7002), range("a", 7001)}), "seed");
  BOOST_REQUIRE(found.size() == 2);
  BOOST_TEST(found[0].host == "a");
  BOOST_TEST(found[1].port == 7002);
}

BOOST_AUTO_TEST_CASE(no_host_is_the_one_that_answered) {
  BOOST_TEST(cluster_masters(array({range("", 7001)}), "seed").at(0).host == "seed");
}

BOOST_AUTO_TEST_CASE(what_makes_no_sense_names_nobody) {
  const std::string long_host(254, 'a');
  BOOST_TEST(cluster_masters(array({range("a", 0), range("a", 65536), range(long_host, 1), range("a\n", 1), array({}),
                                    array({number(0), number(1), array({text("a")})}), text("x")}),
                             "seed")
                 .empty());
  BOOST_TEST(cluster_masters(text("OK"), "seed").empty());
}

BOOST_AUTO_TEST_CASE(a_single_server_says_that_it_is_no_cluster) {
  BOOST_TEST(
      is_no_cluster({.type = RedisReply::Type::error, .text = "ERR This instance has cluster support disabled"}));
  BOOST_TEST(!is_no_cluster({.type = RedisReply::Type::error, .text = "NOPERM no"}));
  BOOST_TEST(!is_no_cluster(text("cluster support disabled")));
}

BOOST_AUTO_TEST_SUITE_END()
