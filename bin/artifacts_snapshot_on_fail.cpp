// artifacts_snapshot_on_fail: packs the artifacts once for each FAIL of the journal.
#include "support/pack_options.hpp"

#include <soak/flow/archive/snapshot.hpp>

namespace {

struct Options : soak::cli::OpsOptions {
  soak::cli::PackOptions pack;
  soak::cli::KeepOptions keep;
  std::string journal = soak::path_in(soak::default_dir::artifacts, soak::artifact_name::journal);
  std::string source;
  std::string out_dir;
};

/// Snapshots that no rule keeps, though never the one that stands for the journal's last FAIL.
void prune(const Options& options, const soak::SnapshotSettings& settings, const std::string& snapshot,
           soak::Instant now) {
  const soak::KeepRules keep = soak::cli::keep_rules(options.keep);
  if (!keep.any()) return;
  std::vector<std::string> needed;
  if (!snapshot.empty()) needed.push_back(soak::file_name_of(snapshot));
  for (const std::string& problem : soak::prune_archives(settings.out_dir, keep, now, needed).problems) {
    soak::diagnose(soak::Severity::warn, soak::ascii_only(problem));
  }
}

soak::Result<soak::ExitStatus> run(Options& options) {
  const auto now = soak::cli::resolve_now(options);
  if (!now) return now.error();
  soak::SnapshotSettings settings;
  settings.journal = options.journal;
  options.pack.source = options.source.empty() ? soak::directory_of(options.journal) : options.source;
  settings.pack = soak::cli::pack_settings(options.pack);
  settings.out_dir = options.out_dir.empty() ? options.pack.source + "/failures" : options.out_dir;
  const auto result = soak::snapshot_on_fail(settings);
  if (!result) return result.error();
  if (result->archive) soak::cli::report_left_out(result->archive->packed);
  const auto totals =
      result->archive ? std::optional(soak::totals_of(*result->archive)) : std::optional<soak::ArchiveTotals>();
  const auto shown = soak::print(result->status == soak::SnapshotResult::Status::nothing_failed
                                     ? soak::no_snapshot_line()
                                     : soak::snapshot_line(result->path, result->trigger, totals ? &*totals : nullptr));
  if (!shown) return shown.error();
  prune(options, settings, result->path, *now);
  return soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command("artifacts_snapshot_on_fail", "Pack the artifacts once for the journal's last FAIL",
                             "Exit status: 0 done (nothing failed, or its snapshot is there already, included), 1 the "
                             "journal is broken, 2 wrong usage, 3 no journal, 4 output not written.");
  command.option("--journal", options.journal, "The journal");
  soak::cli::add_pack_options(command, options.pack, options.source);
  command.option("--out-dir", options.out_dir, "Directory of the snapshots (default: failures below --src)");
  command.group("Afterwards");
  soak::cli::add_keep_options(command, options.keep, "snapshots");
  soak::cli::add_now_option(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
