#include <soak/analysis/watch/last_tick.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

std::string line(const char* phase, const char* status) {
  JournalEntry entry;
  entry.phase = phase;
  entry.region = "eu";
  entry.status = status;
  return seal(entry, journal_genesis).text + "\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(last_ticks)

BOOST_AUTO_TEST_CASE(the_last_whole_line_counts) {
  const auto last = last_tick_in(line("shadow", "FAIL") + line("shadow", "WARN") + "{\"torn", false);
  BOOST_REQUIRE((last && *last));
  BOOST_TEST((*last)->entry.status == "WARN");
  BOOST_TEST((*last)->fail_streak == 0);
}

BOOST_AUTO_TEST_CASE(fails_of_the_same_phase_add_up) {
  const std::string text = line("shadow", "FAIL") + line("canary", "FAIL") + line("canary", "FAIL");
  const auto last = last_tick_in(text, false);
  BOOST_REQUIRE((last && *last));
  BOOST_TEST((*last)->fail_streak == 2);
  BOOST_TEST(!(*last)->is_streak_cut);
}

BOOST_AUTO_TEST_CASE(a_part_loses_its_first_line_and_may_lose_fails) {
  const std::string fails = line("canary", "FAIL") + line("canary", "FAIL") + line("canary", "FAIL");
  const auto cut = last_tick_in(fails, true);
  BOOST_REQUIRE((cut && *cut));
  BOOST_TEST((*cut)->fail_streak == 2);
  BOOST_TEST((*cut)->is_streak_cut);
  const auto whole = last_tick_in(line("canary", "WARN") + line("canary", "WARN") + fails, true);
  BOOST_REQUIRE((whole && *whole));
  BOOST_TEST((*whole)->fail_streak == 3);
  BOOST_TEST(!(*whole)->is_streak_cut);
}

BOOST_AUTO_TEST_CASE(nothing_and_nonsense) {
  const auto empty = last_tick_in("", false);
  BOOST_REQUIRE(empty);
  BOOST_TEST(!empty->has_value());
  BOOST_TEST(last_tick_in("{\"torn", false).error().message == "no whole line at its end");
  BOOST_TEST(last_tick_in("nonsense\n", false).error().message.starts_with("a line of it: "));
}

BOOST_AUTO_TEST_SUITE_END()
