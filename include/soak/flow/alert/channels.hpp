// The ways an alert can go: Telegram, Slack, a program, the standard output.
#pragma once

#include <soak/analysis/alert/channel_settings.hpp>
#include <soak/analysis/alert/slack.hpp>
#include <soak/analysis/alert/telegram.hpp>
#include <soak/model/alert/alert.hpp>
#include <soak/sys/log.hpp>
#include <soak/sys/net/http.hpp>
#include <soak/sys/process/pipe_to_command.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace soak {

/// One alert to one channel.
struct Dispatch {
  std::string channel;
  const Alert* alert;
};

/// Is told what became of the dispatch with this index.
using DeliveryDone = std::function<void(std::size_t, Delivery)>;

/// Tries each dispatch once, all at the same time as far as they go over a network, and calls `done` once for each as
/// soon as it is known: what one channel took is not in doubt while another one is waited for.
using AlertSender = std::function<void(std::span<const Dispatch>, const DeliveryDone& done)>;

namespace alert_detail {

[[nodiscard]] inline Delivery dispatch_here(const Dispatch& dispatch, const ChannelSettings& settings) {
  const auto done = dispatch.channel == "console"
                        ? print(dispatch.alert->text + "\n")
                        : pipe_to_command(dispatch.channel.substr(command_channel.size()), to_json(*dispatch.alert),
                                          settings.command_timeout, settings.stop_fd);
  if (!done) return {.answer = done.error().message};
  return {.is_taken = true, .answer = dispatch.channel == "console" ? "printed" : "ended with status 0"};
}

}  // namespace alert_detail

/// The sender for these channels.
[[nodiscard]] inline AlertSender alert_sender(ChannelSettings settings, HttpClient http) {
  return [settings = std::move(settings), http = std::move(http)](std::span<const Dispatch> dispatches,
                                                                  const DeliveryDone& done) {
    const auto tell = [&](std::size_t i, Delivery delivery) {
      delivery.answer = printable(without_secrets(std::move(delivery.answer), settings));
      done(i, std::move(delivery));
    };
    std::vector<HttpRequest> requests;
    std::vector<std::size_t> asked;
    for (std::size_t i = 0; i < dispatches.size(); ++i) {
      const bool is_telegram = dispatches[i].channel == "telegram";
      if (!is_telegram && dispatches[i].channel != "slack") {
        tell(i, alert_detail::dispatch_here(dispatches[i], settings));
        continue;
      }
      const std::string& text = dispatches[i].alert->text;
      requests.push_back(is_telegram ? telegram_message(text, settings) : slack_message(text, settings));
      asked.push_back(i);
    }
    if (requests.empty()) return;
    http(requests, [&](std::size_t r, Result<HttpResponse> response) {
      const bool is_telegram = dispatches[asked[r]].channel == "telegram";
      tell(asked[r], !response     ? Delivery{.answer = response.error().message}
                     : is_telegram ? telegram_delivery(*response)
                                   : slack_delivery(*response));
    });
  };
}

}  // namespace soak
