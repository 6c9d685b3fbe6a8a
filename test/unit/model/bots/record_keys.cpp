#include <soak/model/bots/record_keys.hpp>

#include <boost/test/unit_test.hpp>

#include <string_view>

using namespace soak;

namespace {

Slot found(const RecordKeys& keys, std::initializer_list<std::string_view> path) {
  int node = RecordKeys::root;
  for (const std::string_view key : path) node = keys.step(node, key);
  return keys.slot(node);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(record_keys)

BOOST_AUTO_TEST_CASE(keys_and_pointers_lead_to_their_slots) {
  RecordKeys keys;
  keys.add("price", Slot::price);
  keys.add("/a/b~1c/d~0e", Slot::side);
  BOOST_TEST((found(keys, {"price"}) == Slot::price));
  BOOST_TEST((found(keys, {"Price"}) == Slot::none));
  BOOST_TEST((found(keys, {"a", "b/c", "d~e"}) == Slot::side));
  BOOST_TEST((found(keys, {"b", "price"}) == Slot::none));
}

BOOST_AUTO_TEST_CASE(plain_keys_count_where_they_are_asked_for) {
  RecordKeys keys;
  keys.add("tradeid", Slot::trade_id);
  BOOST_TEST((found(keys, {"Trade-ID"}) == Slot::none));
  keys.take_plain_keys();
  for (const std::string_view name : {"Trade-ID", "trade_id", "tradeId", "tradeid"}) {
    BOOST_TEST((found(keys, {name}) == Slot::trade_id));
  }
}

BOOST_AUTO_TEST_CASE(a_pointer_with_a_number_counts_the_elements_of_a_list) {
  RecordKeys keys;
  keys.add("/legs/1/price", Slot::price);
  keys.add("/raw/data", Slot::side);
  BOOST_TEST(keys.counts_elements(keys.step(RecordKeys::root, "legs")));
  BOOST_TEST(!keys.counts_elements(keys.step(RecordKeys::root, "raw")));
}

BOOST_AUTO_TEST_CASE(a_field_is_named_by_what_it_means) {
  BOOST_TEST((field_choice("price=Px").value().slot == Slot::price));
  BOOST_TEST((field_choice("trade_id=/x/y").value().source == "/x/y"));
  BOOST_TEST((field_choice("amount=Size=2").value().slot == Slot::quantity));
  BOOST_TEST(field_choice("amount=Size=2").value().source == "Size=2");
  for (const char* const wrong : {"", "price", "price=", "colour=x", "=x"}) {
    BOOST_TEST((field_choice(wrong).error().code == Errc::usage));
  }
}

BOOST_AUTO_TEST_SUITE_END()
