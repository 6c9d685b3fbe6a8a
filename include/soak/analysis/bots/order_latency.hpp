// From what an order's moments are called to how long it took: creation to acknowledgement.
#pragma once

#include <soak/model/bots/bot_record.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace soak {

/// One order that was acknowledged.
struct LatencySample {
  std::int64_t acked_us = 0;
  std::int64_t latency_us = 0;
  std::uint64_t order = 0;
  std::uint64_t order_alias = 0;
  std::uint32_t symbol = no_symbol;
};

/// Joins sending and acknowledgement by either of an order's identifiers, whichever comes first, and knows whose symbol
/// an order is. What is older than the previous window is forgotten.
class OrderLatencies {
 public:
  struct Counts {
    std::size_t sent = 0, acked = 0, joined = 0;
    std::size_t backwards = 0;  ///< acknowledged before they were sent: a clock was set
  };

  /// Takes a record of an order, or of a fill, which says whose symbol an order is.
  [[gnu::hot]] void add(const BotRecord& record) {
    if (record.kind == RecordKind::fill) return name_fill(record);
    if (!has_orders_) begin_orders();
    if (record.symbol != no_symbol) name(record);
    if (record.kind == RecordKind::order_sent) take_sent(record);
    if (record.kind == RecordKind::order_acked) take_acked(record);
  }

  /// The symbol of an order, if any record said it.
  [[nodiscard]] std::uint32_t symbol_of(const LatencySample& sample) const {
    if (sample.symbol != no_symbol) return sample.symbol;
    for (const std::uint64_t order : {sample.order, sample.order_alias}) {
      if (const auto found = symbols_.find(order); order != 0 && found != symbols_.end()) return found->second.symbol;
    }
    return no_symbol;
  }

  /// What was joined since the last call.
  [[nodiscard]] std::vector<LatencySample> take_samples() {
    std::vector<LatencySample> out;
    out.swap(samples_);
    return out;
  }
  [[nodiscard]] bool has_samples() const noexcept { return !samples_.empty(); }

  void forget_before(std::int64_t time_us) {
    std::erase_if(orders_, [&](const auto& entry) { return entry.second.time_us < time_us; });
    std::erase_if(symbols_, [&](const auto& entry) { return entry.second.time_us < time_us; });
  }
  [[nodiscard]] const Counts& counts() const noexcept { return counts_; }

 private:
  enum class State : std::uint8_t { sent, acked, joined };
  struct Order {
    std::int64_t time_us;
    State state;
    std::uint32_t symbol;
    std::uint64_t order, order_alias;  ///< as the record had them
  };
  struct Named {
    std::int64_t time_us;
    std::uint32_t symbol;
  };

  /// Ten million fills of a bot that logs no orders need not be remembered, but for the last ones: one of them may be
  /// of the first order.
  void name_fill(const BotRecord& fill) {
    if (has_orders_) return name(fill);
    if (recent_.size() < kept_fills) {
      recent_.push_back(fill);
    } else {
      recent_[next_recent_++ % kept_fills] = fill;
    }
  }
  void begin_orders() {
    has_orders_ = true;
    for (const BotRecord& fill : recent_) name(fill);
    recent_ = {};
  }
  void name(const BotRecord& record) {
    for (const std::uint64_t order : {record.order, record.order_alias}) {
      if (order != 0) symbols_[order] = {record.time_us, record.symbol};
    }
  }
  [[nodiscard]] Order* find(const BotRecord& record) {
    for (const std::uint64_t order : {record.order, record.order_alias}) {
      if (order == 0) continue;
      if (const auto found = orders_.find(order); found != orders_.end()) return &found->second;
    }
    return nullptr;
  }
  void keep(const BotRecord& record, State state) {
    for (const std::uint64_t order : {record.order, record.order_alias}) {
      if (order != 0) orders_[order] = {record.time_us, state, record.symbol, record.order, record.order_alias};
    }
  }
  void take_sent(const BotRecord& record) {
    const Order* const known = find(record);
    if (known != nullptr && known->state == State::joined && known->time_us >= record.time_us) return;
    ++counts_.sent;
    if (known == nullptr || known->state != State::acked) {
      if (known == nullptr || known->state == State::joined) keep(record, State::sent);
      return;
    }
    if (known->time_us < record.time_us) {
      ++counts_.backwards;
    } else {
      join(record, known->time_us, known->symbol, record.time_us);
    }
    close(*known);
    keep(record, State::joined);
  }
  void take_acked(const BotRecord& record) {
    const Order* const known = find(record);
    if (known != nullptr && known->state != State::sent) return;  // told twice
    ++counts_.acked;
    if (known == nullptr) return keep(record, State::acked);
    join(record, record.time_us, known->symbol, known->time_us);
    close(*known);
    keep(record, State::joined);
  }
  /// Under whichever identifier it is told of again, it has been counted.
  void close(Order order) {
    order.state = State::joined;
    for (const std::uint64_t name : {order.order, order.order_alias}) {
      if (name != 0) orders_[name] = order;
    }
  }
  void join(const BotRecord& record, std::int64_t acked_us, std::uint32_t other_symbol, std::int64_t sent_us) {
    const std::uint32_t symbol = record.symbol != no_symbol ? record.symbol : other_symbol;
    samples_.push_back({acked_us, acked_us - sent_us, record.order, record.order_alias, symbol});
    ++counts_.joined;
  }

  static constexpr std::size_t kept_fills = 4096;

  bool has_orders_ = false;
  std::vector<BotRecord> recent_;
  std::size_t next_recent_ = 0;
  std::unordered_map<std::uint64_t, Order> orders_;
  std::unordered_map<std::uint64_t, Named> symbols_;
  std::vector<LatencySample> samples_;
  Counts counts_;
};

}  // namespace soak
