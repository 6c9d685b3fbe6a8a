// weekly_rollup: the week as medians and p90, against the week before, GO or NO-GO.
#include "support/ops_options.hpp"

#include <soak/flow/daily/digest.hpp>
#include <soak/flow/files/output_set.hpp>

namespace {

struct Options : soak::cli::OpsOptions {
  std::int64_t min_days = 5;
};

soak::Result<soak::ExitStatus> run(const Options& options) {
  const auto moment = soak::cli::resolve_moment(options);
  if (!moment) return moment.error();
  const auto shown_time = soak::report_time(moment->now);
  if (!shown_time) return shown_time.error();
  const soak::WeeklyRollup rollup =
      soak::gather_rollup(options.artifacts, moment->today(), static_cast<std::size_t>(options.min_days), moment->now);
  if (rollup.days == 0) {
    return soak::Error{soak::Errc::input_unusable,
                       "cannot roll up " + soak::format_date(rollup.from) + " to " + soak::format_date(rollup.to) +
                           ": no KPI_GATE and EDGE_REPORT of these days in " +
                           soak::printable(soak::path_in(options.artifacts, soak::artifact_dir::history))};
  }
  const auto text = soak::write_page_and_document(
      options.artifacts, {soak::artifact_name::rollup_page, soak::rollup_report(rollup, *shown_time)},
      {soak::artifact_name::rollup, to_json(rollup)},
      soak::history_path(options.artifacts, soak::artifact_name::rollup, rollup.to));
  if (!text) return text.error();
  for (const std::string& reason : rollup.reasons) soak::diagnose(soak::Severity::warn, reason);
  if (auto shown = soak::cli::show(options, soak::rollup_line(rollup), *text); !shown) return shown.error();
  return rollup.reasons.empty() ? soak::ExitStatus::done : soak::ExitStatus::negative;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command("weekly_rollup", "Roll up the seven days that end today",
                             "Exit status: 0 GO, 1 NO-GO, 2 wrong usage, 3 no day with figures, 4 output not written.");
  command.option("--min-days", options.min_days, {1, 7}, "Days with figures that a GO needs");
  soak::cli::add_artifacts_option(command, options);
  soak::cli::add_zone_option(command, options);
  soak::cli::add_now_option(command, options);
  soak::cli::add_json_option(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
