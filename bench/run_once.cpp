// Runs a command and tells what it took: "seconds peak_kib processor_seconds". A program that bench/run starts itself
// is charged with the memory of Python, since what a process had before exec counts as its peak; this one has next to
// nothing.
//   run-once STDIN COMMAND [ARGUMENT...]      its output is dropped; the status is the command's
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdio>

#include <spawn.h>

extern char** environ;

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawn_file_actions_addopen(&files, 0, argv[1], O_RDONLY, 0);
  for (const int output : {1, 2}) ::posix_spawn_file_actions_addopen(&files, output, "/dev/null", O_WRONLY, 0);
  const auto begin = std::chrono::steady_clock::now();
  pid_t child = 0;
  if (::posix_spawn(&child, argv[2], &files, nullptr, argv + 2, environ) != 0) return 126;
  int status = 0;
  rusage usage{};
  if (::wait4(child, &status, 0, &usage) != child) return 126;
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  std::printf("%.6f %ld %.6f\n", wall.count(), usage.ru_maxrss, seconds(usage.ru_utime) + seconds(usage.ru_stime));
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
