// soak doctor: what is installed, which servers answer, which artifacts are stale, and what to do.
#include "support/doctor_options.hpp"
#include "tool_names.hpp"

#include <soak/report/watch/doctor_text.hpp>
#include <soak/sys/net/http_curl.hpp>
#include <soak/sys/terminal.hpp>

namespace {

soak::Result<soak::ExitStatus> run(soak::cli::DoctorOptions& options) {
  const auto now = soak::cli::resolve_now(options);
  if (!now) return now.error();
  soak::cli::complete_doctor_options(options);
  options.doctor.tools = soak::cli::tool_names;
  constexpr std::chrono::seconds patience{5};
  options.doctor.http = soak::curl_http_client({options.alert_ca, patience, patience});
  const auto findings = soak::examine(options.doctor, *now);
  const bool color = soak::wants_color(STDOUT_FILENO);
  const auto shown = soak::print(options.json ? soak::doctor_json(findings, *now)
                                              : soak::doctor_text(findings, color, soak::columns(STDOUT_FILENO)));
  if (!shown) return shown.error();
  return soak::has_failed(findings) ? soak::ExitStatus::negative : soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  soak::cli::DoctorOptions options;
  soak::cli::Command command("soak doctor",
                             "Check installation, settings, servers, artifacts and journal; say what to do",
                             "Writes nothing and sends no message: Telegram is asked getMe and getChat, Slack gets a "
                             "message without a text, which it refuses.\n"
                             "Exit status: 0 nothing failed, 1 something did, 2 wrong usage, 4 output not written.");
  soak::cli::add_doctor_options(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
