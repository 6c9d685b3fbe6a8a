#include <soak/model/summary/shard_record.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

using namespace soak;

namespace {

ShardRecord record() {
  ShardRecord result;
  result.shard = {2, 3};
  result.set = "abc";
  result.span_us = -5;
  result.metrics.push_back({standard_metrics().metrics[0]});
  result.overrides.push_back({"A", 0, 3, 2});
  result.pauses.push_back({1, 2});
  result.tables.push_back({{1'760'000'000'000'000, 1'760'000'003'600'000, 0}});
  ShardSymbol symbol{"A", 4, {}, {}, {"a note"}, 0};
  ShardMetric metric;
  metric.metric = "edge_bps";
  metric.median = 0.1 + 0.2;
  metric.extent.last = -0.0;
  metric.crit = {2, 1, 3, -std::numeric_limits<double>::infinity()};
  metric.quality.problem = DataProblem::stale;
  metric.quality.silent = 5;
  metric.drift.is_material = true;
  metric.forecast = LimitForecast{Level::warn, 1.5, std::numeric_limits<double>::infinity()};
  symbol.metrics.push_back(metric);
  ShardIncident incident;
  incident.id = "A:edge_bps:1";
  incident.since_at = -7;
  incident.excess = 0.25;
  symbol.incidents.push_back(incident);
  result.symbols.push_back(symbol);
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shard_records)

BOOST_AUTO_TEST_CASE(nothing_is_lost_between_shard_and_merge) {
  const std::string text = to_json(record());
  const auto read = parse_shard_record(text);
  BOOST_TEST_REQUIRE(read.has_value(), (read ? "" : read.error().message));
  BOOST_TEST(to_json(*read) == text);
  const ShardMetric& metric = read->symbols[0].metrics[0];
  BOOST_TEST(metric.median == 0.1 + 0.2);
  BOOST_TEST(std::signbit(metric.extent.last));
  BOOST_TEST(metric.crit.worst == -std::numeric_limits<double>::infinity());
  BOOST_TEST((metric.quality.problem == DataProblem::stale));
  BOOST_TEST(metric.forecast->latest == std::numeric_limits<double>::infinity());
  BOOST_TEST(read->symbols[0].incidents[0].since_at == -7);
  BOOST_TEST(read->tables[0].times[1] == 1'760'000'003'600'000);
  BOOST_TEST(read->span_us.value() == -5);
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_together_is_refused) {
  const auto refused = [](const auto& change) {
    ShardRecord broken = record();
    change(broken);
    return !parse_shard_record(to_json(broken));
  };
  BOOST_TEST(!refused([](ShardRecord&) {}));
  BOOST_TEST(refused([](ShardRecord& r) { r.shard.index = 4; }));
  BOOST_TEST(refused([](ShardRecord& r) { r.overrides[0].metric = 1; }));
  BOOST_TEST(refused([](ShardRecord& r) { r.symbols[0].metrics.clear(); }));
  BOOST_TEST(refused([](ShardRecord& r) { r.symbols[0].times = 1; }));
  BOOST_TEST(!parse_shard_record("{}"));
}

BOOST_AUTO_TEST_SUITE_END()
