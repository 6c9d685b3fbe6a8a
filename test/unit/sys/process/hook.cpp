#include "temporary_directory.hpp"

#include <soak/sys/process/hook.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <thread>
#include <utility>

using namespace soak;
using namespace std::chrono_literals;

namespace {

struct Place : TemporaryDirectory {
  HookCall call(const std::string& script) const {
    const std::string file = path("hook.sh");
    BOOST_REQUIRE(write_file_atomically(file, "#!/bin/sh\n" + script + "\n", Durability::none));
    BOOST_REQUIRE(::chmod(file.c_str(), 0755) == 0);
    return {file, path("state/mark"), {{"COUNT", path("count")}}, 10s};
  }
  std::string count() const {
    const auto text = read_file(path("count"), 1000);
    return text ? *text : std::string();
  }
};

/// A zombie that nobody has reaped yet does not live.
bool lives(pid_t pid) {
  const auto state = read_file("/proc/" + std::to_string(pid) + "/stat", 4096);
  return state && state->find(") Z") == std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hook)

BOOST_AUTO_TEST_CASE(it_runs_once_however_often_it_is_asked_for) {
  const Place place;
  const HookCall call = place.call("echo run $SOAK_HOOK_ATTEMPT >>$COUNT; echo seen; exit 3");
  for (int i = 0; i < 3; ++i) BOOST_TEST(run_hook(call) == "exit status 3");
  BOOST_TEST(place.count() == "run 1\n");
  BOOST_TEST(*read_file(call.marker + ".log", 100) == "seen\n");
  forget_hook(call.marker);
  BOOST_TEST(run_hook(call) == "exit status 3");
  BOOST_TEST(place.count() == "run 1\nrun 1\n");
}

BOOST_AUTO_TEST_CASE(one_that_others_may_write_or_replace_is_not_run) {
  const Place place;
  HookCall call = place.call("echo run >>$COUNT");
  const std::string directory = place.directory();
  const auto refused_with = [&](const char* path, mode_t mode, const std::string& reason) {
    struct stat before {};
    BOOST_REQUIRE(::stat(path, &before) == 0);
    BOOST_REQUIRE(::chmod(path, mode) == 0);
    BOOST_TEST(run_hook(call).starts_with(reason), run_hook(call));
    BOOST_REQUIRE(::chmod(path, before.st_mode & 07777u) == 0);
  };
  for (const mode_t mode : {0777u, 0775u, 0757u, 0722u}) {
    refused_with(call.script.c_str(), mode, "not run: it may be written by others (chmod go-w ");
    refused_with(directory.c_str(), mode, "not run: its directory may be written by others");
  }
  // By another name, in a directory of its own, it is the same script.
  BOOST_REQUIRE(make_directories(place.path("hooks")));
  BOOST_REQUIRE(::symlink(call.script.c_str(), place.path("hooks/link.sh").c_str()) == 0);
  BOOST_REQUIRE(::chmod(place.path("hooks").c_str(), 0755) == 0);  // whatever the mask of new files
  const std::string script = std::exchange(call.script, place.path("hooks/link.sh"));
  refused_with(script.c_str(), 0777, "not run: it may be");
  refused_with(directory.c_str(), 0777, "not run: its directory may be");
  refused_with(place.path("hooks").c_str(), 0777, "not run: its directory may be");
  if (::geteuid() == 0) {
    BOOST_REQUIRE(::chown(script.c_str(), 1, 1) == 0);
    BOOST_TEST(run_hook(call) == "not run: it belongs to " + user_name(1));
    BOOST_REQUIRE(::chown(script.c_str(), 0, 0) == 0);
  }
  BOOST_TEST(place.count().empty());
  BOOST_TEST(!file_exists(place.path("state")));
  BOOST_REQUIRE(::chmod(directory.c_str(), 01777) == 0);  // like /tmp
  BOOST_TEST(run_hook(call) == "exit status 0");
  BOOST_TEST(place.count() == "run\n");
}

BOOST_AUTO_TEST_CASE(nothing_is_written_through_what_somebody_put_in_the_place_of_a_note) {
  const Place place;
  const HookCall call = place.call("echo run >>$COUNT");
  BOOST_REQUIRE(write_file_atomically(place.path("state/victim"), "mine", Durability::none));
  for (const char* suffix : {".lock", ".started", ".tmp", ".done", ".log"}) {
    const std::string note = call.marker + suffix;
    BOOST_REQUIRE(::symlink(place.path("state/victim").c_str(), note.c_str()) == 0);
    BOOST_TEST(run_hook(call) == "not run: " + note + " is in the way: it is a symbolic link");
    BOOST_REQUIRE(::unlink(note.c_str()) == 0);
  }
  BOOST_TEST(*read_file(place.path("state/victim"), 100) == "mine");
  BOOST_TEST(place.count().empty());
  BOOST_TEST(run_hook(call) == "exit status 0");
}

BOOST_AUTO_TEST_CASE(who_comes_while_it_runs_waits_for_its_end) {
  const Place place;
  const HookCall call = place.call("sleep 0.3; echo run >>$COUNT");
  std::thread first([&] { BOOST_TEST(run_hook(call) == "exit status 0"); });
  std::this_thread::sleep_for(100ms);
  BOOST_TEST(run_hook(call) == "exit status 0");
  first.join();
  BOOST_TEST(place.count() == "run\n");
}

BOOST_AUTO_TEST_CASE(one_that_was_killed_runs_again_and_knows_it) {
  const Place place;
  const HookCall call = place.call("echo run $SOAK_HOOK_ATTEMPT >>$COUNT; [ $SOAK_HOOK_ATTEMPT = 2 ] || kill -9 $PPID");
  BOOST_TEST(run_hook(call) == "killed by signal 9");
  BOOST_TEST(run_hook(call) == "exit status 0");
  BOOST_TEST(place.count() == "run 1\nrun 2\n");
}

BOOST_AUTO_TEST_CASE(one_that_hangs_is_ended_and_not_run_again) {
  const Place place;
  HookCall call = place.call("echo run >>$COUNT; sleep 300");
  call.timeout = 2s;
  BOOST_TEST(run_hook(call) == "timed out");
  BOOST_TEST(run_hook(call) == "timed out");
  BOOST_TEST(place.count() == "run\n");
}

BOOST_AUTO_TEST_CASE(one_that_hangs_since_an_earlier_process_is_ended_too) {
  const Place place;
  HookCall call = place.call("echo $$ >>$COUNT; sleep 300");
  std::thread earlier([&] { (void)run_hook(call); });
  while (place.count().empty()) std::this_thread::sleep_for(5ms);
  HookCall later = call;
  later.timeout = 100ms;
  BOOST_TEST(run_hook(later) == "timed out");
  earlier.join();
  const pid_t hung = std::stoi(place.count());
  for (int i = 0; i < 200 && lives(hung); ++i) std::this_thread::sleep_for(10ms);
  BOOST_TEST(!lives(hung));
}

BOOST_AUTO_TEST_CASE(what_cannot_run_says_why) {
  const Place place;
  HookCall call = place.call("true");
  ::chmod(call.script.c_str(), 0644);
  BOOST_TEST(run_hook(call) == "cannot be executed");
  call.script = place.path("none.sh");
  BOOST_TEST(run_hook(call).empty());
}

BOOST_AUTO_TEST_SUITE_END()
