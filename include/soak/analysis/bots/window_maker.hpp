// Records in order of time become windows. Pure: the clock, the files and what is done with a window are the caller's.
#pragma once

#include <soak/analysis/bots/order_latency.hpp>
#include <soak/analysis/bots/record_counts.hpp>
#include <soak/analysis/bots/trade_ids.hpp>
#include <soak/analysis/bots/window_sums.hpp>
#include <soak/model/bots/symbol_book.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <utility>
#include <vector>

namespace soak {

/// A longer stretch without any record is a pause: its windows are not made up.
inline constexpr std::int64_t longest_filled_hole = 1000;

/// Copies of a maker go on from where it is. `book` must outlive it.
class WindowMaker {
 public:
  WindowMaker(const BotWindowSettings& settings, const SymbolBook& book) : settings_(settings), book_(&book) {}

  /// Records come in the order of comes_before(). Calls `take(BotWindow)` for each window that nothing can change any
  /// more, in order: its markouts are known, too.
  template <class Take>
  [[gnu::hot]] void add(const BotRecord& record, const Take& take) {
    const std::int64_t window = window_of(record.time_us, settings_.width_us);
    if (window != current_) begin(window);
    resolve(record.time_us);
    if (open_.front().number != window) close(record.time_us, take);
    if (record.kind == RecordKind::fill) return add_fill(record);
    counts_.add_other(record);
    if (record.kind == RecordKind::mid) return add_mid(record);
    if (record.kind == RecordKind::risk) return add_risk(record);
    latencies_.add(record);
    if (latencies_.has_samples()) {
      for (const LatencySample& sample : latencies_.take_samples()) open_.back().samples.push_back(sample);
    }
  }

  /// A mid from behind the window that ends next, for its markouts.
  void add_mid(const BotRecord& record) {
    market(record.symbol).mids.add({record.time_us, record.price, record.is_exact}, kept_mids_us());
  }

  /// The end of the input, or of what is there yet: all windows that are open are taken.
  template <class Take>
  void finish(const Take& take) {
    resolve(INT64_MAX);
    end_current();
    while (!open_.empty()) emit_first(take);
  }

  [[nodiscard]] const RecordCounts& counts() const noexcept { return counts_; }
  [[nodiscard]] const OrderLatencies::Counts& order_counts() const noexcept { return latencies_.counts(); }

 private:
  struct Market {
    MarketState state;
    MidBook mids;
  };
  struct OpenWindow {
    std::int64_t number;
    std::vector<WindowSums> sums = {};  ///< by symbol
    std::vector<char> is_used = {};
    std::vector<LatencySample> samples = {};
    bool is_made_up = false;
  };
  /// A fill whose markout has not come yet.
  struct Pending {
    std::int64_t due_us;
    std::int64_t window;
    double price, quantity;
    std::uint32_t symbol;
    Side side;
    bool is_exact;
  };

  [[nodiscard]] std::int64_t kept_mids_us() const noexcept { return settings_.mid_max_age_us + settings_.markout_us; }
  [[nodiscard]] Market& market(std::uint32_t symbol) {
    if (symbol >= markets_.size()) markets_.resize(symbol + 1);
    return markets_[symbol];
  }

  void begin(std::int64_t window) {
    end_current();
    if (current_ != no_window && window - current_ - 1 <= longest_filled_hole) {
      for (std::int64_t number = current_ + 1; number < window; ++number) {
        open_.push_back({.number = number, .is_made_up = open_.back().is_made_up});
        end_current();
      }
    }
    current_ = window;
    open_.push_back({.number = window});
    latencies_.forget_before((window - 1) * settings_.width_us);
  }
  /// No fill is added to the newest window any more: what each market is worth at its end is known.
  void end_current() {
    if (open_.empty() || open_.back().number < current_) return;
    OpenWindow& window = open_.back();
    for (std::uint32_t symbol = 0; symbol < markets_.size(); ++symbol) {
      if (markets_[symbol].state.is_listed) sums_of(window, symbol).end(markets_[symbol].state);
    }
  }

  [[nodiscard]] WindowSums& sums_of(OpenWindow& window, std::uint32_t symbol) {
    if (symbol >= window.sums.size()) {
      window.sums.resize(symbol + 1);
      window.is_used.resize(symbol + 1, 0);
    }
    if (window.is_used[symbol] == 0) {
      window.is_used[symbol] = 1;
      window.sums[symbol] = WindowSums(market(symbol).state);
    }
    return window.sums[symbol];
  }

  [[gnu::hot]] void add_fill(const BotRecord& fill) {
    if (!trades_.is_new(fill.trade, current_)) return counts_.add_duplicate();
    counts_.add_fill(fill);
    latencies_.add(fill);
    Market& here = market(fill.symbol);
    here.state.is_listed = true;
    WindowSums& sums = sums_of(open_.back(), fill.symbol);
    sums.add_fill(fill, here.state);
    open_.back().is_made_up = open_.back().is_made_up || fill.is_made_up;
    if (settings_.markout_us == 0) {
      const auto mid = here.mids.at(fill.time_us, settings_.mid_max_age_us);
      counts_.add_mid_found(mid.has_value());
      return sums.add_mid(fill.side, fill.price, fill.quantity, fill.is_exact, mid);
    }
    pending_.push_back({fill.time_us + settings_.markout_us, current_, fill.price, fill.quantity, fill.symbol,
                        fill.side, fill.is_exact});
  }
  void add_risk(const BotRecord& record) {
    market(record.symbol).state.is_listed = true;
    sums_of(open_.back(), record.symbol).add_own_risk(record.price);
  }

  /// Looks up the markouts that lie before an instant: all mids until then are known.
  [[gnu::hot]] void resolve(std::int64_t now_us) {
    while (!pending_.empty() && pending_.front().due_us < now_us) {
      const Pending& fill = pending_.front();
      const auto window =
          std::find_if(open_.begin(), open_.end(), [&](const OpenWindow& w) { return w.number == fill.window; });
      const auto mid = market(fill.symbol).mids.at(fill.due_us, settings_.mid_max_age_us);
      counts_.add_mid_found(mid.has_value());
      sums_of(*window, fill.symbol).add_mid(fill.side, fill.price, fill.quantity, fill.is_exact, mid);
      pending_.pop_front();
    }
  }

  template <class Take>
  void close(std::int64_t now_us, const Take& take) {
    while (open_.size() > 1 && (open_.front().number + 1) * settings_.width_us + settings_.markout_us <= now_us)
      emit_first(take);
  }

  template <class Take>
  void emit_first(const Take& take) {
    OpenWindow window = std::move(open_.front());
    open_.pop_front();
    assign_samples(window);
    const BotWindow done = finished(window);
    if (!done.entries.empty()) take(done);
  }

  void assign_samples(OpenWindow& window) {
    for (const LatencySample& sample : window.samples) {
      std::uint32_t symbol = latencies_.symbol_of(sample);
      if (symbol == no_symbol) symbol = only_symbol();
      if (sample.latency_us < 0 || symbol == no_symbol) {
        counts_.add_lost_latency();
        continue;
      }
      market(symbol).state.is_listed = true;
      sums_of(window, symbol).add_latency(sample.latency_us);
    }
  }
  /// The one market that has been seen, if it is one.
  [[nodiscard]] std::uint32_t only_symbol() const {
    std::uint32_t only = no_symbol;
    for (std::uint32_t symbol = 0; symbol < markets_.size(); ++symbol) {
      if (!markets_[symbol].state.is_listed) continue;
      if (only != no_symbol) return no_symbol;
      only = symbol;
    }
    return only;
  }

  [[nodiscard]] BotWindow finished(OpenWindow& window) {
    BotWindow out{window.number, (window.number + 1) * settings_.width_us, window.is_made_up, {}};
    for (std::uint32_t symbol = 0; symbol < window.sums.size(); ++symbol) {
      const auto& entry = (*book_)[symbol];
      if (window.is_used[symbol] == 0 || !entry.is_wanted) continue;
      WindowSums& sums = window.sums[symbol];
      const std::uint32_t foreign = sums.foreign_currency();
      out.entries.push_back(
          sums.entry(entry.market.name, settings_, foreign == no_symbol ? "" : book_->currency_name(foreign)));
    }
    std::sort(out.entries.begin(), out.entries.end(), [](const auto& a, const auto& b) { return a.symbol < b.symbol; });
    return out;
  }

  static constexpr std::int64_t no_window = INT64_MIN;

  BotWindowSettings settings_;
  const SymbolBook* book_;
  std::vector<Market> markets_;
  std::deque<OpenWindow> open_;
  std::deque<Pending> pending_;
  TradeIds trades_;
  OrderLatencies latencies_;
  RecordCounts counts_;
  std::int64_t current_ = no_window;
};

}  // namespace soak
