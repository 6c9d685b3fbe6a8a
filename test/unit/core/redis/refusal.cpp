#include <soak/core/redis/refusal.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(redis_refusal)

BOOST_AUTO_TEST_CASE(what_a_server_says_is_shown_up_to_its_arguments) {
  const std::string unknown = "ERR unknown command 'AUTH', with args beginning with: 'hunter2' ";
  BOOST_TEST(refusal_text(unknown, "hunter2") == "ERR unknown command 'AUTH'");
  BOOST_TEST(refusal_text(unknown, "") == "ERR unknown command 'AUTH'");
  BOOST_TEST(refusal_text("ERR unknown command `X`, With Args beginning with: `y`", "") == "ERR unknown command `X`");
  BOOST_TEST(refusal_text("OOM command not allowed when used memory > 'maxmemory'.", "hunter2") ==
             "OOM command not allowed when used memory > 'maxmemory'.");
  const std::string keys = "NOPERM this user has no permissions to access one of the keys used as arguments";
  BOOST_TEST(refusal_text(keys, "hunter2") == keys);
}

BOOST_AUTO_TEST_CASE(a_code_stays_and_the_rest_repeats_no_piece_of_the_secret) {
  BOOST_TEST(refusal_text("WRONGPASS invalid username-password pair", "Wrongpassword") ==
             "WRONGPASS invalid username-*** pair");
  BOOST_TEST(refusal_text("NOAUTH", "noauth") == "NOAUTH");
  BOOST_TEST(refusal_text("hunter2", "hunter2") == "***");
  BOOST_TEST(refusal_text("HUNTER2 is no command", "hunter2") == "*** is no command");
  BOOST_TEST(refusal_text("ERR 'hunte...", "hunter2") == "ERR '***...");
  BOOST_TEST(refusal_text("ERR a\nb\x1b[2J", "") == "ERR a\\x0ab\\x1b[2J");
  BOOST_TEST(refusal_text("", "hunter2").empty());
  BOOST_TEST(refusal_text("with args", "x").empty());
}

BOOST_AUTO_TEST_CASE(a_code_stays_inside_a_message_too) {
  BOOST_TEST(mask_redis_secret("it refuses AUTH: WRONGPASS invalid pair", "wrong") ==
             "it refuses AUTH: WRONGPASS invalid pair");
  BOOST_TEST(mask_redis_secret("node hunter2:1: it says: LOADING the load", "hunter2") ==
             "node ***:1: it says: LOADING the load");
  BOOST_TEST(mask_redis_secret("WRONGPASSWORD", "wrong") == "***PASSWORD");
  BOOST_TEST(mask_redis_secret("ERR: ERR ERR", "hunter2") == "ERR: ERR ERR");
  BOOST_TEST(mask_redis_secret("", "x").empty());
}

BOOST_AUTO_TEST_SUITE_END()
