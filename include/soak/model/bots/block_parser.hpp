// Blocks of text become records: lines of JSON, a JSON document, rows of CSV.
#pragma once

#include <soak/core/text/encoding.hpp>
#include <soak/model/bots/csv_row.hpp>
#include <soak/model/bots/hummingbot_log.hpp>
#include <soak/model/bots/record_builder.hpp>
#include <soak/model/bots/record_parser.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// A record that is named and skipped.
struct BrokenRecord {
  std::uint64_t offset;  ///< byte of the source
  std::string reason;
};

/// What a block of text held.
struct ParsedBlock {
  std::vector<BotRecord> records;
  std::vector<BrokenRecord> broken;
  std::size_t other = 0;  ///< records that are neither a fill nor an event of ours

  void clear() noexcept {
    records.clear();
    broken.clear();
    other = 0;
  }
};

/// One reader's own; the table of keys and the book of symbols are shared and must outlive it.
class BlockParser {
 public:
  BlockParser(BotFormat format, const RecordKeys& keys, FeeRates rates, SymbolBook& book)
      : keys_(keys), builder_(format, rates, book), parser_(keys, Take{this}), symbols_(book) {}
  BlockParser(const BlockParser&) = delete;

  /// Lines of JSON that begin at byte `offset` of their source.
  [[gnu::hot]] void parse_lines(std::string_view text, std::uint64_t offset, ParsedBlock& out) {
    for_lines(text, offset, [&](std::string_view line, std::uint64_t at) {
      begin(out, at);
      if (const auto parsed = parser_.parse(line); !parsed) out.broken.push_back({at, parsed.error().message});
    });
  }
  /// One JSON document, or several one after another.
  void parse_document(std::string_view text, ParsedBlock& out) {
    const std::size_t bom = byte_order_mark(text);
    begin(out, bom);
    if (const auto parsed = parser_.parse(text.substr(bom)); !parsed)
      out.broken.push_back({bom, parsed.error().message});
  }
  /// Rows of CSV below this header.
  void parse_rows(const CsvHeader& header, std::string_view text, std::uint64_t offset, ParsedBlock& out) {
    for_lines(text, offset, [&](std::string_view line, std::uint64_t at) {
      begin(out, at);
      if (const auto problem = row_.read(header, line); !problem.empty()) {
        out.broken.push_back({at, std::string(problem)});
      } else {
        take(row_.record());
      }
    });
  }
  /// Lines of Hummingbot's log: what is no event of an order is none of ours.
  void parse_log(std::string_view text, std::uint64_t offset, ParsedBlock& out) {
    for_lines(text, offset, [&](std::string_view line, std::uint64_t) {
      const auto creation = order_creation(line);
      if (!creation) {
        ++out.other;
        return;
      }
      BotRecord record;
      record.symbol = symbols_.find(creation->trading_pair);
      record.order = id_hash(creation->order_id);
      record.order_alias = id_hash(creation->exchange_order_id);
      record.time_us = creation->created_us;
      record.kind = RecordKind::order_sent;
      out.records.push_back(record);
      record.time_us = creation->logged_us;
      record.kind = RecordKind::order_acked;
      out.records.push_back(record);
    });
  }
  [[nodiscard]] const RecordKeys& keys() const noexcept { return keys_; }

 private:
  struct Take {
    BlockParser* parser;
    void operator()(const RawRecord& raw) const { parser->take(raw); }
  };

  void begin(ParsedBlock& out, std::uint64_t offset) noexcept {
    out_ = &out;
    offset_ = offset;
  }
  [[gnu::hot]] void take(const RawRecord& raw) {
    const BuildOutcome outcome =
        builder_.build(raw, [this](const BotRecord& record) { out_->records.push_back(record); });
    if (outcome.kind == BuildOutcome::Kind::other) ++out_->other;
    if (outcome.kind == BuildOutcome::Kind::broken) out_->broken.push_back({offset_, std::string(outcome.reason)});
  }
  /// Calls `visit(line, offset)` for each line that is not blank, without blanks around it.
  template <class Visit>
  static void for_lines(std::string_view text, std::uint64_t offset, const Visit& visit) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      std::string_view line = text.substr(at, end - at);
      line.remove_prefix(byte_order_mark(line));
      const std::size_t first = line.find_first_not_of(" \t\r");
      if (first != line.npos) visit(line.substr(first, line.find_last_not_of(" \t\r") - first + 1), offset + at);
      at = end + 1;
    }
  }

  const RecordKeys& keys_;
  RecordBuilder builder_;
  RecordParser<Take> parser_;
  SymbolCache symbols_;
  CsvRow row_;
  ParsedBlock* out_ = nullptr;
  std::uint64_t offset_ = 0;
};

}  // namespace soak
