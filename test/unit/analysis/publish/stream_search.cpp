#include <soak/analysis/publish/stream_search.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

RedisCommand event(const char* key, const char* id, const char* value) {
  return {"XADD", key, "MAXLEN", "~", "5000", id, "metric", value};
}

RedisReply text(std::string value) { return {.type = RedisReply::Type::text, .text = std::move(value)}; }
RedisReply list(std::vector<RedisReply> elements) {
  return {.type = RedisReply::Type::array, .elements = std::move(elements)};
}
RedisReply entry(std::string id, const char* value) {
  return list({text(std::move(id)), list({text("metric"), text(value)})});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(stream_searches)

BOOST_AUTO_TEST_CASE(fingerprints_of_other_fields_differ) {
  const std::vector<std::string> joined{"a", "bc"};
  const std::vector<std::string> split{"ab", "c"};
  BOOST_TEST(publish_detail::fingerprint(joined) != publish_detail::fingerprint(split));
  BOOST_TEST(publish_detail::fingerprint(joined) == "1:a2:bc");
}

BOOST_AUTO_TEST_CASE(the_next_id) {
  BOOST_TEST(publish_detail::next_stream_id("170-3") == "170-4");
  BOOST_TEST(publish_detail::next_stream_id("170-9") == "170-10");
  BOOST_TEST(publish_detail::next_stream_id("170") == "170-1");
}

BOOST_AUTO_TEST_CASE(what_is_there_under_any_id_is_not_missing) {
  const std::vector<RedisCommand> events{event("s", "170-1", "w"), event("s", "170-2", "x"), event("s", "170-3", "y"),
                                         event("t", "170-1", "x")};
  StreamSearch search({&events[0], &events[1], &events[2], &events[3]});
  const auto commands = search.next_commands();
  BOOST_REQUIRE_EQUAL(commands.size(), 2u);
  BOOST_TEST(commands[0] == (RedisCommand{"XRANGE", "s", "170-0", "+", "COUNT", "1000"}),
             boost::test_tools::per_element());
  search.take(std::vector<RedisReply>{list({entry("999-0", "y"), entry("999-1", "x")}), list({})});
  BOOST_TEST(search.next_commands().empty());
  const auto missing = search.missing(events);
  BOOST_REQUIRE_EQUAL(missing.size(), 2u);
  BOOST_TEST((missing[0] == &events[0]));
  BOOST_TEST((missing[1] == &events[3]));
}

BOOST_AUTO_TEST_CASE(a_full_page_has_another_one_behind_it) {
  const std::vector<RedisCommand> events{event("s", "170-1", "x")};
  StreamSearch search({&events[0]});
  BOOST_REQUIRE_EQUAL(search.next_commands().size(), 1u);
  std::vector<RedisReply> page;
  for (int i = 0; i < 1000; ++i) page.push_back(entry("171-" + std::to_string(i), "other"));
  search.take(std::vector<RedisReply>{list(page)});
  const auto commands = search.next_commands();
  BOOST_REQUIRE_EQUAL(commands.size(), 1u);
  BOOST_TEST(commands[0][2] == "171-1000");
  search.take(std::vector<RedisReply>{list({entry("172-0", "x")})});
  BOOST_TEST(search.next_commands().empty());
  BOOST_TEST(search.missing(events).empty());
}

BOOST_AUTO_TEST_SUITE_END()
