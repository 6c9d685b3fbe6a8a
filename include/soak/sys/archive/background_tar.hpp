// A tar that is written and read back while its members are still coming: reading and hashing, compressing, and reading
// back overlap on as many processors as there are.
#pragma once

#include <soak/sys/archive/tar_zstd.hpp>
#include <soak/sys/memory.hpp>

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace soak {

/// A file that one thread appends to and another one follows.
class GrowingFile {
 public:
  explicit GrowingFile(int fd) : fd_(fd) {}

  void grew(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    size_ += bytes;
    changed_.notify_one();
  }
  void ended() {
    const std::lock_guard lock(mutex_);
    has_ended_ = true;
    changed_.notify_one();
  }
  /// The bytes from the beginning, waited for; one source a file.
  [[nodiscard]] ByteSource source() {
    return [this](char* data, std::size_t wanted) -> ssize_t {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return has_ended_ || size_ - taken_ >= wanted; });
      const std::uint64_t available = size_ - taken_;
      lock.unlock();
      const auto size = static_cast<std::size_t>(available < wanted ? available : wanted);
      for (std::size_t done = 0; done < size;) {
        const ssize_t n = ::pread(fd_, data + done, size - done, static_cast<off_t>(taken_ + done));
        if (n < 0 && errno == EINTR) continue;
        if (n == 0) errno = EIO;  // shorter than what was written
        if (n <= 0) return -1;
        done += static_cast<std::size_t>(n);
      }
      taken_ += size;
      return static_cast<ssize_t>(size);
    };
  }

 private:
  int fd_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t size_ = 0;
  std::uint64_t taken_ = 0;
  bool has_ended_ = false;
};

/// A TarZstdWriter on a thread of its own. What waits for it is bounded. An error shows at a later call, at the latest
/// at finish().
class BackgroundTarWriter {
 public:
  BackgroundTarWriter(GrowingFile& file, int fd, std::string name, int level)
      : file_(file),
        writer_(fd, std::move(name), level, TarFormat::members, [this](std::size_t size) { file_.grew(size); }),
        thread_([this] { run(); }) {}
  ~BackgroundTarWriter() { (void)finish(); }
  BackgroundTarWriter(const BackgroundTarWriter&) = delete;
  BackgroundTarWriter& operator=(const BackgroundTarWriter&) = delete;

  [[nodiscard]] Result<void> begin(TarEntry member) { return add({true, std::move(member), {}}); }
  [[nodiscard]] Result<void> data(std::string_view part) { return add({false, {}, std::string(part)}); }

  /// Waits until all is written.
  [[nodiscard]] Result<void> finish() {
    if (thread_.joinable()) {
      {
        const std::lock_guard lock(mutex_);
        for (Piece& piece : batch_) pieces_.push_back(std::move(piece));
        is_closed_ = true;
        changed_.notify_all();
      }
      thread_.join();
    }
    return result_;
  }

 private:
  struct Piece {
    bool is_begin;
    TarEntry member;
    std::string data;
  };
  static constexpr std::size_t batch_bytes = std::size_t{256} << 10;  // a switch of threads for each small file is dear
  static constexpr std::size_t max_waiting = 8 * batch_bytes;

  [[nodiscard]] Result<void> add(Piece piece) {
    batched_ += piece.data.size() + 256;
    batch_.push_back(std::move(piece));
    if (batched_ < batch_bytes) return {};
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !result_ || waiting_ < max_waiting; });
    if (!result_) return result_;
    for (Piece& waiting : batch_) pieces_.push_back(std::move(waiting));
    waiting_ += batched_;
    batch_.clear();
    batched_ = 0;
    changed_.notify_all();
    return {};
  }

  void run() {
    Result<void> result;
    std::deque<Piece> taken;
    while (result) {
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return is_closed_ || !pieces_.empty(); });
        if (pieces_.empty()) break;
        taken.clear();
        std::swap(taken, pieces_);
        waiting_ = 0;
        changed_.notify_all();
      }
      for (Piece& piece : taken) {
        if (!result) break;
        result = piece.is_begin ? writer_.begin(piece.member) : writer_.data(piece.data);
        free_memory(piece.data);
      }
    }
    if (result) result = writer_.finish();
    {
      const std::lock_guard lock(mutex_);
      result_ = std::move(result);
      changed_.notify_all();
    }
    file_.ended();
  }

  GrowingFile& file_;
  TarZstdWriter writer_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Piece> pieces_;
  std::size_t waiting_ = 0;
  std::vector<Piece> batch_;  ///< the caller's own, not shared yet
  std::size_t batched_ = 0;
  bool is_closed_ = false;
  Result<void> result_;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace soak
