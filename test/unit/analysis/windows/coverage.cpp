#include <soak/analysis/windows/coverage.hpp>

#include <boost/test/unit_test.hpp>

#include <numeric>

using namespace soak;

namespace {

using Places = std::vector<std::int64_t>;

/// Every `step` from `first` to `last`, without those in (from, to).
Places every(std::int64_t step, std::int64_t first, std::int64_t last, std::int64_t from = 0, std::int64_t to = 0) {
  Places places;
  for (std::int64_t place = first; place <= last; place += step) {
    if (place <= from || place >= to) places.push_back(place);
  }
  return places;
}

RunAxis axis_of(const std::vector<Places>& symbols) {
  const std::vector<Positions> positions(symbols.begin(), symbols.end());
  return run_axis(positions);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(coverage_suite)

BOOST_AUTO_TEST_CASE(a_run_without_holes_is_covered) {
  const Places all = every(10, 0, 230);
  const SymbolCoverage coverage = symbol_coverage(all, axis_of({all, all}));
  BOOST_TEST(coverage.expected() == 24u);
  BOOST_TEST(coverage.missing + coverage.tail + coverage.late == 0u);
  BOOST_TEST(coverage.places_after(20) == 3u);
}

BOOST_AUTO_TEST_CASE(a_symbol_that_ends_early_begins_late_or_has_a_hole) {
  const Places all = every(10, 0, 230);
  const Places early = every(10, 0, 100);
  const Places late = every(10, 50, 230);
  const Places holed = every(10, 0, 230, 40, 80);
  const RunAxis axis = axis_of({all, early, late, holed});
  BOOST_TEST(symbol_coverage(early, axis).tail == 13u);
  BOOST_TEST(symbol_coverage(early, axis).expected() == 24u);
  BOOST_TEST(symbol_coverage(early, axis).places_after(10) == 13u);
  BOOST_TEST(symbol_coverage(late, axis).late == 5u);
  BOOST_TEST(symbol_coverage(late, axis).expected() == late.size());
  const SymbolCoverage hole = symbol_coverage(holed, axis);
  BOOST_TEST(hole.missing == 3u);
  BOOST_TEST(hole.expected() == 24u);
  BOOST_TEST(hole.places_after(4) == 19u);
  BOOST_TEST(hole.places_after(5) == 15u);
  BOOST_TEST(axis.pauses.empty());
}

BOOST_AUTO_TEST_CASE(a_hole_in_all_symbols_is_a_pause) {
  const Places a = every(10, 0, 300, 100, 200);
  const Places b = every(10, 0, 300, 100, 230);
  const RunAxis axis = axis_of({a, b});
  BOOST_TEST((axis.pauses == std::vector<Hole>{{100, 200}}));
  BOOST_TEST(symbol_coverage(a, axis).missing == 0u);
  BOOST_TEST(symbol_coverage(b, axis).missing == 3u);
  // whatever one symbol alone leaves out is a pause of the run
  BOOST_TEST((axis_of({b}).pauses == std::vector<Hole>{{100, 230}}));
  BOOST_TEST(symbol_coverage(b, axis_of({b})).missing == 0u);
}

BOOST_AUTO_TEST_CASE(a_pause_is_expected_neither_of_a_symbol_that_ended_before_it_nor_of_one_that_began_behind_it) {
  const Places whole = every(10, 0, 1000, 100, 900);
  const Places ended = every(10, 0, 100);
  const Places begun = every(10, 920, 1000);
  const RunAxis axis = axis_of({whole, ended, begun});
  BOOST_TEST((axis.pauses == std::vector<Hole>{{100, 900}}));
  BOOST_TEST(symbol_coverage(ended, axis).tail == 11u);
  BOOST_TEST(symbol_coverage(begun, axis).late == 13u);
  // the first that comes back does not make the others stale
  const Places back = every(10, 0, 900, 100, 900);
  BOOST_TEST(symbol_coverage(ended, axis_of({back, ended})).tail == 1u);
}

BOOST_AUTO_TEST_CASE(the_slowest_symbol_sets_the_step_and_jitter_is_no_hole) {
  const Places slow = every(60, 0, 600);
  const Places fast = every(10, 0, 540);
  const RunAxis axis = axis_of({fast, slow});
  BOOST_TEST(axis.step == 60);
  BOOST_TEST(symbol_coverage(fast, axis).tail == 1u);
  const Places jittered{0, 11, 19, 33, 40, 48, 61};
  BOOST_TEST(symbol_coverage(jittered, axis_of({jittered})).missing == 0u);
}

BOOST_AUTO_TEST_CASE(without_a_step_nothing_is_expected_beyond_what_is_there) {
  const Places one{5};
  const RunAxis axis = axis_of({one, {}});
  BOOST_TEST(axis.step == 0);
  BOOST_TEST(symbol_coverage(one, axis).expected() == 1u);
  BOOST_TEST(axis_of({}).pauses.empty());
}

BOOST_AUTO_TEST_SUITE_END()
