// The files that glob patterns name, held compactly: a hundred thousand names are the normal case.
#pragma once

#include <soak/sys/file/directory.hpp>
#include <soak/sys/file/fd.hpp>
#include <soak/sys/file/file_info.hpp>

#include <fnmatch.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace soak {

/// Names found, each relative to one of few directories that are held open.
class FileList {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  [[nodiscard]] const char* name(std::size_t i) const noexcept { return names_.data() + entries_[i].name; }
  [[nodiscard]] std::string path(std::size_t i) const {
    const std::string& directory = directories_[entries_[i].directory].path;
    return directory == "." ? name(i) : directory == "/" ? "/" + std::string(name(i)) : directory + "/" + name(i);
  }
  /// True if the directory says that this is a regular file, so that no fstat is needed to be sure of it.
  [[nodiscard]] bool is_known_regular(std::size_t i) const noexcept { return entries_[i].is_regular; }

  /// Opens without ever waiting (a FIFO) or taking a terminal. The descriptor is invalid, with errno, if that failed.
  [[nodiscard]] Fd open(std::size_t i) const noexcept {
    return Fd(
        ::openat(directories_[entries_[i].directory].fd.get(), name(i), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  }

  /// What the file is by its name, links followed, as open() does; nothing if it is no regular file.
  [[nodiscard]] std::optional<FileStamp> stamp(std::size_t i) const noexcept {
    struct stat info {};
    if (::fstatat(directories_[entries_[i].directory].fd.get(), name(i), &info, 0) != 0) return std::nullopt;
    return stamp_of(info);
  }

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
    std::uint32_t name;  ///< offset into names_
    std::uint16_t directory;
    bool is_regular;
  };
  static constexpr const char* specials = "*?[\\";
  static constexpr std::size_t max_name_bytes = UINT32_MAX;

  [[nodiscard]] std::string identity(std::size_t i) const {
    return directories_[entries_[i].directory].identity + name(i);
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
    const std::size_t first = entries_.size();
    std::vector<std::uint64_t> inodes;
    while (const dirent* entry = ::readdir(handle.get())) {
      const bool matches = part == nullptr
                               ? ::fnmatch(file.c_str(), entry->d_name, FNM_PERIOD) == 0
                               : ::fnmatch(file.c_str(), std::string(part(entry->d_name)).c_str(), FNM_PERIOD) == 0;
      if (matches && add_entry(entry->d_name, entry->d_type == DT_REG)) inodes.push_back(entry->d_ino);
    }
    sort_by_inode(first, inodes);
  }

  /// A directory gives its names by their hashes, and what the kernel knows of a file lies by its number: one after the
  /// other they are found sooner, and a disk does not have to seek. Files that were made one after the other come in
  /// that order, too.
  void sort_by_inode(std::size_t first, const std::vector<std::uint64_t>& inodes) {
    if (std::is_sorted(inodes.begin(), inodes.end())) return;
    std::vector<std::pair<std::uint64_t, Entry>> sorted;
    sorted.reserve(inodes.size());
    for (std::size_t i = 0; i < inodes.size(); ++i) sorted.emplace_back(inodes[i], entries_[first + i]);
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    const std::string listed = names_.substr(entries_[first].name);
    const std::uint32_t begin = entries_[first].name;
    std::uint32_t end = begin;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      Entry entry = sorted[i].second;
      const std::string_view name = listed.data() + (entry.name - begin);
      listed.copy(names_.data() + end, name.size() + 1, entry.name - begin);
      entry.name = end;
      end += static_cast<std::uint32_t>(name.size() + 1);
      entries_[first + i] = entry;
    }
  }

  /// False if it is here already, or does not fit.
  bool add_entry(std::string_view name, bool is_regular) {
    const std::size_t offset = names_.size();
    if (offset + name.size() >= max_name_bytes) return false;
    names_ += name;
    names_ += '\0';
    entries_.push_back(
        {static_cast<std::uint32_t>(offset), static_cast<std::uint16_t>(directories_.size() - 1), is_regular});
    if (remembers_ && !seen_.insert(identity(entries_.size() - 1)).second) {
      entries_.pop_back();
      names_.resize(offset);
      return false;
    }
    return true;
  }

  /// From the second pattern on a file may turn up again; a single pattern in a single directory needs no such memory.
  void remember_all() {
    if (remembers_) return;
    remembers_ = true;
    for (std::size_t i = 0; i < entries_.size(); ++i) seen_.insert(identity(i));
  }

  std::vector<Directory> directories_;
  std::string names_;
  std::vector<Entry> entries_;
  std::unordered_set<std::string> seen_;
  std::string problem_;
  std::size_t patterns_ = 0;
  bool remembers_ = false;
};

}  // namespace soak
