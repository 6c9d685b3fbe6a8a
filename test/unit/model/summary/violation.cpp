#include <soak/model/summary/violation.hpp>

#include <boost/test/unit_test.hpp>

#include <utility>

using namespace soak;

BOOST_AUTO_TEST_SUITE(violation)

BOOST_AUTO_TEST_CASE(a_list_owns_its_texts_also_when_it_is_moved) {
  ViolationList list;
  for (int i = 0; i < 1000; ++i) {
    const std::string symbol = "S" + std::to_string(i % 7);
    const std::string note = i % 2 == 0 ? "an even note that is too long to be kept in place" : "odd";
    list.add({symbol, "edge_bps", Level::warn, static_cast<std::size_t>(i), 1.5, 2, note});
  }
  const ViolationList moved = std::move(list);
  BOOST_REQUIRE(moved.size() == 1000u);
  for (std::size_t i = 0; i < moved.size(); ++i) {
    BOOST_TEST(moved.at(i).symbol == "S" + std::to_string(i % 7));
    BOOST_TEST(moved.at(i).metric == "edge_bps");
    BOOST_TEST(moved.at(i).note == (i % 2 == 0 ? "an even note that is too long to be kept in place" : "odd"));
  }
  BOOST_TEST(moved.at(0).symbol.data() == moved.at(7).symbol.data());
  BOOST_TEST(ViolationList().empty());
}

BOOST_AUTO_TEST_SUITE_END()
