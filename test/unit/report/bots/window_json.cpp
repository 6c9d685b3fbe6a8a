#include <soak/report/bots/window_json.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_CASE(a_window_is_one_line_of_shape_five) {
  BotWindow window{490000, 1764003600000000, false, {}};
  BotWindowEntry entry;
  entry.symbol = "BTCUSDT";
  entry.edge = {1.25, "mid+0s"};
  entry.maker = {gap, "none: no fill"};
  entry.fills = 3;
  window.entries.push_back(entry);
  BOOST_TEST(
      to_json(window) ==
      "{\"iteration\": 490000, \"timestamp\": \"2025-11-24T17:00:00Z\", \"source\": \"fills\", \"symbols\": "
      "{\"BTCUSDT\": "
      "{\"edge_bps\": 1.25, \"maker_taker_ratio\": null, \"p95_latency_ms\": null, \"risk_ratio\": null, \"fills\": 3, "
      "\"orders\": 0, \"sources\": {\"edge\": \"mid+0s\", \"maker\": \"none: no fill\", \"latency\": \"\", \"risk\": "
      "\"\"}}}}\n");
  window.is_made_up = true;
  BOOST_TEST(to_json(window).find("\"source\": \"fake\"") != std::string::npos);
}
