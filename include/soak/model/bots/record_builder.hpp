// From a raw record to what counts: fills, mids and the moments of orders, or why it is none of them.
#pragma once

#include <soak/model/bots/fill_fee.hpp>
#include <soak/model/bots/raw_values.hpp>

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

/// What became of a raw record.
struct BuildOutcome {
  enum class Kind : std::uint8_t { taken, other, broken };
  Kind kind = Kind::taken;
  std::string_view reason = {};  ///< of what is broken
};

/// Builds records of one text format. One reader's own: it shares nothing but the book of symbols.
class RecordBuilder {
 public:
  RecordBuilder(BotFormat format, FeeRates rates, SymbolBook& book) : format_(format), rates_(rates), symbols_(book) {}

  /// Calls `take(const BotRecord&)` for each record that `raw` holds.
  template <class Take>
  [[gnu::hot]] BuildOutcome build(const RawRecord& raw, const Take& take) {
    const Event event = raw.has(Slot::event) ? event_of(raw.text(Slot::event)) : Event::none;
    if (event == Event::other) return {Kind::other, {}};
    const bool looks_like_fill = raw.has(Slot::price) && (raw.has(Slot::quantity) || raw.has(Slot::cost));
    if (event == Event::none && raw.has(Slot::order_mark)) return build_name(raw, take);
    if (event == Event::mid) return build_mid(raw, take);
    if (event == Event::sent || event == Event::acked) return build_order(raw, event, take);
    if (event == Event::none && !looks_like_fill && !raw.has(Slot::side)) return build_rest(raw, take);
    return build_fill(raw, take);
  }

 private:
  using Kind = BuildOutcome::Kind;
  enum class Event : std::uint8_t { none, fill, mid, sent, acked, other };

  [[nodiscard]] static BuildOutcome broken(std::string_view reason) { return {Kind::broken, reason}; }

  [[nodiscard]] Event event_of(std::string_view name) const noexcept {
    if (format_ == BotFormat::passivbot) {
      if (name == "execution.create_sent") return Event::sent;
      return name == "execution.create_succeeded" ? Event::acked : Event::other;
    }
    if (format_ == BotFormat::nautilus) {
      if (name == "OrderFilled") return Event::fill;
      if (name == "OrderSubmitted") return Event::sent;
      if (name == "OrderAccepted") return Event::acked;
      return name == "QuoteTick" ? Event::mid : Event::other;
    }
    if (name == "order_sent") return Event::sent;
    if (name == "order_ack") return Event::acked;
    if (name == "mid") return Event::mid;
    return name == "fill" || name == "trade" ? Event::fill : Event::other;
  }

  [[nodiscard]] std::optional<std::int64_t> time_of(const RawRecord& raw, Slot slot) const {
    if (raw.has(slot)) return bots_detail::time_in(format_, raw.text(slot));
    if (slot != Slot::time || !raw.has(Slot::time_text)) return std::nullopt;
    const auto instant = parse_timestamp(raw.text(Slot::time_text));
    return instant ? std::optional(instant->time_since_epoch().count()) : std::nullopt;
  }
  [[nodiscard]] static std::optional<double> number(const RawRecord& raw, Slot slot) {
    return raw.has(slot) ? bots_detail::number_in(raw.text(slot)) : std::nullopt;
  }
  [[nodiscard]] static std::string_view why_no_time(const RawRecord& raw) noexcept {
    return raw.has(Slot::time) || raw.has(Slot::time_text) ? "its time is not understood" : "it has no time";
  }
  static void name_order(const RawRecord& raw, BotRecord& record) {
    const std::string_view client = raw.text(Slot::client_order_id);
    const std::string_view exchange = raw.text(Slot::order_id);
    const std::string_view other = raw.text(Slot::other_order_id);
    record.order = id_hash(!client.empty() ? client : !exchange.empty() ? exchange : other);
    record.order_alias = id_hash(!other.empty() ? other : exchange);
  }

  template <class Take>
  BuildOutcome build_mid(const RawRecord& raw, const Take& take) {
    BotRecord record;
    const auto time = time_of(raw, Slot::time);
    if (!time) return broken(why_no_time(raw));
    record.time_us = *time;
    record.symbol = symbols_.find(raw.text(Slot::symbol));
    if (record.symbol == no_symbol) return broken("it has no symbol");
    return take_mid(raw, record, take);
  }
  /// A mid of the time and symbol of `record`.
  template <class Take>
  BuildOutcome take_mid(const RawRecord& raw, BotRecord record, const Take& take) {
    const auto mid = number(raw, Slot::mid);
    const auto bid = number(raw, Slot::bid);
    const auto ask = number(raw, Slot::ask);
    record.kind = RecordKind::mid;
    record.price = mid ? *mid : bid && ask ? (*bid + *ask) / 2 : gap;
    if (!(record.price > 0)) return broken("it has no mid above 0");
    take(record);
    return {};
  }

  template <class Take>
  BuildOutcome build_order(const RawRecord& raw, Event event, const Take& take) {
    BotRecord record;
    const auto time = time_of(raw, Slot::time);
    if (!time) return broken(why_no_time(raw));
    record.time_us = *time;
    record.kind = event == Event::sent ? RecordKind::order_sent : RecordKind::order_acked;
    name_order(raw, record);
    if (record.order == 0) return broken("it has no identifier of an order");
    if (raw.has(Slot::symbol)) record.symbol = symbols_.find(raw.text(Slot::symbol));
    record.is_made_up = raw.text(Slot::source) == made_up_word;
    take(record);
    return {};
  }

  /// An order as ccxt's fetchOrders gives it: no moment of it, but it says whose symbol it is.
  template <class Take>
  BuildOutcome build_name(const RawRecord& raw, const Take& take) {
    BotRecord record;
    const auto time = time_of(raw, Slot::time);
    record.kind = RecordKind::order_named;
    record.symbol = symbols_.find(raw.text(Slot::symbol));
    record.order = id_hash(raw.text(Slot::client_order_id));
    record.order_alias = id_hash(raw.text(Slot::trade_id));
    if (!time || record.symbol == no_symbol || (record.order == 0 && record.order_alias == 0)) return {Kind::other, {}};
    record.time_us = *time;
    take(record);
    return {};
  }

  /// Neither a fill nor an event: a mid or the moments of an order in columns, or nothing of ours.
  template <class Take>
  BuildOutcome build_rest(const RawRecord& raw, const Take& take) {
    if (raw.has(Slot::mid) || (raw.has(Slot::bid) && raw.has(Slot::ask))) return build_mid(raw, take);
    if (raw.has(Slot::acked_time)) return take_moments(raw, symbols_.find(raw.text(Slot::symbol)), take);
    return {Kind::other, {}};
  }

  template <class Take>
  BuildOutcome take_moments(const RawRecord& raw, std::uint32_t symbol, const Take& take) {
    const auto sent = time_of(raw, Slot::sent_time);
    const auto acked = time_of(raw, Slot::acked_time);
    if (!sent || !acked) return broken("the time of sending or acknowledgement is not understood");
    BotRecord record;
    record.symbol = symbol;
    name_order(raw, record);
    if (record.order == 0) record.order = id_hash(raw.text(Slot::sent_time), symbol);
    for (const auto& [time, kind] :
         {std::pair(*sent, RecordKind::order_sent), std::pair(*acked, RecordKind::order_acked)}) {
      record.time_us = time;
      record.kind = kind;
      take(record);
    }
    return {};
  }

  template <class Take>
  BuildOutcome build_fill(const RawRecord& raw, const Take& take) {
    BotRecord fill;
    const auto time = time_of(raw, Slot::time);
    if (!time) return broken(why_no_time(raw));
    fill.time_us = *time;
    fill.symbol = symbols_.find(raw.text(Slot::symbol));
    if (fill.symbol == no_symbol) return broken("it has no symbol");
    const SymbolName& market = symbols_.market(fill.symbol);
    const auto price = number(raw, Slot::price);
    if (!price || !(*price > 0)) return broken(price ? "its price is not above 0" : "it has no price");
    fill.price = *price;
    const auto quantity = quantity_of(raw, market, fill.price);
    if (!quantity || *quantity == 0 || !std::isfinite(*quantity * fill.price)) {
      return broken(quantity ? "its quantity is 0 or beyond all bounds" : "it has no quantity");
    }
    const Side named = bots_detail::side_in(raw.text(Slot::side));
    if (raw.has(Slot::side) && named == Side::unknown) return broken("its side is neither buy nor sell");
    if (named == Side::buy && *quantity < 0) return broken("its quantity is negative, and it says that it buys");
    // A quantity without a side has one by its sign only where some are negative, as passivbot writes them.
    if (named == Side::unknown && *quantity > 0 && format_ != BotFormat::passivbot && format_ != BotFormat::csv &&
        format_ != BotFormat::ndjson) {
      return broken("it has no side");
    }
    fill.side = named != Side::unknown ? named : *quantity < 0 ? Side::sell : Side::buy;
    fill.quantity = std::fabs(*quantity);
    fill.trade = trade_hash(raw.text(Slot::trade_id), fill.symbol, fill.side);
    name_order(raw, fill);
    fill.is_made_up = raw.text(Slot::source) == made_up_word;
    read_liquidity(raw, fill);
    read_fees(raw, market, fill);
    judge_by_fee(fill, rates_);
    estimate_fee(fill, rates_);
    if (raw.has(Slot::mid)) (void)take_mid(raw, fill, take);
    take(fill);
    return raw.has(Slot::acked_time) ? take_moments(raw, fill.symbol, take) : BuildOutcome{};
  }

  /// In base, with the sign it has.
  [[nodiscard]] std::optional<double> quantity_of(const RawRecord& raw, const SymbolName& market, double price) const {
    const auto amount = number(raw, Slot::quantity);
    const double size = number(raw, Slot::contract_size).value_or(1);
    const double cost = amount && !market.is_swap() ? 0 : number(raw, Slot::cost).value_or(0);
    const bool is_contracts = format_ == BotFormat::ccxt && market.is_swap();
    if (is_contracts && market.is_inverse()) {
      if (cost != 0) return std::copysign(cost, amount.value_or(cost));  // it is in base
      return amount ? std::optional(*amount * size / price) : std::nullopt;
    }
    if (!amount || (is_contracts && cost != 0)) {
      if (cost == 0) return std::nullopt;
      const double quantity = cost / price;
      if (!amount) return quantity;
      const double counted = *amount * size;  // equal but for the rounding of cost: then it is the better figure
      return std::fabs(quantity - std::fabs(counted)) <= 1e-9 * quantity ? counted : std::copysign(quantity, counted);
    }
    return *amount * size;
  }

  void read_liquidity(const RawRecord& raw, BotRecord& fill) const {
    if (raw.has(Slot::liquidity)) fill.liquidity = bots_detail::liquidity_in(raw.text(Slot::liquidity));
    if (fill.liquidity != Liquidity::unknown || !raw.has(Slot::order_type)) return;
    const std::string type = bots_detail::word_in(raw.text(Slot::order_type));
    if (type == "market") fill.liquidity = Liquidity::taker;
    if (type == "limit_maker" || type == "limitmaker" || type == "post_only") fill.liquidity = Liquidity::maker;
  }

  void read_fees(const RawRecord& raw, const SymbolName& market, BotRecord& fill) {
    bool is_listed = false;
    for (const RawFee& fee : raw.listed_fees()) {
      is_listed =
          read_fee(fee.amount, fee.currency.is_given() ? fee.currency.text : "", fee.rate, market, fill) || is_listed;
    }
    if (!is_listed) (void)read_fee(raw[Slot::fee], raw.text(Slot::fee_currency), raw[Slot::fee_rate], market, fill);
    if (raw.text(Slot::fee_quality).find("estimat") != std::string_view::npos && fill.fee_state == FeeState::known) {
      fill.fee_state = FeeState::estimated;
    }
  }
  /// False if there is no fee to be read. "100.50 USD" has its currency in the text.
  bool read_fee(const RawValue& amount, std::string_view currency, const RawValue& rate, const SymbolName& market,
                BotRecord& fill) {
    std::string_view text = amount.is_given() ? bots_detail::trimmed(amount.text) : "";
    if (const auto blank = text.find(' '); blank != text.npos) {
      currency = bots_detail::trimmed(text.substr(blank));
      text = text.substr(0, blank);
    }
    const auto number = bots_detail::number_in(text);
    if (!number) {
      const auto share = rate.is_given() ? bots_detail::number_in(rate.text) : std::nullopt;
      if (!share || fill.fee_state != FeeState::missing) return false;
      fill.fee = *share * fill.price * fill.quantity;
      fill.fee_state = FeeState::estimated;
      return true;
    }
    const double paid = format_ == BotFormat::passivbot ? -*number : *number;  // its sign is the other way
    if (currency.empty() && format_ != BotFormat::ccxt) {
      fill.fee += paid;  // a format without currencies means quote; in ccxt's, none is not knowing
      if (fill.fee_state == FeeState::missing) fill.fee_state = FeeState::known;
    } else {
      add_fee(fill, market, paid, currency, symbols_.book());
    }
    return true;
  }

  static constexpr std::string_view made_up_word = "fake";

  BotFormat format_;
  FeeRates rates_;
  SymbolCache symbols_;
};

}  // namespace soak
