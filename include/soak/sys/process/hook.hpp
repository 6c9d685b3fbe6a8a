// Running an operator's script exactly once for one decision, although the process that runs it may be killed and
// started again in the middle.
//
// A small shell stands between: it outlives the process that started it, holds a lock while the script runs, and notes
// how it ended. Whoever comes later waits for that lock and finds the note. Only a script that was killed itself (loss
// of power) runs a second time, with SOAK_HOOK_ATTEMPT=2.
#pragma once

#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/read_file.hpp>
#include <soak/sys/process/process.hpp>

#include <sys/stat.h>

#include <charconv>
#include <chrono>
#include <csignal>
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

inline constexpr const char* hook_runner = R"(exec 9>"$1.lock" && flock 9 || exit 125
[ ! -e "$1.done" ] || exit 0
attempt=1; [ ! -e "$1.started" ] || attempt=2
echo $$ >"$1.started" || exit 125
SOAK_HOOK_ATTEMPT=$attempt "$2" 9>&-
echo "exit status $?" >"$1.tmp" && mv "$1.tmp" "$1.done")";

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
  if (auto made = make_directories(directory_of(call.marker)); !made) return made.error().message;
  ProcessSpec spec;
  spec.argv = {"/bin/sh", "-c",        process_detail::hook_runner,
               "sh",      call.marker, call.script.find('/') == std::string::npos ? "./" + call.script : call.script};
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
