// soak_calendar: when the nights of a long soak begin and end, across changes of clocks.
#include "support/ops_options.hpp"

#include <soak/analysis/walk/night_calendar.hpp>
#include <soak/report/walk/night_line.hpp>
#include <soak/sys/log.hpp>

namespace {

struct Options : soak::cli::OpsOptions {
  std::string first;
  std::string start = "22:00";
  std::int64_t nights = 14;
  double hours = 8;
};

soak::Result<soak::ExitStatus> run(const Options& options) {
  const auto moment = soak::cli::resolve_moment(options);
  if (!moment) return moment.error();
  const auto first = options.first.empty() ? std::optional(moment->today()) : soak::parse_date(options.first);
  if (!first) return soak::Error{soak::Errc::usage, "--first: expected a date like 2026-01-05"};
  const auto start = soak::parse_local_time(options.start);
  if (!start) return soak::Error{soak::Errc::usage, "--start: expected a time of day like 22:00"};
  std::string text;
  std::size_t number = 0;
  for (const soak::Night& night :
       soak::night_calendar(*first, static_cast<std::size_t>(options.nights), *start, options.hours, moment->offset)) {
    text += soak::night_line(++number, night, moment->offset);
  }
  if (auto shown = soak::print(text); !shown) return shown.error();
  return soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command("soak_calendar", "List the nights of a long soak, right across changes of clocks",
                             "Exit status: 0 listed, 2 wrong usage.");
  command.option("--first", options.first, "Local date of the first night (default: today)");
  command.option("--nights", options.nights, {1, 3660}, "How many nights");
  command.option("--start", options.start, "Local time at which each begins");
  command.option("--hours", options.hours, {0.001, 24}, "How long each lasts");
  soak::cli::add_zone_option(command, options);
  soak::cli::add_now_option(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
