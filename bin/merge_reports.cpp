// merge_reports: the reports of a run from those of its shards.
#include "support/ops_options.hpp"

#include <soak/flow/analyze/merge_reports.hpp>
#include <soak/report/summary/verdict_line.hpp>
#include <soak/sys/clock/clock.hpp>
#include <soak/sys/log.hpp>

namespace {

struct Options {
  std::vector<std::string> directories;
  std::string out_dir{soak::default_dir::reports};
  bool json = false;
};

soak::Result<soak::ExitStatus> run(const Options& options) {
  const auto generated_at = soak::report_time(soak::system_now());
  if (!generated_at) return generated_at.error();
  const auto merged = soak::merge_reports(options.directories, options.out_dir, *generated_at);
  if (!merged) return merged.error();
  soak::cli::warn_all(merged->warnings);
  soak::diagnose(soak::Severity::info, soak::analysis_line(merged->summary, merged->summary.metrics, options.out_dir));
  if (!options.json) return soak::ExitStatus::done;
  if (auto shown = soak::print(merged->summary_text); !shown) return shown.error();
  return soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command(
      "merge_reports", "Make the reports of a run from those of its shards",
      "What analyze_post_soak --shard K/N has left in N directories becomes what one run over all "
      "symbols would have written, to the byte.\n"
      "Exit status: 0 done, whatever the verdict, 2 wrong usage, 3 a shard is missing, unusable or "
      "of another run, 4 output not written.");
  command.positional("DIR", options.directories, "Directories of the shards, in any order").required();
  command.option("--out-dir", options.out_dir, "Directory for the reports");
  command.flag("--json", options.json, "Print SOAK_SUMMARY.json on standard output");
  return command.run(argc, argv, [&] { return run(options); });
}
