// Slack's incoming webhooks: what is posted to one, and what its answers mean for an alert and for `soak doctor`.
#pragma once

#include <soak/analysis/alert/channel_settings.hpp>
#include <soak/core/http.hpp>
#include <soak/model/alert/delivery.hpp>
#include <soak/model/alert/message_length.hpp>
#include <soak/model/finding.hpp>
#include <soak/model/json/writer.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace soak {

inline constexpr std::size_t slack_max_units = 40000;  ///< of a message, in UTF-16 units

/// Posts `text`. Slack reads "&", "<" and ">" as the beginning of links and mentions, also where markup is off.
[[nodiscard]] inline HttpRequest slack_message(std::string_view text, const ChannelSettings& settings) {
  std::string escaped;
  for (const char c : fit_message(text, slack_max_units)) {
    escaped += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
  }
  HttpRequest request{.url = settings.slack_webhook};
  JsonWriter json(request.body);
  json.begin_object();
  json.member("text", escaped);
  json.member("mrkdwn", false);
  json.end_object();
  return request;
}

/// Whether Slack took the message: it says "ok" then, and a login page or half an answer does not. The answer may still
/// quote a secret.
[[nodiscard]] inline Delivery slack_delivery(const HttpResponse& response) {
  const std::string body = response.body.substr(0, 100);
  Delivery delivery{.is_taken = response.status == 200 && response.is_complete && response.body == "ok",
                    .answer = "HTTP " + std::to_string(response.status) + (body.empty() ? "" : " " + body),
                    .retry_after = response.retry_after};
  if (!delivery.is_taken) delivery.answer += unlike_success(response, "Slack would have said ok");
  return delivery;
}

/// A message without a text, which Slack never posts.
[[nodiscard]] inline HttpRequest slack_probe(const ChannelSettings& settings) {
  return {.url = settings.slack_webhook, .body = "{}"};
}

/// From the answer to slack_probe, which holds no secret any more: 400 no_text or the like from a webhook that works,
/// else 403 invalid_token, 404 no_service and so on.
[[nodiscard]] inline Finding slack_finding(const Result<HttpResponse>& answer) {
  if (!answer) {
    return {"slack", CheckStatus::fail, answer.error().message, "look at network, proxy and certificates (--alert-ca)"};
  }
  const std::string words = "HTTP " + std::to_string(answer->status) + " " + printable(answer->body, 80);
  const bool refuses_text = answer->status == 400 && answer->body.find("text") != std::string::npos;
  if (refuses_text || (answer->status == 400 && answer->body.starts_with("invalid_payload"))) {
    return {"slack", CheckStatus::ok, "the webhook answers (nothing was posted)"};
  }
  if (answer->status == 429) return {"slack", CheckStatus::warn, words, "it asks to be left alone for a while"};
  return {"slack", CheckStatus::fail, words, "make the webhook anew in Slack and set SLACK_WEBHOOK_URL"};
}

}  // namespace soak
