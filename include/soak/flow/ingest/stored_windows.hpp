// The window store (docs/formats/window_store.md): what files held the last time, so that only what is new or changed
// is read. It is a copy of what stands in the files and nothing else: whatever is wrong with it costs time alone.
#pragma once

#include <soak/analysis/windows/segment_rows.hpp>
#include <soak/analysis/windows/store_plan.hpp>
#include <soak/flow/ingest/ingest_sink.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/window/window_segment.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/read_file.hpp>
#include <soak/sys/log.hpp>

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// For one reading of the input: opened before, finished after it.
class StoredWindows {
 public:
  /// Reads what is in `directory` by these `settings` (32 characters) and number of metrics. `from_ns`: no file is read
  /// before, by the clock of stamps.
  StoredWindows(std::string directory, std::string settings, std::size_t metrics, std::int64_t from_ns = stamp_now_ns())
      : directory_(std::move(directory)), settings_(std::move(settings)), metrics_(metrics), from_ns_(from_ns) {
    std::vector<std::string> names = names_in(directory_, "", suffix);
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) open(name);
    std::size_t files = 0;
    for (Segment& segment : segments_) {
      segment.first_file = files;
      files += segment.content.files.size();
    }
    units_.assign(files, no_unit);
  }

  [[nodiscard]] bool has_files() const noexcept { return !units_.empty(); }

  /// Files that did not have to be read.
  [[nodiscard]] std::size_t claimed() const noexcept {
    return units_.size() - static_cast<std::size_t>(std::count(units_.begin(), units_.end(), no_unit));
  }

  /// True if the windows of a file with this stamp are here and nobody else has claimed them: they are this unit's now.
  /// For several threads at once.
  [[nodiscard]] bool claim(const FileStamp& stamp, std::uint32_t unit) {
    // A directory is listed in one order, new names apart: mostly the file stands as far from the last one found as
    // its unit does. Looking it up would miss the processor's caches three times.
    std::size_t number = unit + shift_.load(std::memory_order_relaxed);
    if (number >= units_.size() || file(number).stamp != stamp) {
      const auto found = find(stamp);
      if (!found) return false;
      number = *found;
      shift_.store(number - unit, std::memory_order_relaxed);
    }
    std::uint32_t expected = no_unit;
    return std::atomic_ref(units_[number]).compare_exchange_strong(expected, unit);
  }

  /// Adds a sink for each segment with the windows that were claimed, and keeps what the others have read of settled
  /// files. `units`: their number.
  void finish(std::deque<IngestSink>& sinks, const IterFields& fields, std::size_t units) {
    Renewal renewal;
    for (const IngestSink& sink : sinks) renewal.stores.push_back(&sink.store);
    renewal.file_of_unit.assign(units, no_unit);
    const std::size_t fresh_bytes = add_fresh(sinks, renewal);
    const std::size_t first = first_to_merge(uses(), fresh_bytes);
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      Segment& segment = segments_[i];
      const std::span<const std::uint32_t> unit_of =
          std::span(units_).subspan(segment.first_file, segment.content.files.size());
      IngestSink& sink = sinks.emplace_back(fields);
      for (std::size_t f = 0; f < unit_of.size(); ++f) {
        if (unit_of[f] == no_unit) continue;
        sink.text_numbers += segment.content.files[f].text_numbers;
        if (i >= first) renewal.add(unit_of[f], segment.content.files[f]);
      }
      if (i >= first) renewal.stores.push_back(&sink.store);
      if (i >= first) merged_.push_back(segment.path);
      restore_segment(std::move(segment.content), unit_of, sink.store);
    }
    if (!renewal.files.empty() || !merged_.empty()) keep(std::move(renewal));
  }

 private:
  static constexpr std::string_view suffix = ".windows";

  struct Segment {
    std::string path;
    WindowSegment content;
    std::size_t first_file = 0;  ///< among those of all segments
  };
  /// What becomes a new segment.
  struct Renewal {
    std::vector<const WindowStore*> stores = {};
    std::vector<std::uint32_t> file_of_unit = {};
    std::vector<StoredFile> files = {};

    void add(std::uint32_t unit, const StoredFile& file) {
      file_of_unit[unit] = static_cast<std::uint32_t>(files.size());
      files.push_back(file);
    }
  };

  void open(const std::string& name) {
    std::uint64_t number = 0;
    (void)std::from_chars(name.data(), name.data() + name.size(), number);
    last_number_ = std::max(last_number_, number);
    std::string path = path_in(directory_, name);
    const auto bytes = read_file(path, max_segment_bytes);
    // Another process may have renewed it.
    if (!bytes && !file_exists(path)) return;
    auto content = bytes ? decode_segment(*bytes, metrics_, settings_) : bytes.error();
    if (!content) {
      diagnose(Severity::warn,
               "window store " + printable(path) + " is damaged and made anew: " + content.error().message);
    }
    if (!content || !*content) return remove(path);
    segments_.push_back({std::move(path), std::move(**content)});
  }

  static void remove(const std::string& path) {
    if (auto gone = remove_file(path, Durability::none); !gone) diagnose(Severity::warn, gone.error().message);
  }

  /// By its number among the files of all segments.
  [[nodiscard]] const StoredFile& file(std::size_t number) const noexcept {
    auto segment = segments_.begin();
    while (number - segment->first_file >= segment->content.files.size()) ++segment;
    return segment->content.files[number - segment->first_file];
  }

  /// The number of a file that has this stamp.
  [[nodiscard]] std::optional<std::size_t> find(const FileStamp& stamp) const {
    std::call_once(indexed_, [this] { index_files(); });
    const auto found = index_.find({stamp.device, stamp.inode});
    if (found == index_.end() || file(found->second).stamp != stamp) return std::nullopt;
    return found->second;
  }

  void index_files() const {
    index_.reserve(units_.size());
    // Of two that know a file the newer one counts.
    for (auto segment = segments_.rbegin(); segment != segments_.rend(); ++segment) {
      for (std::size_t i = 0; i < segment->content.files.size(); ++i) {
        const FileStamp& stamp = segment->content.files[i].stamp;
        index_.try_emplace({stamp.device, stamp.inode}, segment->first_file + i);
      }
    }
  }

  /// Files that were read, of several names for one the first, unless they are more than a segment takes. Gives about
  /// how many bytes their windows are.
  [[nodiscard]] std::size_t add_fresh(const std::deque<IngestSink>& sinks, Renewal& renewal) const {
    boost::unordered_flat_set<std::pair<std::uint64_t, std::uint64_t>> taken;
    std::size_t windows = 0;
    for (const IngestSink& sink : sinks) {
      windows += windows_in(sink.store.symbols());
      for (const PlainFile& file : sink.plain_files) {
        if (!is_settled(file.stamp, from_ns_) || find(file.stamp)) continue;
        if (taken.emplace(file.stamp.device, file.stamp.inode).second) {
          renewal.add(file.unit, {file.stamp, file.text_numbers});
        }
      }
    }
    const std::size_t bytes = renewal.files.empty() ? 0 : bytes_of(renewal.files.size(), windows);
    if (bytes <= max_segment_bytes) return bytes;
    renewal.files.clear();
    return 0;
  }

  [[nodiscard]] std::size_t bytes_of(std::size_t files, std::size_t windows) const noexcept {
    return files * sizeof(StoredFile) + windows * (sizeof(WindowKey) + 8 * metrics_);
  }

  [[nodiscard]] static std::size_t windows_in(const std::deque<SymbolWindows>& symbols) noexcept {
    std::size_t windows = 0;
    for (const SymbolWindows& rows : symbols) windows += rows.keys.size();
    return windows;
  }

  /// Files of a segment are taken as equally large. What each segment has besides its windows is not counted: it would
  /// keep the smallest apart.
  [[nodiscard]] std::vector<SegmentUse> uses() const {
    std::vector<SegmentUse> uses;
    for (const Segment& segment : segments_) {
      const auto begin = units_.begin() + static_cast<std::ptrdiff_t>(segment.first_file);
      const std::size_t files = segment.content.files.size();
      const auto dead =
          static_cast<std::size_t>(std::count(begin, begin + static_cast<std::ptrdiff_t>(files), no_unit));
      const std::size_t bytes = bytes_of(files, windows_in(segment.content.symbols));
      uses.push_back({bytes, files == 0 ? 0 : bytes / files * (files - dead)});
    }
    return uses;
  }

  /// Writes the new segment, then removes what it takes the place of: a process that is killed in between leaves files
  /// that are known twice, which does no harm.
  void keep(Renewal renewal) {
    if (!renewal.files.empty()) {
      const WindowSegment segment = collect_segment(renewal.stores, renewal.file_of_unit, std::move(renewal.files));
      const std::string bytes = encode_segment(segment, metrics_, settings_);
      if (bytes.size() > max_segment_bytes) return;
      char name[32];
      std::snprintf(name, sizeof name, "%08llu", static_cast<unsigned long long>(last_number_ + 1));
      if (auto written = write(path_in(directory_, name) + std::string(suffix), bytes); !written) {
        return diagnose(Severity::warn, "the window store is not kept: " + written.error().message);
      }
    }
    for (const std::string& path : merged_) remove(path);
  }

  [[nodiscard]] static Result<void> write(const std::string& path, std::string_view bytes) {
    AtomicBatch batch;
    const auto file = batch.stage(path, 0600);
    if (!file) return file.error();
    if (auto written = (*file)->write(bytes); !written) return written;
    return batch.commit();
  }

  std::string directory_;
  std::string settings_;
  std::size_t metrics_;
  std::int64_t from_ns_;
  std::uint64_t last_number_ = 0;
  std::deque<Segment> segments_;  ///< oldest first
  std::vector<std::string> merged_;
  std::vector<std::uint32_t> units_;   ///< of each file, or no_unit
  std::atomic<std::size_t> shift_{0};  ///< of the last file found: its number less its unit
  mutable std::once_flag indexed_;
  mutable boost::unordered_flat_map<std::pair<std::uint64_t, std::uint64_t>, std::size_t> index_;  ///< made when asked
};

}  // namespace soak
