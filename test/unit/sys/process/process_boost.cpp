#include "temporary_directory.hpp"

#include <soak/sys/file/read_file.hpp>
#include <soak/sys/process/process_boost.hpp>

#include <boost/test/unit_test.hpp>

#include <sys/resource.h>

#include <cstdio>
#include <sstream>
#include <thread>

using namespace soak;

namespace {

ProcessSpec shell(std::string script) {
  ProcessSpec spec;
  spec.argv = {"sh", "-c", std::move(script)};
  spec.timeout = std::chrono::seconds(30);
  return spec;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(process_boost)

BOOST_AUTO_TEST_CASE(a_child_has_its_own_group_and_no_signal_is_blocked_or_ignored) {
  sigset_t blocked;
  sigset_t before;
  ::sigemptyset(&blocked);
  ::sigaddset(&blocked, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &blocked, &before);
  const auto handler = std::signal(SIGPIPE, SIG_IGN);
  // Not by way of a shell, which unblocks signals itself.
  ProcessSpec spec;
  spec.argv = {"grep", "-E", "Sig(Blk|Ign)", "/proc/self/status"};
  const auto signals = run_process(spec);
  (void)std::signal(SIGPIPE, handler);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  BOOST_TEST(signals->output == "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
  BOOST_TEST(run_process(shell("test \"$(cut -d' ' -f5 /proc/$$/stat)\" = $$"))->ok());
}

BOOST_AUTO_TEST_CASE(a_child_gets_no_descriptor_of_ours) {
  // Those of the program that runs the tests may be passed on.
  const auto done = run_process(shell("ls /proc/$$/fd; true"));
  std::istringstream numbers(done->output);
  int seen = 0;
  for (int number = 0; numbers >> number; ++seen) {
    const int flags = ::fcntl(number, F_GETFD);
    BOOST_TEST((number < 3 || (flags >= 0 && (flags & FD_CLOEXEC) == 0)), "descriptor " << number);
  }
  BOOST_TEST(seen >= 3);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_started_leaves_nothing_behind) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("buffered");
  std::FILE* const file = std::fopen(path.c_str(), "w");
  std::fputs("once", file);
  ProcessSpec spec;
  spec.argv = {"/no/such/program"};
  BOOST_TEST(run_process(spec).has_error());
  std::fclose(file);
  BOOST_TEST(*read_file(path, 100) == "once");
  BOOST_TEST(::waitpid(-1, nullptr, WNOHANG) == -1);
  BOOST_TEST(errno == ECHILD);
}

BOOST_AUTO_TEST_CASE(with_too_few_descriptors_nothing_is_started) {
  const TemporaryDirectory directory;
  rlimit limit{};
  BOOST_REQUIRE(::getrlimit(RLIMIT_NOFILE, &limit) == 0);
  rlimit small = limit;
  small.rlim_cur = static_cast<rlim_t>(Fd(::open("/dev/null", O_RDONLY | O_CLOEXEC)).get());
  int refused = 0;
  for (;; ++small.rlim_cur) {  // each limit fails one step later
    ::setrlimit(RLIMIT_NOFILE, &small);
    const auto run = run_process(shell("echo started >>" + directory.path("log")));
    ::setrlimit(RLIMIT_NOFILE, &limit);
    const bool has_child = ::waitpid(-1, nullptr, WNOHANG) != -1;
    BOOST_TEST(!has_child);
    if (run) break;
    ++refused;
    BOOST_REQUIRE(run.error().message == "cannot run sh: Too many open files");
    BOOST_REQUIRE(refused < 100);
  }
  BOOST_TEST(refused > 10);
  BOOST_TEST(*read_file(directory.path("log"), 100) == "started\n");
}

BOOST_AUTO_TEST_CASE(our_standard_streams_may_be_closed) {
  Fd kept[3];
  for (int number = 0; number < 3; ++number) {
    kept[number] = Fd(::fcntl(number, F_DUPFD_CLOEXEC, 3));
    ::close(number);
  }
  ProcessSpec spec = shell("cat; echo err >&2");
  spec.input = "text";
  const auto fed = run_process(spec);
  spec.input = std::nullopt;
  const auto starved = run_process(spec);
  const bool still_closed = ::fcntl(0, F_GETFD) == -1;
  for (int number = 0; number < 3; ++number) ::dup2(kept[number].get(), number);
  BOOST_TEST(still_closed);
  BOOST_TEST(fed->output == "text");
  BOOST_TEST(fed->last_error == "err");
  BOOST_TEST(starved->ok());
  BOOST_TEST(starved->last_error == "err");
}

BOOST_AUTO_TEST_CASE(threads_may_run_processes_at_once) {
  std::array<int, 4> right{};
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < right.size(); ++i) {
    threads.emplace_back([&, i] {
      ProcessSpec spec = shell("cat");
      spec.input = std::to_string(i);
      for (int n = 0; n < 25; ++n) right[i] += run_process(spec)->output == *spec.input ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const int count : right) BOOST_TEST(count == 25);
}

BOOST_AUTO_TEST_SUITE_END()
