#include <soak/analysis/publish/export_result.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

RedisReply error(std::string text) { return {.type = RedisReply::Type::error, .text = std::move(text)}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(export_results)

BOOST_AUTO_TEST_CASE(the_first_refusal_counts) {
  const std::vector<RedisCommand> commands{{"XADD", "s"}, {"HSET", "h"}, {"EXEC"}};
  std::vector<RedisReply> replies(3);
  replies[2].type = RedisReply::Type::array;
  BOOST_TEST(outcome_of(commands, replies).done);
  replies[2].elements = {RedisReply{}, error("OOM no memory\n")};
  BOOST_TEST(outcome_of(commands, replies).reason == "redis_refused");
  BOOST_TEST(outcome_of(commands, replies).message == "Redis refuses EXEC: OOM no memory\\x0a");
  replies[1] = error("NOPERM");
  BOOST_TEST(outcome_of(commands, replies).message == "Redis refuses HSET: NOPERM");
}

BOOST_AUTO_TEST_CASE(a_transaction_that_was_not_carried_out_is_no_export) {
  const std::vector<RedisCommand> commands{{"MULTI"}, {"DEL", "h"}, {"EXEC"}};
  std::vector<RedisReply> replies{
      {.type = RedisReply::Type::status, .text = "OK"}, {.type = RedisReply::Type::status, .text = "QUEUED"}, {}};
  for (const auto type : {RedisReply::Type::nil, RedisReply::Type::status, RedisReply::Type::integer}) {
    replies[2].type = type;
    const ExportResult result = outcome_of(commands, replies);
    BOOST_TEST(!result.done);
    BOOST_TEST(result.reason == "redis_refused");
    BOOST_TEST(result.message == "Redis has not carried out a transaction");
  }
  replies[2].type = RedisReply::Type::array;
  BOOST_TEST(outcome_of(commands, replies).done);
}

BOOST_AUTO_TEST_CASE(an_id_that_its_stream_has_passed_is_no_refusal) {
  const std::vector<RedisCommand> commands{{"XADD", "s"}};
  const std::vector<RedisReply> replies{error("ERR The ID is equal or smaller than the target stream top item")};
  BOOST_TEST(outcome_of(commands, replies).done);
}

BOOST_AUTO_TEST_CASE(no_answer) {
  const ExportResult result = export_unavailable({Errc::unavailable, "no answer"});
  BOOST_TEST(!result.done);
  BOOST_TEST(result.reason == "redis_unavailable");
  BOOST_TEST(result.message == "no answer");
}

BOOST_AUTO_TEST_SUITE_END()
