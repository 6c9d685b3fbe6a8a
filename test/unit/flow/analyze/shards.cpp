#include <soak/flow/analyze/shards.hpp>

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

using namespace soak;

BOOST_AUTO_TEST_SUITE(records_of_shards)

BOOST_AUTO_TEST_CASE(whatever_changes_the_analysis_makes_another_set) {
  Analysis analysis;
  analysis.input_digest = "d";
  std::set<std::string> sets;
  std::size_t tried = 0;
  const auto add = [&](const auto& change) {
    AnalyzeSettings settings;
    change(settings);
    sets.insert(shard_set(settings, analysis, {}, ""));
    ++tried;
  };
  add([](AnalyzeSettings&) {});
  add([](AnalyzeSettings& s) { s.shard.count = 2; });
  add([](AnalyzeSettings& s) { s.symbols = {"A"}; });
  add([](AnalyzeSettings& s) { s.min_windows = 25; });
  add([](AnalyzeSettings& s) { s.time_buckets = 2; });
  add([](AnalyzeSettings& s) { s.keep_times = true; });
  add([](AnalyzeSettings& s) { s.fields = {{"edge_bps", "x"}}; });
  add([](AnalyzeSettings& s) { s.max_stale = 4; });
  add([](AnalyzeSettings& s) { s.max_stale_of["edge_bps"] = 4; });
  add([](AnalyzeSettings& s) { s.gross_factor = 4.5; });
  add([](AnalyzeSettings& s) { s.metrics.metrics[0].threshold.warn = 2.6; });
  add([](AnalyzeSettings& s) { s.metrics.metrics[0].range.max = 5; });
  add([](AnalyzeSettings& s) { s.metrics.overrides[{"A", 0}] = {3, 2}; });
  add([](AnalyzeSettings& s) { s.left_out = {"risk_ratio"}; });
  add([](AnalyzeSettings& s) { s.default_symbol = "X"; });
  BOOST_TEST(sets.size() == tried);
  const std::string usual = shard_set({}, analysis, {}, "");
  ReportSettings other;
  other.language = Language::en;
  BOOST_TEST(shard_set({}, analysis, other, "") != usual);
  other = {};
  other.emit_summary = false;
  BOOST_TEST(shard_set({}, analysis, other, "") != usual);
  other = {};
  other.html = true;
  BOOST_TEST(shard_set({}, analysis, other, "") != usual);
  BOOST_TEST(shard_set({}, analysis, {}, "prod/bybit") != usual);
  analysis.input_digest = "e";
  BOOST_TEST(shard_set({}, analysis, {}, "") != usual);
  AnalyzeSettings elsewhere;
  elsewhere.globs = {"/mnt/other"};
  elsewhere.threads = 9;
  elsewhere.shard = {1, 1};
  BOOST_TEST(shard_set(elsewhere, analysis, {}, "") == shard_set({}, analysis, {}, ""));
}

BOOST_AUTO_TEST_SUITE_END()
