// The ways an alert can go: Telegram, Slack, a program, the standard output.
#pragma once

#include <soak/analysis/alert/channel_settings.hpp>
#include <soak/analysis/alert/slack.hpp>
#include <soak/analysis/alert/telegram.hpp>
#include <soak/flow/alert/chat_book.hpp>
#include <soak/model/alert/alert.hpp>
#include <soak/sys/log.hpp>
#include <soak/sys/net/http.hpp>
#include <soak/sys/process/pipe_to_command.hpp>

#include <cstddef>
#include <functional>
#include <memory>
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

/// Sends to all channels; refers to nothing but what it holds.
class ChannelSender {
 public:
  ChannelSender(ChannelSettings settings, HttpClient http, const std::string& chat_file)
      : settings_(std::move(settings)), http_(std::move(http)), book_(chat_file) {}

  void operator()(std::span<const Dispatch> dispatches, const DeliveryDone& done) {
    std::vector<std::size_t> remote;
    for (std::size_t i = 0; i < dispatches.size(); ++i) {
      if (dispatches[i].channel == "telegram" || dispatches[i].channel == "slack") {
        remote.push_back(i);
      } else {
        tell(done, i, dispatch_here(dispatches[i], settings_));
      }
    }
    // A group that has moved is asked again, once, under its new id.
    const std::vector<std::size_t> moved = ask(dispatches, remote, done, true);
    (void)ask(dispatches, moved, done, false);
  }

 private:
  void tell(const DeliveryDone& done, std::size_t i, Delivery delivery) const {
    delivery.answer = printable(without_secrets(std::move(delivery.answer), settings_));
    done(i, std::move(delivery));
  }

  /// Tries these dispatches over the network and tells what became of them, except of those whose chat has moved, if
  /// moves are followed: these are the result.
  [[nodiscard]] std::vector<std::size_t> ask(std::span<const Dispatch> dispatches,
                                             const std::vector<std::size_t>& asked, const DeliveryDone& done,
                                             bool follows) {
    std::vector<std::size_t> moved;
    if (asked.empty()) return moved;
    ChannelSettings settings = settings_;
    settings.telegram_chat = book_.newest(settings.telegram_chat);
    std::vector<HttpRequest> requests;
    for (const std::size_t i : asked) {
      const std::string& text = dispatches[i].alert->text;
      requests.push_back(dispatches[i].channel == "telegram" ? telegram_message(text, settings)
                                                             : slack_message(text, settings));
    }
    http_(requests, [&](std::size_t r, const Result<HttpResponse>& response) {
      const bool is_telegram = dispatches[asked[r]].channel == "telegram";
      const Delivery delivery = !response     ? Delivery{.answer = response.error().message}
                                : is_telegram ? telegram_delivery(*response)
                                              : slack_delivery(*response);
      if (!follows || !delivery.moved_to) return tell(done, asked[r], delivery);
      book_.note(settings.telegram_chat, *delivery.moved_to);
      moved.push_back(asked[r]);
    });
    return moved;
  }

  ChannelSettings settings_;
  HttpClient http_;
  ChatBook book_;
};

}  // namespace alert_detail

/// The sender for these channels. `chat_file` keeps which groups of Telegram have moved.
[[nodiscard]] inline AlertSender alert_sender(ChannelSettings settings, HttpClient http, const std::string& chat_file) {
  const auto sender = std::make_shared<alert_detail::ChannelSender>(std::move(settings), std::move(http), chat_file);
  return [sender](std::span<const Dispatch> dispatches, const DeliveryDone& done) { (*sender)(dispatches, done); };
}

}  // namespace soak
