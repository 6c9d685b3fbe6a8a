// Telegram's Bot API: what is asked of it, and what its answers mean for an alert and for `soak doctor`.
#pragma once

#include <soak/analysis/alert/channel_settings.hpp>
#include <soak/core/http.hpp>
#include <soak/core/text/secret_scan.hpp>
#include <soak/model/alert/delivery.hpp>
#include <soak/model/alert/message_length.hpp>
#include <soak/model/finding.hpp>
#include <soak/model/json/value.hpp>
#include <soak/model/json/writer.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

inline constexpr std::size_t telegram_max_units = 4096;  ///< of a message, in UTF-16 units

namespace alert_detail {

[[nodiscard]] inline std::string telegram_method(const ChannelSettings& settings, const char* name) {
  return settings.telegram_api_base + "/bot" + settings.telegram_token + "/" + name;
}

/// An answer of the Bot API, whatever was asked.
struct TelegramAnswer {
  bool is_ok = false;
  std::optional<std::string> description = {};  ///< why not, if it says so
  std::chrono::seconds retry_after{0};
  std::optional<std::string> moved_to = {};  ///< the id of the supergroup that the group has become
};

[[nodiscard]] inline TelegramAnswer read_telegram_answer(const HttpResponse& response) {
  TelegramAnswer answer{.retry_after = response.retry_after};
  const auto body = parse_json(response.body);
  if (!body) return answer;
  const auto* ok = find_member(*body, "ok");
  answer.is_ok = response.status == 200 && ok != nullptr && ok->is_bool() && ok->get_bool();
  answer.description = text_or_nothing(find_member(*body, "description"));
  if (const auto* parameters = find_member(*body, "parameters")) {
    const double seconds = number_or_gap(find_member(*parameters, "retry_after"));
    if (seconds > 0 && seconds < 1e9) {
      answer.retry_after = std::max(answer.retry_after, std::chrono::seconds(static_cast<std::int64_t>(seconds)));
    }
    const auto* const chat = find_member(*parameters, "migrate_to_chat_id");
    if (chat != nullptr && chat->is_int64()) answer.moved_to = std::to_string(chat->get_int64());
  }
  return answer;
}

}  // namespace alert_detail

/// Digits, a colon, and at least twenty letters, digits, '_' or '-'.
[[nodiscard]] inline bool is_telegram_token(std::string_view text) noexcept {
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  return digits > 0 && digits < text.size() && text[digits] == ':' && text.size() > digits + 20 &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(digits) + 1, text.end(), text_detail::is_token_char);
}

/// Sends `text`. Without parse_mode Telegram shows it as it is: nothing in a symbol can become markup.
[[nodiscard]] inline HttpRequest telegram_message(std::string_view text, const ChannelSettings& settings) {
  HttpRequest request{.url = alert_detail::telegram_method(settings, "sendMessage")};
  JsonWriter json(request.body);
  json.begin_object();
  json.member("chat_id", printable(settings.telegram_chat));
  if (settings.telegram_topic) json.member("message_thread_id", *settings.telegram_topic);
  json.member("text", fit_message(text, telegram_max_units));
  json.member("disable_web_page_preview", true);
  json.end_object();
  return request;
}

/// Whether Telegram took the message. The answer may still quote a secret.
[[nodiscard]] inline Delivery telegram_delivery(const HttpResponse& response) {
  const alert_detail::TelegramAnswer answer = alert_detail::read_telegram_answer(response);
  std::string words = "HTTP " + std::to_string(response.status) + (answer.description ? " " + *answer.description : "");
  if (!answer.is_ok) words += unlike_success(response, "Telegram would have said \"ok\": true");
  return {.is_taken = answer.is_ok,
          .answer = std::move(words),
          .retry_after = answer.retry_after,
          .moved_to = answer.is_ok ? std::nullopt : answer.moved_to};
}

/// getMe and getChat: neither sends anything to anybody.
[[nodiscard]] inline std::array<HttpRequest, 2> telegram_probes(const ChannelSettings& settings) {
  HttpRequest me{.url = alert_detail::telegram_method(settings, "getMe"), .body = "{}"};
  HttpRequest chat{.url = alert_detail::telegram_method(settings, "getChat")};
  JsonWriter json(chat.body);
  json.begin_object();
  json.member("chat_id", printable(settings.telegram_chat));
  json.end_object();
  return {std::move(me), std::move(chat)};
}

/// From the answers to telegram_probes, which hold no secret any more.
[[nodiscard]] inline Finding telegram_finding(const Result<HttpResponse>& me, const Result<HttpResponse>& chat) {
  const auto failed = [](std::string detail, std::string todo) {
    return Finding{"telegram", CheckStatus::fail, std::move(detail), std::move(todo)};
  };
  const auto words = [](const char* method, const HttpResponse& response, const alert_detail::TelegramAnswer& answer) {
    return std::string(method) + ": HTTP " + std::to_string(response.status) +
           (answer.description ? " " + printable(*answer.description) : "");
  };
  if (!me) return failed(me.error().message, "look at network, proxy and certificates (--alert-ca)");
  if (const auto answer = alert_detail::read_telegram_answer(*me); !answer.is_ok) {
    return failed(words("getMe", *me, answer), me->status == 401 || me->status == 404
                                                   ? "the token is wrong or was revoked: copy it from BotFather anew"
                                                   : "try again later");
  }
  if (!chat) return failed(chat.error().message, "try again");
  if (const auto answer = alert_detail::read_telegram_answer(*chat); !answer.is_ok) {
    return failed(words("getChat", *chat, answer), "check TELEGRAM_CHAT_ID, and that the bot was added to that chat");
  }
  return {"telegram", CheckStatus::ok, "the bot is known and sees the chat (nothing was sent)"};
}

}  // namespace soak
