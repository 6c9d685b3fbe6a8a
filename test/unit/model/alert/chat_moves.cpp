#include <soak/model/alert/chat_moves.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(chat_moves)

BOOST_AUTO_TEST_CASE(a_chat_is_followed_from_move_to_move) {
  ChatMoves moves;
  BOOST_TEST(moves.newest("-1") == "-1");
  moves.note("-1", "-2");
  moves.note("-2", "-3");
  BOOST_TEST(moves.newest("-1") == "-3");
  BOOST_TEST(moves.newest("-7") == "-7");
  moves.note("-1", "-9");
  BOOST_TEST(moves.newest("-1") == "-9");
  BOOST_TEST(parse_chat_moves(to_json(moves))->newest("-2") == "-3");
}

BOOST_AUTO_TEST_CASE(a_circle_ends) {
  ChatMoves moves;
  moves.note("-1", "-2");
  moves.note("-2", "-1");
  BOOST_TEST(moves.newest("-1") == "-1");
}

BOOST_AUTO_TEST_CASE(what_is_damaged_is_refused) {
  for (const char* text : {"", "{}", "[]", R"({"moved": 5})", R"({"moved": [{"from": "-1"}]})"}) {
    BOOST_TEST(parse_chat_moves(text).has_error(), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
