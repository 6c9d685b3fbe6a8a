#include "temporary_directory.hpp"

#include <soak/sys/file/read_file.hpp>
#include <soak/sys/process/pipe_to_command.hpp>

#include <boost/test/unit_test.hpp>

#include <sys/socket.h>
#include <sys/stat.h>

#include <csignal>

using namespace soak;
using std::chrono::milliseconds;

namespace {

/// A program of `script`, which gets the directory as its working place through $PLACE.
std::string program(const TemporaryDirectory& directory, const std::string& script) {
  const std::string path = directory.path("program");
  {
    const Fd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0755));
    BOOST_REQUIRE(write_full(file.get(), "#!/bin/sh\ncd '" + directory.directory() + "'\n" + script + "\n"));
  }
  return path;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pipe_to_command_)

BOOST_AUTO_TEST_CASE(the_text_arrives_and_the_status_counts) {
  const TemporaryDirectory directory;
  BOOST_TEST(pipe_to_command(program(directory, "cat >got"), "hello\n", milliseconds(5000), -1).has_value());
  BOOST_TEST(*read_file(directory.path("got"), 100) == "hello\n");
  BOOST_TEST(pipe_to_command(program(directory, ":"), std::string(60000, 'x'), milliseconds(5000), -1).has_value());
  BOOST_TEST(
      pipe_to_command(program(directory, "wc -c >got"), std::string(300000, 'x'), milliseconds(5000), -1).has_value());
  BOOST_TEST(*read_file(directory.path("got"), 100) == "300000\n");
  const auto failed = pipe_to_command(program(directory, "exit 7"), "", milliseconds(5000), -1);
  BOOST_TEST(failed.error().message.ends_with(" ended with status 7"));
  const auto killed = pipe_to_command(program(directory, "kill -9 $$"), "", milliseconds(5000), -1);
  BOOST_TEST(killed.error().message.ends_with(" was ended by signal 9"));
  BOOST_TEST(pipe_to_command(directory.path("none"), "", milliseconds(5000), -1).has_error());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_started_is_unavailable_and_path_is_not_searched) {
  const auto refused = pipe_to_command("true", "", milliseconds(5000), -1);
  BOOST_REQUIRE(refused.has_error());
  BOOST_TEST((refused.error().code == Errc::unavailable));
  BOOST_TEST(refused.error().message == "cannot start true: No such file or directory");
}

BOOST_AUTO_TEST_CASE(the_output_goes_to_our_standard_error_even_if_that_is_a_socket) {
  const TemporaryDirectory directory;
  const std::string script = program(directory, "cat; echo err >&2");
  int ends[2];
  BOOST_REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
  const Fd reading(ends[0]);
  const Fd writing(ends[1]);
  const Fd ours(::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3));
  ::dup2(writing.get(), STDERR_FILENO);
  const auto done = pipe_to_command(script, "text\n", milliseconds(5000), -1);
  ::dup2(ours.get(), STDERR_FILENO);
  BOOST_TEST(done.has_value());
  std::string text(9, '\0');
  BOOST_TEST(::recv(reading.get(), text.data(), text.size(), MSG_DONTWAIT) == 9);
  BOOST_TEST(text == "text\nerr\n");
}

BOOST_AUTO_TEST_CASE(what_hangs_is_killed_with_its_children) {
  const TemporaryDirectory directory;
  const auto begin = std::chrono::steady_clock::now();
  const auto result =
      pipe_to_command(program(directory, "sleep 30 & echo $! >child; wait"), "", milliseconds(2000), -1);
  BOOST_TEST(result.error().message.ends_with(" did not end in time and was killed"));
  BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds(10)));
  const int child = std::stoi(*read_file(directory.path("child"), 100));
  for (int tries = 0; tries < 200 && ::kill(child, 0) == 0; ++tries) ::usleep(10000);
  // Gone, or a zombie that nobody has waited for.
  const auto state = read_file("/proc/" + std::to_string(child) + "/stat", 1000);
  BOOST_TEST((!state || state->find(") Z ") != std::string::npos));
}

BOOST_AUTO_TEST_CASE(a_stop_ends_the_wait) {
  const TemporaryDirectory directory;
  int ends[2];
  BOOST_REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  const Fd reading(ends[0]);
  const Fd writing(ends[1]);
  BOOST_REQUIRE(write_full(writing.get(), "x"));
  BOOST_TEST(pipe_to_command(program(directory, "sleep 30"), "", milliseconds(20000), reading.get()).has_error());
}

BOOST_AUTO_TEST_SUITE_END()
