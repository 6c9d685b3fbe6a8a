// The names under which soak is set up from the environment or from `.env`.
#pragma once

#include <array>
#include <string_view>

namespace soak {

/// Variables that soak's tools read from the environment or from `.env`.
inline constexpr std::array<std::string_view, 19> known_settings{"ENV",
                                                                 "EXCHANGE",
                                                                 "REDIS_URL",
                                                                 "ALERT_POLICY",
                                                                 "ALERT_ON",
                                                                 "TELEGRAM_BOT_TOKEN",
                                                                 "NO_COLOR",
                                                                 "PING_URL",
                                                                 "MM_FREEZE_UTC",
                                                                 "TELEGRAM_CHAT_ID",
                                                                 "SLACK_WEBHOOK_URL",
                                                                 "TELEGRAM_API_BASE",
                                                                 "GITHUB_TOKEN",
                                                                 "CURL_CA_BUNDLE",
                                                                 "GITHUB_API_URL",
                                                                 "MM_FREEZE_UTC_ISO",
                                                                 "GITHUB_REPOSITORY",
                                                                 "GITHUB_EVENT_PATH",
                                                                 "SOAK_JOURNAL_KEY"};

/// Those of them that every tool reads, as they are about what it prints.
inline constexpr std::array<std::string_view, 3> common_settings{"MM_FREEZE_UTC", "MM_FREEZE_UTC_ISO", "NO_COLOR"};

inline constexpr std::array<std::string_view, 5> secret_settings{"REDIS_URL", "TELEGRAM_BOT_TOKEN", "SLACK_WEBHOOK_URL",
                                                                 "PING_URL", "GITHUB_TOKEN"};

}  // namespace soak
