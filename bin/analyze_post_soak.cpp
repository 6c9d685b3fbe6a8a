// analyze_post_soak: trends, sparklines, violations and a verdict from ITER_SUMMARY windows.
#include "support/analyze_options.hpp"
#include "support/cli.hpp"

#include <soak/flow/analyze/compare_runs.hpp>
#include <soak/flow/analyze/shards.hpp>
#include <soak/model/artifacts/makers.hpp>
#include <soak/report/summary/mini_plots.hpp>
#include <soak/report/summary/verdict_line.hpp>
#include <soak/sys/clock/clock.hpp>
#include <soak/sys/log.hpp>
#include <soak/sys/terminal.hpp>

namespace {

struct Options {
  soak::cli::AnalyzeOptions analysis;
  soak::ReportSettings reports;
  std::vector<std::string> baseline;
  std::string language = "ru";
  bool exit_on_crit = false;
  bool verbose = false;
  bool json = false;
};

soak::Result<void> show(const Options& options, const soak::Summary& summary, const soak::MetricSet& metrics,
                        const std::string& summary_text) {
  if (options.verbose) {
    const int fd = options.json ? STDERR_FILENO : STDOUT_FILENO;
    const auto color = soak::wants_color(fd) ? soak::Color::ansi : soak::Color::never;
    if (!soak::write_full(fd, soak::mini_plots(summary, metrics, color, soak::known_columns(fd))) && !options.json) {
      return soak::errno_error(soak::Errc::output_failed, "write", "standard output", errno);
    }
  }
  soak::diagnose(soak::Severity::info, soak::analysis_line(summary, metrics, options.reports.out_dir));
  return options.json ? soak::print(summary_text) : soak::Result<void>();
}

soak::Result<soak::ExitStatus> run(Options& options) {
  auto settings = soak::cli::analyze_settings(options.analysis);
  if (!settings) return settings.error();
  settings->keep_times = options.reports.html;
  const auto generated_at = soak::report_time(soak::system_now());
  if (!generated_at) return generated_at.error();
  auto analysis = soak::analyze(*settings, *generated_at);
  if (!analysis) return soak::with_window_maker(analysis.error());
  if (auto done = soak::compare_with_baseline(*settings, options.baseline, *analysis); !done) return done.error();
  for (const std::string& warning : analysis->warnings) soak::diagnose(soak::Severity::warn, warning);
  options.reports.language = options.language == "en" ? soak::Language::en : soak::Language::ru;
  options.reports.threads = settings->threads;
  const auto summary_text = soak::write_reports(*settings, *analysis, options.reports);
  if (!summary_text) return summary_text.error();
  if (auto shown = show(options, analysis->summary, settings->metrics, *summary_text); !shown) return shown.error();
  const bool is_negative = options.exit_on_crit && analysis->summary.counts().verdict() == soak::Level::crit;
  return is_negative ? soak::ExitStatus::negative : soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command(
      "analyze_post_soak", "Analyze ITER_SUMMARY windows: trends, violations, verdict",
      "Exit status: 0 done (WARN included), 1 CRIT with --exit-on-crit, 2 wrong usage, 3 no usable input, 4 output not "
      "written.");
  soak::cli::add_analyze_options(command, options.analysis);
  auto shard = soak::cli::add_shard_option(command, options.analysis);
  shard.excludes(command.option("--baseline", options.baseline, "Windows of an earlier run to compare with"));
  command.group("Output");
  command.option("--out-dir", options.reports.out_dir, "Directory for the reports");
  command.flag("--emit-summary,!--no-emit-summary", options.reports.emit_summary, "Write SOAK_SUMMARY.json (default)");
  command.option("--lang", options.language, "Language of RECOMMENDATIONS.md and the page").one_of({"ru", "en"});
  command.flag("--html", options.reports.html, "Write POST_SOAK_ANALYSIS.html too, to look at in a browser");
  soak::cli::add_title_options(command, options.reports.env, options.reports.exchange);
  command.flag("--verbose", options.verbose, "Print mini-plots");
  command.flag("--json", options.json, "Print SOAK_SUMMARY.json on standard output; mini-plots go to standard error");
  shard.excludes(command.flag("--exit-on-crit", options.exit_on_crit, "Exit 1 if the verdict is CRIT"));
  return command.run(argc, argv, [&] { return run(options); });
}
