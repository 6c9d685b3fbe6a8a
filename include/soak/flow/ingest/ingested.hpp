// What was read: the windows of all reader threads, and what had to be skipped.
#pragma once

#include <soak/flow/ingest/ingest_sink.hpp>
#include <soak/sys/file/file_list.hpp>

#include <algorithm>
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

  /// What was odd about the texts; what the order of windows shows is not in it.
  [[nodiscard]] InputOddities oddities() const noexcept {
    InputOddities total;
    for (const IngestSink& sink : sinks_) {
      total.text_numbers += sink.text_numbers;
      total.bad_times += sink.bad_times;
    }
    return total;
  }
  /// A time that was not understood: the first by order of text, so that it does not depend on threads.
  [[nodiscard]] std::string bad_time() const {
    std::string first;
    for (const IngestSink& sink : sinks_) {
      if (sink.bad_times > 0 && (first.empty() || sink.bad_time < first)) first = sink.bad_time;
    }
    return first;
  }

  [[nodiscard]] std::size_t windows() const noexcept {
    std::size_t total = 0;
    for (const IngestSink& sink : sinks_) {
      for (const SymbolWindows& rows : sink.store.symbols()) total += rows.keys.size();
    }
    return total;
  }

  /// True if a window, of whatever symbol, says that it comes from there.
  [[nodiscard]] bool has_source(std::string_view source) const noexcept {
    return std::any_of(sinks_.begin(), sinks_.end(), [&](const IngestSink& sink) {
      const auto& origins = sink.store.origins();
      return std::any_of(origins.begin(), origins.end(), [&](const WindowOrigin& one) { return one.source == source; });
    });
  }

  [[nodiscard]] SkippedInput skipped() const noexcept {
    SkippedInput total;
    for (const IngestSink& sink : sinks_) {
      total.files += sink.skipped.files;
      total.records += sink.skipped.records;
    }
    return total;
  }

  /// A sentence for each skipped input, in natural order of names, at most `max` and one that counts the rest; one for
  /// each kind of other files; and, where names of metrics seem to be the trouble, what to map on which of `metrics`.
  [[nodiscard]] std::vector<std::string> warnings(std::size_t max, const std::vector<std::string>& metrics) const;

  /// The name of the file that a unit is from, without its directory.
  [[nodiscard]] std::string unit_name(std::uint32_t unit) const {
    const std::string path = source_name(unit < list_.size() ? unit : blocks_[unit - list_.size()]);
    return path.substr(path.rfind('/') + 1);
  }

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

namespace ingest_detail {

/// What many files of one kind have in common is said once.
struct SkippedKind {
  std::string_view kind;
  std::size_t count = 0;
  std::vector<std::string> examples = {};

  [[nodiscard]] std::string line() const {
    std::string names;
    for (const std::string& example : examples) names += (names.empty() ? "" : ", ") + printable(example);
    const bool has_more = count > examples.size();
    return "skipped " + names + (has_more ? " and " + std::to_string(count - examples.size()) + " more" : "") + ": " +
           std::string(kind) + ", no window";
  }
};

[[nodiscard]] inline bool is_named_iter_summary(const std::string& path) {
  return path.compare(path.rfind('/') + 1, 12, "ITER_SUMMARY") == 0;
}

}  // namespace ingest_detail

inline std::vector<std::string> Ingested::warnings(std::size_t max, const std::vector<std::string>& metrics) const {
  std::vector<std::pair<std::string, const SkipNotice*>> all;
  std::size_t total = 0;
  for (const IngestSink& sink : sinks_) {
    total += sink.notice_count - sink.notices.size();
    for (const SkipNotice& notice : sink.notices) all.emplace_back(source_name(notice.source), &notice);
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    if (const auto order = natural_compare(a.first, b.first); order != 0) return order < 0;
    return a.second->offset < b.second->offset;
  });
  std::vector<std::string> lines;
  std::vector<ingest_detail::SkippedKind> kinds;
  const std::vector<std::string>* found = nullptr;
  for (const auto& [name, notice] : all) {
    const ForeignRecord& foreign = notice->foreign;
    if (found == nullptr && !foreign.names.empty()) found = &foreign.names;
    if (!foreign.kind.empty() && !ingest_detail::is_named_iter_summary(name)) {
      auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.kind == foreign.kind; });
      if (kind == kinds.end()) kind = kinds.insert(kind, {foreign.kind});
      if (kind->count++ < 3) kind->examples.push_back(name);
    } else if (lines.size() < max) {
      lines.push_back("skipped " + printable(name) + notice->text());
    } else {
      ++total;
    }
  }
  if (total > 0) lines.push_back("… and " + std::to_string(total) + " more skipped");
  for (const ingest_detail::SkippedKind& kind : kinds) lines.push_back(kind.line());
  if (found != nullptr) lines.push_back(field_advice(*found, metrics));
  return lines;
}

}  // namespace soak
