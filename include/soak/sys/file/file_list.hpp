// The files that glob patterns name, held compactly: a hundred thousand names are the normal case.
#pragma once

#include <soak/sys/file/directory.hpp>
#include <soak/sys/file/fd.hpp>
#include <soak/sys/file/file_info.hpp>

#include <fnmatch.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace soak {

/// Names found, each relative to one of few directories that are held open. What is there stays where it is: while one
/// thread adds, others may name(), open(), stamp() and ask is_known_regular() of the files that it has told them of.
class FileList {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] const char* name(std::size_t i) const noexcept { return entry(i).name; }
  [[nodiscard]] std::string path(std::size_t i) const {
    const std::string& directory = directories_[entry(i).directory].path;
    return directory == "." ? name(i) : directory == "/" ? "/" + std::string(name(i)) : directory + "/" + name(i);
  }
  /// True if the directory says that this is a regular file, so that no fstat is needed to be sure of it.
  [[nodiscard]] bool is_known_regular(std::size_t i) const noexcept { return entry(i).is_regular; }

  /// Opens without ever waiting (a FIFO) or taking a terminal. The descriptor is invalid, with errno, if that failed.
  [[nodiscard]] Fd open(std::size_t i) const noexcept {
    return Fd(::openat(entry(i).directory_fd, name(i), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  }

  /// What the file is by its name, links followed, as open() does; nothing if it is no regular file.
  [[nodiscard]] std::optional<FileStamp> stamp(std::size_t i) const noexcept {
    struct stat info {};
    if (::fstatat(entry(i).directory_fd, name(i), &info, 0) != 0) return std::nullopt;
    return stamp_of(info);
  }

  /// From now on `told(size())` is called whenever some more files are there, and a directory's files come in its own
  /// order: they are told of before all are known.
  void tell(std::function<void(std::size_t)> told) { told_ = std::move(told); }

  /// Adds what `pattern` matches and is not here yet. A pattern that is itself the name of a file counts as that file.
  /// Patterns are those of glob(7); the last component is matched while the directory is read, in its order.
  void add_matches(const std::string& pattern) { add_matches(pattern, nullptr); }

  /// What of a name has to match a pattern.
  using MatchedPart = std::string_view (*)(std::string_view name);

  /// The same for a directory by its bare name: what the first of `patterns` that matches anything there matches; of
  /// names only `part` has to match.
  void add_matches_in(const std::string& directory, std::initializer_list<std::string_view> patterns,
                      MatchedPart part = nullptr) {
    for (const std::string_view pattern : patterns) {
      const std::size_t before = size();
      add_matches((directory.ends_with('/') ? directory : directory + "/") + std::string(pattern), part);
      if (size() > before) return;
    }
  }

  /// Why a directory could not be looked into, if one could not; else empty.
  [[nodiscard]] const std::string& problem() const noexcept { return problem_; }

 private:
  void add_matches(const std::string& pattern, MatchedPart part) {
    if (patterns_++ > 0) remember_all();
    const std::string directory = directory_of(pattern);
    const std::string file = file_name_of(pattern);
    const bool is_literal = ::access(pattern.c_str(), F_OK) == 0;
    if (is_literal || directory.find_first_of(specials) == std::string::npos) {
      return add_directory(directory, file, is_literal, part);
    }
    glob_t found{};
    if (::glob(directory.c_str(), GLOB_ONLYDIR | GLOB_NOMAGIC, nullptr, &found) == 0) {
      if (found.gl_pathc > 1) remember_all();
      for (std::size_t i = 0; i < found.gl_pathc; ++i) add_directory(found.gl_pathv[i], file, false, part);
    }
    ::globfree(&found);
  }

  struct Directory {
    std::string path;
    Fd fd;
    std::string identity;  ///< device and inode: one directory under two names is one directory
  };
  struct Entry {
    const char* name;
    int directory_fd;
    std::uint16_t directory;
    bool is_regular;
  };
  static constexpr const char* specials = "*?[\\";
  static constexpr std::size_t first_chunk = 1024;  // each one holds twice as many as the one before
  static constexpr std::size_t name_block_bytes = std::size_t{64} << 10;
  static constexpr std::size_t told_at_once = 256;

  [[nodiscard]] static std::size_t chunk_of(std::size_t i) noexcept {
    return static_cast<std::size_t>(std::bit_width(i / first_chunk + 1)) - 1;
  }
  [[nodiscard]] Entry& entry(std::size_t i) const noexcept {
    const std::size_t chunk = chunk_of(i);
    return chunks_[chunk][i + first_chunk - (first_chunk << chunk)];
  }
  [[nodiscard]] std::string identity(std::size_t i) const {
    return directories_[entry(i).directory].identity + name(i);
  }

  void add_directory(const std::string& path, const std::string& file, bool is_literal, MatchedPart part) {
    Fd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    struct stat info {};
    if (!fd || ::fstat(fd.get(), &info) != 0) {
      if (errno != ENOENT) problem_ = errno_error(Errc::input_unusable, "open directory", path, errno).message;
      return;
    }
    if (directories_.size() > UINT16_MAX) return;
    directories_.push_back(
        {path, std::move(fd), std::to_string(info.st_dev) + ":" + std::to_string(info.st_ino) + "/"});
    if (is_literal || file.find_first_of(specials) == std::string::npos) {
      if (::faccessat(directories_.back().fd.get(), file.c_str(), F_OK, 0) == 0) add_entry(file, false);
      return;
    }
    const std::unique_ptr<DIR, int (*)(DIR*)> handle(::opendir(path.c_str()), &::closedir);
    if (!handle) return;
    const std::size_t first = size_;
    const std::size_t first_block = name_blocks_.size();
    block_left_ = 0;
    std::vector<std::uint64_t> inodes;
    while (const dirent* entry = ::readdir(handle.get())) {
      const bool matches = part == nullptr
                               ? ::fnmatch(file.c_str(), entry->d_name, FNM_PERIOD) == 0
                               : ::fnmatch(file.c_str(), std::string(part(entry->d_name)).c_str(), FNM_PERIOD) == 0;
      if (!matches || !add_entry(entry->d_name, entry->d_type == DT_REG)) continue;
      if (!told_) {
        inodes.push_back(entry->d_ino);
      } else if (size_ % told_at_once == 0) {
        told_(size_);
      }
    }
    if (!told_) sort_by_inode(first, first_block, inodes);
  }

  /// A directory gives its names by their hashes, and what the kernel knows of a file lies by its number: one after the
  /// other they are found sooner, and a disk does not have to seek. Files that were made one after the other come in
  /// that order, too.
  void sort_by_inode(std::size_t first, std::size_t first_block, const std::vector<std::uint64_t>& inodes) {
    if (std::is_sorted(inodes.begin(), inodes.end())) return;
    std::vector<std::pair<std::uint64_t, Entry>> sorted;
    sorted.reserve(inodes.size());
    for (std::size_t i = 0; i < inodes.size(); ++i) sorted.emplace_back(inodes[i], entry(first + i));
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    const auto listed = name_blocks_.begin() + static_cast<std::ptrdiff_t>(first_block);
    const std::vector<std::unique_ptr<char[]>> blocks(std::make_move_iterator(listed),
                                                      std::make_move_iterator(name_blocks_.end()));
    name_blocks_.erase(listed, name_blocks_.end());
    block_left_ = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      entry(first + i) = sorted[i].second;
      entry(first + i).name = keep(sorted[i].second.name);
    }
  }

  [[nodiscard]] const char* keep(std::string_view name) {
    if (block_left_ <= name.size()) {
      block_left_ = std::max(name_block_bytes, name.size() + 1);
      name_blocks_.push_back(std::make_unique_for_overwrite<char[]>(block_left_));
      block_end_ = name_blocks_.back().get() + block_left_;
    }
    char* const kept = block_end_ - block_left_;
    name.copy(kept, name.size());
    kept[name.size()] = '\0';
    block_left_ -= name.size() + 1;
    return kept;
  }

  /// False if it is here already, or does not fit.
  bool add_entry(std::string_view name, bool is_regular) {
    if (remembers_ && !seen_.insert(directories_.back().identity + std::string(name)).second) return false;
    const std::size_t chunk = chunk_of(size_);
    if (chunk == chunks_.size()) return false;
    if (!chunks_[chunk]) chunks_[chunk] = std::make_unique_for_overwrite<Entry[]>(first_chunk << chunk);
    const auto directory = static_cast<std::uint16_t>(directories_.size() - 1);
    entry(size_++) = {keep(name), directories_.back().fd.get(), directory, is_regular};
    return true;
  }

  /// From the second pattern on a file may turn up again; a single pattern in a single directory needs no such memory.
  void remember_all() {
    if (remembers_) return;
    remembers_ = true;
    for (std::size_t i = 0; i < size_; ++i) seen_.insert(identity(i));
  }

  std::vector<Directory> directories_;
  std::vector<std::unique_ptr<char[]>> name_blocks_;
  std::size_t block_left_ = 0;  ///< bytes of the last one
  char* block_end_ = nullptr;
  std::array<std::unique_ptr<Entry[]>, 22> chunks_;
  std::size_t size_ = 0;
  std::function<void(std::size_t)> told_;
  std::unordered_set<std::string> seen_;
  std::string problem_;
  std::size_t patterns_ = 0;
  bool remembers_ = false;
};

}  // namespace soak
