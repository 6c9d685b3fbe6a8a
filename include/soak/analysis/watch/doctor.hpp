// `soak doctor`: from facts about the machine and the working directory to findings, each with what to do.
#pragma once

#include <soak/analysis/alert/policy.hpp>
#include <soak/analysis/artifacts/freshness.hpp>
#include <soak/analysis/watch/runner_due.hpp>
#include <soak/core/lock_status.hpp>
#include <soak/core/number.hpp>
#include <soak/core/redis/url.hpp>
#include <soak/core/span_text.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/time.hpp>
#include <soak/model/finding.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

[[nodiscard]] inline Finding judge_tools(const std::vector<std::string>& errors, std::size_t count,
                                         std::string_view version) {
  if (errors.empty()) {
    return {"tools", CheckStatus::ok, std::to_string(count) + " run, all of version " + std::string(version)};
  }
  std::string detail = errors.front();
  if (errors.size() > 1) detail += "; and " + std::to_string(errors.size() - 1) + " more";
  return {"tools", CheckStatus::fail, detail, "install soak again (make install, or the package)"};
}

/// A program that some parts of soak or its guides use.
struct HelperProgram {
  std::string_view name;
  std::string_view package;
  std::string_view purpose;
};
inline constexpr std::array<HelperProgram, 5> helper_programs{
    {{"redis-cli", "redis-tools", "looking into Redis"},
     {"jq", "jq", "reading the JSON files in scripts"},
     {"zstd", "zstd", "unpacking archives and bundles by hand"},
     {"flock", "util-linux", "the lines of the crontab"},
     {"promtool", "prometheus", "checking the alert rules in full_stack_validate"}}};

/// `path` is where the program was found; empty: nowhere in PATH.
[[nodiscard]] inline Finding judge_program(const HelperProgram& program, const std::string& path) {
  if (!path.empty()) return {std::string(program.name), CheckStatus::ok, printable(path)};
  return {std::string(program.name), CheckStatus::skip, "not installed; only for " + std::string(program.purpose),
          "apt-get install " + std::string(program.package)};
}

/// A directory that soak writes into, or would make.
struct PlaceFacts {
  std::string name;  ///< "artifacts"
  std::string path;
  bool exists = false;
  bool is_writable = false;  ///< itself, or where it is missing the nearest directory above it
  std::string problem = {};  ///< why not
};

[[nodiscard]] inline Finding judge_place(const PlaceFacts& place) {
  const std::string name = place.name + " directory";
  const std::string path = printable(place.path);
  if (!place.is_writable) {
    return {name, CheckStatus::fail, path + (place.exists ? ": " : " cannot be made: ") + place.problem,
            "give it to the user that runs soak (chown), or name another one"};
  }
  return {name, CheckStatus::ok, path + (place.exists ? " can be written" : " is not there yet and can be made")};
}

struct DiskFacts {
  std::string path;
  double free_bytes = 0;  ///< for somebody who is not root
  double total_bytes = 0;
  double free_inodes = 0;
  double total_inodes = 0;  ///< 0: the file system has no fixed number
  std::string problem = {};
};

[[nodiscard]] inline Finding judge_disk(const DiskFacts& disk) {
  constexpr double mib = 1024.0 * 1024;
  if (!disk.problem.empty()) return {"disk", CheckStatus::warn, disk.problem};
  const double share = disk.total_bytes > 0 ? disk.free_bytes / disk.total_bytes : 1;
  const double inode_share = disk.total_inodes > 0 ? disk.free_inodes / disk.total_inodes : 1;
  Finding finding{"disk", CheckStatus::ok,
                  format_fixed(disk.free_bytes / mib, 0) + " MiB free (" + format_fixed(share * 100, 0) + "%), " +
                      format_fixed(inode_share * 100, 0) + "% of the inodes, under " + printable(disk.path)};
  if (disk.free_bytes < 500 * mib || inode_share < 0.05) finding.status = CheckStatus::warn;
  if (disk.free_bytes < 50 * mib || inode_share < 0.01) finding.status = CheckStatus::fail;
  if (finding.status != CheckStatus::ok) {
    finding.todo = "make room; old archives go with artifacts_archive --keep-days, --keep-last";
  }
  return finding;
}

struct ClockFacts {
  Instant now{};
  std::optional<bool> is_synchronized;  ///< nothing: the kernel does not say
  std::string zone;
  std::string zone_problem = {};  ///< empty: the zone is there
};

[[nodiscard]] inline std::vector<Finding> judge_clock(const ClockFacts& clock) {
  const bool is_sane = clock.now >= Instant{std::chrono::sys_days{std::chrono::year{2024} / 1 / 1}};
  Finding time{"clock", CheckStatus::ok, format_iso8601(clock.now)};
  if (!is_sane) {
    time.status = CheckStatus::fail;
    time.todo = "set the clock";
  } else if (clock.is_synchronized && !*clock.is_synchronized) {
    time.status = CheckStatus::warn;
    time.detail += ", not synchronized as far as the kernel knows (usual in a container)";
    time.todo = "run an NTP client (systemd-timesyncd, chrony) on this machine or its host";
  }
  if (clock.zone_problem.empty()) return {time, {"time zone", CheckStatus::ok, printable(clock.zone)}};
  return {time,
          {"time zone", CheckStatus::fail, clock.zone_problem, "apt-get install tzdata, or name another zone (--tz)"}};
}

/// What the lock of the runner says. `due` is when its next cycle should come, as its state tells.
[[nodiscard]] inline Finding judge_lock(const std::string& path, const std::optional<LockStatus>& lock,
                                        const std::string& problem, Instant now, const std::optional<Instant>& due) {
  if (!problem.empty()) return {"runner lock", CheckStatus::warn, problem};
  if (!lock && due && is_cycle_overdue(*due, now)) {
    return {"runner lock", CheckStatus::warn,
            "free: no runner is at work, and a cycle is due for " + span_text(now - *due),
            "start the runner, or look why cron or the timer did not"};
  }
  if (!lock) return {"runner lock", CheckStatus::ok, "free: no runner is at work"};
  const std::string pid = lock->pid ? "process " + std::to_string(*lock->pid) : "a process";
  if (lock->is_held) return {"runner lock", CheckStatus::ok, "held by " + pid + ", which is alive"};
  return {"runner lock", CheckStatus::warn,
          printable(path) + " was left behind by " + pid + " " + span_text(now - lock->refreshed_at) +
              " ago: the runner was killed and nobody has started it again",
          "start the runner (it takes the lock over); nothing has to be removed"};
}

/// What verifying the journal found; neither broken nor torn: whole.
struct JournalFacts {
  bool exists = false;
  std::size_t records = 0;
  std::string problem = {};  ///< line and reason, or why it cannot be read
  std::vector<std::string> torn_files = {};
};

[[nodiscard]] inline std::vector<Finding> judge_journal(const JournalFacts& journal) {
  std::vector<Finding> findings;
  if (!journal.exists) {
    findings.push_back({"journal", CheckStatus::skip, "there is none yet"});
  } else if (journal.problem.empty()) {
    findings.push_back({"journal", CheckStatus::ok, std::to_string(journal.records) + " lines, the chain is whole"});
  } else {
    findings.push_back({"journal", CheckStatus::fail, journal.problem,
                        "soak journal_verify; keep the file as evidence, move it away to begin another"});
  }
  if (!journal.torn_files.empty()) {
    findings.push_back({"torn lines", CheckStatus::warn,
                        std::to_string(journal.torn_files.size()) +
                            " set aside after a crash: " + printable(journal.torn_files.front()),
                        "look at them, then remove them"});
  }
  return findings;
}

/// The sentinel's verdicts. Artifacts that were never made are a new directory, not a routine that stopped.
[[nodiscard]] inline std::vector<Finding> judge_artifacts(const std::vector<FreshVerdict>& verdicts,
                                                          const std::vector<bool>& exists) {
  const bool is_new = std::none_of(exists.begin(), exists.end(), [](bool one) { return one; });
  if (is_new) {
    return {{"artifacts", CheckStatus::skip, "no key artifacts were made yet",
             "the daily routine makes them of an analysis (share/soak/ops/daily.sh; in the sources make daily)"}};
  }
  std::vector<Finding> findings;
  for (const FreshVerdict& verdict : verdicts) {
    const std::string name = verdict.target.name + ".json";
    if (verdict.status == FreshStatus::ok) {
      findings.push_back({name, CheckStatus::ok, std::to_string(*verdict.age_sec / 60) + " min old"});
    } else {
      findings.push_back(
          {name, CheckStatus::fail, ascii_only(verdict.reason),
           verdict.target.name == "WEEKLY_ROLLUP"
               ? "share/soak/ops/weekly.sh (in the sources make weekly); look why the timer did not run it"
               : "share/soak/ops/daily.sh (in the sources make daily); look "
                 "why it did not run or what it said"});
    }
  }
  return findings;
}

/// State files that cannot be used, as sentences.
[[nodiscard]] inline Finding judge_state(std::size_t checked, const std::vector<std::string>& problems) {
  if (checked == 0) return {"state files", CheckStatus::skip, "there are none yet"};
  if (problems.empty()) return {"state files", CheckStatus::ok, std::to_string(checked) + " can be read"};
  std::string detail = problems.front();
  if (problems.size() > 1) detail += "; and " + std::to_string(problems.size() - 1) + " more";
  return {"state files", CheckStatus::fail, detail, "remove the file: what it says is begun anew"};
}

[[nodiscard]] inline Finding judge_exports(std::size_t failures, const std::string& reason) {
  if (failures == 0) return {"exports", CheckStatus::ok, "the last one reached Redis"};
  return {"exports", CheckStatus::warn,
          std::to_string(failures) + " in a row did not reach Redis: " + printable(reason),
          "see the line redis; the next one is tried anyway"};
}

/// Who runs the daily routine.
struct ScheduleFacts {
  std::vector<std::string> timers;  ///< soak's systemd timers that are enabled
  std::vector<std::string> tables;  ///< crontabs that name its scripts
};

/// True if a line of a crontab that is no comment runs the daily routine's script.
[[nodiscard]] inline bool names_daily_routine(std::string_view crontab) {
  while (!crontab.empty()) {
    const std::string_view line = crontab.substr(0, crontab.find('\n'));
    const bool is_comment = line.find_first_not_of(" \t") == line.find('#');
    if (!is_comment && line.find("daily.sh") != line.npos) return true;
    crontab.remove_prefix(std::min(crontab.size(), line.size() + 1));
  }
  return false;
}

[[nodiscard]] inline Finding judge_schedule(const ScheduleFacts& schedule) {
  std::string found;
  for (const auto* list : {&schedule.timers, &schedule.tables}) {
    for (const std::string& name : *list) found += (found.empty() ? "" : ", ") + printable(name);
  }
  if (!found.empty()) return {"schedule", CheckStatus::ok, found};
  return {"schedule", CheckStatus::warn, "neither a systemd timer nor a crontab of this user runs the daily routine",
          "copy systemd/ or cron/soak.crontab from soak's share directory (docs/operations.md)"};
}

}  // namespace soak
