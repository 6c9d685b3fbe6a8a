// The digest of the day for programs (daily_digest --json).
#pragma once

#include <soak/analysis/daily/daily_digest.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/json/writer.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace soak {

namespace daily_detail {

inline void add_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  json.key(name);
  json.begin_array();
  for (const std::string& text : texts) json.value(printable(text));
  json.end_array();
}

inline void add_now(JsonWriter& json, const GateRun& run) {
  json.member("now", printable(run.now));
  json.member("verdict", printable(run.verdict));
  json.member("open_incidents", run.open_incidents);
  json.objects("open", run.open, [&](const OpenIncident& incident) {
    json.member("id", printable(incident.id));
    json.member("level", to_string(incident.level));
    json.member("since", printable(incident.since));
  });
}

inline void add_figures(JsonWriter& json, const DigestInput& input) {
  const std::vector<DayCheck> checks = day_checks(input.today);
  json.objects("metrics", day_metrics, [&](const DayMetric& metric) {
    const double today = input.today.*metric.figure;
    const double before = input.yesterday ? (*input.yesterday).*metric.figure : gap;
    std::string_view status = "n/a";
    for (const DayCheck& check : checks) {
      if (check.name == metric.name) status = check.status();
    }
    json.member("metric", metric.name);
    json.member("today", today);
    json.member("yesterday", before);
    json.member("trend", change_name(before, today));
    json.member("status", status);
  });
}

inline void add_journal(JsonWriter& json, const DigestInput& input) {
  json.key("journal");
  if (!input.journal) return json.null();
  json.begin_object();
  json.member("going_on", input.journal->going_on);
  json.member("warn", input.journal->warn);
  json.member("fail", input.journal->fail);
  json.member("last_status", printable(input.journal->last_status));
  json.member("last_failure", printable(input.journal->last_failure));
  json.member("records", input.head ? static_cast<std::size_t>(input.head->records) : std::size_t{0});
  json.member("head", input.head ? input.head->hash : std::string());
  json.end_object();
}

}  // namespace daily_detail

/// One JSON object, ending with LF: what DAILY_DIGEST.md says, unrounded. A figure that is not known is null; `now` is
/// empty where the gate does not tell, `head` and `records` where no signed head was found.
[[nodiscard]] inline std::string digest_json(const DigestInput& input, std::string_view day, double hours) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("date", day);
  json.member("light", light_name(traffic_light(input)));
  daily_detail::add_now(json, input.gate.run);
  daily_detail::add_figures(json, input);
  json.member("hours", hours);
  daily_detail::add_journal(json, input);
  daily_detail::add_texts(json, "problems", input.problems);
  daily_detail::add_texts(json, "silenced", input.silenced);
  daily_detail::add_texts(json, "recommendations", day_recommendations(input));
  json.end_object();
  return out + "\n";
}

}  // namespace soak
