// fills_to_windows: windows from the fills, orders and logs that a bot leaves behind.
#include "support/bots_options.hpp"

#include <soak/flow/bots/fills_to_windows.hpp>

namespace {

struct Options {
  soak::cli::BotsOptions bots;
  bool json = false;
};

soak::Result<soak::ExitStatus> make_windows(const Options& options, const soak::BotsSettings& settings,
                                            soak::Instant now) {
  soak::FillsToWindows run(settings, now);
  if (const auto made = run.make(); !made) return made.error();
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
  if (options.json && settings->out_dir == "-") {
    return soak::Error{soak::Errc::usage, "--json and --out-dir -: both want standard output"};
  }
  return make_windows(options, *settings, now);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command("fills_to_windows", "Make windows of the fills, orders and logs that a bot leaves behind",
                             "Exit status: 0 done, 2 wrong usage, 3 no usable input, 4 output not written.");
  add_bots_options(command, options.bots);
  command.flag("--json", options.json, "Print a summary as one JSON object on standard output");
  return command.run(argc, argv, [&] { return run(options); });
}
