// Appending to the journal. What was written is remembered in the state directory too, so that the chain and the ladder
// go on when the file was rotated, emptied or cut, and so that this is named.
#pragma once

#include <soak/analysis/walk/fail_streak.hpp>
#include <soak/flow/walk/journal.hpp>
#include <soak/flow/walk/rotated_journals.hpp>
#include <soak/model/walk/journal_memory.hpp>
#include <soak/report/walk/journal_notices.hpp>
#include <soak/sys/clock/clock.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// Appends to a journal that others may append to as well. Verifies the whole chain before the first line, and before
/// each further one what was added since and that its own last line still stands. Whatever an operation finds out about
/// the file is told by take_notices().
class JournalWriter {
 public:
  using Visit = std::function<void(const JournalEntry&)>;

  /// `accept_break`: records that nobody finds any more are given up, once. `now` names files that are set aside; it is
  /// not the entries' time.
  explicit JournalWriter(std::string path, bool accept_break = false, Clock now = system_now)
      : path_(std::move(path)), now_(std::move(now)), accept_break_(accept_break) {}

  /// Verifies what is there, and hands each entry to `visit` if one is given. Makes the file if there is none.
  [[nodiscard]] Result<void> open(const Visit& visit = {}) {
    auto file = lock_and_follow(visit);
    return file ? Result<void>() : Result<void>(file.error());
  }

  /// Seals and appends one entry; it is on disk when this returns. A broken chain is Errc::corrupt, a failed write
  /// Errc::output_failed, and then the journal is as it was. `appended` is called while nobody else can append.
  [[nodiscard]] Result<void> append(const JournalEntry& entry,
                                    const std::function<void(const JournalMemory&)>& appended = {}) {
    auto file = lock_and_follow({});
    if (!file) return file.error();
    SealedLine line = seal(entry, chain_.head());
    line.text += '\n';
    if (auto done = file->append(line.text); !done) return done;
    (void)take(std::string_view(line.text).substr(0, line.text.size() - 1), {});
    verified_ = file->size();
    remember(chain_.records() == 1 ? Durability::sync : Durability::none);
    if (appended) appended(memory_);
    return {};
  }

  /// Moves the journal to "<path>.<time>" and gives that name; the next append begins a new file, which goes on from
  /// the last line of this one.
  [[nodiscard]] Result<std::string> rotate() {
    auto file = lock_and_follow({});
    if (!file) return file.error();
    if (file->size() == 0) return Error{Errc::input_unusable, "cannot rotate " + printable(path_) + ": it is empty"};
    auto moved = file->move_aside("", now_());
    if (!moved) return moved;
    inode_ = 0;
    begin_file();
    remember(Durability::sync);
    return moved;
  }

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  /// Hash of the last line; journal_genesis before the first.
  [[nodiscard]] const std::string& head() const noexcept { return memory_.head; }
  /// Since GENESIS.
  [[nodiscard]] std::int64_t records() const noexcept { return memory_.records; }
  /// FAILs that stand in a row at the end of what the journal has of a phase and region.
  [[nodiscard]] std::int64_t fails(std::string_view phase, std::string_view region) const {
    return streaks_.fails(phase, region);
  }
  [[nodiscard]] const JournalMemory& memory() const noexcept { return memory_; }
  /// What is to be warned of, once.
  [[nodiscard]] std::vector<std::string> take_notices() { return std::exchange(notices_, {}); }

 private:
  /// The locked file, whose end the chain has reached. One that must not be appended to is set aside on the way.
  [[nodiscard]] Result<LockedJournal> lock_and_follow(const Visit& visit) {
    while (true) {
      auto file = LockedJournal::open(path_, now_());
      if (!file) return file;
      if (!file->torn_file().empty()) notices_.push_back(torn_tail_notice(file->torn_file()));
      const auto may_append = is_as_left(*file) ? read_rest(*file, visit) : start_over(*file, visit);
      if (!may_append) return may_append.error();
      if (!*may_append) continue;
      if (std::exchange(accept_break_, false) && !memory_.unexplained.empty()) {
        notices_.push_back(accepted_notice(std::exchange(memory_.unexplained, {})));
      }
      return file;
    }
  }

  /// The same file, with everything that was verified still in it as far as its length and last line say.
  [[nodiscard]] bool is_as_left(const LockedJournal& file) const {
    if (inode_ == 0 || inode_ != file.inode() || file.size() < verified_) return false;
    const auto last = file.read(verified_ - last_line_.size(), verified_);
    return last && *last == last_line_;
  }

  /// Brings the chain up to the end of the file.
  [[nodiscard]] Result<bool> read_rest(const LockedJournal& file, const Visit& visit) {
    constexpr std::uint64_t step = std::uint64_t{1} << 20;
    std::string pending;
    for (std::uint64_t at = verified_; at < file.size();) {
      const auto block = file.read(at, std::min(at + step, file.size()));
      if (!block) return block.error();
      at += block->size();
      pending += *block;
      Result<void> taken;
      const std::string_view rest = visit_lines(pending, [&](std::string_view line) {
        taken = take(line, visit);
        return taken.has_value();
      });
      if (!taken) return taken.error();
      pending = std::string(rest);
    }
    verified_ = file.size();
    return true;
  }

  /// Takes one more line. Up to the remembered one the lines are verified only: what they count for is remembered.
  [[nodiscard]] Result<void> take(std::string_view line, const Visit& visit) {
    if (const auto reason = chain_.take(line)) {
      return journal_broken(path_, {chain_.records() + 1, *reason});
    }
    last_line_ = std::string(line) + "\n";
    const bool counts = has_reached_memory_;
    has_reached_memory_ = has_reached_memory_ || chain_.head() == memory_.head;
    if (!counts && !visit) return {};
    const auto entry = parse_journal_line(line);
    if (!entry) return journal_broken(path_, {chain_.records(), entry.error().message});
    if (counts) add(*entry, line, chain_.head());
    if (visit) visit(*entry);
    return {};
  }

  void add(const JournalEntry& entry, std::string_view line, const std::string& hash) {
    streaks_(entry);
    memory_.head = hash;
    ++memory_.records;
    memory_.run = entry.run;
    memory_.tick = entry.tick;
    memory_.line = line;
  }

  /// Reads a file that is not as this process left it, or that it has not seen yet; false if it was set aside.
  [[nodiscard]] Result<bool> start_over(LockedJournal& file, const Visit& visit) {
    recall(file.size() == 0);
    inode_ = file.inode();
    verified_ = 0;
    last_line_.clear();
    has_reached_memory_ = memory_.records == 0;
    if (auto begun = begin_chain(file); !begun) return begun.error();
    auto read = read_rest(file, visit);
    if (!read || has_reached_memory_) return read;
    if (file.size() == 0) return lost(file.is_new() ? JournalLoss::gone : JournalLoss::emptied);
    // Only the last line was torn, after it was remembered: it counts no more than if it had never been written.
    if (!file.torn_file().empty() && prev_hash_of(memory_.line) == chain_.head()) return take_anew(file);
    const bool is_shorter = static_cast<std::int64_t>(chain_.records()) < memory_.records - memory_.earlier;
    if (!is_shorter && !accept_break_) {
      return Error{Errc::corrupt, "cannot trust journal " + printable(path_) + ": it was replaced, " +
                                      walk_detail::record_text(memory_.records, memory_.head) +
                                      " is not in it (--accept-break sets it aside)"};
    }
    return set_aside(file, is_shorter ? JournalLoss::shortened : JournalLoss::replaced);
  }

  /// What another process remembered may be newer than what this one does. Where nobody remembers anything, a new file
  /// goes on from the one that a rotation left.
  void recall(bool is_empty) {
    auto found = recall_journal(path_);
    if (!found && is_empty && memory_.records == 0) found = remember_from_rotated(path_);
    if (!found || found->records < memory_.records) return;
    memory_ = std::move(*found);
    streaks_ = FailStreaks(memory_.streaks);
  }

  /// Finds out after which line the file goes on.
  [[nodiscard]] Result<void> begin_chain(const LockedJournal& file) {
    chain_ = JournalChain();
    const auto beginning = file.read(0, std::min<std::uint64_t>(file.size(), std::uint64_t{1} << 20));
    if (!beginning) return beginning.error();
    const auto previous = prev_hash_of(std::string_view(*beginning).substr(0, beginning->find('\n')));
    if (!previous || *previous == journal_genesis) return {};
    if (memory_.records > 0 && *previous != memory_.begins_after && *previous != memory_.head) {
      // The memory may be of a time before the rotation.
      if (const auto rotated = find_rotated(path_, memory_.head)) learn(rotated->after);
      if (*previous != memory_.head) return {};  // the chain's own error will say so
    }
    if (memory_.records > 0) {
      chain_ = JournalChain(*previous);
      if (*previous == memory_.head) begin_file();
      return {};
    }
    const auto earlier = records_until(path_, *previous);
    if (!earlier && !accept_break_) return {};
    chain_ = JournalChain(*previous);
    memory_.begins_after = *previous;
    memory_.earlier = memory_.records = earlier.value_or(0);
    return {};
  }

  void begin_file() {
    memory_.begins_after = memory_.head;
    memory_.earlier = memory_.records;
    has_reached_memory_ = true;
  }

  /// Forgets what is remembered of the present file, and learns it from there.
  [[nodiscard]] Result<bool> take_anew(const LockedJournal& file) {
    JournalMemory earlier{memory_.begins_after, memory_.earlier, memory_.begins_after, memory_.earlier};
    earlier.unexplained = memory_.unexplained;
    memory_ = std::move(earlier);
    streaks_ = {};
    chain_ = JournalChain(memory_.begins_after);
    verified_ = 0;
    last_line_.clear();
    has_reached_memory_ = true;
    auto read = read_rest(file, {});
    if (read) remember();
    return read;
  }

  /// The file has none of what is remembered: the chain goes on from the memory. Records that were added to a rotated
  /// file after what is remembered of it are learnt from there.
  [[nodiscard]] bool lost(JournalLoss loss) {
    if (memory_.records > memory_.earlier) {
      if (const auto rotated = find_rotated(path_, memory_.head)) {
        learn(rotated->after);
        notices_.push_back(rotation_notice(path_, loss, rotated->file, memory_));
      } else {
        memory_.unexplained = loss_notice(path_, loss, memory_);
        notices_.push_back(memory_.unexplained);
      }
    }
    begin_file();
    chain_ = JournalChain(memory_.head);
    return true;
  }

  void learn(const std::vector<std::string>& lines) {
    JournalChain chain(memory_.head);
    for (const std::string& line : lines) {
      const auto entry = parse_journal_line(line);
      if (chain.take(line) || !entry) return;
      add(*entry, line, chain.head());
    }
  }

  [[nodiscard]] Result<bool> set_aside(const LockedJournal& file, JournalLoss loss) {
    (void)lost(loss);
    if (!save_memory(Durability::sync)) return Error{Errc::output_failed, "cannot go on: " + notices_.back()};
    const auto moved = file.move_aside("cut-", now_());
    if (!moved) return moved.error();
    notices_.push_back(set_aside_notice(*moved));
    return false;
  }

  [[nodiscard]] bool save_memory(Durability durability) {
    memory_.streaks = streaks_.list();
    const std::string file = journal_memory_path(path_);
    auto saved = durability == Durability::sync ? write_file_atomically(file, to_json(memory_))
                                                : exchange_file(file, to_json(memory_));
    if (!saved) notices_.push_back(saved.error().message);
    return saved.has_value();
  }

  /// The journal stands by itself: a memory that is an append behind, or cannot be written, is made up for by the next
  /// one. So only what the file itself does not say, that it goes on from another, waits for the disk.
  void remember(Durability durability = Durability::none) { (void)save_memory(durability); }

  std::string path_;
  Clock now_;
  bool accept_break_;
  JournalChain chain_;  ///< of the present file
  JournalMemory memory_;
  FailStreaks streaks_;
  bool has_reached_memory_ = true;  ///< the chain has seen what is remembered: what follows is new
  std::string last_line_;           ///< with its LF; ends at verified_
  std::uint64_t verified_ = 0;      ///< bytes of the file that chain_ has seen
  std::uint64_t inode_ = 0;         ///< 0: not opened yet
  std::vector<std::string> notices_;
};

}  // namespace soak
