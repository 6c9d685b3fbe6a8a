// A stream cut into blocks of whole lines.
#pragma once

#include <soak/sys/fd.hpp>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace soak {

/// Reads ahead in blocks of about a mebibyte (what fits a processor's cache) and hands out whole lines. A line that is
/// longer makes the block grow, up to `max_line_bytes`; beyond, the rest of the stream is given up with error() EFBIG.
/// Not for several threads at once: the caller locks.
class LineBlocks {
 public:
  static constexpr std::size_t block_bytes = std::size_t{1} << 20;
  static constexpr std::size_t max_line_bytes = std::size_t{1} << 30;

  explicit LineBlocks(Fd fd) : fd_(std::move(fd)) {}

  /// Reads until the first line is whole, or 64 MiB. False if there is no line end in that.
  [[nodiscard]] bool read_first() {
    while (!ended_ && pending_.find('\n') == std::string::npos && pending_.size() < 64 * block_bytes) grow();
    return pending_.find('\n') != std::string::npos;
  }

  /// What was read and not handed out.
  [[nodiscard]] std::string_view peek() const noexcept { return pending_; }

  /// Reads to the end of the stream; false if it is longer than `max_bytes`.
  [[nodiscard]] bool read_all(std::size_t max_bytes) {
    while (!ended_ && pending_.size() <= max_bytes) grow();
    return pending_.size() <= max_bytes;
  }

  /// Replaces `block` by the next lines and says at which byte of the stream they begin. False at the end.
  [[nodiscard]] bool next(std::string& block, std::uint64_t& offset) {
    if (pending_.size() < block_bytes && !ended_) grow();
    std::size_t end = pending_.rfind('\n');
    while (end == std::string::npos && !ended_) {
      if (pending_.size() > max_line_bytes) {
        error_ = EFBIG;
        ended_ = true;
        pending_.clear();
      } else {
        grow();
        end = pending_.rfind('\n');
      }
    }
    if (pending_.empty()) return false;
    const std::size_t taken = end == std::string::npos ? pending_.size() : end + 1;
    block.swap(pending_);
    pending_.assign(block, taken, std::string::npos);
    block.resize(taken);
    offset = offset_;
    offset_ += taken;
    return true;
  }

  /// errno of the read that failed, else 0.
  [[nodiscard]] int error() const noexcept { return error_; }

 private:
  void grow() {
    const std::size_t size = pending_.size();
    pending_.resize(size + std::max(block_bytes, size / 2));
    const ssize_t n = read_full(fd_.get(), pending_.data() + size, pending_.size() - size);
    if (n < 0) error_ = errno;
    pending_.resize(size + static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    ended_ = n <= 0 || pending_.size() < size + block_bytes;
  }

  Fd fd_;
  std::string pending_;
  std::uint64_t offset_ = 0;
  bool ended_ = false;
  int error_ = 0;
};

}  // namespace soak
