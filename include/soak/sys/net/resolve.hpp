// Addresses of a host, by a deadline. The resolver of the C library cannot be told to stop: a name service that does
// not answer holds it for many seconds. So it runs in a thread of its own, which is left to itself at the deadline.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/utf8.hpp>

#include <netdb.h>
#include <sys/socket.h>

#include <chrono>
#include <cstdint>
#include <cstring>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace soak {

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t size = 0;
};

namespace net_detail {

struct Resolved {
  int error = 0;  ///< of getaddrinfo
  std::vector<SocketAddress> addresses;
};

[[nodiscard]] inline Resolved resolve_now(const std::string& host, std::uint16_t port, int flags) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV | flags;
  addrinfo* list = nullptr;
  Resolved result;
  result.error = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list);
  if (result.error != 0) return result;
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(list, &::freeaddrinfo);
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
    if (entry->ai_addrlen > sizeof(sockaddr_storage)) continue;
    SocketAddress address;
    std::memcpy(&address.storage, entry->ai_addr, entry->ai_addrlen);
    address.size = entry->ai_addrlen;
    result.addresses.push_back(address);
  }
  return result;
}

}  // namespace net_detail

/// The addresses of `host` in the order of preference; at least one.
[[nodiscard]] inline Result<std::vector<SocketAddress>> resolve_host(const std::string& host, std::uint16_t port,
                                                                     std::chrono::steady_clock::time_point deadline) {
  net_detail::Resolved found = net_detail::resolve_now(host, port, AI_NUMERICHOST);
  if (found.error != 0) {
    const auto promise = std::make_shared<std::promise<net_detail::Resolved>>();
    auto future = promise->get_future();
    std::thread([promise, host, port] { promise->set_value(net_detail::resolve_now(host, port, 0)); }).detach();
    if (future.wait_until(deadline) != std::future_status::ready) {
      return Error{Errc::unavailable, "the name service did not answer in time"};
    }
    found = future.get();
  }
  if (found.error == 0 && !found.addresses.empty()) return std::move(found.addresses);
  return Error{Errc::unavailable, found.error != 0 ? ::gai_strerror(found.error) : "the host has no address"};
}

}  // namespace soak
