#include <soak/model/alert/shared_memory.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(shared_memory)

BOOST_AUTO_TEST_CASE(files_read_back_to_the_byte) {
  const SharedMemory memory{*parse_iso8601("2026-01-17T12:00:00Z"),
                            {{"incidents", "{\n \"a\": \"\\u00e9 \xC3\xA9\"\n}\n"}, {"outbox/soak", ""}}};
  BOOST_TEST((*parse_shared_memory(to_json(memory)) == memory));
}

BOOST_AUTO_TEST_CASE(what_others_wrote_is_none) {
  for (const char* text : {"", "{}", R"({"saved_at":"2026-01-17T12:00:00Z"})",
                           R"({"saved_at":"2026-01-17T12:00:00Z","files":[{"name":"a"}]})"}) {
    BOOST_TEST(!parse_shared_memory(text), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
