// export_summary_to_redis: SOAK_SUMMARY.json becomes a hash in Redis.
#include "support/cli.hpp"
#include "support/redis.hpp"

#include <soak/flow/export_run.hpp>

namespace {

struct Options {
  std::string summary = "reports/analysis/SOAK_SUMMARY.json";
  std::string state_dir = "artifacts/state";
  soak::cli::RedisSettings redis;
  soak::ExportSettings settings;
  bool dry_run = false;
};

soak::Result<soak::ExitStatus> run(const Options& options) {
  if (auto checked = soak::check_place(options.settings); !checked) return checked.error();
  const auto connect = soak::cli::redis_connector(options.redis);
  if (!connect) return connect.error();
  const auto summary = soak::read_record(options.summary, soak::parse_summary);
  if (!summary) return summary.error();
  const soak::Instant now = soak::system_now();
  if (options.dry_run) {
    if (auto printed = soak::print_commands(summary_commands(*summary, options.settings, now)); !printed) {
      return printed.error();
    }
    return soak::ExitStatus::done;
  }
  const auto result = soak::run_export(
      soak::ExportPart::summary, *connect,
      [&](soak::RedisClient& client) { return export_summary(client, *summary, options.settings, now); },
      options.state_dir);
  if (!result) return result.error();
  if (result->done) {
    soak::diagnose(soak::Severity::info, "exported " + soak::printable(summary_key(options.settings)) +
                                             " verdict=" + std::string(to_string(summary->verdict)) +
                                             " ttl=" + std::to_string(options.settings.ttl_s));
  }
  return soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command("export_summary_to_redis", "Export SOAK_SUMMARY.json to Redis",
                             "Exit status: 0 done, also if Redis is away or refuses (a warning and the marker say so), "
                             "2 wrong usage, 3 summary missing or malformed, 4 marker not written.");
  command.option("--summary", options.summary, "SOAK_SUMMARY.json; - is standard input");
  soak::cli::add_place_options(command, options.settings);
  soak::cli::add_redis_options(command, options.redis);
  command.option("--ttl", options.settings.ttl_s, {1, soak::max_ttl_s}, "Seconds until the hash expires");
  command.option("--state-dir", options.state_dir, "Directory of the marker last_export_status.json");
  command.flag("--dry-run", options.dry_run, "Print the commands as redis-cli takes them; send and write nothing");
  return command.run(argc, argv, [&] { return run(options); });
}
