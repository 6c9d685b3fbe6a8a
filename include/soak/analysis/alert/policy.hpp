// From which severity on an environment wants alerts.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/similar.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/threshold.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// Environment -> its minimum severity.
using AlertPolicy = std::map<std::string, Level, std::less<>>;

/// The minimum severity in force, and which option it came from ("alert-policy" or "alert-min-severity").
struct EffectiveSeverity {
  Level min_severity;
  std::string_view source;
};

/// Reads "dev=WARN,staging=WARN,prod=CRIT"; blanks around a part do not matter, an empty text is an empty policy. An
/// environment that is named twice or a severity other than OK, WARN, CRIT is refused.
[[nodiscard]] inline Result<AlertPolicy> parse_alert_policy(std::string_view text) {
  const auto trimmed = [](std::string_view part) {
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    return part;
  };
  AlertPolicy policy;
  while (!trimmed(text).empty()) {
    const auto comma = text.find(',');
    const std::string_view part = trimmed(text.substr(0, comma));
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    const auto refuse = [&](std::string_view reason) {
      return Error{Errc::usage, "--alert-policy: '" + printable(part) + "' " + std::string(reason)};
    };
    const auto equals = part.find('=');
    const std::string_view env = trimmed(part.substr(0, equals));
    if (equals == std::string_view::npos || env.empty()) return refuse("is not ENV=SEVERITY (dev=WARN,prod=CRIT)");
    const auto level = parse_level(trimmed(part.substr(equals + 1)));
    if (!level) return refuse("does not end in OK, WARN or CRIT");
    if (!policy.emplace(env, *level).second) return refuse("names an environment a second time");
  }
  return policy;
}

/// The policy rules for the environments it names; `fallback` is --alert-min-severity.
[[nodiscard]] inline EffectiveSeverity effective_severity(const AlertPolicy& policy, std::string_view env,
                                                          Level fallback) {
  const auto found = policy.find(env);
  if (found != policy.end()) return {found->second, "alert-policy"};
  return {fallback, "alert-min-severity"};
}

/// Says that the policy names environments, but not this one, which is none of the usual ones either: a slip in ENV
/// would silence the alerts of production. Empty if there is nothing to say.
[[nodiscard]] inline std::string unnamed_environment(const AlertPolicy& policy, std::string_view env) {
  std::vector<std::string_view> names;
  std::string listed;
  for (const auto& [name, level] : policy) {
    names.push_back(name);
    listed += (listed.empty() ? "" : ", ") + printable(name, 60);
  }
  names.insert(names.end(), {"prod", "staging", "dev"});
  if (policy.empty() || std::find(names.begin(), names.end(), env) != names.end()) return {};
  const std::string_view meant = name_meant_by(env, names);
  return "ENV " + printable(env) + " is not named by the alert policy (" + printable(listed) +
         "), so --alert-min-severity counts" +
         (meant.empty() ? std::string() : "; did you mean " + printable(meant, 60) + "?");
}

}  // namespace soak
