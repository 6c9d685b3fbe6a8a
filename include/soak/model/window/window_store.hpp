// Windows as they come in, sorted by nothing yet: what one reader thread collects.
#pragma once

#include <soak/model/window/iter_windows.hpp>

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// What places a window in its series. A unit is a piece of input (a file, or a block of an NDJSON stream) that one
/// thread read from beginning to end; within a unit the windows of a symbol keep the order they were read in.
struct WindowKey {
  double iteration;      ///< NaN if none
  std::int64_t time_us;  ///< no_time if none
  std::uint32_t unit;
  std::uint32_t origin;  ///< index into WindowStore::origins()
};

/// What a window says of where it came from; empty texts if it does not.
struct WindowOrigin {
  std::string commit;
  std::string profile;
  std::string source;

  friend bool operator==(const WindowOrigin&, const WindowOrigin&) = default;
};

/// The windows of one symbol: `values` holds keys.size() rows of one value a metric, or nothing where nobody wants the
/// symbol: then its windows only tell when the run went on.
struct SymbolWindows {
  std::string symbol;
  bool is_wanted = true;
  std::vector<double> values;
  std::vector<WindowKey> keys;
  SymbolWindows* successor = nullptr;                  ///< the symbol that was read after this one the last time
  const std::vector<WindowOrigin>* origins = nullptr;  ///< that its keys count, of its store
};

/// Stays where it is made: its symbols refer to its origins.
class WindowStore {
 public:
  WindowStore() = default;
  WindowStore(WindowStore&&) = delete;

  [[gnu::hot]] void add(const IterWindow& window, std::uint32_t unit) {
    SymbolWindows& rows = rows_of(window.symbol);
    rows.is_wanted = window.is_wanted;
    if (window.is_wanted) rows.values.insert(rows.values.end(), window.values.begin(), window.values.end());
    rows.keys.push_back({window.iteration, window.time_us, unit, origin_of(window)});
  }

  /// Takes windows as they once were read. The store is empty, and nothing is added to it any more.
  void restore(std::deque<SymbolWindows> symbols, std::vector<WindowOrigin> origins) {
    symbols_ = std::move(symbols);
    origins_ = std::move(origins);
    for (SymbolWindows& rows : symbols_) rows.origins = &origins_;
  }

  [[nodiscard]] std::deque<SymbolWindows>& symbols() noexcept { return symbols_; }
  [[nodiscard]] const std::deque<SymbolWindows>& symbols() const noexcept { return symbols_; }
  [[nodiscard]] const std::vector<WindowOrigin>& origins() const noexcept { return origins_; }

 private:
  [[gnu::hot]] SymbolWindows& rows_of(std::string_view symbol) {
    // Runs repeat their symbols in one order, so the symbol that came next the last time is tried first.
    SymbolWindows* const expected = last_ == nullptr ? nullptr : last_->successor;
    if (expected != nullptr && expected->symbol == symbol) return *(last_ = expected);
    SymbolWindows*& known = index_.try_emplace(std::string(symbol), nullptr).first->second;
    if (known == nullptr) {
      symbols_.push_back({std::string(symbol), true, {}, {}, nullptr, &origins_});
      known = &symbols_.back();
    }
    if (last_ != nullptr) last_->successor = known;
    return *(last_ = known);
  }

  [[gnu::hot]] std::uint32_t origin_of(const IterWindow& window) {
    const auto is_same = [&](const WindowOrigin& origin) {
      return origin.commit == window.commit && origin.profile == window.profile && origin.source == window.source;
    };
    if (!origins_.empty() && is_same(origins_[last_origin_])) return last_origin_;
    std::string key;
    for (const std::string_view part : {window.commit, window.profile, window.source}) {
      (key += std::to_string(part.size()) += ':') += part;  // any byte may stand in a text: the sizes keep them apart
    }
    const auto [found, is_new] = origin_index_.try_emplace(key, static_cast<std::uint32_t>(origins_.size()));
    if (is_new) {
      origins_.push_back({std::string(window.commit), std::string(window.profile), std::string(window.source)});
    }
    return last_origin_ = found->second;
  }

  std::deque<SymbolWindows> symbols_;  // a deque: pointers to its elements stay good
  boost::unordered_flat_map<std::string, SymbolWindows*> index_;
  SymbolWindows* last_ = nullptr;
  std::vector<WindowOrigin> origins_;
  boost::unordered_flat_map<std::string, std::uint32_t> origin_index_;
  std::uint32_t last_origin_ = 0;
};

}  // namespace soak
