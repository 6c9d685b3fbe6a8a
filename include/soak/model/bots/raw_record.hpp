// One record as its text has it: values by what they mean, not yet judged.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace soak {

/// What a member or column of a record means.
enum class Slot : std::uint8_t {
  none,
  event,  ///< order_sent, order_ack, mid; or the type of a message
  time,
  time_text,  ///< the same instant in ISO 8601, where `time` is not there
  symbol,
  side,
  price,
  quantity,
  cost,
  contract_size,
  liquidity,
  order_type,
  fee,
  fee_currency,
  fee_rate,
  listed_fee,  ///< these three of each element of a list of fees
  listed_fee_currency,
  listed_fee_rate,
  trade_id,
  order_id,
  client_order_id,
  other_order_id,  ///< joins what is sent with what is acknowledged where no client's identifier does
  order_mark,      ///< only an order has it, no trade
  mid,
  bid,
  ask,
  fee_quality,
  source,
  sent_time,
  acked_time,
  count
};

struct RawValue {
  enum class Kind : std::uint8_t { absent, null, text, number, truth };

  std::string_view text = {};  ///< of a text without quotes and escapes; "true" or "false"
  Kind kind = Kind::absent;

  /// True if there is something to read.
  [[nodiscard]] bool is_given() const noexcept { return kind > Kind::null && !text.empty(); }
};

struct RawFee {
  RawValue amount, currency, rate;
};

/// The views point into the text that was read.
class RawRecord {
 public:
  [[nodiscard]] const RawValue& operator[](Slot slot) const noexcept { return values_[static_cast<std::size_t>(slot)]; }
  [[nodiscard]] bool has(Slot slot) const noexcept { return (*this)[slot].is_given(); }
  [[nodiscard]] std::string_view text(Slot slot) const noexcept { return has(slot) ? (*this)[slot].text : ""; }
  [[nodiscard]] const std::vector<RawFee>& listed_fees() const noexcept { return fees_; }

  void clear() noexcept {
    values_.fill({});
    fees_.clear();
  }
  /// Of several members that mean the same the first that says something counts.
  void set(Slot slot, RawValue value) {
    if (slot >= Slot::listed_fee && slot <= Slot::listed_fee_rate) return set_listed(slot, value);
    RawValue& target = values_[static_cast<std::size_t>(slot)];
    if (!target.is_given()) target = value;
  }
  void begin_listed_fee() { fees_.emplace_back(); }

 private:
  void set_listed(Slot slot, RawValue value) {
    if (fees_.empty()) fees_.emplace_back();
    RawFee& fee = fees_.back();
    (slot == Slot::listed_fee ? fee.amount : slot == Slot::listed_fee_currency ? fee.currency : fee.rate) = value;
  }

  std::array<RawValue, static_cast<std::size_t>(Slot::count)> values_{};
  std::vector<RawFee> fees_;
};

}  // namespace soak
