// A whole text to records, on all processors, in the order in which they stand.
#pragma once

#include <soak/flow/bots/text_form.hpp>
#include <soak/sys/file/line_blocks.hpp>
#include <soak/sys/progress.hpp>
#include <soak/sys/thread/parallel.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace soak {

namespace bots_detail {

struct TextBlock {
  ByteBuffer buffer;
  std::string_view text;
  std::uint64_t offset = 0;
  ParsedBlock parsed;
};

/// Blocks of whole lines of a text that is in memory.
[[nodiscard]] inline std::string_view take_lines(std::string_view& rest) noexcept {
  const std::size_t size = std::min(rest.size(), LineBlocks::block_bytes);
  const auto end = rest.find('\n', size == rest.size() ? size : size - 1);
  const std::string_view block = rest.substr(0, end == rest.npos ? rest.size() : end + 1);
  rest.remove_prefix(block.size());
  return block;
}

inline constexpr std::size_t max_feed_bytes = std::size_t{1} << 30;

}  // namespace bots_detail

/// Reads the text behind `fd`. Calls `take(const ParsedBlock&)` for each block, one call at a time; false stops.
template <class Take>
[[nodiscard]] Result<void> read_text(const BotInput& input, Fd fd, const Unpacker& unpacker, std::size_t threads,
                                     BlockParsers& parsers, const Take& take) {
  using namespace bots_detail;
  const auto unusable = [&](std::string_view reason) {
    return Error{Errc::input_unusable, "cannot read " + printable(input.path) + ": " + std::string(reason)};
  };
  const bool is_packed = packing_of(input.path) != Packing::none;
  Progress progress("reading", is_packed ? 0 : file_size(fd.get()), ProgressUnit::bytes);
  ByteBuffer unpacked;
  std::string_view rest;
  std::optional<LineBlocks> blocks;
  if (is_packed) {
    if (!unpacker) return unusable("it is compressed, and nothing here unpacks it");
    const Unpacked outcome = unpacker(fd.get(), packing_of(input.path), max_feed_bytes, unpacked);
    if (!outcome.problem.empty()) return unusable("it " + outcome.problem);
    if (outcome.is_larger) return unusable("it is larger than 1 GiB when unpacked");
    rest = unpacked.view();
  } else {
    blocks.emplace(std::move(fd));
    (void)blocks->read_first();
  }
  const auto form = parsers.form_of(input, is_packed ? rest : blocks->peek());
  if (!form) return form.error();
  if (form->kind == TextForm::Kind::document) {
    if (!is_packed && !blocks->read_all(max_feed_bytes))
      return unusable("it is larger than 1 GiB and not one JSON object a line");
    if (!is_packed && blocks->error() != 0) return unusable(std::generic_category().message(blocks->error()));
    ParsedBlock parsed;
    parsers.parse(*form, is_packed ? rest : blocks->peek(), 0, parsed);
    (void)take(parsed);
    return {};
  }
  std::uint64_t unpacked_offset = 0;
  pipeline<TextBlock>(
      threads != 0 ? threads : processor_count(),
      [&](TextBlock& block) {
        if (is_packed) {
          block.text = take_lines(rest);
          block.offset = unpacked_offset;
          unpacked_offset += block.text.size();
          return !block.text.empty();
        }
        const bool is_there = blocks->next(block.buffer, block.offset);
        block.text = block.buffer.view();
        return is_there;
      },
      [&](TextBlock& block) { parsers.parse(*form, block.text, block.offset, block.parsed); },
      [&](TextBlock& block) {
        progress.advance(block.text.size());
        return take(block.parsed);
      });
  if (!is_packed && blocks->error() != 0) return unusable(std::generic_category().message(blocks->error()));
  return {};
}

}  // namespace soak
