#include <soak/flow/analyze/shard_values.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

#include <temporary_directory.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(values_of_shards)

BOOST_AUTO_TEST_CASE(what_was_written_is_read_back_and_nothing_else) {
  TemporaryDirectory folder;
  std::vector<Series> all(2);
  all[0].values = WindowMatrix{{1.5, -0.0}, {gap, 3}, {4, 5}};
  all[1].values = WindowMatrix::from_shape({0, 2});
  OutputSet set(folder.directory());
  BOOST_TEST_REQUIRE(analyze_detail::add_shard_values(set, all, true).has_value());
  BOOST_TEST_REQUIRE(set.commit().has_value());
  const std::string path = folder.path("SHARD_VALUES.bin");
  ShardValues values(path);
  const auto first = values.next(3, 2);
  BOOST_TEST_REQUIRE(first.has_value());
  BOOST_TEST((*first)(0, 0) == 1.5);
  BOOST_TEST(is_gap((*first)(1, 0)));
  BOOST_TEST((*first)(2, 1) == 5);
  BOOST_TEST(values.next(0, 2).has_value());
  BOOST_TEST(values.finish().has_value());
  BOOST_TEST(!ShardValues(path).next(4, 2).has_value());
  BOOST_TEST(!ShardValues(path).finish().has_value());
  BOOST_TEST(!ShardValues(folder.path("none")).finish().has_value());
  BOOST_TEST(remove_shard(folder.directory()).has_value());
  BOOST_TEST(!file_exists(path));
}

BOOST_AUTO_TEST_SUITE_END()
