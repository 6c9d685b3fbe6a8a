// From files and streams to windows: many small files, large NDJSON, standard input; on all processors.
#pragma once

#include <soak/flow/ingest/ingested.hpp>
#include <soak/flow/ingest/stored_windows.hpp>
#include <soak/sys/file/line_blocks.hpp>
#include <soak/sys/file/small_file.hpp>
#include <soak/sys/file/unpacker.hpp>
#include <soak/sys/progress.hpp>
#include <soak/sys/thread/crew.hpp>
#include <soak/sys/thread/growing_count.hpp>
#include <soak/sys/thread/parallel.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// Files that are not in the page cache are waited for, not computed: more readers than processors hide that. A reader
/// that has waited adds another.
inline constexpr std::size_t max_file_readers = 16;
inline constexpr std::size_t files_per_reader = 128;  // fewer are read before a thread has started
inline constexpr std::size_t small_file_bytes = std::size_t{1} << 20;
inline constexpr std::size_t max_document_bytes = std::size_t{1} << 30;

/// Reads what glob patterns name ("-" is standard input) into an Ingested. Use once.
class Ingestor {
 public:
  /// `threads` 0 chooses by the number of files and processors. Without an `unpacker` compressed files are skipped.
  /// Small files that are in `stored` are not read; those that are new go into it.
  Ingestor(const IterFields& fields, std::size_t threads, Unpacker unpacker = {}, StoredWindows* stored = nullptr)
      : fields_(fields), threads_(threads), unpacker_(std::move(unpacker)), stored_(stored) {}

  [[nodiscard]] Result<Ingested> run(std::span<const std::string> patterns) {
    const bool reads_stdin = std::find(patterns.begin(), patterns.end(), "-") != patterns.end();
    read_small_files(patterns);
    if (result_.list_.size() == 0 && !reads_stdin) {
      std::string tried;
      for (const std::string& pattern : patterns) tried += (tried.empty() ? "" : ", ") + printable(pattern);
      const std::string& problem = result_.list_.problem();
      const std::string_view guess =
          tried.find('\\') != std::string::npos
              ? "a backslash takes the next character literally here: write / between directories"
              : "is the pattern quoted, and the directory right?";
      return Error{Errc::input_unusable,
                   "no file matches " + tried + " (" + (problem.empty() ? std::string(guess) : problem) + ")"};
    }
    std::sort(large_.begin(), large_.end());
    for (const std::size_t file : large_) {
      if (packing_of(result_.list_.name(file)) == Packing::none) {
        read_large(result_.list_.open(file), file);
      } else {
        read_packed(sink(0), file, result_.list_.open(file), new_unit(file), max_document_bytes);
      }
    }
    if (reads_stdin) read_large(standard_input(), result_.list_.size());
    if (stored_ != nullptr) stored_->finish(result_.sinks_, fields_, result_.list_.size() + result_.blocks_.size());
    return std::move(result_);
  }

 private:
  IngestSink& sink(std::size_t i) { return result_.sinks_[i]; }

  IngestSink& new_sink() {
    const std::lock_guard lock(mutex_);
    return result_.sinks_.emplace_back(fields_);
  }

  void need_sinks(std::size_t count) {
    while (result_.sinks_.size() < count) result_.sinks_.emplace_back(fields_);
  }

  /// Lists the files and reads those that are small. Readers begin while a directory is still listed, but not where
  /// windows are stored: these are kept, and found the sooner, in the order of their files' inodes.
  void read_small_files(std::span<const std::string> patterns) {
    Progress progress("reading", 0, ProgressUnit::files);
    GrowingCount listed;
    std::atomic<std::size_t> next{0};
    Crew crew([&](std::size_t) { read_listed(crew, listed, next, progress); });
    const auto start_readers = [&](std::size_t files) {
      const std::size_t wanted = threads_ != 0 ? threads_ : std::min(processor_count(), files / files_per_reader);
      crew.grow_to(std::max<std::size_t>(wanted, 1) - 1);  // this thread becomes one of them
    };
    if (stored_ == nullptr) {
      result_.list_.tell([&](std::size_t files) {
        listed.tell(files);
        start_readers(files);
      });
    }
    list_files(patterns, listed);
    result_.list_.tell(nullptr);  // the list outlives whom it told
    progress.set_total(result_.list_.size());
    start_readers(result_.list_.size());
    crew.work_and_finish();
  }

  void list_files(std::span<const std::string> patterns, GrowingCount& listed) {
    const GrowingCount::Ending ending(listed);  // even if listing fails: nobody waits for ever
    for (const std::string& pattern : patterns) {
      if (pattern == "-") continue;
      if (is_directory(pattern)) {
        result_.list_.add_matches_in(pattern, {"ITER_SUMMARY_*.json", "*.json"}, unpacked_name);
      } else {
        result_.list_.add_matches(pattern);
      }
    }
    listed.tell(result_.list_.size());
  }

  void read_listed(Crew& crew, GrowingCount& listed, std::atomic<std::size_t>& next, Progress& progress) {
    constexpr std::size_t batch = 8;
    IngestSink& into = new_sink();
    std::string buffer(std::size_t{16} << 10, '\0');
    SlownessWatch watch;
    while (true) {
      const std::size_t first = next.fetch_add(batch);
      const std::size_t end = std::min(listed.wait_for(first + batch), first + batch);
      if (first >= end) return;
      watch.begin();
      for (std::size_t i = first; i < end; ++i) read_small(into, i, buffer);
      progress.advance(end - first);
      // Files in the cache take a tenth of this.
      if (threads_ == 0 && watch.has_waited(std::chrono::microseconds{300})) crew.add_one(max_file_readers);
    }
  }

  void read_small(IngestSink& into, std::size_t file, std::string& buffer) {
    const auto unit = static_cast<std::uint32_t>(file);
    if (stored_ != nullptr && stored_->has_files()) {
      const auto stamp = result_.list_.stamp(file);
      if (stamp && stored_->claim(*stamp, unit)) return;
    }
    const bool is_packed = packing_of(result_.list_.name(file)) != Packing::none;
    const Fd fd = result_.list_.open(file);
    if (!fd) return into.skip_file(file, std::generic_category().message(errno));
    if (!result_.list_.is_known_regular(file)) {
      const std::string_view problem = why_not_regular(fd.get());
      if (!problem.empty()) return into.skip_file(file, std::string(problem));
    }
    if (is_packed) return read_packed(into, file, fd, unit, small_file_bytes);
    const auto stamp = stored_ != nullptr ? stamp_of(fd) : std::nullopt;
    const SmallRead read = read_small_file(fd.get(), buffer, small_file_bytes);
    if (read.error != 0) return into.skip_file(file, std::generic_category().message(read.error));
    if (read.is_larger) return put_off(file);
    const std::string_view text(buffer.data(), read.size);
    return stamp ? into.take_file(text, unit, *stamp) : into.take_whole(text, unit, file);
  }

  /// A large file is read when the small ones are done, one at a time.
  void put_off(std::size_t file) {
    const std::lock_guard lock(mutex_);
    large_.push_back(file);
  }

  /// A compressed file is unpacked to its end before anything of it counts: of one that is damaged nothing does.
  void read_packed(IngestSink& into, std::size_t file, const Fd& fd, std::uint32_t unit, std::size_t max_bytes) {
    if (!fd) return into.skip_file(file, std::generic_category().message(errno));
    if (!unpacker_) return into.skip_file(file, "is compressed, and nothing here unpacks it");
    ByteBuffer text;
    const Unpacked unpacked = unpacker_(fd.get(), packing_of(result_.list_.name(file)), max_bytes, text);
    if (!unpacked.problem.empty()) return into.skip_file(file, unpacked.problem);
    if (!unpacked.is_larger) return into.take_whole(text.view(), unit, file);
    if (max_bytes < max_document_bytes) return put_off(file);
    into.skip_file(file, "is larger than 1 GiB when unpacked");
  }

  /// A file or stream of any size: NDJSON goes to all processors in blocks, anything else is one document.
  void read_large(Fd fd, std::size_t source) {
    need_sinks(1);
    if (!fd) return sink(0).skip_file(source, std::generic_category().message(errno));
    const std::uint64_t size = file_size(fd.get());
    LineBlocks blocks(std::move(fd));
    const bool has_first_line = blocks.read_first();
    if (const auto foreign = foreign_content(blocks.peek()); !foreign.empty()) {
      return sink(0).skip_file(source, std::string(foreign));
    }
    if (has_first_line && sink(0).is_ndjson(blocks.peek())) return read_lines(blocks, source, size);
    const bool whole = blocks.read_all(max_document_bytes);
    if (blocks.error() != 0) return sink(0).skip_file(source, std::generic_category().message(blocks.error()));
    if (!whole) return sink(0).skip_file(source, "larger than 1 GiB and not one JSON object a line");
    sink(0).take_whole(blocks.peek(), new_unit(source), source);
  }

  /// `size` 0: unknown, as of a pipe.
  void read_lines(LineBlocks& blocks, std::size_t source, std::uint64_t size) {
    const std::size_t readers = threads_ != 0 ? threads_ : processor_count();
    need_sinks(readers);
    Progress progress("reading", size, ProgressUnit::bytes);
    on_threads(readers, [&](std::size_t t) {
      ByteBuffer block;
      while (true) {
        std::uint64_t offset = 0;
        std::uint32_t unit = 0;
        {
          const std::lock_guard lock(mutex_);
          if (!blocks.next(block, offset)) return;
          unit = new_unit(source);
        }
        sink(t).take_lines(block.view(), offset, unit, source);
        progress.advance(block.view().size());
      }
    });
    if (blocks.error() != 0) sink(0).skip_file(source, std::generic_category().message(blocks.error()));
  }

  std::uint32_t new_unit(std::size_t source) {
    result_.blocks_.push_back(static_cast<std::uint32_t>(source));
    return static_cast<std::uint32_t>(result_.list_.size() + result_.blocks_.size() - 1);
  }

  const IterFields& fields_;
  std::size_t threads_;
  Unpacker unpacker_;
  StoredWindows* stored_;
  Ingested result_;
  std::vector<std::size_t> large_;
  std::mutex mutex_;
};

}  // namespace soak
