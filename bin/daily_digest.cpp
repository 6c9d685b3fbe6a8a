// daily_digest: the day as a page: light, metrics, trend, journal, recommendations.
#include "support/ops_options.hpp"

#include <soak/flow/daily/digest.hpp>
#include <soak/report/daily/digest_json.hpp>

namespace {

struct Options : soak::cli::OpsOptions {
  std::string out;
  std::string journal;
  double hours = 24;
};

soak::Result<soak::ExitStatus> run(const Options& options) {
  const auto moment = soak::cli::resolve_moment(options);
  if (!moment) return moment.error();
  const auto shown_time = soak::report_time(moment->now);
  if (!shown_time) return shown_time.error();
  if (options.json && options.out == "-") {
    return soak::Error{soak::Errc::usage, "--json and --out - both want standard output"};
  }
  soak::DigestSettings settings;
  settings.artifacts = options.artifacts;
  settings.journal =
      options.journal.empty() ? soak::path_in(options.artifacts, soak::artifact_name::journal) : options.journal;
  settings.hours = std::chrono::seconds{std::llround(options.hours * 3600)};
  const soak::DigestInput input = soak::gather_digest(settings, moment->today(), moment->now);
  for (const std::string& problem : input.problems) soak::diagnose(soak::Severity::error, soak::ascii_only(problem));
  const std::string page =
      soak::digest_report(input, soak::format_date(moment->today()), soak::format_number(options.hours), *shown_time);
  const std::string out =
      options.out.empty() ? soak::path_in(options.artifacts, soak::artifact_name::digest) : options.out;
  if (out == "-") {
    if (auto shown = soak::print(page); !shown) return shown.error();
  } else {
    if (auto written = soak::write_file_atomically(out, page); !written) return written.error();
    const std::string json = soak::digest_json(input, soak::format_date(moment->today()), options.hours);
    if (auto shown = soak::cli::show(options, soak::digest_line(input, out), json); !shown) return shown.error();
  }
  return input.problems.empty() ? soak::ExitStatus::done : soak::ExitStatus::input;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command("daily_digest", "Write the digest of the day",
                             "Exit status: 0 written (whatever the light), 2 wrong usage, 3 written, but an input is "
                             "missing or unusable (the light is RED), 4 output not written.");
  command.option("--out", options.out, "File to write, - for standard output (default: DAILY_DIGEST.md there)");
  command.option("--journal", options.journal, "The journal (default: SOAK_JOURNAL.jsonl among the artifacts)");
  command.option("--hours", options.hours, {0.001, 1e6}, "How far back the journal is counted");
  soak::cli::add_artifacts_option(command, options);
  soak::cli::add_zone_option(command, options);
  soak::cli::add_now_option(command, options);
  soak::cli::add_json_option(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
