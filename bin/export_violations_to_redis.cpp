// export_violations_to_redis: a hash for each symbol and, if asked for, its violations as a stream in Redis.
#include "support/cli.hpp"
#include "support/redis.hpp"

#include <soak/flow/files/report_pair.hpp>
#include <soak/flow/publish/export_run.hpp>
#include <soak/report/publish/export_lines.hpp>

#include <malloc.h>

namespace {

struct Options : soak::cli::ExportOptions {
  std::string violations = soak::path_in(soak::default_dir::reports, soak::artifact_name::violations);
};

soak::Result<soak::ExitStatus> run(const Options& options) {
  if (auto checked = soak::check_place(options.settings); !checked) return checked.error();
  if (options.summary == "-" && options.violations == "-") {
    return soak::Error{soak::Errc::usage, "--summary and --violations cannot both be standard input"};
  }
  const auto connect = soak::cli::redis_connector(options.redis);
  if (!connect) return connect.error();
  const auto input =
      soak::read_report_pair({options.summary, options.violations}, soak::parse_summary, soak::max_export_bytes);
  if (!input) return input.error();
  if (is_made_up(input->summary) && !options.allow_fake) return soak::made_up_error(options.summary);
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
      options.state_dir, soak::system_now);
  if (!result) return result.error();
  if (result->done) {
    soak::diagnose(soak::Severity::info, soak::exported_violations_line(*result, options.settings));
  }
  return soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  // An export makes a million small texts: without this, a tenth of its time goes into asking for memory bit by bit.
  (void)::mallopt(M_TOP_PAD, 32 << 20);
  Options options;
  soak::cli::Command command("export_violations_to_redis", "Export violations to Redis",
                             soak::cli::export_exit_statuses);
  soak::cli::add_export_options(command, options);
  command.option("--violations", options.violations, "VIOLATIONS.json; - is standard input");
  command.flag("--stream", options.settings.stream, "Also add each violation to the stream of its symbol");
  command.option("--stream-maxlen", options.settings.stream_maxlen, {1, 1'000'000'000},
                 "Entries that a stream keeps, about");
  return command.run(argc, argv, [&] { return run(options); });
}
