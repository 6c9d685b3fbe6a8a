// Where a Redis is and who we are there: the URL forms of docs/formats/redis.md.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/utf8.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

struct RedisEndpoint {
  std::string host;  ///< a name or an address, IPv6 without brackets
  std::uint16_t port = 6379;

  friend auto operator<=>(const RedisEndpoint&, const RedisEndpoint&) = default;
};

[[nodiscard]] inline std::string to_string(const RedisEndpoint& endpoint) {
  const bool is_v6 = endpoint.host.find(':') != std::string::npos;
  return (is_v6 ? "[" + endpoint.host + "]" : endpoint.host) + ":" + std::to_string(endpoint.port);
}

struct RedisUrl {
  enum class Transport { tcp, tls, unix_socket };

  Transport transport = Transport::tcp;
  std::vector<RedisEndpoint> endpoints = {};  ///< the server, or the Sentinels; none for a Unix socket
  std::string socket_path = {};               ///< Unix socket
  std::string master = {};                    ///< name of the master that Sentinels watch; empty: no Sentinels
  std::string user = {};                      ///< empty: the default user
  std::string password = {};                  ///< empty: no authentication
  int db = 0;

  /// For logs and errors: everything but user and password.
  [[nodiscard]] std::string display() const {
    if (transport == Transport::unix_socket) return "unix://" + printable(socket_path) + "?db=" + std::to_string(db);
    std::string text = transport == Transport::tls ? "rediss" : "redis";
    text += master.empty() ? "://" : "+sentinel://";
    for (std::size_t i = 0; i < endpoints.size(); ++i) text += (i > 0 ? "," : "") + to_string(endpoints[i]);
    if (!master.empty()) text += "/" + printable(master);
    return text + "/" + std::to_string(db);
  }
};

namespace redis_detail {

[[nodiscard]] inline std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    unsigned byte = 0;
    if (i + 2 >= text.size()) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16);
    if (error != std::errc{} || end != text.data() + i + 3) return std::nullopt;
    out += static_cast<char>(byte);
    i += 2;
  }
  return out;
}

/// No part of the URL is shown: with an '@' forgotten, a password stands where a port or a database is expected.
[[nodiscard]] inline Error url_error(std::string reason) { return {Errc::usage, "Redis URL: " + std::move(reason)}; }

/// "user:password" into `url`. The text is a secret and never becomes part of an error.
[[nodiscard]] inline Result<void> take_redis_credentials(RedisUrl& url, std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) {
    return url_error("user info: expected user:password or :password before '@'");
  }
  auto user = percent_decoded(text.substr(0, colon));
  auto password = percent_decoded(text.substr(colon + 1));
  if (!user) return url_error("user: '%' is not followed by two hexadecimal digits");
  if (!password) return url_error("password: '%' is not followed by two hexadecimal digits (write %25 for '%')");
  if (password->empty() && !user->empty()) return url_error("password: empty although a user is given");
  url.user = std::move(*user);
  url.password = std::move(*password);
  return {};
}

[[nodiscard]] inline Result<RedisEndpoint> parse_redis_endpoint(std::string_view text, std::uint16_t default_port) {
  RedisEndpoint endpoint{{}, default_port};
  std::string_view port;
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) return url_error("host: '[' without ']'");
    endpoint.host = text.substr(1, close - 1);
    port = text.substr(close + 1);
    if (!port.empty() && port.front() != ':') return url_error("host: expected ':' and a port after ']'");
  } else {
    const auto colon = text.find(':');
    endpoint.host = text.substr(0, colon);
    if (colon != std::string_view::npos) port = text.substr(colon);
  }
  if (endpoint.host.empty()) return url_error("host: missing");
  if (endpoint.host.size() > 253 || !is_printable_utf8(endpoint.host) ||
      endpoint.host.find_first_of(" %?#\\\"<>") != std::string::npos) {
    return url_error("host: not a host name or an address");
  }
  if (port.empty()) return endpoint;
  port.remove_prefix(1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), endpoint.port);
  if (error != std::errc{} || end != port.data() + port.size() || endpoint.port == 0) {
    return url_error("port: not a number from 1 to 65535");
  }
  return endpoint;
}

[[nodiscard]] inline Result<int> parse_redis_db(std::string_view text) {
  int db = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), db);
  if (error == std::errc{} && end == text.data() + text.size() && db >= 0) return db;
  return url_error("database: not a whole number from 0");
}

/// "path?db=N" or "user:password@path?db=N".
[[nodiscard]] inline Result<RedisUrl> parse_redis_socket_url(std::string_view rest) {
  RedisUrl url{.transport = RedisUrl::Transport::unix_socket};
  const auto query = rest.find('?');
  std::string_view path = rest.substr(0, query);
  if (const auto at = path.rfind('@'); at != std::string_view::npos && !path.starts_with('/')) {
    if (auto taken = take_redis_credentials(url, path.substr(0, at)); !taken) return taken.error();
    path.remove_prefix(at + 1);
  }
  if (!path.starts_with('/')) return url_error("path: a Unix socket is unix:///absolute/path");
  if (path.size() > 107) return url_error("path: a Unix socket's path has at most 107 bytes");
  if (!is_printable_utf8(path)) return url_error("path: not printable UTF-8");
  url.socket_path = path;
  if (query == std::string_view::npos) return url;
  if (!rest.substr(query).starts_with("?db=")) return url_error("query: only ?db=N is known");
  const auto db = parse_redis_db(rest.substr(query + 4));
  if (!db) return db.error();
  url.db = *db;
  return url;
}

}  // namespace redis_detail

/// Reads redis://[[user]:password@]host[:port][/db], rediss://… (TLS), unix:///path[?db=N], and
/// redis+sentinel://[[user]:password@]host[:port][,host[:port]…]/master[/db] (rediss+sentinel:// with TLS). Errors name
/// the part that is wrong.
[[nodiscard]] inline Result<RedisUrl> parse_redis_url(std::string_view text) {
  using redis_detail::url_error;
  const auto scheme_end = text.find("://");
  const std::string_view scheme = text.substr(0, scheme_end == std::string_view::npos ? 0 : scheme_end);
  const bool is_sentinel = scheme.ends_with("+sentinel");
  const std::string_view base = scheme.substr(0, scheme.find('+'));
  const bool is_known = scheme == "unix" || ((base == "redis" || base == "rediss") && (is_sentinel || base == scheme));
  if (!is_known) {
    return url_error("scheme: expected redis://, rediss://, unix:// or redis+sentinel://");
  }
  std::string_view rest = text.substr(scheme_end + 3);
  if (scheme == "unix") return redis_detail::parse_redis_socket_url(rest);
  RedisUrl url{.transport = base == "rediss" ? RedisUrl::Transport::tls : RedisUrl::Transport::tcp};
  // An unescaped '/' in a password would make the rest of it a database's name, which errors show.
  const auto slash = rest.find('/');
  if (slash != std::string_view::npos && rest.find('@', slash) != std::string_view::npos) {
    return url_error("user info: '/' must be written %2F there, and '@' %40");
  }
  std::string_view hosts = rest.substr(0, slash);
  std::string_view path = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
  if (const auto at = hosts.rfind('@'); at != std::string_view::npos) {
    if (auto taken = redis_detail::take_redis_credentials(url, hosts.substr(0, at)); !taken) return taken.error();
    hosts.remove_prefix(at + 1);
  }
  while (true) {
    const auto comma = is_sentinel ? hosts.find(',') : std::string_view::npos;
    auto endpoint = redis_detail::parse_redis_endpoint(hosts.substr(0, comma), is_sentinel ? 26379 : 6379);
    if (!endpoint) return endpoint.error();
    url.endpoints.push_back(std::move(*endpoint));
    if (comma == std::string_view::npos) break;
    hosts.remove_prefix(comma + 1);
  }
  if (is_sentinel) {
    const auto end = path.find('/');
    const std::string_view master = path.substr(0, end);
    if (master.empty() || !is_printable_utf8(master)) {
      return url_error("master: expected redis+sentinel://host:port,host:port/master/db");
    }
    url.master = master;
    path = end == std::string_view::npos ? std::string_view() : path.substr(end + 1);
  }
  if (path.empty()) return url;
  const auto db = redis_detail::parse_redis_db(path);
  if (!db) return db.error();
  url.db = *db;
  return url;
}

}  // namespace soak
