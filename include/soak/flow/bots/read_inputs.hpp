// All that --in names to records, each with its place in the input.
#pragma once

#include <soak/flow/bots/hummingbot_database.hpp>
#include <soak/flow/bots/read_text.hpp>
#include <soak/model/bots/passivbot_state.hpp>
#include <soak/sys/feed/scratch_file.hpp>
#include <soak/sys/file/file_info.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace soak {

/// May read the same input twice: what comes from standard input is kept on the disk for that.
class InputReader {
 public:
  InputReader(const BotsSettings& settings, SymbolBook& book)
      : settings_(settings), symbols_(book), parsers_(settings, book) {}

  /// Calls `take(const BotRecord&)` for each record; false stops. Notes are begun anew.
  template <class Take>
  [[nodiscard]] Result<void> read(const std::vector<BotInput>& inputs, const Take& take) {
    notes_ = {};
    arrival_ = 0;
    bool goes_on = true;
    const auto take_one = [&](BotRecord record) {
      record.arrival = arrival_++;
      goes_on = goes_on && take(record);
      return goes_on;
    };
    for (const BotInput& input : inputs) {
      if (!goes_on) break;
      auto done = read_one(input, take_one);
      if (!done) return Error{Errc::input_unusable, done.error().message};  // also where the writer holds it too long
    }
    return {};
  }

  [[nodiscard]] InputNotes& notes() noexcept { return notes_; }
  [[nodiscard]] std::uint64_t records() const noexcept { return arrival_; }
  [[nodiscard]] BlockParsers& parsers() noexcept { return parsers_; }
  [[nodiscard]] SymbolCache& symbols() noexcept { return symbols_; }

 private:
  template <class Take>
  [[nodiscard]] Result<void> read_one(const BotInput& input, const Take& take) {
    if (input.kind == BotInput::Kind::database) {
      auto database = HummingbotDatabase::open(input.path);
      if (!database) return database.error();
      Progress progress("reading", 0, ProgressUnit::rows);
      return database->read_new(settings_.rates, symbols_, notes_, [&](const BotRecord& record) {
        (void)take(record);
        if (arrival_ % 65536 == 0) progress.advance(65536);
      });
    }
    if (input.kind == BotInput::Kind::state) return read_state_file(input.path, take);
    auto fd = open(input.path);
    if (!fd) return fd.error();
    return read_text(input, std::move(*fd), settings_.unpacker, settings_.threads, parsers_,
                     [&](const ParsedBlock& block) {
                       notes_.add(input.path, block);
                       for (const BotRecord& record : block.records) {
                         if (!take(record)) return false;
                       }
                       return true;
                     });
  }
  template <class Take>
  [[nodiscard]] Result<void> read_state_file(const std::string& path, const Take& take) {
    constexpr std::size_t most_bytes = std::size_t{256} << 20;
    const auto text = read_file(path, most_bytes);
    const auto written = modified_at(path);
    if (!text || !written) return !text ? text.error() : written.error();
    const auto risks = passivbot_risks(*text, written->time_since_epoch().count(), symbols_);
    if (!risks) {
      notes_.add_broken(path, 0, risks.error().message);
      return {};
    }
    for (const BotRecord& risk : *risks) (void)take(risk);
    return {};
  }
  [[nodiscard]] Result<Fd> open(const std::string& path) {
    if (path != "-") {
      Fd fd(open_regular(path));
      if (!fd) return errno_error(Errc::input_unusable, "read", path, errno);
      return fd;
    }
    if (!kept_input_) {
      auto kept = ScratchFile::make();
      if (!kept) return kept.error();
      std::string block(LineBlocks::block_bytes, '\0');
      const Fd input = standard_input();
      while (true) {
        const ssize_t n = read_full(input.get(), block.data(), block.size());
        if (n < 0) return errno_error(Errc::input_unusable, "read", "standard input", errno);
        if (n == 0) break;
        if (auto added = kept->append(std::string_view(block).substr(0, static_cast<std::size_t>(n))); !added)
          return added.error();
      }
      kept_input_.emplace(std::move(*kept));
    }
    Fd fd = kept_input_->reader();
    if (!fd) return errno_error(Errc::input_unusable, "read", "standard input", errno);
    return fd;
  }

  const BotsSettings& settings_;
  SymbolCache symbols_;
  BlockParsers parsers_;
  InputNotes notes_;
  std::optional<ScratchFile> kept_input_;
  std::uint64_t arrival_ = 0;
};

}  // namespace soak
