// artifacts_archive: packs the artifacts, verified; lists, verifies, extracts; prunes old archives and packed sources.
#include "support/archive_modes.hpp"

namespace {

struct Options : soak::cli::OpsOptions {
  soak::cli::PackOptions pack;
  std::string out_dir, list, verify, extract, to;
  std::int64_t keep_days = -1, keep_last = -1, clean_days = -1;
  double max_extract_mb = 4096;
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
  if (options.clean_days >= 0) {
    const auto days = std::chrono::days{options.clean_days};
    const auto cleaned = soak::clean_sources(options.pack.source, directory, days, *now);
    if (!cleaned) return cleaned.error();
    problems.insert(problems.end(), cleaned->problems.begin(), cleaned->problems.end());
    text += soak::archive_clean_line(cleaned->deleted.size(), cleaned->bytes, cleaned->kept.size());
  }
  soak::KeepRules keep;
  if (options.keep_days >= 0) keep.days = std::chrono::days{options.keep_days};
  if (options.keep_last >= 0) keep.last = static_cast<std::size_t>(options.keep_last);
  if (keep.any()) {
    const soak::PruneResult pruned = soak::prune_archives(directory, keep, *now);
    problems.insert(problems.end(), pruned.problems.begin(), pruned.problems.end());
    text += soak::archive_prune_line(pruned.deleted.size());
  }
  return soak::cli::finish(text, problems);
}

soak::cli::Outcome run(const Options& options) {
  if (!options.verify.empty()) return soak::cli::verify_mode(options.verify);
  if (!options.extract.empty()) return soak::cli::extract_mode(options.extract, options.to, options.max_extract_mb);
  return options.list.empty() ? archive(options) : soak::cli::list_mode(options.list);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command(
      "artifacts_archive", "Pack the artifacts into a verified .tar.zst",
      "Exit status: 0 done, 1 a file could not be read, or an archive is not what it was, 2 wrong "
      "usage, 3 input missing or unusable, 4 output not written.");
  soak::cli::add_pack_options(command, options.pack, options.pack.source);
  command.option("--out-dir", options.out_dir, "Directory of the archives (default: archive below --src)");
  command.group("After packing");
  command.option("--keep-days", options.keep_days, {0, 36500}, "Delete archives older than this");
  command.option("--keep-last", options.keep_last, {0, INT64_MAX}, "Delete all but the newest of this number");
  command.option("--clean-days", options.clean_days, {0, 36500},
                 "Delete windows, reports and old journals older than this that a verified archive holds");
  soak::cli::add_now_option(command, options);
  command.group("Instead of packing");
  command.option("--list", options.list, "Verify this archive and list it");
  command.option("--verify", options.verify, "Verify this archive against its MANIFEST and .sha256");
  auto extract = command.option("--extract", options.extract, "Verify and extract this archive");
  extract.needs(command.option("--to", options.to, "Directory to extract into").needs(extract));
  command.option("--max-extract-mb", options.max_extract_mb, {0, 1e9}, "Refuse to extract more content than this");
  return command.run(argc, argv, [&] { return run(options); });
}
