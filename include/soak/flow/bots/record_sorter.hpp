// Records in order of time, however many and however they come: runs sorted in memory, merged from the disk.
#pragma once

#include <soak/core/result.hpp>
#include <soak/model/bots/bot_record.hpp>
#include <soak/sys/feed/scratch_file.hpp>
#include <soak/sys/memory.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace soak {

class RecordSorter {
 public:
  /// `run` records are sorted at a time; the default takes 35 MiB.
  explicit RecordSorter(std::size_t run = 400'000) : run_(run) {}

  [[nodiscard]] Result<void> add(const BotRecord& record) {
    memory_.push_back(record);
    return memory_.size() < run_ ? Result<void>() : spill();
  }
  /// From here on everything goes through the disk, however little it is.
  void use_disk() noexcept { uses_disk_ = true; }
  [[nodiscard]] std::size_t runs_on_disk() const noexcept { return runs_.size(); }

  /// Calls `take(record)` for all of them in order. Once.
  template <class Take>
  [[nodiscard]] Result<void> finish(const Take& take) {
    if (uses_disk_ || !runs_.empty()) {
      if (auto spilled = spill(); !spilled) return spilled;
      return merge(take);
    }
    std::sort(memory_.begin(), memory_.end(), comes_before);
    for (const BotRecord& record : memory_) take(record);
    free_memory(memory_);
    return {};
  }

 private:
  static_assert(std::is_trivially_copyable_v<BotRecord>);
  static constexpr std::size_t read_ahead = 4096;  // records of each run

  struct Run {
    std::uint64_t next;  ///< byte in the file
    std::uint64_t end;
    std::vector<BotRecord> ahead = {};
    std::size_t at = 0;
  };

  [[nodiscard]] Result<void> spill() {
    if (memory_.empty()) return {};
    if (!disk_) {
      auto disk = ScratchFile::make();
      if (!disk) return disk.error();
      disk_.emplace(std::move(*disk));
    }
    std::sort(memory_.begin(), memory_.end(), comes_before);
    const std::uint64_t begin = disk_->size();
    const auto* const bytes = reinterpret_cast<const char*>(memory_.data());
    if (auto written = disk_->append({bytes, memory_.size() * sizeof(BotRecord)}); !written) return written;
    runs_.push_back({begin, disk_->size()});
    memory_.clear();
    return {};
  }
  /// False at the end of the run.
  [[nodiscard]] Result<bool> fill(Run& run) {
    if (run.at < run.ahead.size()) return true;
    const std::size_t count = std::min<std::uint64_t>(read_ahead, (run.end - run.next) / sizeof(BotRecord));
    if (count == 0) return false;
    run.ahead.resize(count);
    run.at = 0;
    auto read = disk_->read(run.next, reinterpret_cast<char*>(run.ahead.data()), count * sizeof(BotRecord));
    if (!read) return read.error();
    run.next += count * sizeof(BotRecord);
    return true;
  }
  template <class Take>
  [[nodiscard]] Result<void> merge(const Take& take) {
    free_memory(memory_);
    std::vector<Run*> heap;
    const auto comes_later = [](const Run* a, const Run* b) { return comes_before(b->ahead[b->at], a->ahead[a->at]); };
    for (Run& run : runs_) {
      const auto filled = fill(run);
      if (!filled) return filled.error();
      if (*filled) heap.push_back(&run);
    }
    std::make_heap(heap.begin(), heap.end(), comes_later);
    while (!heap.empty()) {
      std::pop_heap(heap.begin(), heap.end(), comes_later);
      Run& run = *heap.back();
      take(run.ahead[run.at++]);
      const auto filled = fill(run);
      if (!filled) return filled.error();
      if (*filled) {
        std::push_heap(heap.begin(), heap.end(), comes_later);
      } else {
        heap.pop_back();
      }
    }
    return {};
  }

  std::size_t run_;
  std::vector<BotRecord> memory_;
  std::vector<Run> runs_;
  std::optional<ScratchFile> disk_;
  bool uses_disk_ = false;
};

}  // namespace soak
