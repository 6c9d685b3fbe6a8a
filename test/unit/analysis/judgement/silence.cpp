#include <soak/analysis/judgement/silence.hpp>

#include <boost/test/unit_test.hpp>
#include <support/grades.hpp>

#include <utility>
#include <vector>

using namespace soak;

namespace {

const std::vector<std::pair<std::size_t, std::size_t>> no_holes;

std::vector<SilentSpell> with_tail(std::string_view text, std::size_t tail) {
  return track_silence(graded(text), {.holes = no_holes, .tail = tail});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(silence)

BOOST_AUTO_TEST_CASE(opens_at_the_third_place_and_ends_with_a_value) {
  const auto silences = track_silence(graded("..??.???..????"));
  BOOST_REQUIRE(silences.size() == 2u);
  BOOST_TEST((silences[0] == SilentSpell{{5}, {7}, 8, 3}));
  BOOST_TEST((silences[1] == SilentSpell{{10}, {12}, {}, 4}));
  BOOST_TEST(track_silence(graded("..??")).empty());
}

BOOST_AUTO_TEST_CASE(places_behind_the_last_window_are_silent_too) {
  BOOST_TEST((with_tail("...?", 2).at(0) == SilentSpell{{3}, {5}, {}, 3}));
  BOOST_TEST((with_tail("...", 3).at(0) == SilentSpell{{3}, {5}, {}, 3}));
  BOOST_TEST(with_tail("", 2).empty());
}

BOOST_AUTO_TEST_CASE(a_hole_is_silent_and_ends_with_the_window_behind_it) {
  const std::vector<std::pair<std::size_t, std::size_t>> holes{{3, 4}, {5, 2}};
  const auto silences = track_silence(graded("......."), {.holes = holes, .tail = 0});
  BOOST_REQUIRE(silences.size() == 1u);
  BOOST_TEST((silences[0] == SilentSpell{{3, 4}, {3, 2}, 3, 4}));
}

BOOST_AUTO_TEST_CASE(gaps_and_holes_add_up) {
  const std::vector<std::pair<std::size_t, std::size_t>> holes{{3, 1}};
  const auto gap_first = track_silence(graded("..??."), {.holes = holes, .tail = 0});
  BOOST_REQUIRE(gap_first.size() == 1u);
  BOOST_TEST((gap_first[0] == SilentSpell{{2}, {3}, 4, 3}));
  const auto hole_first = track_silence(graded("...??"), {.holes = holes, .tail = 0});
  BOOST_REQUIRE(hole_first.size() == 1u);
  BOOST_TEST((hole_first[0] == SilentSpell{{3, 1}, {4}, {}, 3}));
}

BOOST_AUTO_TEST_CASE(a_symbol_that_is_silent_altogether_is_critical) {
  const auto silent = track_silence(graded("..???"));
  const auto spoke_again = track_silence(graded("???.."));
  const std::vector<std::pair<std::size_t, std::size_t>> holes{{3, 4}};
  const auto absent = track_silence(graded("....."), {.holes = holes, .tail = 0});
  const auto silent_for_a_while = track_silence(graded("..????.."));
  using Silences = std::vector<std::vector<SilentSpell>>;
  BOOST_TEST((silence_level(silent[0], Silences{silent, silent}) == Level::crit));
  BOOST_TEST((silence_level(silent[0], Silences{silent, spoke_again}) == Level::warn));
  BOOST_TEST((silence_level(silent[0], Silences{silent, {}}) == Level::warn));
  BOOST_TEST((silence_level(absent[0], Silences{absent, absent}) == Level::crit));
  BOOST_TEST((silence_level(silent_for_a_while[0], Silences{silent_for_a_while, silent}) == Level::crit));
}

BOOST_AUTO_TEST_SUITE_END()
