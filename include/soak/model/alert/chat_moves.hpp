// Telegram gives a group another id when it becomes a supergroup, and takes nothing under the old one any more. Text
// form: docs/formats/outbox.md.
#pragma once

#include <soak/core/result.hpp>
#include <soak/model/json/members.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

struct ChatMove {
  std::string from;
  std::string to;
};

struct ChatMoves {
  std::vector<ChatMove> moved;

  /// The id that the chat has now. A circle, which Telegram does not make, ends somewhere in it.
  [[nodiscard]] std::string newest(std::string chat) const {
    for (std::size_t steps = 0; steps < moved.size(); ++steps) {
      const auto move = std::find_if(moved.begin(), moved.end(), [&](const ChatMove& one) { return one.from == chat; });
      if (move == moved.end()) break;
      chat = move->to;
    }
    return chat;
  }

  void note(std::string from, std::string to) {
    std::erase_if(moved, [&](const ChatMove& one) { return one.from == from; });
    moved.push_back({std::move(from), std::move(to)});
  }
};

void visit_members(MembersOf<ChatMove> auto& move, auto&& visit) {
  visit.required("from", move.from);
  visit.required("to", move.to);
}

void visit_members(MembersOf<ChatMoves> auto& moves, auto&& visit) { visit.objects("moved", moves.moved); }

[[nodiscard]] inline std::string to_json(const ChatMoves& moves) { return members_json(moves) + "\n"; }

[[nodiscard]] inline Result<ChatMoves> parse_chat_moves(std::string_view text) {
  return parse_members<ChatMoves>(text);
}

}  // namespace soak
