// fills_to_windows: windows from the fills, orders and logs that a bot leaves behind.
#include "support/bots_options.hpp"

#include <soak/flow/bots/fills_to_windows.hpp>
#include <soak/flow/bots/follow_fills.hpp>
#include <soak/report/bots/doctor_text.hpp>

namespace {

struct Options {
  soak::cli::BotsOptions bots;
  bool json = false;
  bool doctor = false;
  bool follow = false;
};

soak::Result<soak::ExitStatus> make_windows(const Options& options, const soak::BotsSettings& settings,
                                            soak::Instant now) {
  soak::FillsToWindows run(settings, now);
  if (const auto made = run.make(); !made) return made.error();
  if (options.doctor) {
    const auto& windows = settings.windows;
    auto told = soak::print(options.json ? doctor_json(run.summary(), windows) : doctor_text(run.summary(), windows));
    if (!told) return told.error();
    return soak::ExitStatus::done;
  }
  if (auto written = run.write(); !written) return written.error();
  for (const std::string& warning : run_warnings(run.summary())) soak::diagnose(soak::Severity::warn, warning);
  const bool is_stream = settings.out_dir == "-";
  const std::string text = options.json ? to_json(run.summary()) : run_line(run.summary());
  auto shown = is_stream ? soak::Result<void>() : soak::print(text);
  if (!shown) return shown.error();
  if (is_stream || options.json) (void)soak::write_full(STDERR_FILENO, run_line(run.summary()));
  return soak::ExitStatus::done;
}

soak::Result<soak::ExitStatus> run(const Options& options) {
  const soak::Instant now = soak::system_now();
  const auto settings = soak::cli::bots_settings(options.bots, now);
  if (!settings) return settings.error();
  if (options.json && settings->out_dir == "-" && !options.doctor) {
    return soak::Error{soak::Errc::usage, "--json and --out-dir -: both want standard output"};
  }
  if (options.follow && std::find(settings->inputs.begin(), settings->inputs.end(), "-") != settings->inputs.end()) {
    return soak::Error{soak::Errc::usage, "--follow and --in -: what comes from standard input cannot be read again"};
  }
  if (!options.follow) return make_windows(options, *settings, now);
  const soak::StopSignal stop;
  if (auto followed = soak::FollowFills(*settings, soak::system_now).run(stop); !followed) return followed.error();
  return soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command("fills_to_windows", "Make windows of the fills, orders and logs that a bot leaves behind",
                             "Exit status: 0 done, 2 wrong usage, 3 no usable input, 4 output not written.");
  add_bots_options(command, options.bots);
  auto json = command.flag("--json", options.json, "Print a summary as one JSON object on standard output");
  auto doctor =
      command.flag("--doctor", options.doctor, "Say where each figure comes from and what is missing; write nothing");
  command
      .flag("--follow", options.follow, "Go on as the bot does: write each window 60 s after its end, until a signal")
      .excludes(doctor)
      .excludes(json);
  return command.run(argc, argv, [&] { return run(options); });
}
