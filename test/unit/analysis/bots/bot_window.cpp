#include <soak/analysis/bots/bot_window.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_CASE(a_figure_that_nobody_measured_is_a_gap) {
  const soak::BotWindowEntry entry;
  BOOST_TEST((soak::is_gap(entry.edge.value) && soak::is_gap(entry.maker.value)));
  BOOST_TEST((soak::is_gap(entry.latency.value) && soak::is_gap(entry.risk.value)));
}
