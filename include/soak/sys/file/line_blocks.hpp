// A stream cut into blocks of whole lines.
#pragma once

#include <soak/sys/file/fd.hpp>
#include <soak/sys/file/read_file.hpp>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

/// Bytes that grow without being cleared first: a gigabyte that is read passes through here.
class ByteBuffer {
 public:
  [[nodiscard]] std::string_view view() const noexcept { return {data_.get(), size_}; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// Where to put the next bytes, of which there is room for `wanted`; then say how many came with add().
  [[nodiscard]] char* room(std::size_t wanted) {
    if (capacity_ - size_ < wanted) {
      const std::size_t capacity = std::max(size_ + wanted, capacity_ + capacity_ / 2);
      auto grown = std::make_unique_for_overwrite<char[]>(capacity);
      std::copy_n(data_.get(), size_, grown.get());
      data_ = std::move(grown);
      capacity_ = capacity;
    }
    return data_.get() + size_;
  }
  void add(std::size_t count) noexcept { size_ += count; }
  void cut(std::size_t size) noexcept { size_ = size; }
  void assign(std::string_view text) {
    size_ = 0;
    std::copy_n(text.data(), text.size(), room(text.size()));
    size_ = text.size();
  }

 private:
  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

/// Reads ahead in blocks of about a mebibyte (what fits a processor's cache) and hands out whole lines, the last one
/// with or without its end. A line that is longer makes the block grow, up to `max_line_bytes`; beyond, the rest of the
/// stream is given up with error() EFBIG. Not for several threads at once: the caller locks.
class LineBlocks {
 public:
  static constexpr std::size_t block_bytes = std::size_t{1} << 20;
  static constexpr std::size_t max_line_bytes = std::size_t{1} << 30;

  explicit LineBlocks(Fd fd) : fd_(std::move(fd)) {}

  /// Reads until the first line is whole, or 64 MiB. False if there is no line end in that.
  [[nodiscard]] bool read_first() {
    while (!ended_ && !has_line() && pending_.size() < 64 * block_bytes) grow();
    return has_line();
  }

  /// What was read and not handed out.
  [[nodiscard]] std::string_view peek() const noexcept { return pending_.view(); }

  /// Reads to the end of the stream; false if it is longer than `max_bytes`.
  [[nodiscard]] bool read_all(std::size_t max_bytes) {
    while (!ended_ && pending_.size() <= max_bytes) grow();
    return pending_.size() <= max_bytes;
  }

  /// Replaces `block` by the next lines and says at which byte of the stream they begin. False at the end.
  [[nodiscard]] bool next(ByteBuffer& block, std::uint64_t& offset) {
    if (pending_.size() < block_bytes && !ended_) grow();
    while (!ended_ && !has_line()) {
      if (pending_.size() > max_line_bytes) {
        error_ = EFBIG;
        ended_ = true;
        pending_.cut(0);
      } else {
        grow();
      }
    }
    if (pending_.size() == 0) return false;
    const std::size_t taken = ended_ ? pending_.size() : last_beginning();
    std::swap(block, pending_);
    pending_.assign(block.view().substr(taken));
    block.cut(taken);
    offset = offset_;
    offset_ += taken;
    return true;
  }

  /// errno of the read that failed, else 0.
  [[nodiscard]] int error() const noexcept { return error_; }

 private:
  [[nodiscard]] bool has_line() const noexcept { return pending_.view().rfind('\n') != std::string_view::npos; }

  /// Where the last line begins that looks like the beginning of a value, else the last line: a value that was printed
  /// over several lines is indented, and stays in one block.
  [[nodiscard]] std::size_t last_beginning() const noexcept {
    const std::string_view text = pending_.view();
    const std::size_t last = text.rfind('\n');
    for (std::size_t end = last; end != std::string_view::npos && end > 0; end = text.rfind('\n', end - 1)) {
      if (end + 1 < text.size() && std::string_view("{[\xEF").find(text[end + 1]) != std::string_view::npos) {
        return end + 1;
      }
    }
    return last + 1;
  }

  void grow() {
    const std::size_t wanted = std::max(block_bytes, pending_.size() / 2);
    const ssize_t n = read_full(fd_.get(), pending_.room(wanted), wanted);
    if (n < 0) error_ = errno;
    pending_.add(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    ended_ = n < static_cast<ssize_t>(wanted);
  }

  Fd fd_;
  ByteBuffer pending_;
  std::uint64_t offset_ = 0;
  bool ended_ = false;
  int error_ = 0;
};

/// The lines of a large text file, one after another.
class LineReader {
 public:
  explicit LineReader(std::string path) : path_(std::move(path)), fd_(open_regular(path_)), error_(fd_ ? 0 : errno) {
    if (fd_) blocks_ = LineBlocks(std::move(fd_));
  }
  LineReader(LineReader&&) = delete;

  /// The next line without its end; the text lives until the next call. False at the end, and when reading fails.
  [[nodiscard]] bool next(std::string_view& line) {
    if (rest_.empty()) {
      std::uint64_t offset = 0;
      if (error_ != 0 || !blocks_.next(block_, offset)) {
        error_ = error_ != 0 ? error_ : blocks_.error();
        return false;
      }
      rest_ = block_.view();
    }
    line = rest_.substr(0, rest_.find('\n'));
    rest_.remove_prefix(std::min(line.size() + 1, rest_.size()));
    return true;
  }

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  /// What went wrong, if anything did.
  [[nodiscard]] Result<void> status() const {
    if (error_ != 0) return errno_error(Errc::input_unusable, "read", path_, error_);
    return {};
  }

 private:
  std::string path_;
  Fd fd_;
  int error_;
  LineBlocks blocks_{Fd()};
  ByteBuffer block_;
  std::string_view rest_;
};

}  // namespace soak
