// Hummingbot's database: fills and mids, in the order in which they were written, a few thousand rows at a time, so
// that the bot is never kept from writing for long.
#pragma once

#include <soak/flow/bots/input_notes.hpp>
#include <soak/model/bots/hummingbot_row.hpp>
#include <soak/sys/feed/sqlite_database.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

class HummingbotDatabase {
 public:
  static constexpr std::chrono::milliseconds usual_patience{5000};
  static constexpr std::int64_t rows_at_once = 20'000;

  /// `patience` is how long a read waits while the bot holds the database.
  [[nodiscard]] static Result<HummingbotDatabase> open(const std::string& path,
                                                       std::chrono::milliseconds patience = usual_patience) {
    auto database = SqliteDatabase::open(path, patience);
    if (!database) return database.error();
    HummingbotDatabase made(std::move(*database));
    if (auto looked = made.look_at_tables(); !looked) return looked.error();
    return made;
  }

  /// Calls `take(const BotRecord&)` for the rows that have come since the last call. What was taken stays taken where
  /// it fails midway.
  template <class Take>
  [[nodiscard]] Result<void> read_new(const FeeRates& rates, SymbolCache& symbols, InputNotes& notes,
                                      const Take& take) {
    const auto fills = read_table(fills_query(), last_fill_, [&](const SqliteQuery& row) {
      BotRecord fill;
      const std::string_view problem = build_fill(fill_row(row), rates, symbols, fill);
      if (problem.empty()) return take(fill);
      notes.add_row(database_.path(), "TradeFill", row.integer(0), problem);
    });
    if (!fills || !has_mids_) return fills;
    return read_table(mids_query, last_mid_, [&](const SqliteQuery& row) {
      const BotRecord mid = mid_of(row, symbols);
      if (mid.symbol != no_symbol && mid.price > 0) return take(mid);
      notes.add_row(database_.path(), "MarketData", row.integer(0), "it has no symbol, no time or no mid");
    });
  }

  /// A number that changes when the bot has written something.
  [[nodiscard]] Result<std::int64_t> version() { return database_.number("pragma data_version"); }

 private:
  explicit HummingbotDatabase(SqliteDatabase database) : database_(std::move(database)) {}

  [[nodiscard]] std::string fills_query() const {
    return std::string(
               "select rowid, timestamp, market, symbol, base_asset, quote_asset, order_id, exchange_trade_id, "
               "trade_type, order_type, price, amount, trade_fee, ") +
           (has_fee_in_quote_ ? "trade_fee_in_quote" : "null") +
           " from TradeFill where rowid > ?1 order by rowid limit ?2";
  }
  static constexpr std::string_view mids_query =
      "select rowid, timestamp, trading_pair, mid_price from MarketData where rowid > ?1 order by rowid limit ?2";

  [[nodiscard]] Result<void> look_at_tables() {
    const auto fills =
        database_.number("select count(*) from sqlite_master where type = 'table' and name = 'TradeFill'");
    if (!fills) return fills.error();
    if (*fills == 0) {
      return Error{Errc::input_unusable,
                   "cannot read " + printable(database_.path()) + ": it has no table TradeFill (is it Hummingbot's?)"};
    }
    const auto mids =
        database_.number("select count(*) from sqlite_master where type = 'table' and name = 'MarketData'");
    const auto fee =
        database_.number("select count(*) from pragma_table_info('TradeFill') where name = 'trade_fee_in_quote'");
    if (!mids || !fee) return !mids ? mids.error() : fee.error();
    has_mids_ = *mids > 0;
    has_fee_in_quote_ = *fee > 0;
    return {};
  }

  template <class Visit>
  [[nodiscard]] Result<void> read_table(std::string_view sql, std::int64_t& last, const Visit& visit) {
    auto query = database_.query(sql);
    if (!query) return query.error();
    for (std::int64_t count = rows_at_once; count == rows_at_once;) {
      query->rewind();
      query->bind(1, last);
      query->bind(2, rows_at_once);
      for (count = 0;; ++count) {
        const auto row = query->step();
        if (!row) return row.error();
        if (!*row) break;
        visit(*query);
        last = query->integer(0);
      }
    }
    return {};
  }

  /// Whole numbers are millionths; early versions stored plain floating numbers.
  [[nodiscard]] static double money(const SqliteQuery& row, int column, bool& is_exact) {
    if (row.is_null(column)) return gap;
    constexpr std::int64_t most_exact = 9'000'000'000'000'000;
    const std::int64_t count = row.integer(column);
    if (row.is_integer(column)) {
      is_exact = is_exact && count < most_exact && count > -most_exact;
      return static_cast<double>(count) / 1e6;
    }
    is_exact = false;
    return row.number(column);
  }
  [[nodiscard]] static TradeFillRow fill_row(const SqliteQuery& row) {
    TradeFillRow fill;
    fill.is_exact = true;
    fill.timestamp_ms = row.integer(1);
    fill.market = row.text(2);
    fill.symbol = row.text(3);
    fill.base_asset = row.text(4);
    fill.quote_asset = row.text(5);
    fill.order_id = row.text(6);
    fill.exchange_trade_id = row.text(7);
    fill.trade_type = row.text(8);
    fill.order_type = row.text(9);
    fill.price = money(row, 10, fill.is_exact);
    fill.amount = money(row, 11, fill.is_exact);
    fill.trade_fee = row.text(12);
    fill.fee_in_quote = money(row, 13, fill.is_exact);
    return fill;
  }
  [[nodiscard]] static BotRecord mid_of(const SqliteQuery& row, SymbolCache& symbols) {
    BotRecord mid;
    mid.is_exact = true;
    mid.kind = RecordKind::mid;
    constexpr std::int64_t least_millionths = 1'000'000'000'000'000;  // as milliseconds that would be the year 33658
    const std::int64_t time = row.integer(1);
    const auto time_us = bots_detail::believable_time(time >= least_millionths ? time / 1000 : time * 1000);
    if (!time_us) return mid;
    mid.time_us = *time_us;
    mid.symbol = symbols.find(row.text(2));
    mid.price = money(row, 3, mid.is_exact);
    return mid;
  }

  SqliteDatabase database_;
  bool has_mids_ = false;
  bool has_fee_in_quote_ = false;
  std::int64_t last_fill_ = INT64_MIN;
  std::int64_t last_mid_ = INT64_MIN;
};

}  // namespace soak
