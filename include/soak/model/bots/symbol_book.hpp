// The markets and currencies of a run, by number.
#pragma once

#include <soak/model/bots/bot_record.hpp>
#include <soak/model/bots/symbol_name.hpp>
#include <soak/model/window/iter_fields.hpp>

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// Numbers markets in the order in which they turn up. Several readers may share one; what find() gives stays good.
class SymbolBook {
 public:
  struct Entry {
    SymbolName market;
    bool is_wanted = true;
  };

  SymbolBook() = default;
  /// `renamed` maps a bot's name, or the name that becomes of it, to another one. `wanted` empty: all.
  SymbolBook(std::map<std::string, std::string> renamed, std::vector<std::string> wanted)
      : renamed_(std::move(renamed)), wanted_(std::move(wanted)) {}

  /// The number of a market by the bot's name; no_symbol for what is no symbol.
  [[nodiscard]] std::uint32_t find(std::string_view text) {
    const std::lock_guard lock(mutex_);
    if (const auto known = texts_.find(text); known != texts_.end()) return known->second;
    if (!is_symbol(text) || entries_.size() >= most_symbols) return no_symbol;
    SymbolName market = symbol_name(text);
    for (const std::string_view name : {text, std::string_view(market.name)}) {
      const auto other = renamed_.find(std::string(name));
      if (other == renamed_.end()) continue;
      market.name = other->second;
      break;
    }
    if (!is_symbol(market.name)) return no_symbol;
    auto [place, is_new] = names_.try_emplace(market.name, static_cast<std::uint32_t>(entries_.size()));
    if (is_new) {
      const auto is_asked_for = [&](const std::string& name) {
        return name == market.name || name == text || symbol_name(name).name == market.name;
      };
      const bool is_wanted = wanted_.empty() || std::any_of(wanted_.begin(), wanted_.end(), is_asked_for);
      entries_.push_back({std::move(market), is_wanted});
    }
    texts_.emplace(text, place->second);
    return place->second;
  }

  [[nodiscard]] const Entry& operator[](std::uint32_t symbol) const {
    const std::lock_guard lock(mutex_);
    return entries_[symbol];
  }

  [[nodiscard]] std::uint32_t currency(std::string_view name) {
    const std::lock_guard lock(mutex_);
    const auto known = std::find(currencies_.begin(), currencies_.end(), name);
    if (known != currencies_.end()) return static_cast<std::uint32_t>(known - currencies_.begin());
    if (currencies_.size() >= most_symbols) return 0;
    currencies_.emplace_back(name);
    return static_cast<std::uint32_t>(currencies_.size() - 1);
  }
  [[nodiscard]] const std::string& currency_name(std::uint32_t currency) const {
    const std::lock_guard lock(mutex_);
    return currencies_[currency];
  }

 private:
  static constexpr std::size_t most_symbols = 100'000;  // what is more is no market

  mutable std::mutex mutex_;
  std::map<std::string, std::string> renamed_;
  std::vector<std::string> wanted_;
  std::deque<Entry> entries_;  // deques: references stay good
  std::deque<std::string> currencies_;
  std::map<std::string, std::uint32_t, std::less<>> texts_;
  std::map<std::string, std::uint32_t> names_;
};

/// A reader's own memory of a shared book, so that ten million fills of one market take no lock.
class SymbolCache {
 public:
  explicit SymbolCache(SymbolBook& book) : book_(book) {}

  [[nodiscard]] std::uint32_t find(std::string_view text) {
    if (text == last_text_ && last_ != no_symbol) return last_;
    const auto known = known_.find(text);
    last_ = known != known_.end() ? known->second : book_.find(text);
    if (known == known_.end() && last_ != no_symbol) known_.emplace(text, last_);
    last_text_.assign(text);
    return last_;
  }
  [[nodiscard]] const SymbolName& market(std::uint32_t symbol) {
    if (symbol >= markets_.size()) markets_.resize(symbol + 1, nullptr);
    if (markets_[symbol] == nullptr) markets_[symbol] = &book_[symbol].market;
    return *markets_[symbol];
  }
  [[nodiscard]] SymbolBook& book() noexcept { return book_; }

 private:
  SymbolBook& book_;
  std::map<std::string, std::uint32_t, std::less<>> known_;
  std::vector<const SymbolName*> markets_;
  std::string last_text_;
  std::uint32_t last_ = no_symbol;
};

}  // namespace soak
