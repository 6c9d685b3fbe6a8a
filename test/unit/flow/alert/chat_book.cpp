#include "temporary_directory.hpp"

#include <soak/flow/alert/chat_book.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(chat_book)

BOOST_AUTO_TEST_CASE(what_is_noted_outlives_the_process_and_nothing_is_written_before) {
  const TemporaryDirectory directory;
  const std::string file = directory.path("chats.json");
  {
    ChatBook book(file);
    BOOST_TEST(!file_exists(file));
    book.note("-1", "-2");
  }
  BOOST_TEST(ChatBook(file).newest("-1") == "-2");
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_used_or_written_costs_no_alert) {
  const TemporaryDirectory directory;
  BOOST_REQUIRE(write_file_atomically(directory.path("chats.json"), "{", Durability::none));
  ChatBook book(directory.path("chats.json/below"));
  book.note("-1", "-2");
  BOOST_TEST(book.newest("-1") == "-2");
  BOOST_TEST(ChatBook(directory.path("chats.json")).newest("-1") == "-1");
}

BOOST_AUTO_TEST_SUITE_END()
