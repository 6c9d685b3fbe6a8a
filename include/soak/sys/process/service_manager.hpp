// Telling systemd that the service is ready and alive (sd_notify(3), without its library).
#pragma once

#include <soak/sys/env.hpp>
#include <soak/sys/file/fd.hpp>

#include <sys/socket.h>
#include <sys/un.h>

#include <charconv>
#include <chrono>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

/// Does nothing when the process was not started by systemd with Type=notify.
class ServiceManager {
 public:
  ServiceManager() {
    const std::string path = environment("NOTIFY_SOCKET").value_or("");
    if (path.empty() || path.size() >= sizeof address_.sun_path || (path[0] != '/' && path[0] != '@')) return;
    address_.sun_family = AF_UNIX;
    std::memcpy(address_.sun_path, path.data(), path.size());
    if (path[0] == '@') address_.sun_path[0] = '\0';
    length_ = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
    fd_ = Fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  }

  /// "READY=1", "WATCHDOG=1", "STOPPING=1", "STATUS=…". Lost silently if nobody listens.
  void notify(std::string_view state) const noexcept {
    if (!fd_) return;
    (void)::sendto(fd_.get(), state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address_),
                   length_);
  }

  /// How often "WATCHDOG=1" is due: half the time after which systemd gives the service up. Nothing without watchdog.
  [[nodiscard]] std::optional<std::chrono::milliseconds> watchdog_period() const {
    if (!fd_) return std::nullopt;
    const auto number = [](const char* name) -> std::optional<long long> {
      const auto text = environment(name);
      long long value = 0;
      if (!text || std::from_chars(text->data(), text->data() + text->size(), value).ec != std::errc{}) {
        return std::nullopt;
      }
      return value;
    };
    const auto microseconds = number("WATCHDOG_USEC");
    if (!microseconds || *microseconds <= 0 || number("WATCHDOG_PID").value_or(::getpid()) != ::getpid()) {
      return std::nullopt;
    }
    return std::chrono::milliseconds{std::max(1LL, *microseconds / 2000)};
  }

 private:
  sockaddr_un address_{};
  socklen_t length_ = 0;
  Fd fd_;
};

}  // namespace soak
