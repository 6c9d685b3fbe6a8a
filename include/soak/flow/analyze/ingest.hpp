// From files and streams to windows: many small files, large NDJSON, standard input; on all processors.
#pragma once

#include <soak/flow/analyze/ingest_sink.hpp>
#include <soak/sys/file/file_list.hpp>
#include <soak/sys/file/line_blocks.hpp>
#include <soak/sys/file/small_file.hpp>
#include <soak/sys/parallel.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// Files that are not in the page cache are waited for, not computed: more readers than processors hide that, and cost
/// nothing when they are (docs/performance.md).
inline constexpr std::size_t max_file_readers = 16;
inline constexpr std::size_t files_per_reader = 128;  // fewer are read before a thread has started
inline constexpr std::size_t small_file_bytes = std::size_t{1} << 20;
inline constexpr std::size_t max_document_bytes = std::size_t{1} << 30;

/// All windows that were read, and what was not.
class Ingested {
 public:
  /// The parts of each symbol's windows, by symbol name. Pointers into this object.
  [[nodiscard]] std::map<std::string, std::vector<SymbolWindows*>> by_symbol() {
    std::map<std::string, std::vector<SymbolWindows*>> result;
    for (IngestSink& sink : sinks_) {
      for (SymbolWindows& rows : sink.store.symbols()) result[rows.symbol].push_back(&rows);
    }
    return result;
  }

  [[nodiscard]] std::size_t windows() const noexcept {
    std::size_t total = 0;
    for (const IngestSink& sink : sinks_) {
      for (const SymbolWindows& rows : sink.store.symbols()) total += rows.keys.size();
    }
    return total;
  }

  [[nodiscard]] const WindowOrigin& origin(const SymbolWindows* rows, const WindowKey& key) const {
    for (const IngestSink& sink : sinks_) {
      const auto& symbols = sink.store.symbols();
      const auto owns = [&](const SymbolWindows& mine) { return &mine == rows; };
      if (std::any_of(symbols.begin(), symbols.end(), owns)) return sink.store.origins()[key.origin];
    }
    static const WindowOrigin unknown;
    return unknown;
  }

  [[nodiscard]] SkippedInput skipped() const noexcept {
    SkippedInput total;
    for (const IngestSink& sink : sinks_) {
      total.files += sink.skipped.files;
      total.records += sink.skipped.records;
    }
    return total;
  }

  /// One sentence for each skipped input, in natural order of names; at most `max` and one that counts the rest.
  [[nodiscard]] std::vector<std::string> warnings(std::size_t max) const;

  /// Place of each unit in natural order of file names, then of position in the file.
  [[nodiscard]] std::span<const std::uint32_t> ranks() const {
    std::call_once(*ranked_, [this] { rank_units(); });
    return ranks_;
  }

  [[nodiscard]] std::size_t files() const noexcept { return list_.size(); }

 private:
  friend class Ingestor;

  [[nodiscard]] std::string source_name(std::size_t source) const {
    return source < list_.size() ? list_.path(source) : "standard input";
  }

  void rank_units() const {
    const std::size_t files = list_.size();
    std::vector<std::string> names;
    for (std::size_t i = 0; i < files; ++i) names.push_back(list_.path(i));
    std::vector<std::uint32_t> order(files + blocks_.size());
    std::iota(order.begin(), order.end(), 0u);
    const auto source_of = [&](std::uint32_t unit) { return unit < files ? unit : blocks_[unit - files]; };
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const std::size_t p = source_of(a);
      const std::size_t q = source_of(b);
      if (p == q) return a < b;
      if (p >= files || q >= files) return p < q;
      return natural_less(names[p], names[q]);
    });
    ranks_.resize(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) ranks_[order[i]] = static_cast<std::uint32_t>(i);
  }

  FileList list_;
  std::deque<IngestSink> sinks_;
  std::vector<std::uint32_t> blocks_;  ///< unit - files() -> source; the unit of a whole small file is its index
  std::unique_ptr<std::once_flag> ranked_ = std::make_unique<std::once_flag>();
  mutable std::vector<std::uint32_t> ranks_;
};

inline std::vector<std::string> Ingested::warnings(std::size_t max) const {
  std::vector<std::pair<std::string, const SkipNotice*>> all;
  std::size_t total = 0;
  for (const IngestSink& sink : sinks_) {
    total += sink.notice_count;
    for (const SkipNotice& notice : sink.notices) all.emplace_back(source_name(notice.source), &notice);
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    if (const auto order = natural_compare(a.first, b.first); order != 0) return order < 0;
    return a.second->offset < b.second->offset;
  });
  all.resize(std::min(all.size(), max));
  std::vector<std::string> lines;
  for (const auto& [name, notice] : all) lines.push_back("skipped " + printable(name) + notice->text());
  if (total > lines.size()) lines.push_back("… and " + std::to_string(total - lines.size()) + " more skipped");
  return lines;
}

/// Reads what glob patterns name ("-" is standard input) into an Ingested. Use once.
class Ingestor {
 public:
  /// `threads` 0 chooses by the number of files and processors.
  Ingestor(const IterFields& fields, std::size_t threads) : fields_(fields), threads_(threads) {}

  [[nodiscard]] Result<Ingested> run(std::span<const std::string> patterns) {
    bool reads_stdin = false;
    for (const std::string& pattern : patterns) {
      if (pattern == "-") {
        reads_stdin = true;
      } else {
        result_.list_.add_matches(pattern);
      }
    }
    if (result_.list_.size() == 0 && !reads_stdin) {
      std::string tried;
      for (const std::string& pattern : patterns) tried += (tried.empty() ? "" : ", ") + printable(pattern);
      const std::string& problem = result_.list_.problem();
      return Error{Errc::input_unusable,
                   "no file matches " + tried + " (" +
                       (problem.empty() ? "is the pattern quoted, and the directory right?" : problem) + ")"};
    }
    read_small_files();
    std::sort(large_.begin(), large_.end());
    for (const std::size_t file : large_) read_large(result_.list_.open(file), file);
    if (reads_stdin) read_large(standard_input(), result_.list_.size());
    return std::move(result_);
  }

 private:
  IngestSink& sink(std::size_t i) { return result_.sinks_[i]; }

  void need_sinks(std::size_t count) {
    while (result_.sinks_.size() < count) result_.sinks_.emplace_back(fields_);
  }

  void read_small_files() {
    const std::size_t files = result_.list_.size();
    const std::size_t wanted = threads_ != 0 ? threads_ : std::min(max_file_readers, files / files_per_reader);
    const std::size_t readers = std::clamp<std::size_t>(wanted, 1, std::max<std::size_t>(files, 1));
    need_sinks(readers);
    std::atomic<std::size_t> next{0};
    on_threads(readers, [&](std::size_t t) {
      constexpr std::size_t batch = 8;
      std::string buffer(std::size_t{16} << 10, '\0');
      for (std::size_t first = next.fetch_add(batch); first < files; first = next.fetch_add(batch)) {
        for (std::size_t i = first; i < std::min(first + batch, files); ++i) read_small(sink(t), i, buffer);
      }
    });
  }

  void read_small(IngestSink& into, std::size_t file, std::string& buffer) {
    const Fd fd = result_.list_.open(file);
    if (!fd) return into.skip_file(file, std::generic_category().message(errno));
    if (!result_.list_.is_known_regular(file)) {
      const std::string_view problem = why_not_regular(fd.get());
      if (!problem.empty()) return into.skip_file(file, std::string(problem));
    }
    const SmallRead read = read_small_file(fd.get(), buffer, small_file_bytes);
    if (read.error != 0) return into.skip_file(file, std::generic_category().message(read.error));
    if (read.is_larger) {
      const std::lock_guard lock(mutex_);
      large_.push_back(file);
      return;
    }
    into.take_whole(std::string_view(buffer.data(), read.size), static_cast<std::uint32_t>(file), file);
  }

  /// A file or stream of any size: NDJSON goes to all processors in blocks, anything else is one document.
  void read_large(Fd fd, std::size_t source) {
    need_sinks(1);
    if (!fd) return sink(0).skip_file(source, std::generic_category().message(errno));
    LineBlocks blocks(std::move(fd));
    const bool has_first_line = blocks.read_first();
    if (has_first_line && sink(0).is_ndjson(blocks.peek())) return read_lines(blocks, source);
    const bool whole = blocks.read_all(max_document_bytes);
    if (blocks.error() != 0) return sink(0).skip_file(source, std::generic_category().message(blocks.error()));
    if (!whole) return sink(0).skip_file(source, "larger than 1 GiB and not one JSON object a line");
    sink(0).take_whole(blocks.peek(), new_unit(source), source);
  }

  void read_lines(LineBlocks& blocks, std::size_t source) {
    const std::size_t readers = threads_ != 0 ? threads_ : processors();
    need_sinks(readers);
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
  Ingested result_;
  std::vector<std::size_t> large_;
  std::mutex mutex_;
};

}  // namespace soak
