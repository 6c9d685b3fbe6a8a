// From what a bot leaves behind to the windows that are over.
#pragma once

#include <soak/analysis/bots/reorder_buffer.hpp>
#include <soak/analysis/bots/window_maker.hpp>
#include <soak/flow/bots/read_inputs.hpp>
#include <soak/flow/bots/record_sorter.hpp>
#include <soak/flow/bots/window_spool.hpp>
#include <soak/report/bots/run_summary.hpp>
#include <soak/report/bots/window_json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// One run over all that is there. Use once.
class FillsToWindows {
 public:
  /// `now` decides which windows are over, and nothing else.
  FillsToWindows(const BotsSettings& settings, Instant now)
      : settings_(settings),
        book_(settings.renamed, settings.wanted),
        reader_(settings, book_),
        maker_(settings.windows, book_),
        now_us_(now.time_since_epoch().count()) {}
  FillsToWindows(const FillsToWindows&) = delete;

  /// Makes the windows, and writes none of them.
  [[nodiscard]] Result<BotRunSummary> make() {
    const auto inputs = find_inputs(settings_);
    if (!inputs) return inputs.error();
    const bool is_one_stream = std::all_of(inputs->begin(), inputs->end(),
                                           [](const BotInput& input) { return input.kind == BotInput::Kind::text; });
    auto done =
        is_one_stream && settings_.windows.format != BotFormat::passivbot ? stream(*inputs) : Result<bool>(false);
    if (!done) return done.error();
    if (!*done) {
      if (auto sorted = sort(*inputs); !sorted) return sorted.error();
    }
    if (problem_) return *problem_;
    reader_.notes().say();
    summarize(*inputs);
    if (reader_.records() == 0) {
      return Error{Errc::input_unusable, "no fill, mid or order in the input (--format " +
                                             std::string(to_string(settings_.windows.format)) + ")"};
    }
    return summary_;
  }

  /// Writes what make() made.
  [[nodiscard]] Result<void> write() {
    if (settings_.out_dir == "-") return spool_.print_all();
    const auto changed = spool_.write_files(settings_.out_dir);
    if (!changed) return changed.error();
    summary_.changed = *changed;
    return {};
  }
  [[nodiscard]] const BotRunSummary& summary() const noexcept { return summary_; }

 private:
  /// Straight through; false if the input is too far out of order for that.
  [[nodiscard]] Result<bool> stream(const std::vector<BotInput>& inputs) {
    ReorderBuffer buffer(settings_.windows.width_us);
    bool is_in_order = true;
    const auto keep = [&](const BotWindow& window) { take_window(window); };
    const auto count = [&](const BotRecord& record) { maker_.add(record, keep); };
    auto read = reader_.read(inputs, [&](const BotRecord& record) { return is_in_order = buffer.add(record, count); });
    if (!read) return read.error();
    if (is_in_order && buffer.flush(count)) {
      maker_.finish(keep);
      return true;
    }
    summary_.is_sorted = true;
    maker_ = WindowMaker(settings_.windows, book_);
    spool_.clear();
    made_ = {};
    return false;
  }

  [[nodiscard]] Result<void> sort(const std::vector<BotInput>& inputs) {
    RecordSorter sorter;
    if (summary_.is_sorted) sorter.use_disk();
    Result<void> added;
    auto read = reader_.read(inputs, [&](const BotRecord& record) {
      added = sorter.add(record);
      return added.has_value();
    });
    if (!read || !added) return !read ? read : added;
    const auto keep = [&](const BotWindow& window) { take_window(window); };
    if (auto merged = sorter.finish([&](const BotRecord& record) { maker_.add(record, keep); }); !merged) return merged;
    maker_.finish(keep);
    return {};
  }

  void take_window(const BotWindow& window) {
    for (const BotWindowEntry& entry : window.entries) made_.symbols.insert(entry.symbol);
    ++made_.windows;
    if (settings_.since && window.end_us <= settings_.since->time_since_epoch().count()) return;
    if (window.end_us > now_us_) {
      ++made_.not_over;
      made_.next_end_us = made_.not_over == 1 ? window.end_us : made_.next_end_us;
      return;
    }
    if (auto added = spool_.add(window.iteration, to_json(window)); !added && !problem_) problem_ = added.error();
  }

  void summarize(const std::vector<BotInput>& inputs) {
    summary_.format = settings_.windows.format;
    summary_.inputs = inputs.size();
    summary_.windows = spool_.size();
    if (spool_.size() > 0) {
      summary_.first = spool_.first();
      summary_.last = spool_.last();
    }
    summary_.not_over = made_.not_over;
    summary_.next_end = Instant{std::chrono::microseconds{made_.next_end_us}};
    summary_.symbols.assign(made_.symbols.begin(), made_.symbols.end());
    summary_.counts = maker_.counts();
    summary_.orders = maker_.order_counts();
    summary_.broken = reader_.notes().broken();
    summary_.other = reader_.notes().other();
    for (const std::string& wanted : settings_.wanted) {
      const bool is_there = made_.symbols.contains(wanted) || made_.symbols.contains(symbol_name(wanted).name);
      if (!is_there) summary_.absent_symbols.push_back(wanted);
    }
    for (const auto& [currency, count] : summary_.counts.fees_foreign) {
      summary_.foreign_fees.emplace_back(book_.currency_name(currency), count);
    }
  }

  struct Made {
    std::set<std::string> symbols;
    std::size_t windows = 0;
    std::size_t not_over = 0;
    std::int64_t next_end_us = 0;
  };

  const BotsSettings& settings_;
  SymbolBook book_;
  InputReader reader_;
  WindowMaker maker_;
  WindowSpool spool_;
  std::int64_t now_us_;
  Made made_;
  BotRunSummary summary_;
  std::optional<Error> problem_;
};

}  // namespace soak
