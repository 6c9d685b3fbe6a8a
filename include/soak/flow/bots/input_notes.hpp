// What was skipped of the input: the first ones by name, the rest by number.
#pragma once

#include <soak/core/text/counted.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/bots/block_parser.hpp>
#include <soak/sys/log.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

class InputNotes {
 public:
  void add(std::string_view path, const ParsedBlock& block) {
    other_ += block.other;
    for (const BrokenRecord& broken : block.broken) add_broken(path, broken.offset, broken.reason);
  }
  void add_broken(std::string_view path, std::uint64_t offset, std::string_view reason) {
    if (broken_++ >= named) return;
    lines_.push_back(printable(path) + ": byte " + std::to_string(offset) + ": " + std::string(reason) + "; skipped");
  }
  /// A row of a table.
  void add_row(std::string_view path, std::string_view table, std::int64_t row, std::string_view reason) {
    if (broken_++ >= named) return;
    lines_.push_back(printable(path) + ": " + std::string(table) + " row " + std::to_string(row) + ": " +
                     std::string(reason) + "; skipped");
  }
  [[nodiscard]] std::size_t broken() const noexcept { return broken_; }
  [[nodiscard]] std::size_t other() const noexcept { return other_; }

  /// Says what has come since the last time.
  void say() {
    for (; said_ < lines_.size(); ++said_) diagnose(Severity::warn, lines_[said_]);
    if (broken_ > named && broken_ != counted_) {
      diagnose(Severity::warn, counted(broken_ - named, "more broken record") + " skipped");
      counted_ = broken_;
    }
  }

 private:
  static constexpr std::size_t named = 20;

  std::vector<std::string> lines_;
  std::size_t said_ = 0;
  std::size_t broken_ = 0;
  std::size_t counted_ = 0;
  std::size_t other_ = 0;
};

}  // namespace soak
