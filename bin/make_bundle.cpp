// make_bundle: the release bundle and its stamp.
#include "support/pack_options.hpp"

#include <soak/flow/archive/bundle.hpp>
#include <soak/report/archive/bundle_lines.hpp>

namespace {

struct Options : soak::cli::OpsOptions {
  soak::BundleSettings bundle;
  std::int64_t level = 19;
  bool verify = false;
  bool is_auto = false;
};

soak::Result<soak::ExitStatus> show(const std::string& line, soak::ExitStatus status) {
  if (auto shown = soak::print(line); !shown) return shown.error();
  return status;
}

soak::Result<soak::ExitStatus> build(const Options& options, soak::Instant now, const std::string& reason) {
  const auto made = soak::make_bundle(options.bundle, now);
  if (!made) return made.error();
  return show(soak::bundle_line(reason, made->archive.path, made->stamp.git_hash, soak::totals_of(made->archive)),
              soak::ExitStatus::done);
}

soak::Result<soak::ExitStatus> run(Options& options) {
  const auto now = soak::cli::resolve_now(options);
  const auto date = soak::source_date_epoch();
  if (!now || !date) return now ? date.error() : now.error();
  options.bundle.artifacts = options.artifacts;
  options.bundle.source_date = *date;
  options.bundle.level = static_cast<int>(options.level);
  if (options.verify) {
    const auto stamp = soak::verify_bundle(options.bundle);
    if (!stamp) return stamp.error();
    return show(soak::bundle_verify_line(stamp->bundle, stamp->bundle_sha256), soak::ExitStatus::done);
  }
  auto need = options.is_auto ? soak::decide_bundle(options.bundle, *now) : soak::BundleNeed::no_good_bundle;
  if (!need) return need.error();
  const std::string reason(options.is_auto ? to_string(*need) : "asked-for");
  if (*need == soak::BundleNeed::up_to_date) {
    return show(soak::bundle_skipped_line(reason), soak::ExitStatus::done);
  }
  const auto closed = soak::closed_gate(options.bundle);
  if (!closed) return closed.error();
  if (!*closed) return build(options, *now, reason);
  const bool waits = options.is_auto && soak::may_wait(*need);
  return show(soak::bundle_refused_line(waits, reason, **closed),
              waits ? soak::ExitStatus::done : soak::ExitStatus::negative);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command(
      "make_bundle", "Build the release bundle and RELEASE_STAMP.json",
      "SOURCE_DATE_EPOCH sets the time of the members (default 0).\nExit status: 0 done, 1 the "
      "gate is closed or the bundle is not what it was, 2 wrong usage, 3 input missing, 4 output "
      "not written.");
  soak::cli::add_artifacts_option(command, options);
  command.option("--include", options.bundle.includes, "Bundle this file or directory too; repeat it for more")
      .single();
  command.option("--min-readiness", options.bundle.min_readiness, {0, 100}, "Readiness below which nothing is built");
  command.flag("--readiness-only", options.bundle.readiness_only,
               "Ask for the readiness alone, not for the gate's verdict");
  command.option("--release", options.bundle.version, "Version of the release");
  command.option("--git-hash", options.bundle.git_hash, "Commit of the release (default: HEAD of the working tree)");
  command.option("--level", options.level, {1, 19}, "Compression level of zstd");
  command.option("--sign", options.bundle.sign_key, "Private key (soak keygen) that signs the bundle for minisign");
  command.flag("--auto", options.is_auto, "Build only if the last bundle is older than 3 days or its inputs changed");
  command.flag("--verify", options.verify, "Verify the bundle that RELEASE_STAMP.json names");
  soak::cli::add_fake_option(command, options.bundle.allow_fake);
  soak::cli::add_now_option(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
