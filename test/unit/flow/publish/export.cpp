#include <soak/flow/publish/export.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

/// Keeps streams as Redis does; everything else is answered with OK, or with what `answer` says.
class FakeRedis final : public RedisClient {
 public:
  std::map<std::string, std::vector<std::pair<std::string, std::vector<std::string>>>> streams;
  std::function<std::optional<RedisReply>(const RedisCommand&)> answer = [](const RedisCommand&) {
    return std::nullopt;
  };
  std::size_t calls = 0;
  std::size_t fail_at = SIZE_MAX;

  Result<std::vector<RedisReply>> pipeline(std::span<const RedisCommand> commands) override {
    if (calls++ == fail_at) return Error{Errc::unavailable, "gone"};
    std::vector<RedisReply> replies;
    for (const RedisCommand& command : commands) {
      const auto special = answer(command);
      replies.push_back(special ? *special : reply_to(command));
    }
    return replies;
  }
  Result<RedisKeys> scan(const std::string&, std::size_t) override { return RedisKeys{}; }

 private:
  static std::pair<std::uint64_t, std::uint64_t> number(const std::string& id) {
    return {std::stoull(id), std::stoull(id.substr(id.find('-') + 1))};
  }
  RedisReply reply_to(const RedisCommand& command) {
    if (command[0] == "XADD") return add(command);
    if (command[0] == "XRANGE") return range(command);
    if (command[0] == "EXEC") return {.type = RedisReply::Type::array};
    return {.type = RedisReply::Type::status, .text = "OK"};
  }
  RedisReply add(const RedisCommand& command) {
    auto& stream = streams[command[1]];
    std::string id = command[event_id_at];
    if (id == "*") id = "9999999999999-" + std::to_string(stream.size());
    if (!stream.empty() && number(id) <= number(stream.back().first)) {
      return {.type = RedisReply::Type::error,
              .text = "ERR The ID specified in XADD is equal or smaller than the target stream top item"};
    }
    const auto fields = event_fields(command);
    stream.push_back({id, {fields.begin(), fields.end()}});
    return {.type = RedisReply::Type::text, .text = id};
  }
  RedisReply range(const RedisCommand& command) {
    RedisReply page{.type = RedisReply::Type::array};
    for (const auto& [id, fields] : streams[command[1]]) {
      if (number(id) < number(command[2]) || page.elements.size() == std::stoul(command[5])) continue;
      RedisReply texts{.type = RedisReply::Type::array};
      for (const auto& field : fields) texts.elements.push_back({.type = RedisReply::Type::text, .text = field});
      page.elements.push_back({.type = RedisReply::Type::array,
                               .elements = {{.type = RedisReply::Type::text, .text = id}, std::move(texts)}});
    }
    return page;
  }
};

Summary summary_at(const char* time) {
  Summary summary;
  summary.generated_at = *parse_iso8601(time);
  return summary;
}

std::vector<Violation> many(std::size_t count) {
  std::vector<Violation> list;
  for (std::size_t i = 0; i < count; ++i) list.push_back({"S", "m", Level::warn, i, 1, 2, "n"});
  return list;
}

const ExportSettings streaming{.stream = true, .stream_maxlen = 100000};

}  // namespace

BOOST_AUTO_TEST_SUITE(export_flow)

BOOST_AUTO_TEST_CASE(again_adds_nothing_over_many_pages) {
  FakeRedis redis;
  const auto summary = summary_at("2025-01-01T00:00:00Z");
  const auto list = many(2500);
  BOOST_TEST(export_violations(redis, summary, list, streaming, Instant{}).events_added == 2500u);
  const auto again = export_violations(redis, summary, list, streaming, Instant{});
  BOOST_TEST(again.done);
  BOOST_TEST(again.events_added == 0u);
  BOOST_TEST(again.events_present == 2500u);
  BOOST_TEST(redis.streams.begin()->second.size() == 2500u);
}

BOOST_AUTO_TEST_CASE(an_export_that_broke_off_is_completed) {
  FakeRedis redis;
  const auto summary = summary_at("2025-01-01T00:00:00Z");
  (void)export_violations(redis, summary, many(3), streaming, Instant{});
  const auto rest = export_violations(redis, summary, many(5), streaming, Instant{});
  BOOST_TEST(rest.events_added == 2u);
  BOOST_TEST(rest.events_present == 3u);
}

BOOST_AUTO_TEST_CASE(an_older_summary_loses_nothing_and_is_found_again) {
  FakeRedis redis;
  const auto list = many(3);
  (void)export_violations(redis, summary_at("2025-01-02T00:00:00Z"), list, streaming, Instant{});
  const auto older = summary_at("2025-01-01T00:00:00Z");
  BOOST_TEST(export_violations(redis, older, list, streaming, Instant{}).events_added == 3u);
  BOOST_TEST(export_violations(redis, older, list, streaming, Instant{}).events_added == 0u);
  BOOST_TEST(redis.streams.begin()->second.size() == 6u);
}

/// Enough symbols for several parts, with two events each.
std::vector<Violation> of_many_symbols() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (int i = 0; i < 3000; ++i) all.push_back("S" + std::to_string(10000 + i));
    return all;
  }();
  std::vector<Violation> list;
  for (const std::string& name : names) {
    for (std::size_t i = 0; i < 2; ++i) list.push_back({name, "m", Level::warn, i, 1, 2, "n"});
  }
  return list;
}

BOOST_AUTO_TEST_CASE(what_is_likely_to_be_there_is_looked_for_first) {
  FakeRedis redis;
  const auto summary = summary_at("2025-01-01T00:00:00Z");
  const auto list = of_many_symbols();
  BOOST_TEST(export_violations(redis, summary, list, streaming, Instant{}).events_added == 6000u);
  std::size_t sent = 0;
  redis.answer = [&](const RedisCommand& command) {
    sent += command[0] == "XADD" ? 1 : 0;
    return std::nullopt;
  };
  const auto again = export_violations(redis, summary, list, streaming, Instant{});
  BOOST_TEST(again.events_added == 0u);
  BOOST_TEST(again.events_present == 6000u);
  BOOST_TEST(sent == 126u);  // those of the first part, which is short
}

BOOST_AUTO_TEST_CASE(what_is_missing_in_a_later_part_is_added_all_the_same) {
  FakeRedis redis;
  const auto summary = summary_at("2025-01-01T00:00:00Z");
  const auto list = of_many_symbols();
  (void)export_violations(redis, summary, list, streaming, Instant{});
  const auto whole = redis.streams;
  auto& gone = redis.streams.rbegin()->second;
  gone.pop_back();
  const auto again = export_violations(redis, summary, list, streaming, Instant{});
  BOOST_TEST(again.events_added == 1u);
  BOOST_TEST(again.events_present == 5999u);
  BOOST_TEST((redis.streams == whole));
}

BOOST_AUTO_TEST_CASE(no_answer_while_a_later_part_is_looked_for_is_unavailable) {
  const auto summary = summary_at("2025-01-01T00:00:00Z");
  const auto list = of_many_symbols();
  for (const std::size_t call : {2, 3}) {
    FakeRedis redis;
    (void)export_violations(redis, summary, list, streaming, Instant{});
    redis.fail_at = redis.calls + call;
    const auto result = export_violations(redis, summary, list, streaming, Instant{});
    BOOST_TEST(!result.done);
    BOOST_TEST(result.message == "gone");
  }
  FakeRedis redis;
  (void)export_violations(redis, summary, list, streaming, Instant{});
  std::size_t ranges = 0;
  redis.answer = [&](const RedisCommand& command) -> std::optional<RedisReply> {
    if (command[0] != "XRANGE" || ++ranges <= 1000) return std::nullopt;
    return RedisReply{.type = RedisReply::Type::error, .text = "NOPERM no"};
  };
  BOOST_TEST(export_violations(redis, summary, list, streaming, Instant{}).message ==
             "Redis refuses XRANGE: NOPERM no");
}

BOOST_AUTO_TEST_CASE(no_answer_at_any_call_is_unavailable) {
  const auto summary = summary_at("2025-01-01T00:00:00Z");
  for (std::size_t call = 0; call < 3; ++call) {
    FakeRedis redis;
    (void)export_violations(redis, summary_at("2025-01-02T00:00:00Z"), many(2), streaming, Instant{});
    redis.fail_at = redis.calls + call;
    const auto result = export_violations(redis, summary, many(2), streaming, Instant{});
    BOOST_TEST(!result.done);
    BOOST_TEST(result.reason == "redis_unavailable");
    BOOST_TEST(result.message == "gone");
  }
}

BOOST_AUTO_TEST_CASE(a_refusal_is_named_also_inside_a_transaction) {
  FakeRedis redis;
  redis.answer = [](const RedisCommand& command) -> std::optional<RedisReply> {
    if (command[0] != "EXEC") return std::nullopt;
    return RedisReply{.type = RedisReply::Type::array,
                      .elements = {{.type = RedisReply::Type::error, .text = "OOM no\nmemory"}}};
  };
  const auto result = export_summary(redis, summary_at("2025-01-01T00:00:00Z"), {}, Instant{});
  BOOST_TEST(!result.done);
  BOOST_TEST(result.reason == "redis_refused");
  BOOST_TEST(result.message == "Redis refuses EXEC: OOM no\\x0amemory");
}

BOOST_AUTO_TEST_SUITE_END()
