#include <soak/analysis/windows/join_shards.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

FoundShard shard(std::size_t index, std::size_t count, std::vector<std::string> symbols, const std::string& set = "s") {
  FoundShard found{"d" + std::to_string(index), {}};
  found.record.shard = {index, count};
  found.record.set = set;
  found.record.input_windows = 30;
  found.record.min_windows = 24;
  found.record.windows = 10 * index;
  found.record.oddities.repeated = index;
  found.record.oddities.text_numbers = 7;
  found.record.tables.push_back({{1, 2}});
  for (std::string& symbol : symbols) {
    ShardSymbol one{std::move(symbol), 2, {}, {}, {"note"}, 0};
    found.record.symbols.push_back(std::move(one));
  }
  return found;
}

std::string refusal(const std::vector<FoundShard>& shards) {
  const auto checked = check_shards(shards);
  return checked ? "" : checked.error().message;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(joined_shards)

BOOST_AUTO_TEST_CASE(all_of_one_run_in_any_order_belong_together) {
  BOOST_TEST(refusal({shard(2, 2, {}), shard(1, 2, {})}).empty());
  BOOST_TEST(refusal({shard(1, 1, {})}).empty());
  BOOST_TEST(refusal({shard(1, 3, {}), shard(3, 3, {})}) == "cannot merge: shard 2 of 3 is missing");
  BOOST_TEST(refusal({shard(2, 3, {})}) == "cannot merge: shard 1, 3 of 3 are missing");
  BOOST_TEST(refusal({shard(1, 2, {}), shard(2, 2, {}, "t")}) ==
             "cannot merge: shards 1/2 (d1) and 2/2 (d2) are of different runs, settings or input");
  BOOST_TEST(refusal({shard(1, 2, {}), shard(1, 2, {})}) == "cannot merge: shard 1/2 (d1) is there twice, also in d1");
  BOOST_TEST(refusal({shard(20, 20, {})}).find("10 and 9 more of 20 are missing") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(symbols_are_sorted_and_what_each_shard_counted_is_added) {
  const auto run = join_shards({shard(1, 2, {"B", "D"}), shard(2, 2, {"A", "C"})}, {});
  BOOST_TEST_REQUIRE(run.has_value());
  std::string order;
  for (const SymbolSummary& symbol : run->summary.symbols) order += symbol.symbol;
  BOOST_TEST(order == "ABCD");
  BOOST_TEST(run->places[1].shard == 0u);
  BOOST_TEST(run->places[3].symbol == 1u);
  BOOST_TEST(run->series[0].windows() == 2u);
  BOOST_TEST(run->series[0].times.size() == 2u);
  BOOST_TEST(run->summary.windows == 20u);
  BOOST_TEST(run->summary.oddities.repeated == 3u);
  BOOST_TEST(run->summary.oddities.text_numbers == 7u);
  BOOST_TEST(run->warnings.size() == 5u);  // one about the repeated windows, one a symbol
}

BOOST_AUTO_TEST_CASE(a_symbol_that_two_shards_have_is_an_error) {
  BOOST_TEST(join_shards({shard(1, 2, {"A"}), shard(2, 2, {"A"})}, {}).error().message ==
             "cannot merge: two shards have A");
}

BOOST_AUTO_TEST_SUITE_END()
