// export_violations_to_redis: a hash for each symbol and, if asked for, its violations as a stream in Redis.
#include "support/cli.hpp"
#include "support/redis.hpp"

#include <soak/flow/export_run.hpp>

namespace {

struct Options {
  std::string summary = "reports/analysis/SOAK_SUMMARY.json";
  std::string violations = "reports/analysis/VIOLATIONS.json";
  std::string state_dir = "artifacts/state";
  soak::cli::RedisSettings redis;
  soak::ExportSettings settings;
  bool dry_run = false;
};

soak::Result<soak::ExitStatus> run(const Options& options) {
  if (auto checked = soak::check_place(options.settings); !checked) return checked.error();
  if (options.summary == "-" && options.violations == "-") {
    return soak::Error{soak::Errc::usage, "--summary and --violations cannot both be standard input"};
  }
  const auto connect = soak::cli::redis_connector(options.redis);
  if (!connect) return connect.error();
  const auto input = soak::read_export_input(options.summary, options.violations);
  if (!input) return input.error();
  const soak::Instant now = soak::system_now();
  if (options.dry_run) {
    const auto parts = symbol_parts(input->summary, input->violations);
    const auto all = violation_commands(parts, input->summary.generated_at, options.settings, now);
    if (auto printed = soak::print_commands(all.commands); !printed) return printed.error();
    return soak::ExitStatus::done;
  }
  const auto result = soak::run_export(
      soak::ExportPart::violations, *connect,
      [&](soak::RedisClient& client) {
        return export_violations(client, input->summary, input->violations, options.settings, now);
      },
      options.state_dir);
  if (!result) return result.error();
  if (result->done) {
    soak::diagnose(soak::Severity::info, "exported symbols=" + std::to_string(result->symbols) +
                                             " events_added=" + std::to_string(result->events_added) +
                                             " events_present=" + std::to_string(result->events_present) +
                                             " ttl=" + std::to_string(options.settings.ttl_s));
  }
  return soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command("export_violations_to_redis", "Export violations to Redis",
                             "Exit status: 0 done, also if Redis is away or refuses (a warning and the marker say so), "
                             "2 wrong usage, 3 input missing or malformed, 4 marker not written.");
  command.option("--summary", options.summary, "SOAK_SUMMARY.json; - is standard input");
  command.option("--violations", options.violations, "VIOLATIONS.json; - is standard input");
  soak::cli::add_place_options(command, options.settings);
  soak::cli::add_redis_options(command, options.redis);
  command.option("--ttl", options.settings.ttl_s, {1, soak::max_ttl_s}, "Seconds until a hash expires");
  command.flag("--stream", options.settings.stream, "Also add each violation to the stream of its symbol");
  command.option("--stream-maxlen", options.settings.stream_maxlen, {1, 1'000'000'000},
                 "Entries that a stream keeps, about");
  command.option("--state-dir", options.state_dir, "Directory of the marker last_export_status.json");
  command.flag("--dry-run", options.dry_run, "Print the commands as redis-cli takes them; send and write nothing");
  return command.run(argc, argv, [&] { return run(options); });
}
