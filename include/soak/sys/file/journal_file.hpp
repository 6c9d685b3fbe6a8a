// A file of lines that only grows, and that several processes may append to.
//
// Whoever holds the lock sees whole lines only: what a crash left after the last LF is set aside to
// "<path>.torn-<time>" first. A line is one write and is on disk when append() returns; a write that fails leaves the
// file as it was. A reader needs no lock: a line that is just being written is waited for.
#pragma once

#include <soak/core/text/split.hpp>
#include <soak/core/time.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/fd.hpp>
#include <soak/sys/file/line_blocks.hpp>
#include <soak/sys/thread/parallel.hpp>

#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace soak {

/// Holds the exclusive flock of a journal while it lives. Locks are short: append a line and let go.
class LockedJournal {
 public:
  /// Opens or creates the file, waits for its lock and sets a torn tail aside. `now` goes into the name of that file.
  [[nodiscard]] static Result<LockedJournal> open(const std::string& path, Instant now) {
    if (auto made = make_directories(directory_of(path)); !made) return made.error();
    // The path may be moved away (rotated) while this waits for the lock of the file it used to name.
    bool is_new = false;
    while (true) {
      constexpr int flags = O_RDWR | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
      Fd fd(::open(path.c_str(), flags));
      if (!fd && errno == ENOENT) {
        fd = Fd(::open(path.c_str(), flags | O_CREAT, 0644));
        is_new = true;
      }
      if (!fd) return errno_error(Errc::output_failed, "append to", path, errno);
      struct stat mine {};
      struct stat named {};
      if (::fstat(fd.get(), &mine) != 0) return errno_error(Errc::output_failed, "append to", path, errno);
      if (!S_ISREG(mine.st_mode)) {
        return Error{Errc::output_failed, "cannot append to " + printable(path) + ": not a regular file"};
      }
      while (::flock(fd.get(), LOCK_EX) != 0) {
        if (errno != EINTR) return errno_error(Errc::output_failed, "lock", path, errno);
      }
      if (::stat(path.c_str(), &named) != 0 || named.st_ino != mine.st_ino || named.st_dev != mine.st_dev) continue;
      LockedJournal journal(path, std::move(fd), static_cast<std::uint64_t>(named.st_size), mine.st_ino);
      journal.is_new_ = is_new && named.st_size == 0;
      if (auto repaired = journal.set_torn_tail_aside(now); !repaired) return repaired.error();
      return journal;
    }
  }

  /// Bytes in whole lines.
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// There was no file of this name.
  [[nodiscard]] bool is_new() const noexcept { return is_new_; }
  /// Tells one file under this path from another.
  [[nodiscard]] std::uint64_t inode() const noexcept { return inode_; }
  /// Where open() put a torn tail; empty if there was none.
  [[nodiscard]] const std::string& torn_file() const noexcept { return torn_file_; }

  /// Bytes [from, to) of the file. Precondition: to <= size().
  [[nodiscard]] Result<std::string> read(std::uint64_t from, std::uint64_t to) const {
    std::string text(static_cast<std::size_t>(to - from), '\0');
    std::size_t done = 0;
    while (done < text.size()) {
      const ssize_t n = ::pread(fd_.get(), text.data() + done, text.size() - done, static_cast<off_t>(from + done));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return errno_error(Errc::input_unusable, "read", path_, errno);
      if (n == 0) return Error{Errc::input_unusable, "cannot read " + printable(path_) + ": it became shorter"};
      done += static_cast<std::size_t>(n);
    }
    return text;
  }

  /// Adds one line (given with its LF) and waits until it is on disk.
  [[nodiscard]] Result<void> append(std::string_view line, Durability durability = Durability::sync) {
    ssize_t written = 0;
    do {
      written = ::write(fd_.get(), line.data(), line.size());
    } while (written < 0 && errno == EINTR);
    int error = written < 0 ? errno : 0;
    // A disk that fills up takes the first part; the second attempt says why it takes no more.
    if (error == 0 && static_cast<std::size_t>(written) < line.size()) {
      error = write_full(fd_.get(), line.substr(static_cast<std::size_t>(written))) ? 0 : errno;
    }
    if (error == 0 && durability == Durability::sync && !sync_full(fd_.get())) error = errno;
    if (error != 0) {
      // Where even this fails, a torn line stays, and who opens the journal next sets it aside.
      [[maybe_unused]] const int cut = ::ftruncate(fd_.get(), static_cast<off_t>(size_));
      return errno_error(Errc::output_failed, "append to", path_, error);
    }
    const bool is_first = size_ == 0;
    size_ += line.size();
    return is_first && durability == Durability::sync ? sync_directory(directory_of(path_)) : Result<void>();
  }

  /// Gives the file the name "<path>.<word><time>", or one with a number after it if that is taken; who opens the path
  /// from now on makes a new file. Gives the new name.
  [[nodiscard]] Result<std::string> move_aside(std::string_view word, Instant now) const {
    const std::string aside = free_name(word, now);
    if (auto moved = move_path(path_, aside); !moved) return moved.error();
    if (auto synced = sync_directory(directory_of(path_)); !synced) return synced.error();
    return aside;
  }

 private:
  LockedJournal(std::string path, Fd fd, std::uint64_t size, std::uint64_t inode)
      : path_(std::move(path)), fd_(std::move(fd)), size_(size), inode_(inode) {}

  [[nodiscard]] Result<std::uint64_t> end_of_last_line() const {
    constexpr std::uint64_t step = 4096;
    for (std::uint64_t end = size_; end > 0;) {
      const std::uint64_t begin = end - std::min(end, step);
      auto block = read(begin, end);
      if (!block) return block.error();
      if (const auto at = block->rfind('\n'); at != std::string::npos) return begin + at + 1;
      end = begin;
    }
    return std::uint64_t{0};
  }

  [[nodiscard]] std::string free_name(std::string_view word, Instant now) const {
    std::string base = path_ + "." + std::string(word);
    for (const char c : format_iso8601(now)) {
      if (c != '-' && c != ':') base += c;
    }
    return unused_path(base);
  }

  [[nodiscard]] Result<void> set_torn_tail_aside(Instant now) {
    const auto whole = end_of_last_line();
    if (!whole) return whole.error();
    if (*whole == size_) return {};
    const auto tail = read(*whole, size_);
    if (!tail) return tail.error();
    const std::string aside = free_name("torn-", now);
    // First the copy is safe, then the tail is cut: a crash in between only makes another copy.
    if (auto saved = write_file_atomically(aside, *tail); !saved) return saved;
    if (::ftruncate(fd_.get(), static_cast<off_t>(*whole)) != 0 || !sync_full(fd_.get())) {
      return errno_error(Errc::output_failed, "repair", path_, errno);
    }
    size_ = *whole;
    torn_file_ = aside;
    return {};
  }

  std::string path_;
  Fd fd_;
  std::uint64_t size_;
  std::uint64_t inode_;
  bool is_new_ = false;
  std::string torn_file_;
};

namespace file_detail {

/// The rest of a file from `offset` on, read while no writer is in the middle of a line.
[[nodiscard]] inline Result<std::string> read_tail_under_lock(const std::string& path, int fd, std::uint64_t offset) {
  while (::flock(fd, LOCK_SH) != 0) {
    if (errno != EINTR) return errno_error(Errc::input_unusable, "lock", path, errno);
  }
  std::string tail;
  std::string block(std::size_t{64} << 10, '\0');
  ssize_t n = 0;
  while ((n = ::pread(fd, block.data(), block.size(), static_cast<off_t>(offset + tail.size()))) > 0) {
    tail.append(block, 0, static_cast<std::size_t>(n));
  }
  const int error = n < 0 ? errno : 0;
  (void)::flock(fd, LOCK_UN);
  if (error != 0) return errno_error(Errc::input_unusable, "read", path, error);
  return tail;
}

/// A journal to read; "-" is standard input, which may be anything.
[[nodiscard]] inline Result<Fd> open_journal(const std::string& path) {
  Fd fd = path == "-" ? standard_input() : Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!fd) return errno_error(Errc::input_unusable, "read", path, errno);
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return errno_error(Errc::input_unusable, "read", path, errno);
  if (path != "-" && !S_ISREG(info.st_mode)) {
    return Error{Errc::input_unusable, "cannot read " + printable(path) + ": not a regular file"};
  }
  return fd;
}

}  // namespace file_detail

/// Calls `visit(line, value)` for each line of a journal ("-": of standard input), LF removed, until it returns false;
/// in memory that does not grow with the file. `examine(lines)` makes the values, a vector with one for each of these
/// whole lines, on several threads where the file is long. True if the file ends in a torn line, which is not visited.
/// Safe while others append: a line that is just being written is waited for.
template <class Examine, class Visit>
[[nodiscard]] Result<bool> visit_journal_lines(const std::string& path, const Examine& examine, Visit&& visit) {
  constexpr std::uint64_t bytes_worth_a_thread = std::uint64_t{4} << 20;
  struct Block {
    ByteBuffer bytes;
    std::uint64_t offset = 0;
    std::invoke_result_t<Examine, std::string_view> values;
  };
  auto fd = file_detail::open_journal(path);
  if (!fd) return fd.error();
  const int descriptor = fd->get();
  const std::size_t worthwhile = path == "-" ? processor_count() : 1 + file_size(descriptor) / bytes_worth_a_thread;
  LineBlocks blocks(std::move(*fd));
  bool wants_more = true;
  std::optional<std::uint64_t> torn_at;
  const auto visit_block = [&](std::string_view lines, const auto& values) {
    auto value = values.begin();
    return visit_lines(lines, [&](std::string_view line) { return wants_more = visit(line, *value++); });
  };
  pipeline<Block>(
      std::min(processor_count(), worthwhile), [&](Block& block) { return blocks.next(block.bytes, block.offset); },
      [&](Block& block) { block.values = examine(block.bytes.view()); },
      [&](Block& block) {
        const std::string_view rest = visit_block(block.bytes.view(), block.values);
        if (wants_more && !rest.empty()) torn_at = block.offset + block.bytes.size() - rest.size();
        return wants_more && !torn_at;
      });
  if (!wants_more) return false;
  if (!torn_at && blocks.error() != 0) return errno_error(Errc::input_unusable, "read", path, blocks.error());
  if (!torn_at || path == "-") return torn_at.has_value();  // nobody appends to standard input that has ended
  const auto tail = file_detail::read_tail_under_lock(path, descriptor, *torn_at);
  if (!tail) return tail.error();
  return !visit_block(*tail, examine(*tail)).empty();
}

}  // namespace soak
