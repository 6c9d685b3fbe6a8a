// soak silence: lesser messages wait until it is over, and arrive as one.
#include "support/silencing_options.hpp"

#include <soak/analysis/alert/silence_choice.hpp>
#include <soak/report/alert/silence_lines.hpp>
#include <soak/sys/clock/time_zone.hpp>

namespace {

struct Options : soak::cli::SilencingOptions {
  soak::SilenceChoice choice;
  bool list = false;
  bool end = false;
};

soak::Result<soak::ExitStatus> show(const soak::Silences& silences) {
  std::string lines;
  for (const soak::Acknowledgement& ack : silences.acks) lines += soak::ack_line(ack) + "\n";
  for (const soak::SilenceRule& rule : silences.silences) lines += soak::silence_line(rule) + "\n";
  if (auto shown = soak::print(lines); !shown) return shown.error();
  return soak::ExitStatus::done;
}

soak::Result<soak::ExitStatus> run(Options& options) {
  const auto settings = soak::cli::silencing_settings(options);
  if (!settings) return settings.error();
  const soak::Instant now = soak::system_now();
  options.choice.reason = options.reason;
  options.choice.by = options.by;
  if (auto zone = soak::find_time_zone(options.choice.zone); !zone) return zone.error();
  std::optional<soak::SilenceRule> rule;
  if (options.list) return show(soak::look_at_silences(*settings));
  if (!options.end) {
    auto made = soak::silence_rule(options.choice, now);
    if (!made) return made.error();
    rule = std::move(*made);
  }
  const auto silences = soak::change_silences(*settings, now, [&](soak::Silences& lists) -> soak::Result<void> {
    if (options.end) lists.silences.clear();
    if (rule) lists.silences.push_back(*rule);
    return {};
  });
  if (!silences) return silences.error();
  if (!rule) return show(*silences);
  if (auto shown = soak::print(soak::log_line(soak::Severity::info, soak::silence_line(*rule))); !shown) {
    return shown.error();
  }
  return soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  options.choice.zone = soak::default_time_zone;
  soak::cli::Command command("soak silence", "Hold back lesser messages about incidents; they arrive as one afterwards",
                             "Either --from and --to (or --for), or --daily.\n"
                             "Exit status: 0 done, 2 wrong usage, 4 list not written.");
  command.option("--from", options.choice.from, "Begin, like 2026-01-15T22:00:00Z (default: now)");
  command.option("--to", options.choice.to, "End, like 2026-01-16T07:00:00Z");
  command.option("--for", options.choice.span, "How long instead of --to: 30m, 8h, 2d");
  command.option("--daily", options.choice.daily, "Each day from one time to another: 22:00-07:00");
  command.option("--tz", options.choice.zone, "Time zone of --daily");
  command.option("--below", options.choice.below, "Hold back what is below this severity").one_of({"WARN", "CRIT"});
  command.flag("--list", options.list, "Show acknowledgements and silences");
  command.flag("--end", options.end, "End all silences");
  soak::cli::add_silencing_options(command, options, "Why");
  return command.run(argc, argv, [&] { return run(options); });
}
