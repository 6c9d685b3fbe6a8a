// The channels that an alert can be sent to, and what each of them needs.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/mask_secret.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/threshold.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

/// Names are "telegram", "slack", "console" and "command:PATH".
struct ChannelSettings {
  std::string telegram_api_base = "https://api.telegram.org";
  std::string telegram_token = {};  ///< secret
  std::string telegram_chat = {};
  std::optional<std::int64_t> telegram_topic = {};    ///< in the chat; none: its general one
  std::string slack_webhook = {};                     ///< secret
  std::chrono::milliseconds command_timeout{10'000};  ///< of --alert command:PATH
  int stop_fd = -1;                                   ///< readable: give up

  [[nodiscard]] bool has_telegram() const noexcept { return !telegram_token.empty() && !telegram_chat.empty(); }
  [[nodiscard]] bool has_slack() const noexcept { return !slack_webhook.empty(); }
};

/// Takes TELEGRAM_CHAT_ID: a chat, or CHAT:TOPIC for one topic of it. What is neither stays in the chat's name, where
/// check_channel finds it.
inline void address_telegram(ChannelSettings& settings, std::string_view chat_id) {
  const auto colon = chat_id.rfind(':');
  const std::string_view topic = colon == std::string_view::npos ? std::string_view() : chat_id.substr(colon + 1);
  const bool is_number = !topic.empty() && topic.size() < 19 && topic.find_first_not_of("0123456789") == topic.npos;
  settings.telegram_chat = is_number ? chat_id.substr(0, colon) : chat_id;
  settings.telegram_topic.reset();
  if (is_number) settings.telegram_topic = std::stoll(std::string(topic));
}

inline constexpr std::string_view command_channel = "command:";

/// A channel as it is chosen: "telegram", or "telegram:CRIT" for one with a minimum severity of its own.
struct ChannelChoice {
  std::string name;
  std::optional<Level> minimum = {};
};

[[nodiscard]] inline ChannelChoice parse_channel_choice(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return {std::string(text)};
  const auto level = parse_level(text.substr(colon + 1));
  if (!level) return {std::string(text)};
  return {std::string(text.substr(0, colon)), level};
}

/// A channel that hears of an incident that nobody acknowledged for so long.
struct Escalation {
  std::string channel;
  std::chrono::minutes after;
};

/// Reads "telegram:30".
[[nodiscard]] inline Result<Escalation> parse_escalation(std::string_view text) {
  const auto colon = text.rfind(':');
  const std::string_view minutes = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  const bool is_number =
      !minutes.empty() && minutes.size() < 7 && minutes.find_first_not_of("0123456789") == minutes.npos;
  if (!is_number || colon == 0) {
    return Error{Errc::usage, "--escalate " + printable(text) + ": expected CHANNEL:MINUTES, like telegram:30"};
  }
  return Escalation{std::string(text.substr(0, colon)), std::chrono::minutes{std::stol(std::string(minutes))}};
}

/// Checks a channel's name and that what it needs is there.
[[nodiscard]] inline Result<void> check_channel(std::string_view name, const ChannelSettings& settings) {
  const bool is_command = name.starts_with(command_channel) && name.size() > command_channel.size();
  if (name == "console" || (is_command && is_printable_utf8(name))) return {};
  if (name != "telegram" && name != "slack") {
    return Error{Errc::usage, "--alert " + printable(name) + ": expected telegram, slack, console or command:PATH"};
  }
  const bool is_telegram = name == "telegram";
  if (is_telegram && settings.telegram_chat.find(':') != std::string::npos) {
    return Error{Errc::usage, "--alert telegram: TELEGRAM_CHAT_ID is a chat's id, or CHAT:TOPIC with a topic's number"};
  }
  if (is_telegram ? settings.has_telegram() : settings.has_slack()) return {};
  return Error{Errc::usage, "--alert " + std::string(name) + ": set " +
                                (is_telegram ? "TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID" : "SLACK_WEBHOOK_URL") +
                                " in the environment or in .env"};
}

/// What a server said, without the secrets that it may quote.
[[nodiscard]] inline std::string without_secrets(std::string text, const ChannelSettings& settings) {
  const auto scheme = settings.slack_webhook.find("://");
  const auto path = settings.slack_webhook.find('/', scheme == std::string::npos ? 0 : scheme + 3);
  const std::string webhook_path = path == std::string::npos ? std::string() : settings.slack_webhook.substr(path + 1);
  // What is secret of a webhook is the end of its path: pieces of "https://hooks.slack.com/services" are not.
  for (const std::string& whole : {settings.slack_webhook, webhook_path}) {
    text = mask_secret(std::move(text), whole, std::string::npos);
  }
  constexpr std::string_view public_part = "services/";
  const bool is_slack = webhook_path.starts_with(public_part);
  for (const std::string& secret :
       {settings.telegram_token, is_slack ? webhook_path.substr(public_part.size()) : webhook_path}) {
    text = mask_secret(std::move(text), secret);
  }
  return text;
}

}  // namespace soak
