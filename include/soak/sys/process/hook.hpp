// Running an operator's script exactly once for one decision, although the process that runs it may be killed and
// started again in the middle.
//
// A small shell stands between: it outlives the process that started it, holds a lock while the script runs, and notes
// how it ended. Whoever comes later waits for that lock and finds the note. Only a script that was killed itself (loss
// of power) runs a second time, with SOAK_HOOK_ATTEMPT=2. The notes are synced, so that this holds after a loss of
// power.
//
// A script that others than we and root may write or replace is not run: we may be root, and they are not.
#pragma once

#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/file_info.hpp>
#include <soak/sys/file/read_file.hpp>
#include <soak/sys/process/process.hpp>

#include <sys/stat.h>

#include <charconv>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <map>
#include <string>

namespace soak {

struct HookCall {
  std::string script;  ///< path of an executable file
  std::string marker;  ///< path without suffix: .lock, .started, .done and .log are made
  std::map<std::string, std::string> environment;
  std::chrono::milliseconds timeout{60000};
};

namespace process_detail {

/// A rollback is not left out because a directory cannot be synced. A shell whose process was killed before it got the
/// lock leaves the script to the next one, which may have run it, and forgotten that, by now.
inline constexpr const char* hook_runner = R"(exec 9>>"$1.lock" && flock 9 || exit 125
[ ! -e "$1.done" ] || exit 0
read -r _ _ _ parent _ </proc/$$/stat; [ "${parent:-$4}" = "$4" ] || exit 125
attempt=1; [ ! -e "$1.started" ] || attempt=2
echo $$ >"$1.started" || exit 125
sync "$1.started" "$3" 2>/dev/null
SOAK_HOOK_ATTEMPT=$attempt "$2" 9>&-
echo "exit status $?" >"$1.tmp" && sync "$1.tmp" 2>/dev/null
mv "$1.tmp" "$1.done" && sync "$3" 2>/dev/null)";

/// Why a script is not to be trusted, for itself or for a directory in which it could be replaced, that of its name or
/// that of what the name leads to; empty if it is.
[[nodiscard]] inline std::string why_not_trusted(const std::string& script) {
  char resolved[PATH_MAX];
  if (::realpath(script.c_str(), resolved) == nullptr) return "cannot be executed";
  if (std::string reason = who_else_may_write(resolved); !reason.empty()) return "not run: it " + reason;
  for (const std::string& directory : {directory_of(resolved), directory_of(script)}) {
    if (std::string reason = who_else_may_write(directory); !reason.empty()) return "not run: its directory " + reason;
  }
  return {};
}

/// Why the notes cannot be written where they belong: somebody has put something else there.
[[nodiscard]] inline std::string why_no_notes(const std::string& marker) {
  for (const char* suffix : {".lock", ".started", ".tmp", ".done", ".log"}) {
    struct stat info {};
    if (::lstat((marker + suffix).c_str(), &info) != 0) continue;
    if (std::string reason = why_not_ours(info); !reason.empty()) {
      return "not run: " + printable(marker) + suffix + " is in the way: " + reason;
    }
  }
  return {};
}

/// Ends the shell that holds the lock, with all it started. Its number cannot have been given away: it lives.
inline void end_hook_of_earlier_process(const std::string& marker) {
  const auto text = read_file(marker + ".started", 32);
  pid_t pid = 0;
  if (text && std::from_chars(text->data(), text->data() + text->size(), pid).ec == std::errc{} && pid > 1) {
    ::kill(-pid, SIGKILL);
  }
}

}  // namespace process_detail

/// "exit status N" of the script, "timed out", or why it could not be started. Empty if there is no such script.
[[nodiscard]] inline std::string run_hook(const HookCall& call) {
  if (!file_exists(call.script)) return {};
  if (::access(call.script.c_str(), X_OK) != 0) return "cannot be executed";
  if (std::string reason = process_detail::why_not_trusted(call.script); !reason.empty()) return reason;
  const std::string directory = directory_of(call.marker);
  if (auto made = make_directories(directory); !made) return made.error().message;
  if (std::string reason = process_detail::why_no_notes(call.marker); !reason.empty()) return reason;
  ProcessSpec spec;
  spec.argv = {"/bin/sh",
               "-c",
               process_detail::hook_runner,
               "sh",
               call.marker,
               call.script.find('/') == std::string::npos ? "./" + call.script : call.script,
               directory,
               std::to_string(process_id())};
  spec.environment = call.environment;
  spec.output_file = call.marker + ".log";
  spec.timeout = call.timeout;
  const std::string done = call.marker + ".done";
  const auto ended = run_process(spec);
  if (!ended) return ended.error().message;
  if (ended->timed_out && !file_exists(done)) {
    process_detail::end_hook_of_earlier_process(call.marker);
    (void)write_file_atomically(done, "timed out\n");
  }
  auto outcome = read_file(done, 200);
  if (!outcome) return ended->outcome();
  outcome->erase(std::min(outcome->find('\n'), outcome->size()));
  return *outcome;
}

/// Removes what told later calls that this one was made. The script's output stays, unless there was none.
inline void forget_hook(const std::string& marker) {
  for (const char* suffix : {".started", ".done", ".lock"}) ::unlink((marker + suffix).c_str());
  struct stat info {};
  const std::string log = marker + ".log";
  if (::stat(log.c_str(), &info) == 0 && info.st_size == 0) ::unlink(log.c_str());
}

}  // namespace soak
