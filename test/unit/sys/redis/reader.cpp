#include <soak/sys/redis/reader.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(redis_reader)

BOOST_AUTO_TEST_CASE(commands_are_binary_safe) {
  std::string bytes;
  append_redis_bytes(bytes, {"SET", std::string("k\0\r\n", 4), ""});
  using namespace std::string_literals;
  BOOST_TEST(bytes == "*3\r\n$3\r\nSET\r\n$4\r\nk\0\r\n\r\n$0\r\n\r\n"s);
}

BOOST_AUTO_TEST_CASE(replies_come_whole_whatever_the_cuts) {
  const std::string text = "+OK\r\n-ERR no\r\n:-7\r\n$-1\r\n$4\r\na\r\nb\r\n*2\r\n*1\r\n$1\r\nx\r\n*-1\r\n*0\r\n";
  for (std::size_t step = 1; step <= text.size(); ++step) {
    RedisReplyReader reader;
    std::vector<RedisReply> replies;
    for (std::size_t at = 0; at < text.size(); at += step) {
      reader.feed(std::string_view(text).substr(at, step));
      while (auto reply = reader.next()) replies.push_back(std::move(*reply));
    }
    BOOST_REQUIRE_EQUAL(replies.size(), 7u);
    BOOST_TEST(!reader.failed());
    BOOST_TEST((replies[0].type == RedisReply::Type::status));
    BOOST_TEST(replies[1].is_error("ERR"));
    BOOST_TEST(replies[2].integer == -7);
    BOOST_TEST(replies[3].is_nil());
    BOOST_TEST(replies[4].text == "a\r\nb");
    BOOST_TEST(replies[5].elements.at(0).elements.at(0).text == "x");
    BOOST_TEST(replies[5].elements.at(1).is_nil());
    BOOST_TEST(replies[6].is_array());
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_reply_or_beyond_bounds_fails_at_once) {
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "*1\r\n";
  for (const std::string& text :
       {std::string("hello\r\n"), std::string("*2147483647\r\n"), std::string("*262145\r\n"), std::string("$-2\r\n"),
        std::string("$99999999999999999999\r\n"), deep, std::string("%1\r\n+a\r\n+b\r\n")}) {
    RedisReplyReader reader;
    reader.feed(text);
    BOOST_TEST(!reader.next());
    BOOST_TEST(reader.failed(), text);
  }
}

BOOST_AUTO_TEST_CASE(an_answer_is_bounded_in_bytes_and_in_elements_and_the_next_one_anew) {
  const std::string megabyte = "$1048576\r\n" + std::string(1 << 20, 'x') + "\r\n";
  RedisReplyReader reader;
  for (int answer = 0; answer < 2; ++answer) {
    reader.begin_answer();
    for (int i = 0; i < 60; ++i) {
      reader.feed(megabyte);
      BOOST_REQUIRE(reader.next());
    }
  }
  for (int i = 0; i < 4; ++i) reader.feed(megabyte);
  BOOST_TEST(reader.failed());
  RedisReplyReader lasting;
  lasting.feed("$500000000\r\n");
  for (int i = 0; i < 17 && !lasting.failed(); ++i) {
    lasting.feed(std::string(1 << 20, 'x'));
    BOOST_TEST(!lasting.next());
  }
  BOOST_TEST(lasting.failed());
  RedisReplyReader wide;
  for (int i = 0; i < 5; ++i) {
    wide.feed("*65536\r\n");
    for (int element = 0; element < 65536; ++element) wide.feed("$-1\r\n");
    BOOST_TEST(wide.next().has_value() == (i < 4));
  }
  BOOST_TEST(wide.failed());
}

BOOST_AUTO_TEST_SUITE_END()
