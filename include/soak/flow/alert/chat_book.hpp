// The groups of Telegram that have another id now, kept in the state directory.
#pragma once

#include <soak/flow/files/state_file.hpp>
#include <soak/model/alert/chat_moves.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/log.hpp>

#include <string>
#include <utility>

namespace soak {

/// Nothing is written before a group has moved.
class ChatBook {
 public:
  explicit ChatBook(std::string path) : path_(std::move(path)) {
    auto kept = read_state<ChatMoves>(path_, parse_chat_moves, "Telegram's moved groups in ", " and forgotten");
    if (kept) moves_ = std::move(*kept);
  }

  [[nodiscard]] std::string newest(const std::string& chat) const { return moves_.newest(chat); }

  void note(const std::string& from, const std::string& to) {
    diagnose(Severity::warn, "Telegram: the group " + printable(from) + " is a supergroup with the id " +
                                 printable(to) +
                                 " now; alerts follow it, but better write the new id into TELEGRAM_CHAT_ID");
    moves_.note(from, to);
    const auto kept = write_file_atomically(path_, to_json(moves_));
    if (!kept) diagnose(Severity::warn, "the group's new id is not kept across a restart: " + kept.error().message);
  }

 private:
  std::string path_;
  ChatMoves moves_;
};

}  // namespace soak
