// Which keys of an ITER_SUMMARY mean something, for a given set of metrics.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/split.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/window/shard.hpp>

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

namespace window_detail {

/// What a text of a window is cut to; nothing that means something is longer.
inline constexpr std::size_t max_text_bytes = 200;
static_assert(max_text_bytes >= max_symbol_bytes + 4, "a name that is too long must stay it when it is cut");

}  // namespace window_detail

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
  summary,  ///< the three names for the object that holds the metrics
  metrics,
  kpi,
  symbols,
  wrapper,  ///< an array of windows
  fills,
  taker_ratio,  ///< these three tell an EDGE_REPORT, which has a metric at its root, from a window
  latency,
  total,
  tuning,  ///< what only the entries of a TUNING_REPORT have
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
  IterFields(const MetricSet& metric_set, std::vector<std::string> wanted_symbols, std::string default_symbol,
             const Shard& shard = {})
      : wanted_(std::move(wanted_symbols)),
        shard_(shard),
        default_symbol_(std::move(default_symbol)),
        metrics_(metric_set.size()) {
    using enum IterField;
    for (const auto& [name, field] : structure) add(name, field);
    for (const Metric& metric : metric_set.metrics) add_slot(metric.name);
    const auto is_asked_for = [&](std::string_view key) { return metric_set.index_of(key).has_value(); };
    if (std::any_of(fill_keys.begin(), fill_keys.end(), is_asked_for)) add("fills", fills);
    for (std::size_t m = 0; m < metrics_; ++m) {
      const std::string& name = metric_set.metrics[m].name;
      if (std::find(fill_keys.begin(), fill_keys.end(), name) == fill_keys.end()) judged_ = m + 1;
    }
    // The bot writes its edge as net_bps; edge_bps, where present, is the better figure.
    for (std::size_t m = 0; m < metrics_; ++m) slots_of_.push_back({m, no_slot, no_slot});
    if (const auto edge = metric_set.index_of("edge_bps")) {
      const auto net = metric_set.index_of("net_bps");
      slots_of_[*edge][1] = net.value_or(slots_);
      if (!net) add_slot("net_bps");
    }
    std::sort(wanted_.begin(), wanted_.end());
  }

  /// Reads the metric `name` (or "symbol", "timestamp", "iteration") from `source` where that is there: a key of the
  /// record or of its summary, or a JSON pointer from the record or from a symbol's entry.
  [[nodiscard]] Result<void> map(std::string_view name, std::string_view source);

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

  /// The slots that a metric is read from, the first that is there: what --field names, its own key, net_bps for the
  /// edge. no_slot ends them.
  [[nodiscard]] const std::array<std::size_t, 3>& slots_of(std::size_t metric) const noexcept {
    return slots_of_[metric];
  }

  /// Metrics from this one on count fills and make no window of a record by themselves.
  [[nodiscard]] std::size_t judged() const noexcept { return judged_; }

  [[nodiscard]] bool has_paths() const noexcept { return nodes_.size() > 1; }
  /// The place below `node` (0 is the root of a record or entry) under `key`; -1 if no pointer leads there.
  [[nodiscard]] int step(int node, std::string_view key) const noexcept {
    for (const auto& [token, next] : nodes_[static_cast<std::size_t>(node)].children) {
      if (token == key) return next;
    }
    return -1;
  }
  [[nodiscard]] IterField field_at(int node) const noexcept {
    return node < 0 ? IterField::none : nodes_[static_cast<std::size_t>(node)].field;
  }

  /// True if the values of its windows are asked for here.
  [[nodiscard]] bool wants(std::string_view symbol) const noexcept { return shows(symbol) && shard_.owns(symbol); }
  /// True if the run is to show the symbol, be it in another shard.
  [[nodiscard]] bool shows(std::string_view symbol) const noexcept {
    return wanted_.empty() || std::binary_search(wanted_.begin(), wanted_.end(), symbol);
  }

  [[nodiscard]] static constexpr std::optional<std::size_t> slot(IterField field) noexcept {
    if (field < IterField::first_slot) return std::nullopt;
    return static_cast<std::size_t>(field) - static_cast<std::size_t>(IterField::first_slot);
  }
  [[nodiscard]] static constexpr bool takes_number(IterField field) noexcept {
    return field >= IterField::first_slot || field == IterField::iteration || field == IterField::timestamp ||
           field == IterField::runtime_utc;
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

  /// A place on the way of a JSON pointer.
  struct Node {
    std::vector<std::pair<std::string, int>> children = {};
    IterField field = IterField::none;  ///< what the value there is
  };

  static constexpr std::array<std::pair<std::string_view, IterField>, 20> structure{{
      {"symbol", IterField::symbol},           {"timestamp", IterField::timestamp},
      {"runtime_utc", IterField::runtime_utc}, {"commit", IterField::commit},
      {"profile", IterField::profile},         {"source", IterField::source},
      {"iteration", IterField::iteration},     {"summary", IterField::summary},
      {"metrics", IterField::metrics},         {"kpi", IterField::kpi},
      {"symbols", IterField::symbols},         {"windows", IterField::wrapper},
      {"iterations", IterField::wrapper},      {"data", IterField::wrapper},
      {"records", IterField::wrapper},         {"taker_ratio", IterField::taker_ratio},
      {"latency", IterField::latency},         {"total", IterField::total},
      {"kpi_verdict", IterField::tuning},      {"proposed_deltas", IterField::tuning},
  }};

  [[nodiscard]] IterField target_of(std::string_view name);
  void add_path(std::string_view pointer, IterField field);

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
  Shard shard_;
  std::string default_symbol_;
  std::size_t metrics_;
  std::size_t slots_ = 0;
  std::size_t judged_ = 0;
  std::vector<std::array<std::size_t, 3>> slots_of_;
  std::vector<Node> nodes_ = {{}};
};

/// A field for what `name` means; a metric gets a slot of its own, which goes before its usual key.
inline IterField IterFields::target_of(std::string_view name) {
  if (name == "symbol" || name == "timestamp" || name == "iteration") return find(name);
  const auto slot_field = find(name);
  const auto metric = slot(slot_field);
  if (!metric || *metric >= metrics_) return IterField::none;
  auto& slots = slots_of_[*metric];
  const bool is_new = slots.front() == *metric;
  if (is_new) slots = {slots_++, slots[0], slots[1]};
  return static_cast<IterField>(static_cast<std::size_t>(IterField::first_slot) + slots.front());
}

inline void IterFields::add_path(std::string_view pointer, IterField field) {
  std::size_t node = 0;
  for (const std::string_view token : split(pointer.substr(1), '/', SIZE_MAX)) {
    std::string key;
    for (std::size_t i = 0; i < token.size(); ++i) {
      const bool is_escape = token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
      key += is_escape ? (token[++i] == '1' ? '/' : '~') : token[i];
    }
    int next = step(static_cast<int>(node), key);
    if (next < 0) {
      next = static_cast<int>(nodes_.size());
      nodes_[node].children.emplace_back(std::move(key), next);
      nodes_.emplace_back();
    }
    node = static_cast<std::size_t>(next);
  }
  nodes_[node].field = field;
}

inline Result<void> IterFields::map(std::string_view name, std::string_view source) {
  const auto refuse = [&](const std::string& reason) {
    return Error{Errc::usage, printable(name) + "=" + printable(source) + ": " + reason};
  };
  if (source.empty() || source == "/") return refuse("expected NAME=KEY or NAME=/JSON/POINTER");
  if (source.front() != '/' && find(source) != IterField::none) {
    return refuse("the key '" + printable(source) + "' has a meaning of its own");
  }
  const IterField field = target_of(name);
  if (field == IterField::none) {
    return refuse("'" + printable(name) + "' is neither a metric nor symbol, timestamp or iteration");
  }
  if (source.front() == '/') {
    add_path(source, field);
  } else {
    add(source, field);
  }
  return {};
}

}  // namespace soak
