// soak ack: somebody knows of an incident; no reminders of it for a while.
#include "support/silencing_options.hpp"

#include <soak/report/alert/silence_lines.hpp>

namespace {

struct Options : soak::cli::SilencingOptions {
  std::vector<std::string> ids;
  std::string span = "8h";
  bool all = false;
};

soak::Result<soak::ExitStatus> run(const Options& options) {
  const auto settings = soak::cli::silencing_settings(options);
  if (!settings) return settings.error();
  const auto span = soak::parse_duration(options.span);
  if (!span) return soak::Error{soak::Errc::usage, "--for: expected a span like 30m, 8h or 2d"};
  if (options.all != options.ids.empty()) {
    return soak::Error{soak::Errc::usage, "give the ids of the incidents, or --all"};
  }
  const soak::Instant now = soak::system_now();
  const auto made = soak::acknowledge(*settings, options.ids,
                                      {.at = now, .until = now + *span, .reason = options.reason, .by = options.by});
  if (!made) return made.error();
  for (const soak::Acknowledgement& ack : *made) {
    const auto shown = soak::print(soak::log_line(soak::Severity::info, soak::ack_line(ack)));
    if (!shown) return shown.error();
  }
  return soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command(
      "soak ack", "Acknowledge open incidents: no reminders until they recover, get worse, or the time is over",
      "The ids stand in the messages and in the log of continuous_runner --alert-on incidents.\n"
      "Exit status: 0 done, 2 wrong usage, 3 no such incident is open, 4 list not written.");
  command.positional("ID", options.ids, "Ids of incidents");
  command.flag("--all", options.all, "All that are open now");
  command.option("--for", options.span, "How long: 30m, 8h, 2d");
  soak::cli::add_silencing_options(command, options, "Why");
  return command.run(argc, argv, [&] { return run(options); });
}
