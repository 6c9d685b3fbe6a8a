// One marked message to each channel, to see whether alerts would arrive.
#pragma once

#include <soak/flow/alert/channels.hpp>
#include <soak/report/alert/alert_text.hpp>
#include <soak/report/alert/runner_lines.hpp>
#include <soak/sys/log.hpp>

#include <span>
#include <string>
#include <vector>

namespace soak {

/// Sends, and prints a line for each channel with what it answered. `negative` if one did not take it. Touches no
/// state.
[[nodiscard]] inline Result<ExitStatus> test_alerts(std::span<const std::string> channels, const AlertContext& context,
                                                    const AlertSender& send, Instant now) {
  if (channels.empty()) return Error{Errc::usage, "--alert-test: give at least one --alert"};
  const Alert alert = with_identity({.id = {},
                                     .topic = std::string(alert_topic::test),
                                     .level = Level::ok,
                                     .env = context.env,
                                     .exchange = context.exchange,
                                     .raised_at = now,
                                     .text = test_message(now, context)});
  std::vector<Dispatch> dispatches;
  for (const std::string& channel : channels) dispatches.push_back({channel, &alert});
  bool all_took_it = true;
  std::vector<std::string> lines(channels.size());
  send(dispatches, [&](std::size_t i, const Delivery& delivery) {
    all_took_it = all_took_it && delivery.is_taken;
    lines[i] = log_line(delivery.is_taken ? Severity::info : Severity::error, alert_test_line(channels[i], delivery));
  });
  for (const std::string& line : lines) {
    if (auto printed = print(line); !printed) return printed.error();
  }
  return all_took_it ? ExitStatus::done : ExitStatus::negative;
}

}  // namespace soak
