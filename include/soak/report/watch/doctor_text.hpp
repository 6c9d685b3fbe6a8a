// `soak doctor` for people (ASCII) and for programs (JSON).
#pragma once

#include <soak/core/text/event_line.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/text/wrap.hpp>
#include <soak/core/time.hpp>
#include <soak/model/finding.hpp>
#include <soak/model/json/writer.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

namespace watch_detail {

[[nodiscard]] inline std::size_t count_of(const std::vector<Finding>& findings, CheckStatus status) noexcept {
  return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(),
                                                [&](const Finding& finding) { return finding.status == status; }));
}

[[nodiscard]] inline std::string_view check_color(CheckStatus status) noexcept {
  constexpr std::string_view colors[] = {"\x1b[32m", "\x1b[2m", "\x1b[33m", "\x1b[31m"};
  return colors[static_cast<std::size_t>(status)];
}

}  // namespace watch_detail

/// "FAIL redis: …" and, where something is to be done, "     -> …", no wider than `columns`; the last line is the sum.
[[nodiscard]] inline std::string doctor_text(const std::vector<Finding>& findings, bool color, std::size_t columns) {
  constexpr std::size_t width = 5;
  std::string out;
  for (const Finding& finding : findings) {
    const std::string word = pad_right(to_string(finding.status), width);
    const std::string text = finding.name + ": " + ascii_only(printable(finding.detail, 400));
    out += color ? std::string(watch_detail::check_color(finding.status)) + word + "\x1b[0m" : word;
    out += wrapped(word + text, columns, width + 2).substr(width) + "\n";
    if (!finding.todo.empty()) out += wrapped("     -> " + ascii_only(finding.todo), columns, width + 3) + "\n";
  }
  const auto count = [&](CheckStatus status) { return watch_detail::count_of(findings, status); };
  return out + result_line(!has_failed(findings))
                   .field("ok", count(CheckStatus::ok))
                   .field("warn", count(CheckStatus::warn))
                   .field("fail", count(CheckStatus::fail))
                   .field("skip", count(CheckStatus::skip))
                   .line();
}

/// One JSON object, ending with LF.
[[nodiscard]] inline std::string doctor_json(const std::vector<Finding>& findings, Instant now) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("status", has_failed(findings) ? "FAIL" : "OK");
  json.member("ts", format_iso8601(now));
  json.objects("findings", findings, [&](const Finding& finding) {
    json.member("name", finding.name);
    json.member("status", to_string(finding.status));
    json.member("detail", printable(finding.detail, 1000));
    json.member("todo", printable(finding.todo, 1000));
  });
  json.end_object();
  return out + "\n";
}

}  // namespace soak
