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
  BOOST_TEST(commands[0] == (RedisCommand{"XRANGE", "s", "170-0", "+", "COUNT", "7"}),
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
  std::string place = "170-0";
  for (const std::size_t length : {5, 1000, 1000}) {
    const auto commands = search.next_commands();
    BOOST_REQUIRE_EQUAL(commands.size(), 1u);
    BOOST_TEST(commands[0][2] == place);
    BOOST_TEST(commands[0][5] == std::to_string(length));
    std::vector<RedisReply> page;
    for (std::size_t i = 0; i < length; ++i) page.push_back(entry("171-" + std::to_string(i), "other"));
    search.take(std::vector<RedisReply>{list(page)});
    place = "171-" + std::to_string(length);
  }
  BOOST_REQUIRE_EQUAL(search.next_commands().size(), 1u);
  search.take(std::vector<RedisReply>{list({entry("172-0", "x")})});
  BOOST_TEST(search.next_commands().empty());
  BOOST_TEST(search.missing(events).empty());
}

BOOST_AUTO_TEST_CASE(a_full_page_with_all_that_is_looked_for_is_the_last) {
  const std::vector<RedisCommand> events{event("s", "170-1", "x")};
  StreamSearch search({&events[0]});
  BOOST_REQUIRE_EQUAL(search.next_commands().size(), 1u);
  std::vector<RedisReply> page;
  for (int i = 0; i < 5; ++i) page.push_back(entry("170-" + std::to_string(i), i == 2 ? "x" : "other"));
  search.take(std::vector<RedisReply>{list(page)});
  BOOST_TEST(search.next_commands().empty());
  BOOST_TEST(search.missing(events).empty());
}

BOOST_AUTO_TEST_CASE(an_answer_has_ten_thousand_entries_at_most) {
  std::vector<RedisCommand> events;
  for (int stream = 0; stream < 30; ++stream) {
    for (int i = 0; i < 700; ++i) {
      events.push_back(event(std::to_string(stream).c_str(), "170-1", std::to_string(i).c_str()));
    }
  }
  std::vector<const RedisCommand*> all;
  for (const RedisCommand& one : events) all.push_back(&one);
  StreamSearch search(std::move(all));
  std::size_t asked = 0;
  for (auto commands = search.next_commands(); !commands.empty(); commands = search.next_commands()) {
    std::size_t entries = 0;
    for (const RedisCommand& command : commands) entries += static_cast<std::size_t>(std::stoul(command[5]));
    BOOST_TEST(entries <= 10000u);
    asked += commands.size();
    search.take(std::vector<RedisReply>(commands.size(), list({})));
  }
  BOOST_TEST(asked == 30u);
}

BOOST_AUTO_TEST_SUITE_END()
