#include <soak/flow/analyze/analyze_settings.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <set>

using namespace soak;

BOOST_AUTO_TEST_SUITE(analyze_settings)

BOOST_AUTO_TEST_CASE(what_a_text_parses_to_depends_on_these_settings) {
  const std::vector<std::function<void(AnalyzeSettings&)>> changes{
      [](AnalyzeSettings&) {},
      [](AnalyzeSettings& s) { s.default_symbol = "X"; },
      [](AnalyzeSettings& s) { s.symbols = {"A"}; },
      [](AnalyzeSettings& s) {
        s.symbols = {"A", "B"};
      },
      [](AnalyzeSettings& s) { s.symbols = {"AB"}; },
      [](AnalyzeSettings& s) {
        s.fields = {{"edge_bps", "edge"}};
      },
      [](AnalyzeSettings& s) {
        s.fields = {{"edge_bps", "/edge"}};
      },
      [](AnalyzeSettings& s) { s.keep_fills = true; },
      [](AnalyzeSettings& s) { s.metrics.metrics.pop_back(); },
      [](AnalyzeSettings& s) { std::swap(s.metrics.metrics[0], s.metrics.metrics[1]); },
      [](AnalyzeSettings& s) {
        s.shard = {1, 2};
      },
      [](AnalyzeSettings& s) {
        s.shard = {2, 2};
      }};
  std::set<std::string> prints;
  for (const auto& change : changes) {
    AnalyzeSettings settings;
    change(settings);
    prints.insert(reading_fingerprint(settings));
  }
  BOOST_TEST(prints.size() == changes.size());
}

BOOST_AUTO_TEST_CASE(and_on_no_others) {
  AnalyzeSettings settings;
  const std::string print = reading_fingerprint(settings);
  BOOST_TEST(print.size() == 32u);
  settings.min_windows = 1;
  settings.metrics.metrics[0].range = {0, 1};
  settings.metrics.metrics[0].threshold.warn = 9;
  settings.globs = {"x"};
  settings.threads = 3;
  BOOST_TEST(reading_fingerprint(settings) == print);
  settings.symbols = {"A", "B"};
  const std::string chosen = reading_fingerprint(settings);
  settings.symbols = {"B", "A"};
  BOOST_TEST(reading_fingerprint(settings) == chosen);
}

BOOST_AUTO_TEST_SUITE_END()
