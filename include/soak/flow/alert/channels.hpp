// The ways an alert can go: Telegram, Slack, a program, the standard output.
#pragma once

#include <soak/core/text/secret_scan.hpp>
#include <soak/model/alert/alert.hpp>
#include <soak/model/json/value.hpp>
#include <soak/report/alert/alert_text.hpp>
#include <soak/sys/log.hpp>
#include <soak/sys/net/http.hpp>
#include <soak/sys/process/pipe_to_command.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// One alert to one channel.
struct Dispatch {
  std::string channel;
  const Alert* alert;
};

struct Delivery {
  bool is_taken = false;
  std::string answer = {};  ///< what the channel said; one printable line, without secrets
  std::chrono::seconds retry_after{0};
};

/// Is told what became of the dispatch with this index.
using DeliveryDone = std::function<void(std::size_t, Delivery)>;

/// Tries each dispatch once, all at the same time as far as they go over a network, and calls `done` once for each as
/// soon as it is known: what one channel took is not in doubt while another one is waited for.
using AlertSender = std::function<void(std::span<const Dispatch>, const DeliveryDone& done)>;

/// Names are "telegram", "slack", "console" and "command:PATH".
struct ChannelSettings {
  std::string telegram_api_base = "https://api.telegram.org";
  std::string telegram_token;  ///< secret
  std::string telegram_chat;
  std::string slack_webhook;                          ///< secret
  std::chrono::milliseconds command_timeout{10'000};  ///< of --alert command:PATH
  int stop_fd = -1;                                   ///< readable: give up
};

inline constexpr std::string_view command_channel = "command:";
inline constexpr std::size_t telegram_max_units = 4096;
inline constexpr std::size_t slack_max_units = 40000;

/// Checks a channel's name and that what it needs is there.
[[nodiscard]] inline Result<void> check_channel(std::string_view name, const ChannelSettings& settings) {
  const bool is_command = name.starts_with(command_channel) && name.size() > command_channel.size();
  if (name == "console" || (is_command && is_printable_utf8(name))) return {};
  const auto missing = [&](std::string_view variables) {
    return Error{Errc::usage,
                 "--alert " + std::string(name) + ": set " + std::string(variables) + " in the environment or in .env"};
  };
  if (name == "telegram") {
    if (settings.telegram_token.empty() || settings.telegram_chat.empty()) {
      return missing("TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID");
    }
    return {};
  }
  if (name != "slack") {
    return Error{Errc::usage, "--alert " + printable(name) + ": expected telegram, slack, console or command:PATH"};
  }
  return settings.slack_webhook.empty() ? Result<void>(missing("SLACK_WEBHOOK_URL")) : Result<void>();
}

namespace alert_detail {

/// Without parse_mode Telegram shows the text as it is: nothing in a symbol can become markup.
[[nodiscard]] inline HttpRequest telegram_request(const Alert& alert, const ChannelSettings& settings) {
  HttpRequest request{.url = settings.telegram_api_base + "/bot" + settings.telegram_token + "/sendMessage"};
  JsonWriter json(request.body);
  json.begin_object();
  json.member("chat_id", printable(settings.telegram_chat));
  json.member("text", fit_message(alert.text, telegram_max_units));
  json.member("disable_web_page_preview", true);
  json.end_object();
  return request;
}

/// Slack reads "&", "<" and ">" as the beginning of links and mentions, also where markup is off.
[[nodiscard]] inline HttpRequest slack_request(const Alert& alert, const ChannelSettings& settings) {
  std::string text;
  for (const char c : fit_message(alert.text, slack_max_units)) {
    text += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
  }
  HttpRequest request{.url = settings.slack_webhook};
  JsonWriter json(request.body);
  json.begin_object();
  json.member("text", text);
  json.member("mrkdwn", false);
  json.end_object();
  return request;
}

}  // namespace alert_detail

/// What a server said, without the secrets that it may quote.
[[nodiscard]] inline std::string without_secrets(std::string text, const ChannelSettings& settings) {
  const auto scheme = settings.slack_webhook.find("://");
  const auto path = settings.slack_webhook.find('/', scheme == std::string::npos ? 0 : scheme + 3);
  const std::string webhook_path = path == std::string::npos ? std::string() : settings.slack_webhook.substr(path + 1);
  for (const std::string& secret : {settings.telegram_token, settings.slack_webhook, webhook_path}) {
    text = mask_secret(std::move(text), secret);
  }
  return text;
}

namespace alert_detail {

[[nodiscard]] inline Delivery judge_telegram(const HttpResponse& response) {
  Delivery delivery{.answer = "HTTP " + std::to_string(response.status), .retry_after = response.retry_after};
  const auto body = parse_json(response.body);
  if (!body) return delivery;
  const auto* ok = find_member(*body, "ok");
  delivery.is_taken = response.status == 200 && ok != nullptr && ok->is_bool() && ok->get_bool();
  if (const auto description = text_or_nothing(find_member(*body, "description"))) {
    delivery.answer += " " + *description;
  }
  if (const auto* parameters = find_member(*body, "parameters")) {
    const double seconds = number_or_gap(find_member(*parameters, "retry_after"));
    if (seconds > 0 && seconds < 1e9) {
      delivery.retry_after = std::max(delivery.retry_after, std::chrono::seconds(static_cast<std::int64_t>(seconds)));
    }
  }
  return delivery;
}

[[nodiscard]] inline Delivery judge_slack(const HttpResponse& response) {
  const std::string body = response.body.substr(0, 100);
  return {.is_taken = response.status == 200,
          .answer = "HTTP " + std::to_string(response.status) + (body.empty() ? "" : " " + body),
          .retry_after = response.retry_after};
}

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
      requests.push_back(is_telegram ? alert_detail::telegram_request(*dispatches[i].alert, settings)
                                     : alert_detail::slack_request(*dispatches[i].alert, settings));
      asked.push_back(i);
    }
    if (requests.empty()) return;
    http(requests, [&](std::size_t r, Result<HttpResponse> response) {
      const bool is_telegram = dispatches[asked[r]].channel == "telegram";
      tell(asked[r], !response     ? Delivery{.answer = response.error().message}
                     : is_telegram ? alert_detail::judge_telegram(*response)
                                   : alert_detail::judge_slack(*response));
    });
  };
}

}  // namespace soak
