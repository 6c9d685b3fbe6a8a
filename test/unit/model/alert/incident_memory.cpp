#include <soak/model/alert/incident_memory.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(incident_memory)

BOOST_AUTO_TEST_CASE(what_is_remembered_reads_back) {
  const Instant at = *parse_iso8601("2026-01-05T12:00:00Z");
  IncidentMemory memory;
  memory.open.push_back({.id = "A:edge_bps:x", .symbol = "A", .metric = "edge_bps", .level = Level::crit});
  memory.open[0].worst_level = Level::crit;
  memory.open[0].kind = IncidentKind::no_data;
  memory.open[0].since = "x";
  memory.open[0].good = 3;
  memory.open[0].judged_us = 1767614400000000;
  memory.open[0].opened_at = at;
  memory.open[0].told_at = at;
  memory.open[0].paged = {"telegram"};
  memory.held.push_back({.state = NewsState::eased, .id = "B:risk_ratio:y", .symbol = "B", .metric = "risk_ratio"});
  memory.held[0].was = Level::crit;
  memory.held[0].value = 0.47;
  const auto read = parse_incident_memory(to_json(memory));
  BOOST_REQUIRE(read);
  BOOST_TEST(to_json(*read) == to_json(memory));
  BOOST_TEST(is_gap(read->open[0].worst));
  BOOST_TEST((read->open[0].told_at == at));
  BOOST_TEST(!read->open[0].first_told_at.has_value());
  BOOST_TEST((read->held[0].state == NewsState::eased));
  BOOST_TEST((read->held[0].rank() == Level::crit));
}

BOOST_AUTO_TEST_CASE(what_is_damaged_is_refused) {
  for (const char* text :
       {"", "{}", "[]", R"({"open": [], "held": 5})", R"({"open": [{"id": "x"}], "held": []})",
        R"({"open": [], "held": [{"state": "gone", "id": "", "symbol": "", "metric": "", "level": "OK"}]})"}) {
    BOOST_TEST(parse_incident_memory(text).has_error(), text);
  }
}

BOOST_AUTO_TEST_CASE(every_state_has_a_name_that_reads_back) {
  for (int i = 0; i < 6; ++i) {
    const auto state = static_cast<NewsState>(i);
    BOOST_TEST((parse_news_state(to_string(state)) == state));
  }
  BOOST_TEST(!parse_news_state("silenced").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
