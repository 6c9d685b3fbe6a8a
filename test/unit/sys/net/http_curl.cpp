#include <soak/sys/file/fd.hpp>
#include <soak/sys/net/http_curl.hpp>

#include <boost/test/unit_test.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <thread>

using namespace soak;

namespace {

/// Listens on a free port; answers one connection with `answer` once `end` was read, or never if that is empty.
class OneShotServer {
 public:
  explicit OneShotServer(std::string answer, std::string end = "\r\n\r\nbody")
      : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    BOOST_REQUIRE(::bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), length) == 0);
    BOOST_REQUIRE(::listen(listener_.get(), 4) == 0);
    ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &length);
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/secret-path";
    if (answer.empty()) return;
    thread_ = std::thread([this, answer = std::move(answer), end = std::move(end)] {
      const Fd peer(::accept(listener_.get(), nullptr, nullptr));
      char buffer[4096];
      while (request_.find(end) == std::string::npos) {
        const ssize_t n = ::read(peer.get(), buffer, sizeof buffer);
        if (n <= 0) break;
        request_.append(buffer, static_cast<std::size_t>(n));
      }
      (void)write_full(peer.get(), answer);
    });
  }
  ~OneShotServer() {
    if (thread_.joinable()) thread_.join();
  }
  [[nodiscard]] const std::string& url() const { return url_; }
  [[nodiscard]] const std::string& request() {
    thread_.join();
    return request_;
  }

 private:
  Fd listener_;
  std::string url_;
  std::string request_;
  std::thread thread_;
};

Result<HttpResponse> send(const HttpRequest& request, HttpOptions options = {}) {
  Result<HttpResponse> result = Error{Errc::unavailable, "never told"};
  curl_http_client(options)(std::span(&request, 1),
                            [&](std::size_t, Result<HttpResponse> response) { result = std::move(response); });
  return result;
}

Result<HttpResponse> post(const std::string& url, HttpOptions options = {}) {
  return send({.url = url, .body = "body"}, std::move(options));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(http_curl)

BOOST_AUTO_TEST_CASE(an_answer_is_a_response_whatever_its_status) {
  OneShotServer server("HTTP/1.1 429 Too Many\r\nRetry-After: 17\r\nContent-Length: 4\r\n\r\nwait");
  const auto response = post(server.url());
  BOOST_REQUIRE(response);
  BOOST_TEST(response->status == 429);
  BOOST_TEST(response->body == "wait");
  BOOST_TEST(response->retry_after.count() == 17);
  const std::string& request = server.request();
  BOOST_TEST(request.starts_with("POST /secret-path HTTP/1.1\r\n"));
  BOOST_TEST(request.find("Content-Type: application/json\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(method_and_headers_are_the_callers) {
  OneShotServer server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  BOOST_TEST(send({.url = server.url(), .body = "body", .method = "PATCH", .headers = {"X-One: 1"}})->status == 200);
  const std::string& request = server.request();
  BOOST_TEST(request.starts_with("PATCH /secret-path HTTP/1.1\r\n"));
  BOOST_TEST(request.find("X-One: 1\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_get_sends_no_body_and_more_of_the_answer_is_kept_on_demand) {
  OneShotServer server("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + std::string(100000, 'x'), "\r\n\r\n");
  HttpOptions options;
  options.max_body = 99999;
  BOOST_TEST(send({.url = server.url(), .method = "GET"}, options)->body.size() == 99999u);
  const std::string& request = server.request();
  BOOST_TEST(request.starts_with("GET /secret-path HTTP/1.1\r\n"));
  BOOST_TEST(request.find("Content-") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_answer_is_whole_if_its_header_lets_one_know) {
  struct Case {
    const char* answer;
    bool is_complete;
  };
  for (const Case& c : {Case{"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", true},
                        Case{"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", true},
                        Case{"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nCONTENT-LENGTH: 2\r\n\r\nok", true},
                        Case{"HTTP/1.0 200 OK\r\n\r\nok", true}, Case{"HTTP/1.1 200 OK\r\nX: y\r\n\r\nok", false},
                        Case{"HTTP/1.1 200 OK\r\nContent-Le", false}, Case{"HTTP/1.0 200 OK\r\n", false},
                        Case{"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nok", false},
                        Case{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", false}}) {
    OneShotServer server(c.answer);
    const auto response = post(server.url());
    BOOST_TEST((response && response->is_complete) == c.is_complete, c.answer);
    if (c.is_complete) BOOST_TEST(response->body == "ok");
  }
}

BOOST_AUTO_TEST_CASE(a_redirect_is_not_followed) {
  OneShotServer server("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
  BOOST_TEST(post(server.url())->status == 302);
}

BOOST_AUTO_TEST_CASE(a_long_answer_is_read_up_to_a_limit) {
  OneShotServer server("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + std::string(100000, 'x'));
  BOOST_TEST(post(server.url())->body.size() == max_http_body);
}

BOOST_AUTO_TEST_CASE(no_answer_is_an_error_that_keeps_the_url_to_itself) {
  OneShotServer silent("");
  HttpOptions hasty;
  hasty.timeout = std::chrono::milliseconds(200);
  for (const auto& result : {post("http://127.0.0.1:1/secret-path"), post("file:///etc/passwd"),
                             post("secret-path is no URL"), post(silent.url(), hasty)}) {
    BOOST_REQUIRE(!result);
    BOOST_TEST((result.error().code == Errc::unavailable));
    BOOST_TEST(result.error().message.find("secret") == std::string::npos);
    BOOST_TEST(!result.error().message.empty());
  }
}

BOOST_AUTO_TEST_CASE(a_stop_ends_the_wait_at_once) {
  OneShotServer silent("");
  int ends[2];
  BOOST_REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  const Fd reading(ends[0]);
  const Fd writing(ends[1]);
  BOOST_REQUIRE(write_full(writing.get(), "x"));
  HttpOptions options;
  options.timeout = std::chrono::minutes(5);
  options.stop_fd = reading.get();
  BOOST_TEST(post(silent.url(), options).error().message == "given up: asked to stop");
}

BOOST_AUTO_TEST_SUITE_END()
