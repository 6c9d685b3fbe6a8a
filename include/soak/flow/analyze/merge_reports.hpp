// The reports of all shards of a run become those of the run, to the byte.
#pragma once

#include <soak/analysis/windows/join_shards.hpp>
#include <soak/flow/analyze/reports.hpp>
#include <soak/flow/analyze/shard_values.hpp>
#include <soak/flow/analyze/shard_violations.hpp>
#include <soak/flow/files/output_set.hpp>
#include <soak/model/artifacts/limits.hpp>
#include <soak/model/artifacts/makers.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/summary/shard_record.hpp>
#include <soak/model/summary/summary_json.hpp>
#include <soak/report/page/html_report.hpp>
#include <soak/report/summary/analysis_report.hpp>
#include <soak/report/summary/recommendations_report.hpp>
#include <soak/sys/file/read_file.hpp>

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

namespace analyze_detail {

[[nodiscard]] inline Result<std::vector<FoundShard>> read_shards(const std::vector<std::string>& directories) {
  std::vector<FoundShard> shards;
  for (const std::string& directory : directories) {
    const std::string path = path_in(directory, artifact_name::shard);
    const auto text = read_file(path, max_report_bytes);
    if (!text) return file_exists(path) ? text.error() : with_maker(text.error(), path);
    auto record = parse_shard_record(*text);
    if (!record) return Error{Errc::input_unusable, "cannot use " + printable(path) + ": " + record.error().message};
    shards.push_back({directory, std::move(*record)});
  }
  return shards;
}

/// How many violations there are of a symbol: one for each window beyond a limit, and one for what is wrong with the
/// data.
[[nodiscard]] inline std::size_t violations_of(const SymbolSummary& symbol) noexcept {
  std::size_t count = 0;
  for (const MetricSummary& metric : symbol.metrics) {
    count += metric.crit.windows + metric.warn.windows + (metric.quality.problem == DataProblem::none ? 0 : 1);
  }
  return count;
}

[[nodiscard]] inline Result<void> merge_violations(SummedFile& file, const std::vector<FoundShard>& shards,
                                                   const JoinedRun& run) {
  constexpr std::size_t buffered = std::size_t{1} << 20;
  std::deque<ShardViolations> texts;
  for (const FoundShard& one : shards) texts.emplace_back(path_in(one.directory, artifact_name::violations));
  std::string buffer = "[";
  bool is_first = true;
  for (std::size_t s = 0; s < run.places.size(); ++s) {
    const auto append = [&](std::string_view text) -> Result<void> {
      buffer += std::exchange(is_first, false) ? "\n" : ",\n";
      buffer += text;
      if (buffer.size() < buffered) return {};
      return file.write(std::exchange(buffer, {}));
    };
    const SymbolSummary& symbol = run.summary.symbols[s];
    auto done = texts[run.places[s].shard].visit(symbol.symbol, violations_of(symbol), append);
    if (!done) return done;
  }
  for (ShardViolations& text : texts) {
    if (auto finished = text.finish(); !finished) return finished;
  }
  buffer += is_first ? "]\n" : "\n]\n";
  return file.write(buffer);
}

/// The values of the windows, into the series of the run.
[[nodiscard]] inline Result<void> read_values(const std::vector<FoundShard>& shards, JoinedRun& run) {
  std::deque<ShardValues> files;
  for (const FoundShard& one : shards) files.emplace_back(path_in(one.directory, artifact_name::shard_values));
  for (std::size_t s = 0; s < run.places.size(); ++s) {
    Series& series = run.series[s];
    auto values = files[run.places[s].shard].next(series.windows(), run.summary.metrics.size());
    if (!values) return values.error();
    series.values = std::move(*values);
  }
  for (ShardValues& file : files) {
    if (auto finished = file.finish(); !finished) return finished;
  }
  return {};
}

}  // namespace analyze_detail

struct MergedReports {
  Summary summary;
  std::string summary_text;
  std::vector<std::string> warnings;
};

/// Replaces the reports in `out_dir`, all of them or none, by those of the run whose shards `directories` hold.
[[nodiscard]] inline Result<MergedReports> merge_reports(const std::vector<std::string>& directories,
                                                         const std::string& out_dir, Instant generated_at) {
  const auto shards = analyze_detail::read_shards(directories);
  if (!shards) return shards.error();
  if (auto checked = check_shards(*shards); !checked) return checked.error();
  auto run = join_shards(*shards, generated_at);
  if (!run) return run.error();
  const ShardRecord& first = shards->front().record;
  const Language language = first.language == "en" ? Language::en : Language::ru;
  const MetricSet& metrics = run->summary.metrics;
  OutputSet set(out_dir);
  if (auto done = set.add(artifact_name::analysis_report, analysis_report(run->summary, metrics)); !done)
    return done.error();
  const std::string advice = recommendations_report(run->summary, metrics, language);
  if (auto done = set.add(artifact_name::recommendations, advice); !done) return done.error();
  auto violations = set.stage(artifact_name::violations);
  if (!violations) return violations.error();
  if (auto done = analyze_detail::merge_violations(**violations, *shards, *run); !done) return done.error();
  if (first.has_page) {
    if (auto done = analyze_detail::read_values(*shards, *run); !done) return done.error();
    auto page = set.stage(artifact_name::analysis_page);
    if (!page) return page.error();
    HtmlInput input{run->summary, metrics, run->series, run->warnings, first.files, language, {}, {first.place}};
    const std::size_t threads = threads_for(0, windows_of(run->series));
    if (auto done = analyze_detail::write_html(**page, std::move(input), threads); !done) return done.error();
  }
  std::string summary_text = to_json(run->summary);
  if (first.has_summary) {
    auto text = set.commit(artifact_name::summary, std::move(summary_text));
    if (!text) return text.error();
    summary_text = std::move(*text);
  } else if (auto done = set.commit(); !done) {
    return done.error();
  }
  if (auto gone = remove_shard(out_dir); !gone) return gone.error();
  return MergedReports{std::move(run->summary), std::move(summary_text), std::move(run->warnings)};
}

}  // namespace soak
