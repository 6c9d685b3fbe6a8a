// artifacts_archive: packs the artifacts, verified; lists, verifies, extracts; prunes old archives and packed sources.
#include "support/archive_modes.hpp"

namespace {

struct Options : soak::cli::OpsOptions {
  soak::cli::PackOptions pack;
  soak::cli::KeepOptions keep;
  std::string out_dir, list, verify, extract, to;
  std::int64_t clean_days = -1;
  double max_expand_mb = 0;
};

soak::cli::Outcome archive(const Options& options) {
  const auto now = soak::cli::resolve_now(options);
  if (!now) return now.error();
  const std::string directory = options.out_dir.empty() ? options.pack.source + "/archive" : options.out_dir;
  const auto stored = soak::store_archive(soak::free_archive_path(directory, soak::system_now()),
                                          soak::cli::pack_settings(options.pack));
  if (!stored) return stored.error();
  soak::cli::report_left_out(stored->packed);
  std::string text = soak::archive_line(stored->path, soak::totals_of(*stored));
  std::vector<std::string> problems = stored->packed.unreadable;
  std::vector<std::string> needed{soak::file_name_of(stored->path)};
  if (options.clean_days >= 0) {
    const auto days = std::chrono::days{options.clean_days};
    const auto cleaned = soak::clean_sources(options.pack.source, directory, days, *now);
    if (!cleaned) return cleaned.error();
    soak::cli::append(problems, cleaned->problems);
    soak::cli::append(needed, cleaned->holders);
    text += soak::archive_clean_line(cleaned->deleted.size(), cleaned->bytes, cleaned->kept.size());
  }
  if (const soak::KeepRules keep = soak::cli::keep_rules(options.keep); keep.any()) {
    const auto failures = soak::path_in(options.pack.source, soak::artifact_dir::failures);
    const soak::PruneResult pruned = soak::prune_archives(directory, keep, *now, needed);
    const soak::PruneResult snapshots = soak::prune_archives(failures, keep, *now);
    soak::cli::append(problems, pruned.problems);
    soak::cli::append(problems, snapshots.problems);
    text += soak::archive_prune_line(pruned.deleted.size(), snapshots.deleted.size());
  }
  return soak::cli::finish(text, problems);
}

soak::cli::Outcome run(const Options& options) {
  const soak::ArchiveBounds bounds = soak::cli::archive_bounds(options.max_expand_mb);
  if (!options.verify.empty()) return soak::cli::verify_mode(options.verify, bounds);
  if (!options.extract.empty()) return soak::cli::extract_mode(options.extract, options.to, bounds);
  return options.list.empty() ? archive(options) : soak::cli::list_mode(options.list, bounds);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command(
      "artifacts_archive", "Pack the artifacts into a verified .tar.zst",
      "Exit status: 0 done, 1 a file could not be read, or an archive is not what it was, 2 wrong "
      "usage, 3 input missing or unusable, 4 output not written.");
  soak::cli::add_pack_options(command, options.pack, options.pack.source);
  command.option("--sign", options.pack.sign_key, "Private key (soak keygen) that signs the archive for minisign");
  command.option("--out-dir", options.out_dir, "Directory of the archives (default: archive below --src)");
  command.group("After packing");
  soak::cli::add_keep_options(command, options.keep, "archives and snapshots on FAIL");
  command.option("--clean-days", options.clean_days, {0, 36500},
                 "Delete windows, reports and old journals older than this that a verified archive holds");
  soak::cli::add_now_option(command, options);
  command.group("Instead of packing");
  command.option("--list", options.list, "Verify this archive and list it");
  command.option("--verify", options.verify, "Verify this archive against its MANIFEST and .sha256");
  auto extract = command.option("--extract", options.extract, "Verify and extract this archive");
  extract.needs(command.option("--to", options.to, "Directory to extract into, new or empty").needs(extract));
  command.option("--max-expand,--max-extract-mb", options.max_expand_mb, {0, 1e9},
                 "Refuse an archive with more MB of content (0: 64, or 1000 times its size; to extract 4096 at most)");
  return command.run(argc, argv, [&] { return run(options); });
}
