#include <soak/model/window/shard.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace soak;

BOOST_AUTO_TEST_SUITE(shards)

BOOST_AUTO_TEST_CASE(k_of_n_and_nothing_else) {
  BOOST_TEST((parse_shard("2/4") == Shard{2, 4}));
  BOOST_TEST(parse_shard("1/1")->is_whole());
  for (const char* text : {"", "/", "0/4", "5/4", "1", "1/0", "-1/4", "1/4x", " 1/4", "1/100001", "1/2/3"}) {
    BOOST_TEST(!parse_shard(text), text);
  }
  BOOST_TEST((Shard{3, 7}.text()) == "3/7");
}

BOOST_AUTO_TEST_CASE(every_symbol_is_owned_once_and_the_load_is_even) {
  std::vector<std::size_t> owned(4);
  for (int i = 0; i < 4000; ++i) {
    const std::string symbol = "SYM" + std::to_string(i) + "USDT";
    std::size_t owners = 0;
    for (std::size_t k = 1; k <= 4; ++k) {
      const bool owns = Shard{k, 4}.owns(symbol);
      owners += owns ? 1 : 0;
      owned[k - 1] += owns ? 1 : 0;
    }
    BOOST_TEST_REQUIRE(owners == 1u);
  }
  for (const std::size_t count : owned) BOOST_TEST((count > 850 && count < 1150), count);
  BOOST_TEST(Shard{}.owns("anything"));
}

BOOST_AUTO_TEST_CASE(who_owns_a_symbol_never_changes) {
  BOOST_TEST((Shard{1, 2}.owns("BTCUSDT")) != (Shard{2, 2}.owns("BTCUSDT")));
  BOOST_TEST((Shard{1, 3}.owns("") || Shard{2, 3}.owns("") || Shard{3, 3}.owns("")));
}

BOOST_AUTO_TEST_SUITE_END()
