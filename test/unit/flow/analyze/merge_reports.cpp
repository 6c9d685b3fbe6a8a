#include <soak/flow/analyze/merge_reports.hpp>
#include <soak/flow/analyze/shards.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

#include <fixtures.hpp>
#include <temporary_directory.hpp>

using namespace soak;

namespace {

AnalyzeSettings settings_of(const std::string& windows, const Shard& shard) {
  AnalyzeSettings settings;
  settings.globs = {windows};
  settings.keep_times = true;
  settings.shard = shard;
  return settings;
}

std::string read(const std::string& path) { return read_file(path, max_report_bytes).value(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(merged_reports)

BOOST_AUTO_TEST_CASE(shards_of_the_demo_make_the_reports_of_the_demo) {
  const std::string windows = fixture("analyze_post_soak/demo");
  TemporaryDirectory folder;
  const Instant now = parse_iso8601("2026-01-15T12:00:00Z").value();
  std::vector<std::string> directories;
  for (std::size_t k = 1; k <= 3; ++k) {
    const AnalyzeSettings settings = settings_of(windows, {k, 3});
    const auto analysis = analyze(settings, now);
    BOOST_TEST_REQUIRE(analysis.has_value());
    ReportSettings reports;
    reports.out_dir = folder.path("shard" + std::to_string(k));
    reports.html = true;
    reports.shard = shard_text(settings, *analysis, reports, "");
    BOOST_TEST_REQUIRE(write_reports(*analysis, settings.metrics, reports).has_value());
    directories.push_back(reports.out_dir);
  }
  const AnalyzeSettings settings = settings_of(windows, {});
  const auto whole = analyze(settings, now);
  ReportSettings reports;
  reports.out_dir = folder.path("whole");
  reports.html = true;
  BOOST_TEST_REQUIRE(write_reports(*whole, settings.metrics, reports).has_value());
  const auto merged = merge_reports(directories, folder.path("merged"), now);
  BOOST_TEST_REQUIRE(merged.has_value(), (merged ? "" : merged.error().message));
  BOOST_TEST(merged->warnings == whole->warnings, boost::test_tools::per_element());
  for (const std::string name : {"SOAK_SUMMARY.json", "VIOLATIONS.json", "POST_SOAK_ANALYSIS.md", "RECOMMENDATIONS.md",
                                 "POST_SOAK_ANALYSIS.html"}) {
    BOOST_TEST((read(folder.path("merged/" + name)) == read(folder.path("whole/" + name))), name);
  }
  directories.pop_back();
  BOOST_TEST(merge_reports(directories, folder.path("less"), now).error().message ==
             "cannot merge: shard 3 of 3 is missing");
  BOOST_TEST(!file_exists(folder.path("less")));
}

BOOST_AUTO_TEST_SUITE_END()
