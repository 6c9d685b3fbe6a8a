// The protocol of Redis in bytes: hiredis writes commands and reads replies. Needs libhiredis.
#pragma once

#include <soak/core/redis/messages.hpp>

#include <hiredis/hiredis.h>

#include <cstddef>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// Appends the command as it goes over the wire.
inline void append_redis_bytes(std::string& out, const RedisCommand& command) {
  thread_local std::vector<const char*> arguments;
  thread_local std::vector<std::size_t> lengths;
  arguments.clear();
  lengths.clear();
  for (const std::string& argument : command) {
    arguments.push_back(argument.data());
    lengths.push_back(argument.size());
  }
  // Of hiredis' two formatters this one does without printf, which took a third of the time of a large export.
  char* text = nullptr;
  const int length =
      redisFormatSdsCommandArgv(&text, static_cast<int>(command.size()), arguments.data(), lengths.data());
  if (length < 0) throw std::bad_alloc();
  const std::unique_ptr<char, decltype(&redisFreeSdsCommand)> owner(text, &redisFreeSdsCommand);
  out.append(text, static_cast<std::size_t>(length));
}

namespace redis_detail {

/// What hiredis calls to build replies: they become RedisReply at once. An array is made by its announced length, so a
/// length beyond reason is refused before it costs memory: what `privdata` points to says how many elements are left.
/// Nothing may throw into hiredis; null is "out of memory".
struct RedisReplyBuilder {
  static RedisReply* place(const redisReadTask* task, RedisReply reply) noexcept {
    if (task->parent == nullptr) return new (std::nothrow) RedisReply(std::move(reply));
    RedisReply& slot = static_cast<RedisReply*>(task->parent->obj)->elements[static_cast<std::size_t>(task->idx)];
    slot = std::move(reply);
    return &slot;
  }

  static void* create_string(const redisReadTask* task, char* text, std::size_t size) noexcept try {
    const auto type = task->type == REDIS_REPLY_ERROR    ? RedisReply::Type::error
                      : task->type == REDIS_REPLY_STATUS ? RedisReply::Type::status
                                                         : RedisReply::Type::text;
    return place(task, {.type = type, .text = std::string(text, size)});
  } catch (...) {
    return nullptr;
  }
  static void* create_array(const redisReadTask* task, int elements) noexcept try {
    auto& left = *static_cast<std::size_t*>(task->privdata);
    if (elements < 0 || static_cast<std::size_t>(elements) > left) return nullptr;
    left -= static_cast<std::size_t>(elements);
    return place(task, {.type = RedisReply::Type::array,
                        .elements = std::vector<RedisReply>(static_cast<std::size_t>(elements))});
  } catch (...) {
    return nullptr;
  }
  static void* create_integer(const redisReadTask* task, long long value) noexcept {
    return place(task, {.type = RedisReply::Type::integer, .integer = value});
  }
  static void* create_nil(const redisReadTask* task) noexcept { return place(task, {}); }
  static void free_object(void* reply) noexcept { delete static_cast<RedisReply*>(reply); }

  static redisReplyObjectFunctions* functions() noexcept {
    static redisReplyObjectFunctions table{&create_string, &create_array, &create_integer, &create_nil, &free_object};
    return &table;
  }
};

}  // namespace redis_detail

/// Cuts a stream of bytes into replies. hiredis waits for ever for the end of an absurdly long string, so what is not
/// a whole reply yet is bounded here, and so is the answer to one exchange: the largest that soak asks for are pages of
/// streams (analysis/publish/stream_search.hpp), some megabytes.
class RedisReplyReader {
 public:
  static constexpr std::size_t max_reply_bytes = std::size_t{16} << 20;
  static constexpr std::size_t max_answer_bytes = std::size_t{64} << 20;
  static constexpr std::size_t max_elements = std::size_t{1} << 18;

  RedisReplyReader() : reader_(redisReaderCreateWithFunctions(redis_detail::RedisReplyBuilder::functions())) {
    if (!reader_) throw std::bad_alloc();
    reader_->privdata = &elements_left_;
  }
  RedisReplyReader(const RedisReplyReader&) = delete;
  RedisReplyReader& operator=(const RedisReplyReader&) = delete;

  /// What is read from here on belongs to the next exchange.
  void begin_answer() noexcept {
    bytes_left_ = max_answer_bytes;
    elements_left_ = max_elements;
  }

  void feed(std::string_view bytes) {
    failed_ = failed_ || bytes.size() > bytes_left_;
    if (failed_) return;
    bytes_left_ -= bytes.size();
    if (redisReaderFeed(reader_.get(), bytes.data(), bytes.size()) != REDIS_OK) failed_ = true;
    if (reader_->len - reader_->pos > max_reply_bytes) failed_ = true;
  }

  /// The next whole reply, if there is one.
  [[nodiscard]] std::optional<RedisReply> next() {
    void* object = nullptr;
    if (failed_ || redisReaderGetReply(reader_.get(), &object) != REDIS_OK) {
      failed_ = true;
      return std::nullopt;
    }
    if (object == nullptr) return std::nullopt;
    const std::unique_ptr<RedisReply> reply(static_cast<RedisReply*>(object));
    return std::move(*reply);
  }

  /// True once the bytes were not the protocol of Redis, or beyond its bounds; nothing more can be read then.
  [[nodiscard]] bool failed() const noexcept { return failed_; }

 private:
  struct Free {
    void operator()(redisReader* reader) const noexcept { redisReaderFree(reader); }
  };
  std::size_t bytes_left_ = max_answer_bytes;
  std::size_t elements_left_ = max_elements;
  std::unique_ptr<redisReader, Free> reader_;
  bool failed_ = false;
};

}  // namespace soak
