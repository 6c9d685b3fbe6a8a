// Files that are replaced whole or not at all.
//
// Each file is written under a temporary name in its own directory, synced, renamed over the target, and then the
// directory is synced. After a crash, a full disk or a signal at any instant a reader finds the old file or the new
// one, never a part. Several files of one run are staged together, so that a disk that fills up at the fourth leaves
// all four as they were.
//
// What is replaced must be a regular file: a slip in an option must not cost the machine its /dev/null, and a link
// whose target was meant would be lost. Its permissions stay.
//
// A temporary file left by a killed process is removed by the next writer in the same directory: its writer held a
// flock on it, which the kernel has released.
#pragma once

#include <soak/sys/file/directory.hpp>
#include <soak/sys/file/fd.hpp>
#include <soak/sys/file/file_info.hpp>

#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <deque>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// Whether a replaced file must survive the loss of power. `none` is for outputs that are cheap to make again and
/// watched by nobody, and for tests; every tool writes `sync`.
enum class Durability { none, sync };

/// How the name of what is not committed yet ends.
inline constexpr std::string_view staged_suffix = ".soak-tmp";

/// What is younger may be between its making and its lock.
inline constexpr std::time_t abandoned_after_sec = 5;

/// Sixteen hexadecimal digits, for a name that nobody else has.
[[nodiscard]] inline std::string random_suffix() {
  static thread_local std::random_device source;
  char text[17];
  std::snprintf(text, sizeof text, "%08x%08x", source(), source());
  return text;
}

/// One staged file. Created by AtomicBatch::stage; unlinked when dropped before it was committed.
class StagedFile {
 public:
  StagedFile(StagedFile&&) noexcept = default;
  StagedFile& operator=(StagedFile&&) noexcept = default;
  ~StagedFile() {
    if (fd_) ::unlink(temporary_.c_str());
  }

  [[nodiscard]] Result<void> write(std::string_view data) {
    if (!write_full(fd_.get(), data)) return errno_error(Errc::output_failed, "write", target_, errno);
    // A large file begins to go to the disk while the rest of it is made. Only a hint: commit() is what counts.
    if (data.size() >= large_write) (void)::sync_file_range(fd_.get(), 0, 0, SYNC_FILE_RANGE_WRITE);
    return {};
  }

  /// For a library that writes to a descriptor itself (libarchive). Open for reading too, to verify what was written.
  [[nodiscard]] int descriptor() const noexcept { return fd_.get(); }

 private:
  friend class AtomicBatch;
  static constexpr std::size_t large_write = std::size_t{1} << 20;

  StagedFile(std::string target, std::string temporary, Fd fd)
      : target_(std::move(target)), temporary_(std::move(temporary)), fd_(std::move(fd)) {}

  std::string target_;
  std::string temporary_;
  Fd fd_;
};

/// A set of files that become visible together, after all of them are safely on disk.
class AtomicBatch {
 public:
  explicit AtomicBatch(Durability durability = Durability::sync) : durability_(durability) {}

  /// Opens a temporary file beside `target`, with the permissions of the file that is there, else with `new_mode` (less
  /// the umask); missing directories are made. The pointer lives as long as the batch.
  [[nodiscard]] Result<StagedFile*> stage(const std::string& target, mode_t new_mode = 0644) {
    const std::string directory = directory_of(target);
    if (std::find(directories_.begin(), directories_.end(), directory) == directories_.end()) {
      if (auto made = make_directories(directory); !made) return made.error();
      remove_abandoned(directory);
      directories_.push_back(directory);
    }
    const auto mode = mode_for(target);
    if (!mode) return mode.error();
    const std::string prefix = "." + file_name_of(target) + ".";
    for (int attempt = 0; attempt < 100; ++attempt) {
      std::string temporary = directory + "/" + prefix + random_suffix() + std::string(staged_suffix);
      Fd fd(::open(temporary.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode->value_or(new_mode)));
      if (!fd && errno == EEXIST) continue;
      if (!fd) return errno_error(Errc::output_failed, "write", target, errno);
      (void)::flock(fd.get(), LOCK_EX | LOCK_NB);
      // The mask of new files has no say in what an operator has chosen. Where this fails (vfat) it is the narrower.
      if (*mode) (void)::fchmod(fd.get(), **mode);
      files_.push_back(StagedFile(target, std::move(temporary), std::move(fd)));
      return &files_.back();
    }
    return errno_error(Errc::output_failed, "write", target, EEXIST);
  }

  /// Stages a file with this content.
  [[nodiscard]] Result<void> add(const std::string& target, std::string_view content) {
    const auto file = stage(target);
    if (!file) return file.error();
    return (*file)->write(content);
  }

  /// Syncs every staged file, renames them in the order of staging, syncs the directories. On an error before the
  /// first rename nothing has changed.
  [[nodiscard]] Result<void> commit() {
    if (auto synced = sync_files(); !synced) return synced;
    for (StagedFile& file : files_) {
      if (::rename(file.temporary_.c_str(), file.target_.c_str()) != 0) {
        return errno_error(Errc::output_failed, "replace", file.target_, errno);
      }
      file.fd_ = Fd();
    }
    files_.clear();
    return sync_directories();
  }

 private:
  /// The permissions of the file that is to be replaced; nothing if there is none yet.
  [[nodiscard]] static Result<std::optional<mode_t>> mode_for(const std::string& target) {
    struct stat info {};
    if (::lstat(target.c_str(), &info) != 0) return std::optional<mode_t>();
    if (const auto kind = special_kind(info.st_mode); !kind.empty()) {
      return Error{Errc::output_failed, "cannot replace " + printable(target) + ": it is " + std::string(kind)};
    }
    return std::optional<mode_t>(info.st_mode & 0777u);
  }

  /// The age keeps clear of a writer between its open and its flock.
  static void remove_abandoned(const std::string& directory) {
    for (const std::string& name : names_in(directory, ".", staged_suffix)) {
      const std::string path = directory + "/" + name;
      Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
      struct stat info {};
      if (!fd || ::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode)) continue;
      if (std::time(nullptr) - info.st_mtime < abandoned_after_sec || ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0)
        continue;
      ::unlink(path.c_str());
    }
  }

  /// The writing of all files is begun before the first one is waited for, so the waits overlap.
  [[nodiscard]] Result<void> sync_files() {
    if (durability_ == Durability::none) return {};
    for (const StagedFile& file : files_) {
      (void)::sync_file_range(file.fd_.get(), 0, 0, SYNC_FILE_RANGE_WRITE);  // a hint: fsync below is what counts
    }
    for (const StagedFile& file : files_) {
      if (!sync_full(file.fd_.get())) return errno_error(Errc::output_failed, "sync", file.target_, errno);
    }
    return {};
  }

  [[nodiscard]] Result<void> sync_directories() {
    for (const std::string& directory : directories_) {
      if (durability_ == Durability::none) break;
      if (auto synced = sync_directory(directory); !synced) return synced;
    }
    return {};
  }

  Durability durability_;
  std::deque<StagedFile> files_;  // a deque: pointers to its elements stay good
  std::vector<std::string> directories_;
};

/// Removes a file for good. One that is not there is fine.
[[nodiscard]] inline Result<void> remove_file(const std::string& path, Durability durability = Durability::sync) {
  if (::unlink(path.c_str()) != 0) {
    if (errno == ENOENT) return {};
    return errno_error(Errc::output_failed, "remove", path, errno);
  }
  return durability == Durability::none ? Result<void>() : sync_directory(directory_of(path));
}

/// Replaces one file.
[[nodiscard]] inline Result<void> write_file_atomically(const std::string& path, std::string_view content,
                                                        Durability durability = Durability::sync) {
  AtomicBatch batch(durability);
  if (auto added = batch.add(path, content); !added) return added;
  return batch.commit();
}

/// Replaces several files, all or none: pairs of path and content.
[[nodiscard]] inline Result<void> write_files(const std::vector<std::pair<std::string, std::string>>& files) {
  AtomicBatch batch;
  for (const auto& [path, content] : files) {
    if (auto added = batch.add(path, content); !added) return added;
  }
  return batch.commit();
}

namespace file_detail {

/// Opens a file of ours to be written over, or makes it; anything else of that name (a link, a FIFO) is removed first.
[[nodiscard]] inline Fd open_spare(const std::string& path) {
  Fd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
  struct stat info {};
  if (fd && ::fstat(fd.get(), &info) == 0 && S_ISREG(info.st_mode) && info.st_nlink == 1) return fd;
  ::unlink(path.c_str());
  return Fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
}

}  // namespace file_detail

/// Replaces a small file that is replaced over and over, by one process at a time: as whole as write_file_atomically
/// does, but not synced, and it makes no new file. The content goes to ".NAME.spare", and the two exchange their names:
/// a rename over another file makes the next fsync of any file wait for the new one's blocks.
[[nodiscard]] inline Result<void> exchange_file(const std::string& path, std::string_view content) {
  const std::string directory = directory_of(path);
  if (auto made = make_directories(directory); !made) return made;
  const std::string spare = directory + "/." + file_name_of(path) + ".spare";
  const Fd fd = file_detail::open_spare(spare);
  const bool is_written =
      fd && write_full(fd.get(), content) && ::ftruncate(fd.get(), static_cast<off_t>(content.size())) == 0;
  if (!is_written) return errno_error(Errc::output_failed, "write", path, errno);
  if (::renameat2(AT_FDCWD, spare.c_str(), AT_FDCWD, path.c_str(), RENAME_EXCHANGE) == 0) return {};
  // There is no earlier one, or the file system cannot exchange.
  if (std::rename(spare.c_str(), path.c_str()) == 0) return {};
  return errno_error(Errc::output_failed, "replace", path, errno);
}

}  // namespace soak
