#include <soak/analysis/archive/plan.hpp>

#include <boost/test/unit_test.hpp>

#include <map>

using namespace soak;

namespace {

Instant at(const char* text) { return *parse_iso8601(text); }

std::string kept(std::vector<PackCandidate> candidates, const PackLimits& limits) {
  sort_for_packing(candidates);
  apply_limits(candidates, limits, [](const std::string&, std::string_view) {});
  std::string text;
  for (const PackCandidate& candidate : candidates) text += candidate.path + " ";
  return text;
}

std::vector<std::string> doomed(const KeepRules& keep, const std::string& newest_good) {
  const std::vector<std::string> names{"20260101T000000Z.tar.zst",
                                       "20260103T000000Z.tar.zst",
                                       "20260102T000000Z.tar.zst",
                                       "20260104T000000Z.tar.zst",
                                       "notes.tar.zst",
                                       "20260105T000000Z-x.tar.zst"};
  return archives_to_delete(names, keep, at("2026-01-04T12:00:00Z"), {},
                            [&](const std::string& name) { return name <= newest_good; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(archive_plan)

BOOST_AUTO_TEST_CASE(key_files_first_then_by_path_within_limits) {
  const std::vector<PackCandidate> all{{"a.json", false, 10},
                                       {"b.bin", false, 1},
                                       {"EDGE_REPORT.json", false, 50},
                                       {"KPI_GATE.json", false, 5},
                                       {"c.md", false, 100},
                                       {"d.log", false, 3},
                                       {"e", true, 0}};
  BOOST_TEST(kept(all, {}) == "KPI_GATE.json EDGE_REPORT.json a.json c.md d.log e ");
  BOOST_TEST(kept(all, {false, SIZE_MAX, UINT64_MAX}) == "KPI_GATE.json EDGE_REPORT.json a.json b.bin c.md d.log e ");
  BOOST_TEST(kept(all, {true, 3, UINT64_MAX}) == "KPI_GATE.json EDGE_REPORT.json a.json ");
  BOOST_TEST(kept(all, {true, 300, 70}) == "KPI_GATE.json EDGE_REPORT.json a.json d.log e ");  // c.md does not fit
  std::map<std::string, std::string> reasons;
  std::vector<PackCandidate> candidates = all;
  sort_for_packing(candidates);
  apply_limits(candidates, {true, 5, 70},
               [&](const std::string& path, std::string_view reason) { reasons[path] = reason; });
  BOOST_TEST(reasons["b.bin"] == "type");
  BOOST_TEST(reasons["c.md"] == "max-mb");
}

BOOST_AUTO_TEST_CASE(light_types) {
  for (const char* path : {"a.json", "a.jsonl", "x/a.md", "a.log", "SOAK_JOURNAL.jsonl.torn-1"})
    BOOST_TEST(is_light_type(path), path);
  for (const char* path : {"a", "a.json.gz", "a.jsonl.d/b", ".json/x"}) BOOST_TEST(!is_light_type(path), path);
}

BOOST_AUTO_TEST_CASE(names_carry_their_time) {
  BOOST_TEST(archive_stamp(at("2026-01-15T12:34:56Z")) == "20260115T123456Z");
  BOOST_TEST((archive_time("20260115T123456Z.tar.zst") == at("2026-01-15T12:34:56Z")));
  BOOST_TEST((archive_time("20260115T123456Z-2.tar.zst") == at("2026-01-15T12:34:56Z")));
  for (const char* name : {"x.tar.zst", "20260115T123456Z.tar", "20261315T123456Z.tar.zst", "20260115T123456Z-.tar.zst",
                           "20260115T123456Z-a.tar.zst", ".20260115T123456Z.tar.zst"}) {
    BOOST_TEST(!archive_time(name), name);
  }
}

BOOST_AUTO_TEST_CASE(pruning_keeps_what_a_rule_keeps_and_the_newest_good_one_always) {
  using Names = std::vector<std::string>;
  const std::string last = "20260104T000000Z.tar.zst";
  BOOST_TEST(doomed({}, last).empty());
  BOOST_TEST((doomed({{}, 2}, last) == Names{"20260101T000000Z.tar.zst", "20260102T000000Z.tar.zst"}));
  BOOST_TEST(
      (doomed({std::chrono::days{2}, {}}, last) == Names{"20260101T000000Z.tar.zst", "20260102T000000Z.tar.zst"}));
  BOOST_TEST((doomed({std::chrono::days{2}, 3}, last) == Names{"20260101T000000Z.tar.zst"}));
  BOOST_TEST((doomed({{}, 0}, last) ==
              Names{"20260101T000000Z.tar.zst", "20260102T000000Z.tar.zst", "20260103T000000Z.tar.zst"}));
  // The newer three are damaged: the last good one stays although no rule keeps it.
  BOOST_TEST(
      (doomed({{}, 1}, "20260101T000000Z.tar.zst") == Names{"20260102T000000Z.tar.zst", "20260103T000000Z.tar.zst"}));
  BOOST_TEST(doomed({{}, 0}, "").empty());
}

BOOST_AUTO_TEST_CASE(pruning_keeps_what_is_needed_and_does_not_count_the_future) {
  using Names = std::vector<std::string>;
  const Names names{"20260101T000000Z.tar.zst", "20260102T000000Z.tar.zst", "20260103T000000Z.tar.zst",
                    "20310101T000000Z.tar.zst"};
  int asked = 0;
  const auto doomed_of = [&](const KeepRules& keep, const Names& needed) {
    asked = 0;
    return archives_to_delete(names, keep, at("2026-01-03T12:00:00Z"), needed, [&](const std::string&) {
      ++asked;
      return true;
    });
  };
  const std::string made = names[2];
  BOOST_TEST((doomed_of({{}, 1}, {made}) == Names{names[0], names[1]}));
  BOOST_TEST(asked == 0);  // what was just made is known to be good
  BOOST_TEST((doomed_of({{}, 2}, {made}) == Names{names[0]}));
  BOOST_TEST((doomed_of({{}, 1}, {}) == Names{names[0], names[1]}));
  BOOST_TEST(asked == 1);
  BOOST_TEST((doomed_of({{}, 0}, {made, names[0]}) == Names{names[1]}));
  BOOST_TEST((doomed_of({std::chrono::days{0}, {}}, {made, names[0]}) == Names{names[1]}));
  // Made while the clock is behind: what is needed stays and counts, wherever its name puts it.
  BOOST_TEST((doomed_of({{}, 1}, {names[3]}) == Names{names[0], names[1], names[2]}));
  BOOST_TEST((newest_first({names[0], names[3], "notes", names[2]}) == Names{names[3], names[2], names[0]}));
}

BOOST_AUTO_TEST_CASE(only_windows_reports_and_old_journals_may_be_cleaned) {
  for (const char* path :
       {"soak/latest/ITER_SUMMARY_1.json", "soak_reports/smoke.json", "reports/x.md",
        "SOAK_JOURNAL.jsonl.torn-20260101", "SOAK_JOURNAL-2026-01.jsonl", "old/SOAK_JOURNAL.jsonl.1"}) {
    BOOST_TEST(is_cleanable(path), path);
  }
  for (const char* path : {"SOAK_JOURNAL.jsonl", "KPI_GATE.json", "history/KPI_GATE_2026-01-01.json",
                           "x/SOAK_JOURNAL.jsonl", "state/alert_state.json"}) {
    BOOST_TEST(!is_cleanable(path), path);
  }
}

BOOST_AUTO_TEST_CASE(paths_and_links_that_leave_are_refused) {
  for (const char* path : {"a", "a/b", "..a/b..", "a b"}) BOOST_TEST(is_safe_path(path), path);
  for (const char* path : {"", "/a", "..", "../a", "a/../b", "a//b", "a/", "./a", "a/."})
    BOOST_TEST(!is_safe_path(path), path);
  BOOST_TEST(link_stays_inside("a/b", "../c"));
  BOOST_TEST(link_stays_inside("a/b", "c/d"));
  BOOST_TEST(link_stays_inside("a/b", ".."));
  for (const char* target : {"/etc/passwd", "../../x", "", "c/../../..", "../c/../x", "."}) {
    BOOST_TEST(!link_stays_inside("a/b", target), target);
  }
  BOOST_TEST(!link_stays_inside("a", ".."));
}

BOOST_AUTO_TEST_CASE(the_newest_archive) {
  BOOST_TEST(!newest_archive({"README", "x.tar.zst"}).has_value());
  BOOST_TEST(*newest_archive({"20260115T120000Z.tar.zst", "20260116T120000Z.tar.zst", "z.tar.zst"}) ==
             "20260116T120000Z.tar.zst");
  BOOST_TEST(*newest_archive({"20260115T120000Z-9.tar.zst", "20260115T120000Z-10.tar.zst",
                              "20260115T120000Z.tar.zst"}) == "20260115T120000Z-10.tar.zst");
  BOOST_TEST(*newest_archive({"20260115T120000Z-2.tar.zst", "20260115T120000Z-3.tar.zst"}) ==
             "20260115T120000Z-3.tar.zst");
}

BOOST_AUTO_TEST_CASE(patterns_exclude_components_and_whole_paths) {
  BOOST_TEST(is_excluded("a/cache", {"cache/"}));
  BOOST_TEST(is_excluded("a/x.tmp", {"*.tmp"}));
  BOOST_TEST(is_excluded("a/b/c", {"a/*/c"}));
  BOOST_TEST(!is_excluded("a/b/c", {"a/*"}));
  BOOST_TEST(!is_excluded("a/.hidden", {"*"}));
  BOOST_TEST(!is_excluded("a/b", {}));
}

BOOST_AUTO_TEST_CASE(the_export_marker_is_packed_from_where_it_is_kept) {
  BOOST_TEST(key_files.back() == path_in(artifact_dir::state, artifact_name::export_status));
}

BOOST_AUTO_TEST_SUITE_END()
