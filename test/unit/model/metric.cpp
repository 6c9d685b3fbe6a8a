#include <soak/model/metric.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(metric)

BOOST_AUTO_TEST_CASE(the_guides_limits_are_the_defaults) {
  const MetricSet set = standard_metrics();
  BOOST_REQUIRE(set.size() == 4u);
  BOOST_TEST((set.metrics[0].threshold == Threshold{Direction::bad_when_low, 2.5, 2.0}));
  BOOST_TEST((set.metrics[1].threshold == Threshold{Direction::bad_when_low, 0.80, 0.75}));
  BOOST_TEST((set.metrics[2].threshold == Threshold{Direction::bad_when_high, 350, 400}));
  BOOST_TEST((set.metrics[3].threshold == Threshold{Direction::bad_when_high, 0.45, 0.50}));
}

BOOST_AUTO_TEST_CASE(a_metric_is_added_with_its_thresholds_decimals) {
  MetricSet set = standard_metrics();
  BOOST_REQUIRE(add_metric(set, "custom_score:high:100:150.25:Custom Score"));
  BOOST_TEST(set.metrics[4].title == "Custom Score");
  BOOST_TEST(set.metrics[4].decimals == 2);
  BOOST_TEST(set.metrics[4].crit_note == "Custom Score beyond critical threshold");
  BOOST_REQUIRE(add_metric(set, "plain:low:2:1"));
  BOOST_TEST(set.metrics[5].title == "plain");
}

BOOST_AUTO_TEST_CASE(two_hundred_metrics_are_fine) {
  MetricSet set = standard_metrics();
  for (int i = 0; i < 200; ++i) BOOST_REQUIRE(add_metric(set, "m" + std::to_string(i) + ":low:2:1"));
  BOOST_TEST(set.index_of("m199").value() == 203u);
}

BOOST_AUTO_TEST_CASE(a_bad_metric_is_refused_with_the_reason) {
  MetricSet set = standard_metrics();
  for (const char* spec :
       {"", "a", "a:low:1", "a:up:1:2", "a:low:x:1", "a:low:1:nan", "a:low:1:2", "a:high:2:1", ":low:2:1",
        "a/b:low:2:1", "a=b:low:2:1", "edge_bps:low:2:1", "iteration:low:2:1", "a\n:low:2:1"}) {
    const auto added = add_metric(set, spec);
    BOOST_REQUIRE_MESSAGE(!added, spec);
    BOOST_TEST((added.error().code == Errc::usage));
    BOOST_TEST(added.error().message.starts_with(printable(spec) + ": "), added.error().message);
  }
}

BOOST_AUTO_TEST_CASE(an_override_splits_at_the_last_slash) {
  MetricSet set = standard_metrics();
  BOOST_REQUIRE(add_override(set, "XRP/USD/edge_bps=3:2.5"));
  BOOST_TEST(set.threshold("XRP/USD", 0).warn == 3);
  BOOST_TEST(set.threshold("BTCUSDT", 0).warn == 2.5);
  for (const char* spec : {"BTC", "BTC/edge_bps", "BTC/none=1:2", "/edge_bps=3:2", "BTC/edge_bps=3", "BTC/edge_bps=2:3",
                           "BTC/edge_bps=3:2:1"}) {
    BOOST_TEST(!add_override(set, spec), spec);
  }
}

BOOST_AUTO_TEST_SUITE_END()
