#include <soak/analysis/judgement/bad_spell.hpp>

#include <support/golden.hpp>
#include <support/grades.hpp>
#include <support/noise.hpp>

#include <string>

using namespace soak;

namespace {

/// "since-opened-closed" of each spell, "…" for an open end.
std::string told(std::string_view text, Level level = Level::crit) {
  std::string result;
  for (const BadSpell& spell : bad_spells(graded(text), level)) {
    result += (result.empty() ? "" : " ") + std::to_string(spell.since) + "-" + std::to_string(spell.opened) + "-" +
              (spell.is_open() ? "…" : std::to_string(*spell.closed));
  }
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bad_spell)

BOOST_AUTO_TEST_CASE(agrees_with_the_golden_cases) {
  const auto file = golden::load("incident.json");
  BOOST_TEST(file.at("cases").as_array().size() == 14u);
  for (const auto& entry : file.at("cases").as_array()) {
    BOOST_TEST_CONTEXT(entry.at("levels").as_string()) {
      const auto spells = bad_spells(graded(std::string(entry.at("levels").as_string())), Level::crit);
      std::vector<double> opened, closed;
      for (const BadSpell& spell : spells) {
        opened.push_back(static_cast<double>(spell.opened));
        if (spell.closed) closed.push_back(static_cast<double>(*spell.closed));
      }
      BOOST_TEST(opened == golden::series(entry.at("opened_at")), boost::test_tools::per_element());
      BOOST_TEST(closed == golden::series(entry.at("closed_at")), boost::test_tools::per_element());
      BOOST_TEST((!spells.empty() && spells.back().is_open()) == entry.at("open_at_end").as_bool());
    }
  }
}

BOOST_AUTO_TEST_CASE(since_is_the_first_bad_window_of_the_tightest_rule) {
  BOOST_TEST(told("..C.C") == "2-4-…");                      // 2 of 3
  BOOST_TEST(told("..C....C....C") == "2-12-…");             // 3 of 24
  BOOST_TEST(told("..C....C....CC") == "2-12-…");            // it was open when the next came
  BOOST_TEST(told("..C.......CC") == "10-11-…");             // 2 of 3, though 3 of 24 hold as well
  BOOST_TEST(told("..C....C....G") == "12-12-…");            // gross, though both hold
  BOOST_TEST(told("C" + std::string(22, '.') + "C") == "");  // 2 of 24
  BOOST_TEST(told("CC" + std::string(22, '.') + "C") == "0-1-7");
}

BOOST_AUTO_TEST_CASE(an_earlier_spell_makes_impatient_but_keeps_its_windows) {
  BOOST_TEST(told("CC.......C") == "0-1-7 9-9-…");  // 3 of 24 with two of the spell that closed
  BOOST_TEST(told("C..........CC......C") == "11-12-18 19-19-…");
}

BOOST_AUTO_TEST_CASE(gaps_neither_open_nor_close) {
  BOOST_TEST(told("C?????C") == "0-6-…");
  BOOST_TEST(told("CC???????.....") == "0-1-…");
  BOOST_TEST(told("CC.?.?.?.?.?.") == "0-1-12");
  BOOST_TEST(told("?????") == "");
}

BOOST_AUTO_TEST_CASE(a_warning_is_bad_for_warn_only_and_gross_counts_for_crit_only) {
  BOOST_TEST(told("ww....") == "");
  BOOST_TEST(told("ww....", Level::warn) == "0-1-…");
  BOOST_TEST(told("wC....", Level::warn) == "0-1-…");
  BOOST_TEST(told("..G...", Level::warn) == "");
}

BOOST_AUTO_TEST_CASE(counts_begin_at_since_and_leave_gaps_out) {
  const auto spells = bad_spells(graded("..C.?CC..C..."), Level::crit);
  BOOST_REQUIRE(spells.size() == 1u);
  BOOST_TEST(spells[0].since == 2u);
  BOOST_TEST(spells[0].last_bad == 9u);
  BOOST_TEST(spells[0].bad == 4u);
  BOOST_TEST(spells[0].known == 10u);
  BOOST_TEST(spells[0].good == 3u);
}

BOOST_AUTO_TEST_CASE(an_outage_with_every_tenth_window_fine_is_one_spell_from_its_first_window) {
  std::string text(100, '.');
  for (std::size_t i = 40; i < 100; ++i) text[i] = i % 10 == 9 ? '.' : 'C';
  BOOST_TEST(told(text) == "40-41-…");
}

BOOST_AUTO_TEST_CASE(whatever_comes_spells_follow_each_other_and_begin_and_end_as_they_must) {
  Noise noise(6);
  for (int run = 0; run < 300; ++run) {
    std::string text(200, '.');
    const double share = noise.uniform() / 2;
    for (char& letter : text) {
      const double u = noise.uniform();
      letter = u < share / 20 ? 'G' : u < share ? 'C' : u < share + 0.1 ? 'w' : u > 0.9 ? '?' : '.';
    }
    const auto grades = graded(text);
    for (const Level level : {Level::warn, Level::crit}) {
      std::size_t free_from = 0;
      const auto spells = bad_spells(grades, level);
      for (const BadSpell& spell : spells) {
        BOOST_TEST(spell.since >= free_from);
        BOOST_TEST(spell.since <= spell.opened);
        BOOST_TEST(is_bad(grades[spell.since], level));
        BOOST_TEST(is_bad(grades[spell.opened], level));
        BOOST_TEST(spell.bad <= spell.known);
        BOOST_TEST((spell.is_open() ? spell.good < 6 : spell.good == 6));
        BOOST_TEST((spell.is_open() ? &spell == &spells.back() : *spell.closed > spell.last_bad));
        free_from = spell.closed.value_or(0) + 1;
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
