// Bytes from a network or a disk of others: RESP, archives, compressed windows.
#pragma once

#include "fuzz/require.hpp"

#include <soak/flow/archive/read.hpp>
#include <soak/sys/archive/unpack.hpp>
#include <soak/sys/redis/reader.hpp>

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace soak::fuzz {

[[nodiscard]] inline std::size_t count_elements(const RedisReply& reply) {
  std::size_t count = 1;
  for (const RedisReply& one : reply.elements) count += count_elements(one);
  return count;
}

/// The replies in `bytes`, fed in parts of `part` bytes; a last one "failed" if they are not the protocol.
[[nodiscard]] inline std::vector<std::string> replies(std::string_view bytes, std::size_t part) {
  RedisReplyReader reader;
  std::vector<std::string> found;
  std::size_t elements = 0;
  for (std::size_t at = 0; at < bytes.size() && !reader.failed(); at += part) {
    reader.feed(bytes.substr(at, part));
    while (const auto reply = reader.next()) {
      elements += count_elements(*reply);
      found.push_back(std::to_string(static_cast<int>(reply->type)) + reply->text + std::to_string(reply->integer) +
                      ":" + std::to_string(reply->elements.size()));
    }
  }
  require(elements <= RedisReplyReader::max_elements + found.size());
  if (reader.failed()) found.emplace_back("failed");
  return found;
}

/// However the bytes arrive, the replies are the same.
inline void resp(std::string_view bytes) {
  const auto whole = replies(bytes, bytes.size() + 1);
  require(replies(bytes, 1) == whole);
  require(replies(bytes, 7) == whole);
}

/// A file in memory, at its beginning.
[[nodiscard]] inline Fd memory_file(std::string_view bytes) {
  Fd fd(::memfd_create("fuzz", MFD_CLOEXEC));
  require(fd.get() >= 0);
  require(::write(fd.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  require(::lseek(fd.get(), 0, SEEK_SET) == 0);
  return fd;
}

/// No member is begun that leads out of the folder, no more is read than allowed, and what passes has all it lists.
inline void archive(std::string_view bytes) {
  const Fd fd = memory_file(bytes);
  ArchiveBounds bounds;
  bounds.max_bytes = std::size_t{1} << 20;
  bounds.max_members = 1000;
  std::size_t content = 0;
  std::size_t members = 0;
  ArchiveVisitor visitor;
  visitor.begin = [&](const TarEntry& entry) {
    require(++members <= bounds.max_members + 1);  // MANIFEST is one
    require(!entry.path.empty() && entry.path.front() != '/' &&
            ("/" + entry.path + "/").find("/../") == std::string::npos);
    return Result<void>();
  };
  visitor.data = [&](std::string_view part) {
    content += part.size();
    require(content <= bounds.max_bytes + max_manifest_bytes);
    return Result<void>();
  };
  const auto facts = scan_archive(fd.get(), "fuzz.tar.zst", bounds, visitor);
  if (facts) require(facts->bytes + facts->manifest.size() == content && facts->sha256.size() == 64);
}

inline void compressed(std::string_view bytes) {
  constexpr std::size_t most = std::size_t{1} << 20;
  for (const Packing packing : {Packing::gzip, Packing::zstd}) {
    const Fd fd = memory_file(bytes);
    ByteBuffer out;
    const Unpacked unpacked = unpack(fd.get(), packing, most, out);
    require(out.size() <= most + 2 * archive_detail::unpack_chunk);
    require(unpacked.is_larger || !unpacked.problem.empty() || out.size() <= most);
  }
}

}  // namespace soak::fuzz
