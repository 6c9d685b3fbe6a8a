// Which events their streams have already: a search that says what to read and is told what was read.
#pragma once

#include <soak/analysis/publish/redis_export.hpp>
#include <soak/core/redis/messages.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

namespace publish_detail {

/// Fields of an entry as one text that no other fields give.
[[nodiscard]] inline std::string fingerprint(std::span<const std::string> fields) {
  std::string out;
  for (const std::string& field : fields) out += std::to_string(field.size()) + ":" + field;
  return out;
}

/// The ID after this one, where the next page of a stream begins.
[[nodiscard]] inline std::string next_stream_id(std::string_view id) {
  std::uint64_t place = 0;
  const auto dash = id.find('-');
  if (dash != id.npos) std::from_chars(id.data() + dash + 1, id.data() + id.size(), place);
  return std::string(id.substr(0, dash)) + "-" + std::to_string(place + 1);
}

}  // namespace publish_detail

/// Looks for events whose IDs their streams have passed. Whatever is there from the summary's time on under any ID is
/// taken off `missing`: an event that had to be added with an ID of the server's choice is found again as well.
class StreamSearch {
 public:
  explicit StreamSearch(std::vector<const RedisCommand*> missing) {
    for (const RedisCommand* event : missing) {
      Stream& stream = streams_[std::string(redis_key(*event))];
      const std::string& id = (*event)[event_id_at];
      if (stream.cursor.empty()) stream.cursor = id.substr(0, id.find('-')) + "-0";
      stream.missing.emplace(publish_detail::fingerprint(event_fields(*event)), event);
    }
    for (auto& [key, stream] : streams_) {
      stream.page = std::min(stream.missing.size() + others_expected, longest_page);
    }
  }

  /// The next commands to send: a page each of some streams that were not read to their ends. None: all were. Mostly
  /// nothing else stands where the events are, so the first page is hardly longer than what is looked for.
  [[nodiscard]] std::vector<RedisCommand> next_commands() {
    asked_.clear();
    std::vector<RedisCommand> commands;
    std::size_t entries = 0;
    for (auto& [key, stream] : streams_) {
      if (stream.cursor.empty()) continue;
      if ((entries += stream.page) > entries_a_call && !asked_.empty()) break;
      asked_.push_back(&stream);
      commands.push_back({"XRANGE", key, stream.cursor, "+", "COUNT", std::to_string(stream.page)});
    }
    return commands;
  }

  /// Takes the replies to these commands, none of which is an error.
  void take(std::span<const RedisReply> replies) {
    for (std::size_t i = 0; i < asked_.size(); ++i) take_page(*asked_[i], replies[i]);
  }

  /// What was not found, in the order of streams and, in a stream, of IDs.
  [[nodiscard]] std::vector<const RedisCommand*> missing(std::span<const RedisCommand> events) const {
    std::set<const RedisCommand*> absent;
    for (const auto& [key, stream] : streams_) {
      for (const auto& [print, event] : stream.missing) absent.insert(event);
    }
    std::vector<const RedisCommand*> ordered;
    for (const RedisCommand& event : events) {
      if (absent.contains(&event)) ordered.push_back(&event);
    }
    return ordered;
  }

 private:
  static constexpr std::size_t longest_page = 1000;
  static constexpr std::size_t others_expected = 4;
  static constexpr std::size_t entries_a_call = 10 * longest_page;  // an answer is bounded (sys/redis/reader.hpp)

  struct Stream {
    std::string cursor;    ///< empty: read to its end
    std::size_t page = 0;  ///< entries to ask for
    std::multimap<std::string, const RedisCommand*> missing;
  };

  static void take_page(Stream& stream, const RedisReply& entries) {
    for (const RedisReply& entry : entries.elements) {
      if (entry.elements.size() != 2) continue;
      std::vector<std::string> fields;
      for (const RedisReply& field : entry.elements[1].elements) fields.push_back(field.text);
      stream.missing.erase(publish_detail::fingerprint(fields));
    }
    const bool is_whole = entries.elements.size() < stream.page || stream.missing.empty();
    stream.page = longest_page;
    stream.cursor =
        is_whole ? std::string()
                 : publish_detail::next_stream_id(entries.elements.back().elements.empty()
                                                      ? std::string_view()
                                                      : std::string_view(entries.elements.back().elements[0].text));
  }

  std::map<std::string, Stream> streams_;
  std::vector<Stream*> asked_;  ///< by the last commands
};

}  // namespace soak
