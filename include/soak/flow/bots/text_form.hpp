// What form a text has, told from how it begins, and how it becomes records block by block.
#pragma once

#include <soak/core/text/encoding.hpp>
#include <soak/flow/bots/find_inputs.hpp>
#include <soak/model/bots/block_parser.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// One text's: its header is read once.
struct TextForm {
  enum class Kind : std::uint8_t { lines, document, rows, log };
  Kind kind = Kind::lines;
  CsvHeader header = {};
  std::size_t header_bytes = 0;
};

/// What all readers of a run share: the tables, and parsers to be borrowed.
class BlockParsers {
 public:
  BlockParsers(const BotsSettings& settings, SymbolBook& book)
      : format_(settings.windows.format),
        rates_(settings.rates),
        keys_(record_keys(format_, settings.fields)),
        book_(book) {}

  /// `beginning` is the first line at least, if there is one.
  [[nodiscard]] Result<TextForm> form_of(const BotInput& input, std::string_view beginning) {
    TextForm form;
    if (input.kind == BotInput::Kind::log) form.kind = TextForm::Kind::log;
    const std::size_t bom = byte_order_mark(beginning);
    const std::size_t first = std::min(beginning.find_first_not_of(" \t\r\n", bom), beginning.size());
    const bool is_json = first < beginning.size() && (beginning[first] == '{' || beginning[first] == '[');
    const std::string_view foreign = foreign_content(beginning);
    const bool is_csv = foreign.starts_with("looks like CSV");
    const bool takes_rows = format_ == BotFormat::csv || (format_ == BotFormat::nautilus && !is_json);
    if (!foreign.empty() && !is_csv) return refuse(input, foreign);
    if (form.kind == TextForm::Kind::log) return form;
    if (takes_rows) return with_header(input, beginning, first);
    if (is_csv) return refuse(input, "looks like CSV (--format csv reads it)");
    const std::size_t end = std::min(beginning.find('\n', first), beginning.size());
    if (is_json && !is_whole(beginning.substr(first, end - first)) && goes_on(beginning.substr(first, end - first))) {
      form.kind = TextForm::Kind::document;
    }
    return form;
  }

  [[gnu::hot]] void parse(const TextForm& form, std::string_view text, std::uint64_t offset, ParsedBlock& out) {
    std::unique_ptr<BlockParser> parser = borrow();
    out.clear();
    switch (form.kind) {
      case TextForm::Kind::lines:
        parser->parse_lines(text, offset, out);
        break;
      case TextForm::Kind::document:
        parser->parse_document(text, out);
        break;
      case TextForm::Kind::rows: {
        const std::size_t skip = offset == 0 ? std::min(form.header_bytes, text.size()) : 0;
        parser->parse_rows(form.header, text.substr(skip), offset + skip, out);
        break;
      }
      case TextForm::Kind::log:
        parser->parse_log(text, offset, out);
        break;
    }
    give_back(std::move(parser));
  }

 private:
  [[nodiscard]] static Error refuse(const BotInput& input, std::string_view what) {
    return {Errc::input_unusable, "cannot read " + printable(input.path) + ": it " + std::string(what)};
  }
  [[nodiscard]] Result<TextForm> with_header(const BotInput& input, std::string_view beginning,
                                             std::size_t first) const {
    TextForm form{TextForm::Kind::rows};
    const std::size_t end = std::min(beginning.find('\n', first), beginning.size());
    std::string_view line = beginning.substr(first, end - first);
    if (line.ends_with('\r')) line.remove_suffix(1);
    form.header = csv_header(line, keys_);
    form.header_bytes = std::min(end + 1, beginning.size());
    const bool has_fills =
        form.header.has(Slot::price) && (form.header.has(Slot::quantity) || form.header.has(Slot::cost));
    if (form.header.has(Slot::time) && (has_fills || form.header.has(Slot::mid) || form.header.has(Slot::acked_time)))
      return form;
    std::string columns;
    for (const std::string& name : form.header.names) columns += (columns.empty() ? "" : ", ") + printable(name, 40);
    return refuse(input, "has no column for " +
                             std::string(form.header.has(Slot::time) ? "price and quantity" : "time") +
                             " (its columns: " + columns + "); name it with --field NAME=COLUMN");
  }
  [[nodiscard]] bool is_whole(std::string_view line) {
    ParsedBlock ignored;
    std::unique_ptr<BlockParser> parser = borrow();
    parser->parse_document(line, ignored);
    const bool whole = ignored.broken.empty() || !ignored.broken.front().reason.starts_with("byte ");
    give_back(std::move(parser));
    return whole;
  }
  /// True if a first line that is no whole value may be the beginning of one over several lines.
  [[nodiscard]] static bool goes_on(std::string_view line) noexcept {
    const auto last = line.find_last_not_of(" \t\r");
    return last != line.npos && std::string_view("{[,").find(line[last]) != std::string_view::npos;
  }

  [[nodiscard]] std::unique_ptr<BlockParser> borrow() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return std::make_unique<BlockParser>(format_, keys_, rates_, book_);
    std::unique_ptr<BlockParser> parser = std::move(idle_.back());
    idle_.pop_back();
    return parser;
  }
  void give_back(std::unique_ptr<BlockParser> parser) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(parser));
  }

  BotFormat format_;
  FeeRates rates_;
  RecordKeys keys_;
  SymbolBook& book_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<BlockParser>> idle_;
};

}  // namespace soak
