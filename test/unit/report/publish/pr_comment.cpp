#include <soak/report/publish/pr_comment.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

MetricSummary metric(const std::string& name, double last, const std::string& trend, Level status = Level::ok) {
  return {name, {last, last, last}, last, trend, status};
}

/// The guide's example, numbers and all.
Summary guide() {
  Summary summary;
  summary.windows = summary.input_windows = summary.min_windows = 24;
  summary.claimed = {{0, 4, 1}, Level::warn};
  summary.meta.commit_range = "abc123..def456";
  summary.meta.profile = "moderate";
  summary.symbols = {{"BTCUSDT",
                      24,
                      {metric("edge_bps", 3.1, "↑"), metric("maker_taker_ratio", 0.86, "≈"),
                       metric("p95_latency_ms", 232, "↓"), metric("risk_ratio", 0.34, "≈")}},
                     {"ETHUSDT",
                      24,
                      {metric("edge_bps", 2.9, "↓"), metric("maker_taker_ratio", 0.82, "↓"),
                       metric("p95_latency_ms", 360, "↑", Level::warn), metric("risk_ratio", 0.42, "↑")}}};
  return summary;
}

Summary many(std::size_t count) {
  Summary summary = guide();
  const SymbolSummary ok = summary.symbols[0];
  const SymbolSummary warn = summary.symbols[1];
  summary.symbols.clear();
  for (std::size_t i = 0; i < count; ++i) {
    summary.symbols.push_back(i % 2 == 0 ? ok : warn);
    summary.symbols.back().symbol = "S" + std::to_string(i);
    if (i % 10 == 9) summary.symbols.back().metrics[0].status = Level::crit;
  }
  return summary;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pr_comment_markdown)

BOOST_AUTO_TEST_CASE(the_guides_example_to_the_byte) {
  BOOST_TEST(pr_comment(guide()) ==
             "### 🧪 Soak Analysis Summary\n"
             "\n"
             "**Windows:** 24 (min=24) | **Verdict:** 🟡 **WARN**\n"
             "\n"
             "**Commit:** `abc123..def456` | **Profile:** `moderate`\n"
             "\n"
             "| Symbol | Edge(bps) | Trend | Maker/Taker | Trend | p95(ms) | Trend | Risk | Trend | Status |\n"
             "|--------|-----------|-------|-------------|-------|---------|-------|------|-------|--------|\n"
             "| BTCUSDT | 3.1 | ↑ | 0.86 | ≈ | 232 | ↓ | 0.34 | ≈ | ✅ OK |\n"
             "| ETHUSDT | 2.9 | ↓ | 0.82 | ↓ | 360 | ↑ | 0.42 | ↑ | 🟡 WARN |\n"
             "\n"
             "**Violations:** 🔴 CRIT: 0 | 🟡 WARN: 4 | ✅ OK: 1\n"
             "\n"
             "**Artifacts:** POST_SOAK_ANALYSIS.md, RECOMMENDATIONS.md, VIOLATIONS.json, SOAK_SUMMARY.json\n"
             "(see workflow artifacts above)\n");
}

BOOST_AUTO_TEST_CASE(crit_gaps_unknown_commits_and_too_few_windows) {
  Summary summary = guide();
  summary.claimed->verdict = Level::crit;
  summary.input_windows = 8;
  summary.meta.commit_range.reset();
  summary.meta.profile = "";
  summary.symbols[0].metrics[0] = metric("edge_bps", gap, "≈", Level::crit);
  summary.symbols[1].metrics.pop_back();
  const std::string text = pr_comment(summary);
  BOOST_TEST(has(text,
                 "**Verdict:** 🔴 **CRIT**\n\n⚠️ WARNING: Only 8 windows analyzed (24 required for statistical "
                 "significance)\n\n**Commit:** n/a | **Profile:** n/a\n"));
  BOOST_TEST(has(text, "| BTCUSDT | n/a | ≈ | 0.86 | ≈ | 232 | ↓ | 0.34 | ≈ | 🔴 CRIT |\n"));
  BOOST_TEST(has(text, "| ETHUSDT | 2.9 | ↓ | 0.82 | ↓ | 360 | ↑ | n/a | n/a | 🟡 WARN |\n"));
}

BOOST_AUTO_TEST_CASE(a_run_without_symbols_says_so) {
  Summary summary = guide();
  summary.symbols.clear();
  summary.claimed->verdict = Level::ok;
  const std::string text = pr_comment(summary);
  BOOST_TEST(has(text, "✅ **OK**"));
  BOOST_TEST(has(text, "\n\nNo symbols analyzed.\n\n**Violations:**"));
  BOOST_TEST(!has(text, "|--"));
}

BOOST_AUTO_TEST_CASE(added_metrics_are_further_columns_with_title_and_decimals_of_the_file) {
  Summary summary = guide();
  summary.metrics.metrics = {{"score", "Score|x", "Score|x", {}, 3, 3}};
  summary.symbols[1].metrics.push_back(metric("score", 1.5, "≈"));
  summary.symbols[1].metrics.push_back(metric("plain", 2, "↓"));
  const std::string text = pr_comment(summary);
  BOOST_TEST(has(text, "| Risk | Trend | Score\\|x | Trend | plain | Trend | Status |\n"));
  BOOST_TEST(has(text, "|-------|----------|-------|-------|-------|--------|\n"));
  BOOST_TEST(has(text, "| 0.34 | ≈ | n/a | n/a | n/a | n/a | ✅ OK |\n"));
  BOOST_TEST(has(text, "| 0.42 | ↑ | 1.500 | ≈ | 2.00 | ↓ | 🟡 WARN |\n"));
  for (int i = 0; i < 100; ++i) summary.symbols[0].metrics.push_back(metric("m" + std::to_string(i), 1, "≈"));
  const std::string wide = pr_comment(summary);
  BOOST_TEST(count(wide.substr(0, wide.find("|---")), "Trend") == 4 + publish_detail::max_added_columns);
  BOOST_TEST(has(wide, "\n\n… +90 more metrics\n\n**Violations:**"));
}

BOOST_AUTO_TEST_CASE(a_hostile_file_stays_within_its_cells) {
  Summary summary = guide();
  summary.meta.commit_range = "a`b``c\n@everyone";
  summary.meta.profile = "`";
  summary.symbols[0].symbol = "x|<img src=x>@team#1 www.evil.io https://evil.io :bomb: a\nb\xE2\x80\xAE";
  summary.symbols[0].metrics[0].trend = "| @x";
  const std::string text = pr_comment(summary);
  BOOST_TEST(has(text, "**Commit:** ```a`b``c\\x0a@everyone``` | **Profile:** `` ` ``\n"));
  BOOST_TEST(has(text, "| x\\|&lt;img src=x&gt;&#64;&#8203;team\\#&#8203;1 www&#8203;.evil.io https"));
  BOOST_TEST(!has(text, "https://"));
  BOOST_TEST(!has(text, ":bomb:"));
  BOOST_TEST(!has(text, "\xE2\x80\xAE"));
  BOOST_TEST(has(text, "| 3.1 | \\| &#64;&#8203;x |"));
  for (std::size_t begin = text.find("| x"), end = text.find('\n', begin); begin < end; begin = end) {
    std::size_t bars = 0;
    for (std::size_t i = begin; i < end; ++i) bars += text[i] == '|' && (i == 0 || text[i - 1] != '\\') ? 1 : 0;
    BOOST_TEST(bars == 11);
  }
}

BOOST_AUTO_TEST_CASE(what_fits_keeps_the_files_order_and_one_more_code_point_cuts) {
  const Summary summary = many(publish_detail::max_open_rows);
  const std::string whole = pr_comment(summary, 1 << 20);
  const std::size_t length = code_point_count(whole);
  BOOST_TEST(length < whole.size());
  BOOST_TEST(pr_comment(summary, length) == whole);
  BOOST_TEST(whole.find("| S0 |") < whole.find("| S9 |"));
  const std::string cut = pr_comment(summary, length - 1);
  BOOST_TEST(code_point_count(cut) < length);
  BOOST_TEST(cut.find("| S9 |") < cut.find("| S1 |"));
  BOOST_TEST(!has(cut, "| S18 |"));
  BOOST_TEST(has(cut, "| S17 |"));
}

BOOST_AUTO_TEST_CASE(more_than_twenty_symbols_are_folded_with_the_worst_first) {
  BOOST_TEST(!has(pr_comment(many(publish_detail::max_open_rows)), "<details>"));
  const std::string text = pr_comment(many(publish_detail::max_open_rows + 1));
  BOOST_TEST(
      has(text, "**Profile:** `moderate`\n\n<details><summary>All 21 symbols, worst first</summary>\n\n| Symbol |"));
  BOOST_TEST(has(text, "✅ OK |\n\n</details>\n\n**Violations:**"));
  BOOST_TEST(text.find("| S9 |") < text.find("| S1 |"));
  BOOST_TEST(text.find("| S1 |") < text.find("| S0 |"));
}

BOOST_AUTO_TEST_CASE(what_is_open_stands_above_the_table_with_value_limit_and_since) {
  Summary summary = guide();
  summary.present = {Condition::crit, 2, 9, 192};
  Incident edge;
  edge.symbol = "@team";
  edge.metric = "edge_bps";
  edge.level = Level::crit;
  edge.since = "2026-01-12T15:00:00Z";
  edge.last = 0.54;
  edge.limit = 2;
  Incident silence = edge;
  silence.level = Level::warn;
  silence.metric = "risk_ratio";
  silence.kind = IncidentKind::no_data;
  Incident over = edge;
  over.closed = "2026-01-12T23:00:00Z";
  summary.incidents = {edge, silence, over};
  BOOST_TEST(has(pr_comment(summary),
                 "**Profile:** `moderate`\n\n"
                 "**Now:** 🔴 **CRIT** (2 incidents are open, 1 of them CRIT)\n\n"
                 "- 🔴 **&#64;&#8203;team** Edge(bps): 0.5, limit `< 2`, since 2026-01-12 15:00 UTC\n"
                 "- 🟡 **&#64;&#8203;team** Risk: no data, since 2026-01-12 15:00 UTC\n\n| Symbol |"));
  summary.incidents.assign(13, edge);
  BOOST_TEST(has(pr_comment(summary), " UTC\n- … and 3 more\n\n| Symbol |"));
  summary.incidents.clear();
  summary.present.now = Condition::ok;
  BOOST_TEST(has(pr_comment(summary), "\n\n**Now:** ✅ **OK** (no incident is open)\n\n| Symbol |"));
}

BOOST_AUTO_TEST_CASE(a_judged_summary_names_what_made_a_status_and_marks_arrows_of_scatter) {
  Summary summary = guide();
  summary.present.known_windows = 192;
  for (SymbolSummary& symbol : summary.symbols) {
    for (MetricSummary& one : symbol.metrics) one.drift = {.p = 0.001, .is_confirmed = true, .drift = 100};
  }
  std::string text = pr_comment(summary);
  BOOST_TEST(has(
      text, "| ETHUSDT | 2.9 | ↓ | 0.82 | ↓ | 360 | ↑ | 0.42 | ↑ | 🟡 WARN: p95(ms) |\n\n**Violations:**"));
  summary.symbols[1].metrics[0].drift.is_confirmed = false;
  summary.symbols[1].metrics[1].drift.is_confirmed.reset();
  summary.symbols[1].metrics[2].drift.drift = 1;
  summary.symbols[1].metrics[3].status = Level::warn;
  text = pr_comment(summary);
  BOOST_TEST(has(text,
                 "| ETHUSDT | 2.9 | ↓? | 0.82 | ↓? | 360 | ↑? | 0.42 | ↑ | 🟡 WARN: p95(ms), Risk |\n\n"
                 "`?` behind an arrow: not confirmed, or too small to matter\n\n**Violations:**"));
}

BOOST_AUTO_TEST_CASE(a_cut_drops_ok_first_then_the_tail_and_counts_what_is_missing) {
  const Summary summary = many(5000);
  const std::string text = pr_comment(summary);
  BOOST_TEST(code_point_count(text) <= github_max_comment);
  BOOST_TEST(code_point_count(text) > github_max_comment - 100);
  const std::size_t rows = count(text, "\n| S");
  BOOST_TEST(
      has(text, " |\n\n… +" + std::to_string(5000 - (rows - 1)) + " more symbols\n\n</details>\n\n**Violations:**"));
  BOOST_TEST(count(text, "🔴 CRIT |\n") == 500);
  BOOST_TEST(!has(text, "✅ OK |\n"));
  BOOST_TEST(text.find("🟡 WARN |\n") > text.rfind("🔴 CRIT |\n"));
  BOOST_TEST(text.ends_with("(see workflow artifacts above)\n"));
  for (const std::size_t room : {700u, 1000u, 5000u}) {
    BOOST_TEST(code_point_count(pr_comment(summary, room)) <= room);
  }
}

BOOST_AUTO_TEST_CASE(the_comparison_with_the_base_branch_stands_above_the_table) {
  Summary summary = guide();
  BOOST_TEST(!has(pr_comment(summary), "Against the base"));
  Comparison& comparison = summary.comparison.emplace();
  comparison.overall = RunVerdict::worse;
  comparison.results = {
      {.symbol = "A@b", .metric = "edge_bps", .verdict = RunVerdict::undecided, .shift = -0.1, .needed = 40},
      {.symbol = "ETHUSDT", .metric = "edge_bps", .verdict = RunVerdict::worse, .shift = -0.4, .blocks = true},
      {.symbol = "BTCUSDT", .metric = "edge_bps", .verdict = RunVerdict::not_worse, .shift = 0.4}};
  const std::string text = pr_comment(summary);
  BOOST_TEST(
      has(text,
          "**Against the base:** **WORSE** — 1 of 3 metrics is worse than in the base run, beyond chance\n\n"
          "- WORSE ETHUSDT edge_bps -0.400\n"
          "- UNDECIDED A&#64;&#8203;b edge_bps -0.100; about 40 windows in each run would decide it\n\n| Symbol"));
  comparison.results.assign(9, comparison.results[1]);
  BOOST_TEST(has(pr_comment(summary), "- … +4 more\n\n|"));
}

BOOST_AUTO_TEST_SUITE_END()
