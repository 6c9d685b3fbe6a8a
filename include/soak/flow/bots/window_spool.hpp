// Windows on their way out: kept until the whole input has been read, written as files or as one stream.
#pragma once

#include <soak/model/artifacts/names.hpp>
#include <soak/sys/feed/scratch_file.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/read_file.hpp>
#include <soak/sys/log.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// "DIRECTORY/ITER_SUMMARY_490123.json"
[[nodiscard]] inline std::string window_path(std::string_view directory, std::int64_t iteration) {
  return path_in(directory, artifact_name::window_prefix) + std::to_string(iteration) +
         std::string(artifact_name::window_suffix);
}

/// Nothing is published before clear() can no longer be called for: an input that turns out to need sorting, or to be
/// damaged, leaves the windows of an earlier run as they were.
class WindowSpool {
 public:
  [[nodiscard]] Result<void> add(std::int64_t iteration, std::string_view json) {
    windows_.push_back({iteration, memory_.size() + (disk_ ? disk_->size() : 0), json.size()});
    memory_ += json;
    return memory_.size() < most_memory ? Result<void>() : spill();
  }
  void clear() {
    windows_.clear();
    memory_.clear();
    disk_.reset();
  }
  [[nodiscard]] std::size_t size() const noexcept { return windows_.size(); }
  [[nodiscard]] std::int64_t first() const noexcept { return windows_.front().iteration; }
  [[nodiscard]] std::int64_t last() const noexcept { return windows_.back().iteration; }

  /// All windows on standard output, one a line.
  [[nodiscard]] Result<void> print_all() const {
    std::string part;
    for (const Window& window : windows_) {
      auto text = read(window);
      if (!text) return text.error();
      part += *text;
      if (part.size() < write_bytes) continue;
      if (auto shown = print(part); !shown) return shown;
      part.clear();
    }
    return print(part);
  }

  /// ITER_SUMMARY_<iteration>.json each, replaced atomically; what stands there already is left alone. Gives the number
  /// of those that changed.
  [[nodiscard]] Result<std::size_t> write_files(const std::string& directory) const {
    std::size_t changed = 0;
    for (std::size_t begin = 0; begin < windows_.size(); begin += files_at_once) {
      AtomicBatch batch;
      bool is_needed = false;
      for (std::size_t i = begin; i < std::min(begin + files_at_once, windows_.size()); ++i) {
        const auto text = read(windows_[i]);
        if (!text) return text.error();
        const std::string path = window_path(directory, windows_[i].iteration);
        const auto before = file_exists(path) ? read_file(path, text->size()) : Result<std::string>(std::string());
        if (before && *before == *text) continue;
        if (auto added = batch.add(path, *text); !added) return added.error();
        is_needed = true;
        ++changed;
      }
      if (!is_needed) continue;
      if (auto committed = batch.commit(); !committed) return committed.error();
    }
    return changed;
  }

 private:
  struct Window {
    std::int64_t iteration;
    std::uint64_t offset;
    std::size_t size;
  };
  static constexpr std::size_t most_memory = std::size_t{16} << 20;
  static constexpr std::size_t write_bytes = std::size_t{1} << 16;
  static constexpr std::size_t files_at_once = 64;  // each holds a descriptor until all are renamed

  [[nodiscard]] Result<void> spill() {
    if (!disk_) {
      auto disk = ScratchFile::make();
      if (!disk) return disk.error();
      disk_.emplace(std::move(*disk));
    }
    auto written = disk_->append(memory_);
    memory_.clear();
    return written;
  }
  [[nodiscard]] Result<std::string> read(const Window& window) const {
    const std::uint64_t on_disk = disk_ ? disk_->size() : 0;
    if (window.offset >= on_disk) return memory_.substr(window.offset - on_disk, window.size);
    std::string text(window.size, '\0');
    if (auto done = disk_->read(window.offset, text.data(), text.size()); !done) return done.error();
    return text;
  }

  std::vector<Window> windows_;
  std::string memory_;
  std::optional<ScratchFile> disk_;
};

}  // namespace soak
