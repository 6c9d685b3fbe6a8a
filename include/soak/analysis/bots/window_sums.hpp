// What is added up of one market in one window, and the figures that come of it.
//
// With s = +1 for a buy and -1 for a sell, price p, quantity q, fee phi and mid m, all in quote:
//   edge by mid            = 1e4 (sum s (m - p) q - sum phi) / sum p q
//   edge by mark-to-market = 1e4 (change of cash + change of (inventory x last price) - sum phi) / sum p q
//   maker share            = sum p q of makers / sum p q
//   risk                   = max |inventory x price| / budget
#pragma once

#include <soak/analysis/bots/bot_window.hpp>
#include <soak/analysis/bots/mid_book.hpp>
#include <soak/analysis/bots/money_sum.hpp>
#include <soak/analysis/bots/window_settings.hpp>
#include <soak/core/number.hpp>
#include <soak/core/text/counted.hpp>
#include <soak/model/bots/bot_record.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// What one market carries from window to window.
struct MarketState {
  MoneySum inventory;  ///< in base
  double last_price = gap;
  bool is_exact = true;    ///< last_price is whole millionths
  bool is_listed = false;  ///< it has had a fill, an order or a risk: from here on each window shows it

  [[nodiscard]] double worth() const noexcept { return is_gap(last_price) ? 0 : inventory.value() * last_price; }
};

/// Nine digits behind the point: what is beyond depends on the order of additions.
[[nodiscard]] inline double rounded_figure(double value) noexcept {
  return std::fabs(value) < 1e6 ? std::round(value * 1e9) / 1e9 : value;
}

/// Nearest rank: the smallest value that at least 95 % of them do not exceed. NaN without values; reorders them.
[[nodiscard]] inline double nearest_rank_p95(std::vector<std::int64_t>& latencies_us) {
  if (latencies_us.empty()) return gap;
  const std::size_t rank = (latencies_us.size() * 95 + 99) / 100;
  const auto place = latencies_us.begin() + static_cast<std::ptrdiff_t>(rank - 1);
  std::nth_element(latencies_us.begin(), place, latencies_us.end());
  return static_cast<double>(*place) / 1e3;
}

class WindowSums {
 public:
  WindowSums() = default;
  explicit WindowSums(const MarketState& before) : worth_before_(worth(before)), peak_(std::fabs(before.worth())) {}

  /// Also moves the market on.
  [[gnu::hot]] void add_fill(const BotRecord& fill, MarketState& market) {
    const double sign = static_cast<double>(fill.side);
    const double signed_quantity = sign * fill.quantity;
    ++fills_;
    notional_.add_product(fill.price, fill.quantity, fill.is_exact);
    cash_.add_product(-signed_quantity, fill.price, fill.is_exact);
    if (fill.liquidity == Liquidity::maker) maker_.add_product(fill.price, fill.quantity, fill.is_exact);
    if (fill.liquidity == Liquidity::unknown) unknown_.add_product(fill.price, fill.quantity, fill.is_exact);
    is_by_fee_rate_ = is_by_fee_rate_ || fill.is_by_fee_rate;
    add_fee(fill);
    market.inventory.add_amount(signed_quantity, fill.is_exact);
    market.last_price = fill.price;
    market.is_exact = fill.is_exact;
    peak_ = std::max(peak_, std::fabs(market.worth()));
  }
  /// What a fill was worth by the mid; nothing if none is known.
  [[gnu::hot]] void add_mid(Side side, double price, double quantity, bool is_exact,
                            const std::optional<MidPrice>& mid) {
    if (mid) {
      edge_.add_product(static_cast<double>(side) * quantity, mid->price - price, is_exact && mid->is_exact);
    } else {
      ++without_mid_;
    }
  }
  void add_latency(std::int64_t latency_us) { latencies_us_.push_back(latency_us); }
  void add_own_risk(double ratio) { own_risk_ = is_gap(own_risk_) ? ratio : std::max(own_risk_, ratio); }
  /// When nothing more is added of the window's fills.
  void end(const MarketState& market) { worth_after_ = worth(market); }

  [[nodiscard]] BotWindowEntry entry(const std::string& symbol, const BotWindowSettings& settings,
                                     std::string_view foreign_currency) {
    BotWindowEntry out;
    out.symbol = symbol;
    out.fills = fills_;
    out.orders = latencies_us_.size();
    out.edge = edge(settings, foreign_currency);
    out.maker = maker(settings);
    out.latency.value = rounded_figure(nearest_rank_p95(latencies_us_));
    out.latency.source =
        out.orders > 0 ? std::string(figure_sources(settings.format).latency) : "none: no order acknowledged";
    out.risk = risk(settings.budget_of(symbol));
    if (fills_ > 0) {
      out.fees = foreign_ > 0 ? "foreign" : missing_fees_ > 0 ? "missing" : estimated_ > 0 ? "estimated" : "reported";
    }
    return out;
  }
  [[nodiscard]] std::uint32_t foreign_currency() const noexcept { return foreign_currency_; }

 private:
  [[nodiscard]] static MoneySum worth(const MarketState& market) {
    return is_gap(market.last_price) ? MoneySum() : market.inventory.times(market.last_price, market.is_exact);
  }
  void add_fee(const BotRecord& fill) {
    switch (fill.fee_state) {
      case FeeState::estimated:
        ++estimated_;
        [[fallthrough]];
      case FeeState::known:
        return fees_.add_amount(fill.fee, fill.is_fee_exact);
      case FeeState::missing:
        ++missing_fees_;
        return;
      case FeeState::foreign:
        if (foreign_++ == 0) foreign_currency_ = fill.fee_currency;
        return;
    }
  }
  /// JSON has no infinity, and a price of 1e308 is none either.
  [[nodiscard]] static BotFigure figure(double value, std::string source) {
    if (!std::isfinite(value)) return {gap, "none: beyond all bounds"};
    return {rounded_figure(value), std::move(source)};
  }
  [[nodiscard]] BotFigure edge(const BotWindowSettings& settings, std::string_view foreign_currency) const {
    if (fills_ == 0) return {gap, "none: no fill"};
    if (foreign_ > 0) return {gap, "none: fee in " + std::string(foreign_currency) + " is not converted"};
    if (missing_fees_ > 0) return {gap, "none: " + counted(missing_fees_, "fill") + " without a fee"};
    MoneySum gain;
    if (without_mid_ == 0) {
      gain = edge_;
    } else {
      gain = cash_;
      gain += worth_after_;
      gain -= worth_before_;
    }
    gain -= fees_;
    return figure(1e4 * gain.value() / notional_.value(),
                  without_mid_ == 0 ? "mid+" + span_of_seconds(settings.markout_us) : "mark-to-market");
  }
  [[nodiscard]] BotFigure maker(const BotWindowSettings& settings) const {
    constexpr int most_unknown = 20;  // one in twenty: 5 %
    if (fills_ == 0) return {gap, "none: no fill"};
    if (unknown_.exceeds_share(notional_, most_unknown)) {
      return {gap, "none: " + format_fixed(100 * unknown_.value() / notional_.value(), 1) +
                       " % of the notional is not known"};
    }
    std::string source(figure_sources(settings.format).liquidity);
    if (is_by_fee_rate_) source += ", fee rate";
    return figure(maker_.value() / notional_.value(), std::move(source));
  }
  [[nodiscard]] BotFigure risk(double budget) const {
    if (!is_gap(budget)) return figure(peak_ / budget, "budget");
    if (!is_gap(own_risk_)) return figure(own_risk_, "wel_ratio");
    return {gap, "none: no budget"};
  }

  MoneySum notional_, maker_, unknown_, cash_, edge_, fees_;
  MoneySum worth_before_, worth_after_;
  double peak_ = 0;
  double own_risk_ = gap;
  std::size_t fills_ = 0, without_mid_ = 0, estimated_ = 0, missing_fees_ = 0, foreign_ = 0;
  std::uint32_t foreign_currency_ = no_symbol;
  bool is_by_fee_rate_ = false;
  std::vector<std::int64_t> latencies_us_;
};

}  // namespace soak
