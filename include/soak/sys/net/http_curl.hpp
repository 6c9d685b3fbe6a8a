// The HttpClient over libcurl. Needs libcurl beyond what soak's headers ask for.
#pragma once

#include <soak/core/text/utf8.hpp>
#include <soak/sys/env.hpp>
#include <soak/sys/net/http.hpp>

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

namespace net_detail {

/// Follows the header lines of an answer: HTTP/1.1 says where a body ends, by its length or by chunks, and libcurl
/// holds it to that; an answer of which that is not known may be half of one. Under HTTP/1.0 the end of the connection
/// is the end of the body, later versions have frames.
class AnswerFraming {
 public:
  void take(std::string_view line) {
    if (line.starts_with("HTTP/")) {
      *this = AnswerFraming();
      needs_length_ = line.starts_with("HTTP/1.") && !line.starts_with("HTTP/1.0");
    }
    const auto colon = line.find(':');
    std::string name(line.substr(0, colon == std::string_view::npos ? 0 : colon));
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    has_length_ = has_length_ || name == "content-length" || name == "transfer-encoding";
    has_ended_ = has_ended_ || line == "\r\n" || line == "\n";
  }
  [[nodiscard]] bool is_whole() const noexcept { return has_ended_ && (has_length_ || !needs_length_); }

 private:
  bool needs_length_ = false;
  bool has_length_ = false;
  bool has_ended_ = false;
};

/// One request under way; the handle refers to the members, so it stays where it is.
class CurlTransfer {
 public:
  CurlTransfer(const HttpRequest& request, const HttpOptions& options)
      : easy_(::curl_easy_init(), &::curl_easy_cleanup), max_body_(options.max_body) {
    CURL* easy = easy_.get();
    set_request(request);
    ::curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
    ::curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https,http");
    ::curl_easy_setopt(easy, CURLOPT_USERAGENT, "soak");
    ::curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    // Without this, giving up waits for a name service that does not answer.
    ::curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    ::curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
    ::curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
    // OpenSSL's own variable, which the TLS connections to a Redis heed as well; libcurl alone looks in one fixed
    // place.
    const std::string authorities =
        options.ca_file.empty() ? environment("SSL_CERT_FILE").value_or(std::string()) : options.ca_file;
    if (!authorities.empty()) {
      ::curl_easy_setopt(easy, CURLOPT_CAINFO, authorities.c_str());
      ::curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO, authorities.c_str());
    }
    ::curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &take_body);
    ::curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    ::curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &take_header);
    ::curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
    ::curl_easy_setopt(easy, CURLOPT_PRIVATE, this);
  }

  [[nodiscard]] CURL* handle() const noexcept { return easy_.get(); }
  [[nodiscard]] bool is_finished() const noexcept { return is_finished_; }
  void finish(CURLcode code) noexcept {
    code_ = code;
    is_finished_ = true;
  }

  [[nodiscard]] Result<HttpResponse> result() {
    // Only libcurl's fixed sentences: its detailed ones may quote the URL.
    if (!is_finished_) return Error{Errc::unavailable, "given up: asked to stop"};
    if (code_ != CURLE_OK) return Error{Errc::unavailable, ::curl_easy_strerror(code_)};
    curl_off_t retry_after = 0;
    ::curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &response_.status);
    ::curl_easy_getinfo(easy_.get(), CURLINFO_RETRY_AFTER, &retry_after);
    response_.is_complete = framing_.is_whole();
    response_.retry_after = std::chrono::seconds{std::clamp<curl_off_t>(retry_after, 0, 86400)};
    return std::move(response_);
  }

 private:
  void set_request(const HttpRequest& request) {
    CURL* easy = easy_.get();
    const auto add_header = [this](const std::string& line) {
      headers_.reset(::curl_slist_append(headers_.release(), line.c_str()));
    };
    if (request.method == "GET") {
      ::curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    } else {
      add_header("Content-Type: " + request.content_type);
      ::curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
      ::curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, request.body.c_str());
      ::curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }
    for (const std::string& line : request.headers) add_header(line);
    ::curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_.get());
  }

  static std::size_t take_header(char* data, std::size_t size, std::size_t count, void* target) {
    static_cast<CurlTransfer*>(target)->framing_.take({data, size * count});
    return size * count;
  }

  static std::size_t take_body(char* data, std::size_t size, std::size_t count, void* target) {
    auto& transfer = *static_cast<CurlTransfer*>(target);
    std::string& body = transfer.response_.body;
    body.append(data, std::min(size * count, transfer.max_body_ - body.size()));
    return size * count;
  }

  std::unique_ptr<CURL, decltype(&::curl_easy_cleanup)> easy_;
  std::unique_ptr<curl_slist, decltype(&::curl_slist_free_all)> headers_{nullptr, &::curl_slist_free_all};
  std::size_t max_body_;
  AnswerFraming framing_;
  HttpResponse response_;
  CURLcode code_ = CURLE_OK;
  bool is_finished_ = false;
};

/// Tells the results of the transfers that have ended since the last call.
inline void tell_ended(CURLM* multi, const std::vector<std::unique_ptr<CurlTransfer>>& transfers,
                       const HttpDone& done) {
  int left = 0;
  while (const CURLMsg* message = ::curl_multi_info_read(multi, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CurlTransfer* transfer = nullptr;
    ::curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
    transfer->finish(message->data.result);
    for (std::size_t i = 0; i < transfers.size(); ++i) {
      if (transfers[i].get() == transfer) done(i, transfer->result());
    }
  }
}

inline void exchange(std::span<const HttpRequest> requests, const HttpOptions& options, const HttpDone& done) {
  const std::unique_ptr<CURLM, decltype(&::curl_multi_cleanup)> multi(::curl_multi_init(), &::curl_multi_cleanup);
  std::vector<std::unique_ptr<CurlTransfer>> transfers;
  for (const HttpRequest& request : requests) {
    transfers.push_back(std::make_unique<CurlTransfer>(request, options));
    ::curl_multi_add_handle(multi.get(), transfers.back()->handle());
  }
  int running = 1;
  while (running > 0 && ::curl_multi_perform(multi.get(), &running) == CURLM_OK) {
    tell_ended(multi.get(), transfers, done);
    if (running == 0) break;
    curl_waitfd stop{options.stop_fd, CURL_WAIT_POLLIN, 0};
    if (::curl_multi_poll(multi.get(), &stop, options.stop_fd >= 0 ? 1 : 0, 1000, nullptr) != CURLM_OK) break;
    if (stop.revents != 0) break;
  }
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    if (!transfers[i]->is_finished()) done(i, transfers[i]->result());
    ::curl_multi_remove_handle(multi.get(), transfers[i]->handle());
  }
}

}  // namespace net_detail

/// A client that keeps no connection between calls. Proxies are taken from the environment (http_proxy, https_proxy,
/// no_proxy), certificates and host names are verified.
[[nodiscard]] inline HttpClient curl_http_client(HttpOptions options) {
  static const CURLcode initialized = ::curl_global_init(CURL_GLOBAL_DEFAULT);
  (void)initialized;
  return [options = std::move(options)](std::span<const HttpRequest> requests, const HttpDone& done) {
    net_detail::exchange(requests, options, done);
  };
}

}  // namespace soak
