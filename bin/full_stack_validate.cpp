// full_stack_validate: everything a release leans on, section by section.
#include "support/ops_options.hpp"
#include "support/redis.hpp"
#include "support/unpack.hpp"
#include "tool_names.hpp"

#include <soak/flow/files/output_set.hpp>
#include <soak/flow/watch/full_stack.hpp>
#include <soak/report/artifacts/validation_report.hpp>

namespace {

struct Options : soak::cli::OpsOptions {
  soak::FullStackSettings settings;
  soak::cli::RedisSettings redis;  ///< url empty: none was named
};

soak::Result<soak::ExitStatus> run(Options& options) {
  const auto moment = soak::cli::resolve_moment(options);
  if (!moment) return moment.error();
  const auto shown_time = soak::report_time(moment->now);
  if (!shown_time) return shown_time.error();
  for (const std::string& name : options.settings.skip) {
    if (std::find(soak::validation_sections.begin(), soak::validation_sections.end(), name) ==
        soak::validation_sections.end()) {
      return soak::Error{soak::Errc::usage, "--skip: there is no section '" + soak::printable(name) + "'"};
    }
  }
  options.settings.artifacts = options.artifacts;
  options.settings.tools = soak::cli::tool_names;
  options.settings.unpacker = soak::cli::unpacker();
  if (!options.redis.url.empty()) {
    auto connect = soak::cli::redis_connector(options.redis);
    if (!connect) return connect.error();
    options.settings.ping_redis = [connect = std::move(*connect)] { return soak::ping(connect); };
  }
  const soak::Validation validation = soak::validate_full_stack(options.settings, moment->now);
  const auto json = soak::write_page_and_document(
      options.artifacts, {soak::artifact_name::validation_page, soak::validation_report(validation, *shown_time)},
      {soak::artifact_name::validation, to_json(validation)},
      soak::history_path(options.artifacts, soak::artifact_name::validation, moment->today()));
  if (!json) return json.error();
  if (auto shown = soak::cli::show(options, soak::validation_lines(validation), *json); !shown) return shown.error();
  return validation.is_ok() ? soak::ExitStatus::done : soak::ExitStatus::negative;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  options.redis.url.clear();
  soak::cli::Command command(
      "full_stack_validate", "Validate tools, artifacts, journal, dashboards, archive and Redis",
      "Sections: tools, artifacts, gate, journal, dashboards, archive, redis, secrets,\ntuning.\n"
      "Exit status: 0 no section failed, 1 one did, 2 wrong usage, 4 output not written.");
  soak::cli::add_artifacts_option(command, options);
  command.option("--dashboards-dir", options.settings.dashboards, "Directory of the dashboards (JSON)");
  command.option("--rules-dir", options.settings.rules, "Directory of Prometheus rules (YAML)");
  command.option("--skip", options.settings.skip, "Leave out this section; repeat it for more").single();
  soak::cli::add_redis_options(command, options.redis);
  soak::cli::add_zone_option(command, options);
  soak::cli::add_now_option(command, options);
  soak::cli::add_json_option(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
