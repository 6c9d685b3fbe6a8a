// A byte stream to a server, over TCP, TLS or a Unix socket, every step of which ends by a deadline. Needs Boost.Asio
// and OpenSSL; a heavy header that only the units include that make connections.
#pragma once

#include <soak/core/result.hpp>
#include <soak/sys/net/resolve.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <netinet/tcp.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

using Deadline = std::chrono::steady_clock::time_point;
using TlsContext = boost::asio::ssl::context;

/// A client's TLS settings: TLS 1.2 or newer, the peer's certificate verified against `ca_file` (PEM) or, if that is
/// empty, against the system's authorities. An unusable file is Errc::input_unusable.
[[nodiscard]] inline Result<std::shared_ptr<TlsContext>> make_tls_context(const std::string& ca_file) {
  auto context = std::make_shared<TlsContext>(TlsContext::tls_client);
  context->set_options(TlsContext::no_sslv2 | TlsContext::no_sslv3 | TlsContext::no_tlsv1 | TlsContext::no_tlsv1_1);
  context->set_verify_mode(boost::asio::ssl::verify_peer);
  boost::system::error_code error;
  if (ca_file.empty()) {
    context->set_default_verify_paths(error);
  } else {
    context->load_verify_file(ca_file, error);
  }
  if (!error) return context;
  return Error{Errc::input_unusable, "cannot read certificates from " +
                                         (ca_file.empty() ? "the system" : printable(ca_file)) + ": " +
                                         printable(error.message())};
}

/// Errors are Errc::unavailable and give the bare reason; the caller knows who the peer is.
class DeadlineStream {
 public:
  DeadlineStream() : socket_(io_) {}

  [[nodiscard]] Result<void> connect_unix(const std::string& path, Deadline deadline) {
    return connect_to(boost::asio::local::stream_protocol::endpoint(path), deadline);
  }

  /// Tries the host's addresses in turn; an address that does not answer leaves time for the others.
  [[nodiscard]] Result<void> connect_tcp(const std::string& host, std::uint16_t port, Deadline deadline) {
    const auto addresses = resolve_host(host, port, deadline);
    if (!addresses) return addresses.error();
    Result<void> result;
    for (std::size_t i = 0; i < addresses->size(); ++i) {
      const SocketAddress& address = (*addresses)[i];
      const auto now = std::chrono::steady_clock::now();
      const Deadline share = now + (deadline - now) / static_cast<int>(addresses->size() - i);
      result = connect_to(Endpoint(&address.storage, address.size), share);
      if (result) {
        const int on = 1;
        (void)::setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        return result;
      }
    }
    return result;
  }

  /// Negotiates TLS on the connected stream. The certificate must be valid and be `host`'s.
  [[nodiscard]] Result<void> start_tls(TlsContext& context, const std::string& host, Deadline deadline) {
    tls_.emplace(socket_, context);
    SSL* const ssl = tls_->native_handle();
    if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str()) != 1) {
      SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
      if (SSL_set1_host(ssl, host.c_str()) != 1 || SSL_set_tlsext_host_name(ssl, host.c_str()) != 1) {
        return Error{Errc::unavailable, "the host's name cannot be used for TLS"};
      }
    }
    auto done = run(deadline, "the TLS handshake", [&](auto handler) {
      tls_->async_handshake(boost::asio::ssl::stream_base::client, std::move(handler));
    });
    if (done) return done;
    const long verified = SSL_get_verify_result(ssl);
    if (verified == X509_V_OK) return done;
    return Error{Errc::unavailable,
                 "the certificate is not acceptable: " + std::string(X509_verify_cert_error_string(verified))};
  }

  /// The next bytes to send, good until the next call; empty: that was all.
  using Produce = std::function<std::string_view()>;
  /// Takes what arrived and says whether that was all.
  using Receive = std::function<bool(std::string_view)>;

  /// Sends while it receives, until all is sent and all has arrived, or something failed.
  [[nodiscard]] Result<void> exchange(const Produce& produce, const Receive& receive, Deadline deadline) {
    return tls_ ? exchange_over(*tls_, produce, receive, deadline) : exchange_over(socket_, produce, receive, deadline);
  }

 private:
  using Protocol = boost::asio::generic::stream_protocol;
  using Endpoint = Protocol::endpoint;
  using ErrorCode = boost::system::error_code;

  [[nodiscard]] static Error failure(const ErrorCode& error) {
    namespace ssl = boost::asio::ssl;
    if (error == boost::asio::error::eof || error == ssl::error::stream_truncated) {
      return {Errc::unavailable, "the server closed the connection"};
    }
    return {Errc::unavailable, printable(error.message())};
  }

  [[nodiscard]] Result<void> connect_to(const Endpoint& endpoint, Deadline deadline) {
    ErrorCode ignored;
    socket_.close(ignored);
    ErrorCode error;
    socket_.open(endpoint.protocol(), error);
    if (error) return failure(error);
    return run(deadline, "the connection", [&](auto handler) { socket_.async_connect(endpoint, std::move(handler)); });
  }

  /// Starts one operation and waits for it. At the deadline the socket is closed, which ends every operation on it.
  template <class Start>
  [[nodiscard]] Result<void> run(Deadline deadline, std::string_view what, const Start& start) {
    std::optional<ErrorCode> ended;
    start([&ended](const ErrorCode& error, auto&&...) { ended = error; });
    if (!run_until(deadline)) {
      return Error{Errc::unavailable, std::string(what) + " was not there in time"};
    }
    if (ended && *ended) return failure(*ended);
    return {};
  }

  /// True if all that was started has ended before the deadline.
  [[nodiscard]] bool run_until(Deadline deadline) {
    io_.restart();
    io_.run_until(deadline);
    if (io_.stopped()) return true;
    ErrorCode ignored;
    socket_.close(ignored);
    io_.run();
    return false;
  }

  template <class Stream>
  [[nodiscard]] Result<void> exchange_over(Stream& stream, const Produce& produce, const Receive& receive,
                                           Deadline deadline) {
    std::array<char, 16384> buffer;
    bool complete = false;
    bool sent = false;
    ErrorCode read_error;
    const std::function<void()> write = [&] {
      const std::string_view bytes = produce();
      if (bytes.empty()) {
        sent = true;
        return;
      }
      boost::asio::async_write(stream, boost::asio::buffer(bytes.data(), bytes.size()),
                               [&](const ErrorCode& error, std::size_t) {
                                 // A server that refuses us may say why and close before it has read all, so an error
                                 // of sending ends nothing but the sending.
                                 if (!error) write();
                               });
    };
    const std::function<void()> read = [&] {
      stream.async_read_some(boost::asio::buffer(buffer), [&](const ErrorCode& error, std::size_t size) {
        complete = size > 0 && receive({buffer.data(), size});
        if (complete) return;
        if (!error) return read();
        // Either the rest of the request or the rest of the answer will never come.
        read_error = error;
        ErrorCode ignored;
        socket_.close(ignored);
      });
    };
    read();
    write();
    if (!run_until(deadline)) return Error{Errc::unavailable, "the answer was not there in time"};
    if (complete && sent) return {};
    if (complete) return Error{Errc::unavailable, "the server stopped listening"};
    return failure(read_error);
  }

  boost::asio::io_context io_{1};
  Protocol::socket socket_;
  std::optional<boost::asio::ssl::stream<Protocol::socket&>> tls_;
};

}  // namespace soak
