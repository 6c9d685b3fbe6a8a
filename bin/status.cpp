// soak status: phase, verdict, last alert, and what is due next.
#include "support/status_options.hpp"
#include "support/watch.hpp"

#include <soak/report/watch/status_json.hpp>
#include <soak/report/watch/status_text.hpp>
#include <soak/sys/terminal.hpp>

#include <string>
#include <string_view>

namespace {

/// Reads and shows everything once.
soak::Result<soak::ExitStatus> look(soak::cli::StatusOptions& options, std::string_view before) {
  const auto moment = soak::cli::resolve_moment(options);
  if (!moment) return moment.error();
  if (auto completed = soak::cli::complete_status_options(options, *moment); !completed) return completed.error();
  const soak::StatusFacts facts = soak::read_status(options.status, moment->now);
  const soak::Status status = soak::judge_status(facts);
  std::string page(before);
  page += options.json
              ? soak::status_json(facts, status)
              : soak::status_text(facts, status, soak::wants_color(STDOUT_FILENO), soak::columns(STDOUT_FILENO));
  if (auto shown = soak::print(page); !shown) return shown.error();
  const bool is_crit = facts.summary.value && facts.summary.value->verdict() == soak::Level::crit;
  return options.exit_on_crit && is_crit ? soak::ExitStatus::negative : soak::ExitStatus::done;
}

soak::Result<soak::ExitStatus> run(soak::cli::StatusOptions& options) {
  if (!options.watch) return look(options, "");
  return soak::cli::watch(options.watch_sec, !options.json,
                          [&](std::string_view before) { return look(options, before); });
}

}  // namespace

int main(int argc, char** argv) {
  soak::cli::StatusOptions options;
  soak::cli::Command command("soak status", "Show phase, verdict, last alert and what is due next",
                             "Needs no server; what is not there yet is said.\n"
                             "Exit status: 0 done, 1 the verdict is CRIT and --exit-on-crit is given, 2 wrong usage, 4 "
                             "output not written.");
  soak::cli::add_status_options(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
