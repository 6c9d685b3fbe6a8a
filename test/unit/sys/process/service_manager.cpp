#include "temporary_directory.hpp"

#include <soak/sys/process/service_manager.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

struct Variable {
  Variable(const char* variable, const std::string& value) : name(variable) { ::setenv(name, value.c_str(), 1); }
  ~Variable() { ::unsetenv(name); }
  const char* name;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(service_manager)

BOOST_AUTO_TEST_CASE(tells_the_socket_it_was_given_plain_or_abstract) {
  const TemporaryDirectory directory;
  for (const std::string& path : {directory.path("socket"), "@soak-test-" + std::to_string(::getpid())}) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, path.size());
    if (path[0] == '@') address.sun_path[0] = '\0';
    const Fd listener(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
    BOOST_REQUIRE(::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), length) == 0);
    const Variable socket("NOTIFY_SOCKET", path);
    const ServiceManager manager;
    manager.notify("READY=1");
    char text[64];
    BOOST_TEST(::recv(listener.get(), text, sizeof text, MSG_DONTWAIT) == 7);
    BOOST_TEST(std::string(text, 7) == "READY=1");
    BOOST_TEST(!manager.watchdog_period().has_value());
    const Variable watchdog("WATCHDOG_USEC", "30000000");
    BOOST_TEST(manager.watchdog_period()->count() == 15000);
    const Variable other("WATCHDOG_PID", "1");
    BOOST_TEST(!manager.watchdog_period().has_value());
  }
}

BOOST_AUTO_TEST_CASE(without_systemd_nothing_happens) {
  const Variable watchdog("WATCHDOG_USEC", "30000000");
  const ServiceManager manager;
  manager.notify("READY=1");
  BOOST_TEST(!manager.watchdog_period().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
