#include <soak/sys/file/read_file.hpp>
#include <soak/sys/process/process.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

using namespace soak;
using namespace std::chrono_literals;

namespace {

ProcessSpec shell(std::string script) {
  ProcessSpec spec;
  spec.argv = {"sh", "-c", std::move(script)};
  return spec;
}

bool lives(pid_t pid) {
  const auto state = read_file("/proc/" + std::to_string(pid) + "/stat", 4096);
  return state && state->find(") Z") == std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(process)

BOOST_AUTO_TEST_CASE(output_and_exit_status_come_back) {
  const auto done = run_process(shell("echo first; printf 'second\\n\\n'; echo why >&2; exit 3"));
  BOOST_REQUIRE(done);
  BOOST_TEST(done->exit_code == 3);
  BOOST_TEST(!done->ok());
  BOOST_TEST(done->outcome() == "exit status 3");
  BOOST_TEST(done->output == "first\nsecond\n\n");
  BOOST_TEST(done->last_line == "second");
  BOOST_TEST(done->last_error == "why");
  BOOST_TEST(run_process(shell("kill -9 $$"))->outcome() == "killed by signal 9");
}

BOOST_AUTO_TEST_CASE(much_output_on_both_streams_is_bounded_and_does_not_block) {
  ProcessSpec spec = shell("head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2; echo end");
  spec.max_output = 1000;
  std::size_t seen = 0;
  spec.on_output = [&](std::string_view data) { seen += data.size(); };
  const auto done = run_process(spec);
  BOOST_TEST(done->ok());
  BOOST_TEST(done->output.size() == 1000);
  BOOST_TEST(done->output_cut);
  BOOST_TEST(seen == 6000004);
  BOOST_TEST(done->last_line.ends_with("end"));
}

BOOST_AUTO_TEST_CASE(environment_is_added_to_and_standard_input_is_empty) {
  ::setenv("SOAK_UNIT_OLD", "old", 1);
  ProcessSpec spec = shell("cat; echo $SOAK_UNIT_OLD $SOAK_UNIT_NEW $HOME");
  spec.environment = {{"SOAK_UNIT_OLD", "replaced"}, {"SOAK_UNIT_NEW", "a=b"}, {"HOME", "/nowhere"}};
  BOOST_TEST(run_process(spec)->output == "replaced a=b /nowhere\n");
}

BOOST_AUTO_TEST_CASE(a_timeout_ends_the_whole_group_even_one_that_ignores_sigterm) {
  for (const char* trap : {"", "trap '' TERM; "}) {
    ProcessSpec spec = shell(std::string(trap) + "sleep 300 & echo $!; wait; sleep 300");
    spec.timeout = 1s;
    spec.grace = 200ms;
    const auto begin = std::chrono::steady_clock::now();
    const auto done = run_process(spec);
    BOOST_TEST(done->timed_out);
    BOOST_TEST(done->outcome() == "timed out");
    BOOST_TEST((std::chrono::steady_clock::now() - begin < 5s));
    std::this_thread::sleep_for(20ms);
    BOOST_TEST(!lives(std::stoi(done->output)));
  }
}

BOOST_AUTO_TEST_CASE(a_stop_descriptor_ends_the_group) {
  int ends[2];
  BOOST_REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  const Fd reading(ends[0]);
  const Fd writing(ends[1]);
  ProcessSpec spec = shell("sleep 300");
  spec.stop_fd = reading.get();
  std::thread asks([&] {
    std::this_thread::sleep_for(50ms);
    BOOST_TEST(write_full(writing.get(), "x"));
  });
  const auto done = run_process(spec);
  asks.join();
  BOOST_TEST(done->stopped);
  BOOST_TEST(!done->ok());
}

BOOST_AUTO_TEST_CASE(a_background_process_that_holds_the_streams_is_not_waited_for) {
  const auto begin = std::chrono::steady_clock::now();
  const auto done = run_process(shell("sleep 30 & echo $!"));
  BOOST_TEST(done->ok());
  BOOST_TEST((std::chrono::steady_clock::now() - begin < 5s));
  const pid_t left = std::stoi(done->output);
  BOOST_TEST(lives(left));
  ::kill(left, SIGKILL);
}

BOOST_AUTO_TEST_CASE(output_goes_to_a_file_and_our_descriptors_stay_ours) {
  std::string path = "/tmp/soak-unit-XXXXXX";
  const Fd made(::mkstemp(path.data()));
  const Fd ours(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  ProcessSpec spec = shell("test -e /proc/self/fd/" + std::to_string(ours.get()) + " || echo closed; echo err >&2");
  spec.output_file = path;
  BOOST_TEST(run_process(spec)->ok());
  BOOST_TEST(*read_file(path, 1000) == "closed\nerr\n");
  ::unlink(path.c_str());
}

BOOST_AUTO_TEST_CASE(input_of_any_length_arrives_while_the_output_is_read) {
  ProcessSpec spec;
  spec.argv = {"cat"};
  spec.max_output = std::size_t{8} << 20;
  spec.input = std::string(3000000, 'x') + "end\n";
  spec.timeout = 30s;
  BOOST_TEST((run_process(spec)->output == *spec.input));
  spec.input = "";
  BOOST_TEST(run_process(spec)->ok());
}

BOOST_AUTO_TEST_CASE(input_that_nobody_reads_is_no_error) {
  ProcessSpec spec = shell("exec <&-; sleep 0.1; echo done");
  spec.input = std::string(3000000, 'x');
  spec.timeout = 30s;
  BOOST_TEST(run_process(spec)->output == "done\n");
}

BOOST_AUTO_TEST_CASE(both_streams_can_go_to_a_descriptor) {
  int ends[2];
  BOOST_REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  const Fd reading(ends[0]);
  const Fd writing(ends[1]);
  ProcessSpec spec = shell("echo out; echo err >&2");
  spec.output_fd = writing.get();
  const auto done = run_process(spec);
  BOOST_TEST(done->ok());
  BOOST_TEST(done->output.empty());
  std::string text(8, '\0');
  BOOST_TEST(read_full(reading.get(), text.data(), text.size()) == 8);
  BOOST_TEST(text == "out\nerr\n");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_started_is_an_error) {
  ProcessSpec spec;
  spec.argv = {"/no/such/program"};
  BOOST_TEST(run_process(spec).error().message == "cannot run /no/such/program: No such file or directory");
  spec.argv = {"/dev/null"};
  BOOST_TEST(run_process(spec).error().message == "cannot run /dev/null: Permission denied");
  spec.argv = {"no-such-program-in-path"};
  BOOST_TEST(run_process(spec).error().message == "cannot run no-such-program-in-path: No such file or directory");
  BOOST_TEST(sibling_program("x").ends_with("/test/x"));
}

BOOST_AUTO_TEST_SUITE_END()
