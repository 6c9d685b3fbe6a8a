#include <soak/model/alert/incident_news.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(incident_news)

BOOST_AUTO_TEST_CASE(states_have_names) {
  for (const NewsState state : {NewsState::opened, NewsState::escalated, NewsState::unacknowledged, NewsState::reminder,
                                NewsState::eased, NewsState::recovered}) {
    BOOST_TEST((parse_news_state(to_string(state)) == state));
  }
  BOOST_TEST(!parse_news_state("closed").has_value());
}

BOOST_AUTO_TEST_CASE(easing_ranks_as_what_it_ends) {
  IncidentNews news;
  news.level = Level::warn;
  BOOST_TEST((news.rank() == Level::warn));
  news.was = Level::crit;
  BOOST_TEST((news.rank() == Level::crit));
  BOOST_TEST(news.is_active());
  news.state = NewsState::recovered;
  BOOST_TEST(!news.is_active());
}

BOOST_AUTO_TEST_CASE(what_is_written_reads_back) {
  IncidentNews news{.state = NewsState::escalated, .id = "A:edge_bps:3", .symbol = "A", .metric = "edge_bps"};
  news.level = Level::crit;
  news.was = Level::warn;
  news.until = "9";
  news.value = -1.5;
  news.paged = {"telegram"};
  const auto read = parse_members<IncidentNews>(members_json(news));
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST((read->state == NewsState::escalated));
  BOOST_TEST((read->was == Level::warn));
  BOOST_TEST(read->until.value() == "9");
  BOOST_TEST(read->value == -1.5);
  BOOST_TEST(is_gap(read->limit));
  BOOST_TEST(read->paged.at(0) == "telegram");
}

BOOST_AUTO_TEST_SUITE_END()
