#include <soak/model/alert/violation_set.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(violation_sets)

BOOST_AUTO_TEST_CASE(what_is_no_set_leaves_the_target_alone) {
  const ViolationSet before{{"A:edge_bps", Level::warn}};
  ViolationSet set = before;
  for (const char* text : {"null", "7", "[\"CRIT\"]", R"({"A:edge_bps": "CRIT", "B:edge_bps": null})"}) {
    BOOST_TEST(!ViolationSetForm::read(*parse_json(text), set), text);
    BOOST_TEST((set == before), text);
  }
  BOOST_TEST(ViolationSetForm::read(*parse_json(R"({"B:X:risk_ratio": "CRIT"})"), set));
  BOOST_TEST((set == ViolationSet{{"B:X:risk_ratio", Level::crit}}));
}

BOOST_AUTO_TEST_SUITE_END()
