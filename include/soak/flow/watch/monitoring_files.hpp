// The files that an operator imports into Grafana, Prometheus and Alertmanager: are they what those take?
#pragma once

#include <soak/analysis/watch/dashboard.hpp>
#include <soak/analysis/watch/monitoring_yaml.hpp>
#include <soak/flow/files/artifact_files.hpp>
#include <soak/sys/file/file_list.hpp>
#include <soak/sys/process/process.hpp>

#include <chrono>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace soak {

struct MonitoringCheck {
  std::size_t files = 0;
  std::vector<std::string> errors;
  std::set<std::string> absent;  ///< programs whose opinion was wanted and that are not installed
};

namespace watch_detail {

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
  if (!text) {
    check.errors.push_back(text.error().message);
  } else if (const auto problem = yaml_problem(*text)) {
    check.errors.push_back(unusable_file(path, *problem).message);
  } else {
    for (const YamlJudge& judge : yaml_judges) {
      if (has_top_member(*text, judge.member)) judge_yaml(judge, path, check);
    }
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
