// Where in a JSON record, or in which column, a value of a meaning stands.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/split.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/bots/raw_record.hpp>

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

/// Small letters and digits alone: how "Trade-ID", "trade_id" and "tradeId" are one name.
[[nodiscard]] inline std::string plain_key(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
  }
  return out;
}

/// A tree of keys. Lists are looked through: /raw/data is found in {"raw":[{"data":1}]} too, unless a pointer names the
/// place in the list. Immutable while readers use it.
class RecordKeys {
 public:
  static constexpr int nowhere = -1;
  static constexpr int root = 0;

  RecordKeys() : nodes_(1) { buckets_.fill(nowhere); }

  /// `path` is a JSON pointer, or a key of the record itself.
  void add(std::string_view path, Slot slot) {
    int node = root;
    if (!path.starts_with('/')) {
      node = child_for(node, std::string(path));
    } else {
      for (const std::string_view token : split(path.substr(1), '/', SIZE_MAX))
        node = child_for(node, unescaped(token));
    }
    nodes_[static_cast<std::size_t>(node)].slot = slot;
  }
  /// From here on a key of the record itself that is not known as it is written counts by its plain_key().
  void take_plain_keys() noexcept { takes_plain_ = true; }
  /// Each object in the list at `key` is a fee of its own.
  void add_fee_list(std::string_view key) {
    nodes_[static_cast<std::size_t>(child_for(root, std::string(key)))].lists_fees = true;
  }

  /// Where `key` leads from a node.
  [[nodiscard, gnu::hot]] int step(int node, std::string_view key) const noexcept {
    if (node == nowhere) return nowhere;
    if (node == root) {
      const int found = step_from_root(key);
      return found == nowhere && takes_plain_ ? step_from_root(plain_key(key)) : found;
    }
    for (const int child : nodes_[static_cast<std::size_t>(node)].children) {
      if (nodes_[static_cast<std::size_t>(child)].key == key) return child;
    }
    return nowhere;
  }
  [[nodiscard]] Slot slot(int node) const noexcept {
    return node == nowhere ? Slot::none : nodes_[static_cast<std::size_t>(node)].slot;
  }
  [[nodiscard]] bool lists_fees(int node) const noexcept {
    return node != nowhere && nodes_[static_cast<std::size_t>(node)].lists_fees;
  }
  /// True if a pointer names places of the list at this node by number.
  [[nodiscard]] bool counts_elements(int node) const noexcept {
    return node != nowhere && nodes_[static_cast<std::size_t>(node)].counts_elements;
  }

 private:
  struct Node {
    std::string key;
    std::vector<int> children;
    int next = nowhere;  ///< in the root's chain
    Slot slot = Slot::none;
    bool lists_fees = false;
    bool counts_elements = false;
  };

  [[nodiscard, gnu::hot]] int step_from_root(std::string_view key) const noexcept {
    for (int i = buckets_[bucket(key)]; i != nowhere; i = nodes_[static_cast<std::size_t>(i)].next) {
      if (nodes_[static_cast<std::size_t>(i)].key == key) return i;
    }
    return nowhere;
  }
  [[nodiscard]] static std::size_t bucket(std::string_view key) noexcept {
    if (key.empty()) return 0;
    const auto first = static_cast<unsigned char>(key.front());
    const auto last = static_cast<unsigned char>(key.back());
    return (key.size() * 11u + first * 3u + last) % bucket_count;
  }
  [[nodiscard]] static std::string unescaped(std::string_view token) {
    std::string key;
    for (std::size_t i = 0; i < token.size(); ++i) {
      const bool is_escape = token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
      key += is_escape ? (token[++i] == '1' ? '/' : '~') : token[i];
    }
    return key;
  }
  [[nodiscard]] int child_for(int node, std::string key) {
    if (const int known = step(node, key); known != nowhere) return known;
    const int child = static_cast<int>(nodes_.size());
    const bool is_number = !key.empty() && key.find_first_not_of("0123456789") == key.npos;
    if (node == root) {
      int& head = buckets_[bucket(key)];
      nodes_.push_back({key, {}, head, Slot::none, false, false});
      head = child;
    } else {
      nodes_.push_back({key, {}, nowhere, Slot::none, false, false});
    }
    Node& parent = nodes_[static_cast<std::size_t>(node)];
    parent.children.push_back(child);
    parent.counts_elements = parent.counts_elements || is_number;
    return child;
  }

  static constexpr std::size_t bucket_count = 128;

  std::vector<Node> nodes_;
  std::array<int, bucket_count> buckets_;
  bool takes_plain_ = false;
};

/// A meaning and what it is usually called, the names in the form of plain_key().
struct UsualNames {
  Slot slot;
  std::string_view name;   ///< what --field calls it
  std::string_view names;  ///< with blanks between them
};

inline constexpr std::array<UsualNames, 21> usual_names{{
    {Slot::time, "time", "time timestamp ts datetime date tradetime exectime tsevent createdat"},
    {Slot::symbol, "symbol", "symbol pair market instrument instrumentid tradingpair"},
    {Slot::side, "side", "side orderside tradetype direction"},
    {Slot::price, "price", "price lastpx execprice fillprice tradeprice"},
    {Slot::quantity, "quantity", "quantity amount qty size lastqty execqty volume"},
    {Slot::cost, "cost", "cost notional quoteqty"},
    {Slot::contract_size, "contract_size", "contractsize cmult multiplier"},
    {Slot::liquidity, "liquidity", "liquidity takerormaker makertaker liquidityside role ismaker maker"},
    {Slot::order_type, "order_type", "ordertype"},
    {Slot::fee, "fee", "fee commission feecost feeamount"},
    {Slot::fee_currency, "fee_currency", "feecurrency feeasset feecoin feetoken commissionasset"},
    {Slot::fee_rate, "fee_rate", "feerate"},
    {Slot::trade_id, "trade_id", "tradeid id execid fillid"},
    {Slot::order_id, "order_id", "orderid order"},
    {Slot::client_order_id, "client_order_id", "clientorderid clordid"},
    {Slot::event, "event", "event"},
    {Slot::mid, "mid", "mid midprice"},
    {Slot::bid, "bid", "bid bestbid"},
    {Slot::ask, "ask", "ask bestask"},
    {Slot::sent_time, "sent_time", "senttime senttimestamp"},
    {Slot::acked_time, "acked_time", "ackedtime acktime acktimestamp"},
}};

/// The meaning that --field knows by `name`, or by one of its usual names.
[[nodiscard]] inline std::optional<Slot> slot_named(std::string_view name) {
  const std::string plain = plain_key(name);
  for (const UsualNames& usual : usual_names) {
    if (name == usual.name) return usual.slot;
    for (const std::string_view other : split(usual.names, ' ', SIZE_MAX)) {
      if (other == plain) return usual.slot;
    }
  }
  return std::nullopt;
}

/// One --field: a meaning, and the key, JSON pointer or column that has it.
struct FieldChoice {
  Slot slot;
  std::string source;
};

/// Reads "NAME=COLUMN" or "NAME=/JSON/POINTER".
[[nodiscard]] inline Result<FieldChoice> field_choice(std::string_view text) {
  const auto equals = text.find('=');
  const auto slot = slot_named(text.substr(0, equals));
  if (equals != text.npos && slot && equals + 1 < text.size()) {
    return FieldChoice{*slot, std::string(text.substr(equals + 1))};
  }
  std::string known;
  for (const UsualNames& usual : usual_names) known += (known.empty() ? "" : ", ") + std::string(usual.name);
  return Error{Errc::usage,
               "--field " + printable(text) + ": expected NAME=COLUMN or NAME=/JSON/POINTER with one of " + known};
}

}  // namespace soak
