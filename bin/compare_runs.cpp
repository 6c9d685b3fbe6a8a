// compare_runs: is a candidate run worse than a base run, metric by metric.
#include "support/analyze_options.hpp"
#include "support/cli.hpp"

#include <soak/flow/analyze/compare_runs.hpp>
#include <soak/sys/clock/clock.hpp>
#include <soak/sys/log.hpp>

namespace {

struct Options {
  soak::cli::AnalyzeOptions analysis;
  std::vector<std::string> base;
  std::vector<std::string> candidate;
  std::vector<std::string> min_effects;
  std::string out_dir{soak::default_dir::reports};
  bool paired = false;
  bool json = false;
};

soak::Result<soak::CompareSettings> compare_settings(const Options& options, const soak::MetricSet& metrics) {
  soak::CompareSettings settings{metrics, {}, options.paired};
  for (const std::string& spec : options.min_effects) {
    const auto named = soak::cli::named_value(spec);
    const auto value = named ? soak::parse_finite(named->second) : std::nullopt;
    if (!value || *value < 0 || !metrics.index_of(named->first)) {
      return soak::Error{soak::Errc::usage, "--min-effect " + soak::printable(spec) +
                                                ": expected METRIC=VALUE of a metric that is judged, from 0 on"};
    }
    settings.min_effect[named->first] = *value;
  }
  return settings;
}

soak::Result<soak::ExitStatus> run(Options& options) {
  options.analysis.globs = options.candidate;
  auto settings = soak::cli::analyze_settings(options.analysis);
  if (!settings) return settings.error();
  settings->keep_times = options.paired;
  const auto compare = compare_settings(options, settings->metrics);
  const auto generated_at = soak::report_time(soak::system_now());
  if (!compare || !generated_at) return !compare ? compare.error() : generated_at.error();
  const auto base = soak::analyze_baseline(*settings, options.base, *generated_at);
  if (!base) return base.error();
  const auto candidate = soak::analyze(*settings, *generated_at);
  if (!candidate) return candidate.error();
  for (const auto* const analysis : {&*base, &*candidate}) {
    for (const std::string& warning : analysis->warnings) {
      soak::diagnose(soak::Severity::warn, (analysis == &*base ? "base: " : "candidate: ") + warning);
    }
  }
  const auto comparison = soak::compare_analyses(*base, *candidate, *compare, settings->threads);
  if (!comparison) return comparison.error();
  const auto json = soak::write_comparison(*comparison, settings->metrics, options.out_dir);
  if (!json) return json.error();
  if (auto shown = soak::print(options.json ? *json : soak::comparison_line(*comparison)); !shown) return shown.error();
  return comparison->overall == soak::RunVerdict::worse ? soak::ExitStatus::negative : soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command("compare_runs", "Say whether a run is worse than an earlier one, metric by metric",
                             "Exit status: 0 done, 1 a metric is worse beyond chance, 2 wrong usage, 3 no usable "
                             "input, 4 output not written.");
  command.group("Input");
  command.option("--base", options.base, "Glob pattern (quoted) or directory of the base run's windows").required();
  command.option("--candidate", options.candidate, "The same of the run to judge").required();
  command.flag("--paired", options.paired, "Both ran at the same time: compare window by window");
  command.option("--min-effect", options.min_effects, "Least shift that matters: METRIC=VALUE, in its unit").single();
  soak::cli::add_judging_options(command, options.analysis);
  command.group("Output");
  command.option("--out-dir", options.out_dir, "Directory for COMPARE_RUNS.json and COMPARE_RUNS.md");
  command.flag("--json", options.json, "Print COMPARE_RUNS.json on standard output");
  return command.run(argc, argv, [&] { return run(options); });
}
