// `soak doctor` on settings and on what Redis answers; Telegram and Slack: analysis/alert/.
#pragma once

#include <soak/analysis/alert/policy.hpp>
#include <soak/analysis/alert/telegram.hpp>
#include <soak/analysis/publish/redis_export.hpp>
#include <soak/core/redis/url.hpp>
#include <soak/core/text/counted.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/finding.hpp>
#include <soak/model/setting_names.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// `.env` of the working directory.
struct DotenvFacts {
  bool exists = false;
  unsigned mode = 0;         ///< permission bits
  std::string problem = {};  ///< why it cannot be used; names the line, not what is in it
  std::map<std::string, std::string> values = {};
  std::vector<std::size_t> unread_lines = {};  ///< that are no assignment
};

[[nodiscard]] inline std::vector<Finding> judge_dotenv(const DotenvFacts& file) {
  if (!file.exists) return {{".env", CheckStatus::skip, "there is none here", "soak init writes a commented one"}};
  if (!file.problem.empty()) {
    return {{".env", CheckStatus::fail, file.problem, "correct it: no tool that reads .env runs until then"}};
  }
  std::vector<Finding> findings;
  const bool holds_secret = std::any_of(secret_settings.begin(), secret_settings.end(), [&](std::string_view name) {
    const auto found = file.values.find(std::string(name));
    return found != file.values.end() && !found->second.empty();
  });
  if ((file.mode & 0077u) != 0 && holds_secret) {
    findings.push_back(
        {".env", CheckStatus::fail, "holds secrets, and others than its owner may read or write it", "chmod 600 .env"});
  } else {
    findings.push_back({".env", CheckStatus::ok, counted(file.values.size(), "setting")});
  }
  if (!file.unread_lines.empty()) {
    const std::size_t more = file.unread_lines.size() - 1;
    findings.push_back({".env lines", CheckStatus::warn,
                        ".env: line " + std::to_string(file.unread_lines.front()) + " is not NAME=value" +
                            (more == 0 ? "" : ", nor are " + std::to_string(more) + " more"),
                        "soak passes over what it does not know; if it is meant for soak, correct it"});
  }
  std::string unknown;
  for (const auto& [name, value] : file.values) {
    if (std::find(known_settings.begin(), known_settings.end(), name) != known_settings.end()) continue;
    unknown += (unknown.empty() ? "" : ", ") + printable(name, 60);
  }
  if (!unknown.empty()) {
    findings.push_back({".env names", CheckStatus::warn, "soak knows no " + printable(unknown, 300),
                        "look for a slip; settings of the scripts belong into soak.env.sh"});
  }
  return findings;
}

/// Settings in force, from the environment or `.env`; empty: not set.
struct Settings {
  std::string redis_url;
  std::string policy;
  std::string telegram_token;
  std::string telegram_chat;
  std::string slack_webhook;
  std::string ping_url;
  std::string env = {};
  std::string exchange = {};
};

/// Only what is wrong: a setting that is fine is seen from what its server answers.
[[nodiscard]] inline std::vector<Finding> judge_settings(const Settings& settings) {
  std::vector<Finding> findings;
  const auto refuse = [&](std::string name, std::string detail, std::string todo) {
    findings.push_back({std::move(name), CheckStatus::fail, std::move(detail), std::move(todo)});
  };
  if (!settings.redis_url.empty()) {
    if (const auto url = parse_redis_url(settings.redis_url); !url) {
      refuse("REDIS_URL", url.error().message, "correct it (docs/formats/redis.md)");
    }
  }
  ExportSettings place;
  if (!settings.env.empty()) place.env = settings.env;
  if (!settings.exchange.empty()) place.exchange = settings.exchange;
  if (const auto checked = check_place(place); !checked) {
    refuse("ENV, EXCHANGE", checked.error().message, "correct them: they begin the keys in Redis");
  }
  if (const auto policy = parse_alert_policy(settings.policy); !policy) {
    refuse("ALERT_POLICY", policy.error().message, "write it like dev=WARN,staging=WARN,prod=CRIT");
  } else if (const std::string advice = unnamed_environment(*policy, place.env); !advice.empty()) {
    findings.push_back({"ENV", CheckStatus::warn, advice, "correct ENV, or name it in ALERT_POLICY"});
  }
  if (!settings.telegram_token.empty() && !is_telegram_token(settings.telegram_token)) {
    refuse("TELEGRAM_BOT_TOKEN", "is not of the form digits, a colon, letters", "copy it from BotFather anew");
  }
  if (settings.telegram_token.empty() != settings.telegram_chat.empty()) {
    refuse("telegram", "only one of TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID is set", "set both or none");
  }
  for (const auto& [name, url] :
       {std::pair{"SLACK_WEBHOOK_URL", &settings.slack_webhook}, std::pair{"PING_URL", &settings.ping_url}}) {
    const bool is_web = url->starts_with("https://") || url->starts_with("http://");
    const bool is_plain = is_printable_utf8(*url) && url->find(' ') == url->npos;
    if (!url->empty() && !(is_web && is_plain)) refuse(name, "is not a URL that begins with https://", "correct it");
  }
  return findings;
}

/// `answer` is what came back to a PING, `problem` why nothing did.
[[nodiscard]] inline Finding judge_redis(const std::string& where, const std::string& answer,
                                         const std::string& problem) {
  if (problem.empty()) return {"redis", CheckStatus::ok, where + ": " + printable(answer)};
  const bool is_login = problem.find("WRONGPASS") != problem.npos || problem.find("NOAUTH") != problem.npos ||
                        problem.find("invalid password") != problem.npos;
  return {"redis", CheckStatus::fail, problem,
          is_login ? "check user and password in REDIS_URL" : "start it, or correct REDIS_URL (and --redis-ca)"};
}

/// A file or folder that soak reads settings from or runs, and who but its owner and root may change it.
struct TrustedPlace {
  std::string path;
  std::string problem;  ///< "may be written by others (chmod go-w PATH)"; empty: nobody else may
};

/// Whoever may change a setting, a hook or a key decides what soak does.
[[nodiscard]] inline Finding judge_trust(const std::vector<TrustedPlace>& places) {
  std::string detail;
  for (const TrustedPlace& place : places) {
    if (place.problem.empty()) continue;
    detail += (detail.empty() ? "" : "; ") + printable(place.path, 200) + " " + place.problem;
  }
  if (detail.empty()) {
    return {"permissions", CheckStatus::ok, "nobody else may change the settings, hooks and keys that are there"};
  }
  return {"permissions", CheckStatus::fail, detail,
          "take the right away (chmod go-w) or give it to the user that runs soak (chown): docs/security.md"};
}

}  // namespace soak
