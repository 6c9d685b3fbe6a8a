// Which keys of an ITER_SUMMARY mean something, for a given set of metrics.
#pragma once

#include <soak/model/metric.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

inline constexpr std::size_t max_symbol_bytes = 64;

/// A symbol goes into logs, reports, Redis keys and alerts: 1 to 64 bytes of printable UTF-8.
[[nodiscard]] constexpr bool is_symbol(std::string_view text) noexcept {
  return text.find_first_not_of(' ') != text.npos && text.size() <= max_symbol_bytes && is_printable_utf8(text);
}

/// A known key. Values from `first_slot` on are measurements: the slot is the distance to it.
enum class IterField : std::uint32_t {
  none,
  symbol,
  timestamp,
  runtime_utc,
  commit,
  profile,
  source,
  iteration,
  summary,
  symbols,
  fills,
  first_slot,
};

/// Counts and volumes of what was filled: members of the record or of an object `fills` in it.
inline constexpr std::array<std::string_view, 4> fill_keys{"maker_volume", "taker_volume", "maker_count",
                                                           "taker_count"};

/// timestamp, runtime_utc, commit, profile, source
inline constexpr std::size_t iter_text_fields = 5;

/// Maps keys to fields, and knows which symbols are wanted. Immutable while readers use it; several threads may share
/// it.
class IterFields {
 public:
  static constexpr std::size_t no_slot = std::size_t(-1);

  /// `wanted_symbols` empty means all. Symbol-less shapes belong to `default_symbol`.
  IterFields(const MetricSet& metrics, std::vector<std::string> wanted_symbols, std::string default_symbol)
      : wanted_(std::move(wanted_symbols)), default_symbol_(std::move(default_symbol)), metrics_(metrics.size()) {
    using enum IterField;
    constexpr std::array<std::pair<std::string_view, IterField>, 9> structure{{{"symbol", symbol},
                                                                               {"timestamp", timestamp},
                                                                               {"runtime_utc", runtime_utc},
                                                                               {"commit", commit},
                                                                               {"profile", profile},
                                                                               {"source", source},
                                                                               {"iteration", iteration},
                                                                               {"summary", summary},
                                                                               {"symbols", symbols}}};
    for (const auto& [name, field] : structure) add(name, field);
    for (const Metric& metric : metrics.metrics) add_slot(metric.name);
    const auto is_asked_for = [&](std::string_view key) { return metrics.index_of(key).has_value(); };
    if (std::any_of(fill_keys.begin(), fill_keys.end(), is_asked_for)) add("fills", fills);
    // The bot writes its edge as net_bps; edge_bps, where present, is the better figure.
    edge_ = metrics.index_of("edge_bps").value_or(no_slot);
    if (edge_ != no_slot) edge_fallback_ = metrics.index_of("net_bps").value_or(slots_);
    if (edge_fallback_ == slots_) add_slot("net_bps");
    std::sort(wanted_.begin(), wanted_.end());
  }

  [[nodiscard]] IterField find(std::string_view key) const noexcept {
    if (key.empty()) return IterField::none;
    for (std::uint32_t i = heads_[bucket(key)]; i != end_of_chain; i = names_[i].next) {
      if (names_[i].name == key) return names_[i].field;
    }
    return IterField::none;
  }

  [[nodiscard]] std::size_t size() const noexcept { return slots_; }
  [[nodiscard]] std::size_t metrics() const noexcept { return metrics_; }
  [[nodiscard]] std::string_view default_symbol() const noexcept { return default_symbol_; }

  /// The slot read where the metric's own key is absent.
  [[nodiscard]] std::size_t fallback(std::size_t metric) const noexcept {
    return metric == edge_ ? edge_fallback_ : no_slot;
  }

  [[nodiscard]] bool wants(std::string_view symbol) const noexcept {
    return wanted_.empty() || std::binary_search(wanted_.begin(), wanted_.end(), symbol);
  }

  [[nodiscard]] static constexpr std::optional<std::size_t> slot(IterField field) noexcept {
    if (field < IterField::first_slot) return std::nullopt;
    return static_cast<std::size_t>(field) - static_cast<std::size_t>(IterField::first_slot);
  }
  [[nodiscard]] static constexpr bool takes_number(IterField field) noexcept {
    return field >= IterField::first_slot || field == IterField::iteration || field == IterField::timestamp;
  }
  [[nodiscard]] static constexpr bool is_text(IterField field) noexcept {
    return field >= IterField::symbol && field <= IterField::source;
  }
  /// Place of a text other than the symbol among the iter_text_fields.
  [[nodiscard]] static constexpr std::size_t text_slot(IterField field) noexcept {
    return static_cast<std::size_t>(field) - static_cast<std::size_t>(IterField::timestamp);
  }

 private:
  struct Name {
    std::string name;
    IterField field;
    std::uint32_t next;  ///< index of the next name in the same bucket
  };
  static constexpr std::uint32_t end_of_chain = UINT32_MAX;

  /// Every key of every record is looked up, so this is a table of its own: length, first and last byte tell the keys
  /// that occur apart, and a miss mostly ends at an empty bucket without comparing a byte.
  [[nodiscard]] static std::size_t bucket(std::string_view key) noexcept {
    const auto first = static_cast<unsigned char>(key.front());
    const auto last = static_cast<unsigned char>(key.back());
    return (key.size() * 7 + first * 3u + last) % bucket_count;
  }

  void add(std::string_view name, IterField field) {
    std::uint32_t& head = heads_[bucket(name)];
    names_.push_back({std::string(name), field, head});
    head = static_cast<std::uint32_t>(names_.size() - 1);
  }
  void add_slot(std::string_view name) {
    add(name, static_cast<IterField>(static_cast<std::size_t>(IterField::first_slot) + slots_++));
  }

  static constexpr std::size_t bucket_count = 256;
  static constexpr std::array<std::uint32_t, bucket_count> empty_buckets = [] {
    std::array<std::uint32_t, bucket_count> heads{};
    heads.fill(end_of_chain);
    return heads;
  }();

  std::vector<Name> names_;
  std::array<std::uint32_t, bucket_count> heads_ = empty_buckets;
  std::vector<std::string> wanted_;
  std::string default_symbol_;
  std::size_t metrics_;
  std::size_t slots_ = 0;
  std::size_t edge_ = no_slot;
  std::size_t edge_fallback_ = no_slot;
};

}  // namespace soak
