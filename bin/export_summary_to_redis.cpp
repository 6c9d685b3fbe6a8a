// export_summary_to_redis: SOAK_SUMMARY.json becomes a hash in Redis.
#include "support/cli.hpp"
#include "support/redis.hpp"

#include <soak/flow/publish/export_run.hpp>
#include <soak/report/publish/export_lines.hpp>

namespace {

soak::Result<soak::ExitStatus> run(const soak::cli::ExportOptions& options) {
  if (auto checked = soak::check_place(options.settings); !checked) return checked.error();
  const auto connect = soak::cli::redis_connector(options.redis);
  if (!connect) return connect.error();
  const auto summary = soak::read_record(options.summary, soak::parse_summary);
  if (!summary) return summary.error();
  if (is_made_up(*summary) && !options.allow_fake) return soak::made_up_error(options.summary);
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
      options.state_dir, soak::system_now);
  if (!result) return result.error();
  if (result->done) {
    soak::diagnose(soak::Severity::info, soak::exported_summary_line(*summary, options.settings));
  }
  return soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  soak::cli::ExportOptions options;
  soak::cli::Command command("export_summary_to_redis", "Export SOAK_SUMMARY.json to Redis",
                             soak::cli::export_exit_statuses);
  soak::cli::add_export_options(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
