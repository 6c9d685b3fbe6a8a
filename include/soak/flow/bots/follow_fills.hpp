// Windows of a bot that is at work, one after another, until a signal ends it.
#pragma once

#include <soak/analysis/bots/window_keeper.hpp>
#include <soak/flow/bots/followed_inputs.hpp>
#include <soak/flow/bots/record_sorter.hpp>
#include <soak/flow/bots/window_spool.hpp>
#include <soak/report/bots/window_json.hpp>
#include <soak/sys/clock/clock.hpp>
#include <soak/sys/process/signals.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace soak {

/// A window is written this long after its end: logs and databases have to catch up.
inline constexpr std::chrono::microseconds follow_grace = std::chrono::seconds{60};

/// Holds nothing that a restart needs: it reads its inputs from their beginning, and leaves windows alone that are as
/// they should be.
class FollowFills {
 public:
  FollowFills(const BotsSettings& settings, Clock clock)
      : settings_(settings),
        clock_(std::move(clock)),
        book_(settings.renamed, settings.wanted),
        inputs_(settings, book_),
        keeper_(settings.windows, book_, follow_grace.count()) {}
  FollowFills(const FollowFills&) = delete;

  [[nodiscard]] Result<void> run(const StopSignal& stop) {
    constexpr std::chrono::milliseconds pause{1000};
    constexpr int looks_between_finds = 30;
    if (auto found = inputs_.find(); !found) return found;
    if (auto begun = read_what_is_there(); !begun) return begun;
    for (int look = 1; !stop.wait_for(pause); ++look) {
      if (look % looks_between_finds == 0) (void)inputs_.find();
      const std::int64_t now = now_us();
      inputs_.poll([&](const BotRecord& record) { keeper_.add(record, now, keep_); });
      if (auto written = write(now); !written) return written;
    }
    return {};
  }

 private:
  [[nodiscard]] std::int64_t now_us() const { return clock_().time_since_epoch().count(); }

  /// Several files cover the same time: what there is when it begins is put in order first.
  [[nodiscard]] Result<void> read_what_is_there() {
    RecordSorter sorter;
    Result<void> added;
    inputs_.poll([&](const BotRecord& record) {
      if (added) added = sorter.add(record);
    });
    if (!added) return added;
    const std::int64_t now = now_us();
    auto merged = sorter.finish([&](const BotRecord& record) { keeper_.add(record, now, keep_); });
    return merged ? write(now) : merged;
  }

  void take_window(const BotWindow& window) {
    if (settings_.since && window.end_us <= settings_.since->time_since_epoch().count()) return;
    const bool is_stream = settings_.out_dir == "-";
    if (is_stream && printed_ && window.iteration <= *printed_) return;
    if (is_stream) printed_ = window.iteration;
    if (auto added = spool_.add(window.iteration, to_json(window)); !added && !problem_) problem_ = added.error();
  }

  [[nodiscard]] Result<void> write(std::int64_t now) {
    keeper_.make(now, keep_);
    if (problem_) return *problem_;
    if (spool_.size() > 0) {
      const std::size_t made = spool_.size();
      const std::int64_t last = spool_.last();
      const auto changed = settings_.out_dir == "-" ? printed() : spool_.write_files(settings_.out_dir);
      if (!changed) return changed.error();
      spool_.clear();
      if (*changed > 0) {
        diagnose(Severity::info, counted(*changed, "window") + " written, the newest of " + std::to_string(made) +
                                     " is " + std::to_string(last));
      }
    }
    if (keeper_.late() > told_late_) {
      diagnose(Severity::warn,
               counted(keeper_.late() - told_late_, "record") +
                   " came too late for windows that were written long ago; a run without --follow counts them");
      told_late_ = keeper_.late();
    }
    return {};
  }
  [[nodiscard]] Result<std::size_t> printed() const {
    if (auto shown = spool_.print_all(); !shown) return shown.error();
    return spool_.size();
  }

  const BotsSettings& settings_;
  Clock clock_;
  SymbolBook book_;
  FollowedInputs inputs_;
  WindowKeeper keeper_;
  WindowSpool spool_;
  std::function<void(const BotWindow&)> keep_ = [this](const BotWindow& window) { take_window(window); };
  std::optional<std::int64_t> printed_;
  std::optional<Error> problem_;
  std::size_t told_late_ = 0;
};

}  // namespace soak
