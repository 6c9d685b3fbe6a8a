// The files that an operator imports into Grafana, Prometheus and Alertmanager: are they what those take?
#pragma once

#include <soak/analysis/watch/dashboard.hpp>
#include <soak/flow/artifacts/artifact_files.hpp>
#include <soak/sys/file/file_list.hpp>
#include <soak/sys/process/process.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

struct MonitoringCheck {
  std::size_t files = 0;
  std::vector<std::string> errors;
  std::set<std::string> absent;  ///< programs whose opinion was wanted and that are not installed
};

namespace watch_detail {

/// Who knows whether a YAML file with this member at its top is right.
struct YamlJudge {
  std::string_view member;
  std::array<const char*, 4> command;  ///< without the file; ends at the first null
};

inline constexpr std::array<YamlJudge, 3> yaml_judges{
    {{"groups:", {"promtool", "check", "rules", nullptr}},
     {"scrape_configs:", {"promtool", "check", "config", "--syntax-only"}},
     {"receivers:", {"amtool", "check-config", nullptr, nullptr}}}};

[[nodiscard]] inline bool has_top_member(std::string_view yaml, std::string_view member) {
  return yaml.starts_with(member) || yaml.find("\n" + std::string(member)) != yaml.npos;
}

/// What can be said of YAML without a reader of YAML: it has lines, and none is indented by a tab, which is forbidden.
[[nodiscard]] inline Result<void> check_yaml_text(const std::string& path, std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == text.npos) return unusable_file(path, "is empty");
  std::size_t number = 1;
  for (std::string_view rest = text; !rest.empty(); ++number) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    const auto indent = line.substr(0, line.find_first_not_of(" \t"));
    if (indent.find('\t') != line.npos) {
      return unusable_file(path, "line " + std::to_string(number) + ": a tab in the indentation");
    }
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
  return {};
}

inline void judge_yaml(const YamlJudge& judge, const std::string& path, MonitoringCheck& check) {
  ProcessSpec spec;
  for (const char* word : judge.command) {
    if (word != nullptr) spec.argv.emplace_back(word);
  }
  spec.argv.push_back(path);
  spec.timeout = std::chrono::seconds{30};
  const auto run = run_process(spec);
  if (!run) {
    check.absent.insert(judge.command[0]);
  } else if (!run->ok()) {
    const std::string& reason = run->last_error.empty() ? run->last_line : run->last_error;
    check.errors.push_back(path + ": " + judge.command[0] + ": " + reason);
  }
}

inline void check_yaml_file(const std::string& path, MonitoringCheck& check) {
  const auto text = read_file(path, max_artifact_bytes);
  const auto checked = text ? check_yaml_text(path, *text) : Result<void>(text.error());
  if (!checked) {
    check.errors.push_back(checked.error().message);
    return;
  }
  for (const YamlJudge& judge : yaml_judges) {
    if (has_top_member(*text, judge.member)) judge_yaml(judge, path, check);
  }
}

inline void check_dashboard_file(const std::string& path, MonitoringCheck& check) {
  const auto document = read_json_file(path);
  if (!document) {
    check.errors.push_back(document.error().message);
    return;
  }
  for (const std::string& error : dashboard_errors(*document)) check.errors.push_back(path + ": " + error);
}

}  // namespace watch_detail

/// Every JSON file (a dashboard) and YAML file in the directories and one level below.
[[nodiscard]] inline MonitoringCheck check_monitoring_files(const std::vector<std::string>& directories) {
  FileList files;
  for (const std::string& directory : directories) {
    for (const char* pattern : {"/*.json", "/*.yml", "/*.yaml", "/*/*.json", "/*/*.yml", "/*/*.yaml"}) {
      files.add_matches(directory + pattern);
    }
  }
  MonitoringCheck check;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string path = files.path(i);
    ++check.files;
    if (path.ends_with(".json")) {
      watch_detail::check_dashboard_file(path, check);
    } else {
      watch_detail::check_yaml_file(path, check);
    }
  }
  return check;
}

}  // namespace soak
