#include "fleet_sample.hpp"

#include <soak/report/watch/fleet_text.hpp>

#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace soak;

namespace {

std::size_t widest(const std::string& text) {
  std::istringstream lines(text);
  std::size_t most = 0;
  for (std::string line; std::getline(lines, line);) most = std::max(most, line.size());
  return most;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fleet_text_)

BOOST_AUTO_TEST_CASE(eighty_columns) {
  BOOST_TEST(fleet_text(fleet_sample::fleet(), "redis://localhost:6379/0", false, 80) ==
             "now      env:exchange               open  windows     heartbeat  phase   journal\n"
             "CRIT     prod:okx                   2+1   1 h 00 min  1 min      -       -\n"
             "         open: BTCUSDT edge_bps since 2026-01-17T09:00:00Z\n"
             "UNKNOWN  ci:kraken                  -     -           -          -       -\n"
             "         unusable: soak:phase; nobody says how it stands; no runner, only what\n"
             "         was exported\n"
             "UNKNOWN  staging:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n"
             "         x\n"
             "                                    0+0   -           -          -       -\n"
             "         the runner's next cycle is overdue, last heard of 2026-01-16T10:00:00Z\n"
             "WARN     prod:</script><b>'\"&       0+1   1 h 00 min  1 min      -       -\n"
             "         open: BTCUSDT edge_bps since 2026-01-17T09:00:00Z\n"
             "OK       prod:bybit                 0+0   1 h 00 min  1 min      canary  #1234\n"
             "5 bots: 1 CRIT, 2 UNKNOWN, 1 WARN, 1 OK; 2026-01-17T12:00:00Z,\n"
             "  redis://localhost:6379/0\n");
}

BOOST_AUTO_TEST_CASE(no_line_is_wider_than_the_terminal_and_all_is_ascii) {
  for (const std::size_t columns : {40, 50, 60, 80, 100, 132, 250}) {
    const std::string text = fleet_text(fleet_sample::fleet(), std::string(300, 'u'), false, columns);
    BOOST_TEST(widest(text) <= columns);
    std::string lines = text;
    std::erase(lines, '\n');
    BOOST_TEST(ascii_only(lines) == lines);
    BOOST_TEST((text.find("1f2e3d4c") != text.npos) == (columns >= 100));
  }
}

BOOST_AUTO_TEST_CASE(no_age_is_cut) {
  Fleet fleet = fleet_sample::fleet();
  fleet.bots.front().window_age = std::chrono::minutes(13 * 60 + 5);
  fleet.bots.front().heartbeat_age = std::chrono::minutes(23 * 60 + 59);
  BOOST_TEST(fleet_text(fleet, "", false, 80).find("13 h 05 min  23 h 59 min") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(colour_is_for_the_first_word_alone) {
  const std::string text = fleet_text(fleet_sample::fleet(), "", true, 80);
  BOOST_TEST(text.find("\x1b[31mCRIT   \x1b[0m  prod:okx") != text.npos);
  BOOST_TEST(text.find("\x1b[33mUNKNOWN\x1b[0m") != text.npos);
}

BOOST_AUTO_TEST_CASE(a_fleet_that_could_not_be_read_says_why) {
  const Fleet fleet = judge_fleet({}, {"Redis is away\x1b"}, fleet_sample::now);
  BOOST_TEST(fleet_text(fleet, "redis://localhost:6379/0", false, 80) ==
             "UNKNOWN  Redis is away\\x1b\n"
             "0 bots: 0 CRIT, 0 UNKNOWN, 0 WARN, 0 OK; 2026-01-17T12:00:00Z,\n"
             "  redis://localhost:6379/0\n");
}

BOOST_AUTO_TEST_SUITE_END()
