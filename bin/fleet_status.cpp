// fleet_status: every bot that a Redis knows, worst first.
#include "support/fleet_options.hpp"
#include "support/watch.hpp"

#include <soak/report/watch/fleet_json.hpp>
#include <soak/report/watch/fleet_text.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/terminal.hpp>

#include <string>
#include <string_view>

namespace {

/// Writes what is asked for. With nothing to show the page says so too: an old one would look like a fleet that is
/// well.
soak::Result<void> show(const soak::cli::FleetOptions& options, const soak::Fleet& fleet, std::string_view before) {
  if (!options.html.empty()) {
    const auto made_at = soak::report_time(fleet.now);
    if (!made_at) return made_at.error();
    soak::FleetPageSettings page = options.page;
    page.made_at = *made_at;
    const std::string html = soak::fleet_page(fleet, page);
    if (options.html == "-") return soak::print(html);
    if (auto written = soak::write_file_atomically(options.html, html); !written) return written;
  }
  const std::string& source = options.page.source;
  if (options.json) return soak::print(soak::fleet_json(fleet, source));
  return soak::print(std::string(before) +
                     soak::fleet_text(fleet, source, soak::wants_color(STDOUT_FILENO), soak::columns(STDOUT_FILENO)));
}

/// Reads and shows everything once.
soak::Result<soak::ExitStatus> look(const soak::cli::FleetOptions& options, std::string_view before) {
  const auto now = soak::cli::resolve_now(options);
  if (!now) return now.error();
  const soak::Fleet fleet = soak::read_fleet(options.fleet, *now);
  if (auto shown = show(options, fleet, before); !shown) return shown.error();
  if (fleet.bots.empty()) return soak::ExitStatus::input;
  const bool is_crit = fleet.worst() == soak::Condition::crit;
  return options.exit_on_crit && is_crit ? soak::ExitStatus::negative : soak::ExitStatus::done;
}

/// While it watches a Redis that is away is looked for again.
soak::Result<soak::ExitStatus> run(soak::cli::FleetOptions& options) {
  if (auto completed = soak::cli::complete_fleet_options(options); !completed) return completed.error();
  if (!options.watch) return look(options, "");
  return soak::cli::watch(options.page.renew_s, !options.json,
                          [&](std::string_view before) { return look(options, before); });
}

}  // namespace

int main(int argc, char** argv) {
  soak::cli::FleetOptions options;
  soak::cli::Command command("fleet_status", "Show every bot that a Redis knows, worst first",
                             "What is not known is said, and is never OK.\n"
                             "Exit status: 0 shown, whatever it says, 1 a bot is CRIT and --exit-on-crit is given, 2 "
                             "wrong usage, 3 Redis is away or knows no bot, 4 output not written.");
  soak::cli::add_fleet_options(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
