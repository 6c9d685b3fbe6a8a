// Redis' commands and replies as values: what the pure layers say to a server without knowing how to reach one.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/hex.hpp>
#include <soak/core/text/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// Name and arguments. Each may hold any bytes.
using RedisCommand = std::vector<std::string>;

/// One reply of the protocol RESP2.
struct RedisReply {
  enum class Type { nil, text, status, integer, array, error };

  Type type = Type::nil;
  std::string text = {};                  ///< text, status, error
  std::int64_t integer = 0;               ///< integer
  std::vector<RedisReply> elements = {};  ///< array

  [[nodiscard]] bool is_nil() const noexcept { return type == Type::nil; }
  [[nodiscard]] bool is_error() const noexcept { return type == Type::error; }
  [[nodiscard]] bool is_array() const noexcept { return type == Type::array; }
  /// True for an error reply whose first word is `code`: "NOPERM", "OOM", "MOVED", …
  [[nodiscard]] bool is_error(std::string_view code) const noexcept {
    return is_error() && text.starts_with(code) && (text.size() == code.size() || text[code.size()] == ' ');
  }
};

/// Appends `commands` so that they run as one: a reader sees all of them done or none.
inline void append_transaction(std::vector<RedisCommand>& out, std::vector<RedisCommand> commands) {
  out.push_back({"MULTI"});
  for (RedisCommand& command : commands) out.push_back(std::move(command));
  out.push_back({"EXEC"});
}

/// The key of a command that has one: its first argument, of a script ("EVAL script 1 key …") that behind the number of
/// keys. Every keyed command that soak sends is of one of these forms.
[[nodiscard]] inline std::string_view redis_key(const RedisCommand& command) noexcept {
  if (command.size() > 3 && command.front() == "EVAL") return command[3];
  return command.size() > 1 ? std::string_view(command[1]) : std::string_view();
}

/// Slot of a key in a Redis Cluster, 0 to 16383: CRC-16/XMODEM of the key, or of what stands between its first '{' and
/// the next '}' if that is not empty (Redis Cluster specification, "Hash tags").
[[nodiscard]] constexpr unsigned redis_slot(std::string_view key) noexcept {
  if (const auto open = key.find('{'); open != std::string_view::npos) {
    const auto close = key.find('}', open + 1);
    if (close != std::string_view::npos && close > open + 1) key = key.substr(open + 1, close - open - 1);
  }
  unsigned crc = 0;
  for (const char c : key) {
    crc ^= static_cast<unsigned>(static_cast<unsigned char>(c)) << 8;
    for (int bit = 0; bit < 8; ++bit) crc = ((crc & 0x8000u) != 0 ? (crc << 1) ^ 0x1021u : crc << 1) & 0xFFFFu;
  }
  return crc % 16384;
}

/// The command as a line that `redis-cli` reads back to the same bytes: plain words as they are, everything else in
/// double quotes with redis-cli's escapes; what is not printable becomes "\xNN".
[[nodiscard]] inline std::string redis_cli_line(const RedisCommand& command) {
  static constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:/+*~%,=@<>[]{}()|^!?&;$";
  std::string line;
  for (const std::string& argument : command) {
    if (!line.empty()) line += ' ';
    if (!argument.empty() && argument.find_first_not_of(plain) == std::string::npos) {
      line += argument;
      continue;
    }
    line += '"';
    for (std::string_view rest = argument; !rest.empty();) {
      const std::string_view before = rest;
      const bool shown = is_printable(take_code_point(rest));
      for (const char c : before.substr(0, before.size() - rest.size())) {
        if (!shown) {
          append_hex_escape(line, c);
          continue;
        }
        if (c == '"' || c == '\\') line += '\\';
        line += c;
      }
    }
    line += '"';
  }
  return line;
}

}  // namespace soak
