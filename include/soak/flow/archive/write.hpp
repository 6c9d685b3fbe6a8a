// Writing an archive and reading it back, before anybody may take it for one.
#pragma once

#include <soak/flow/archive/pack.hpp>
#include <soak/sys/thread/parallel.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

namespace archive_detail {

/// Reads a tar of members, to hold it against what was meant to be written: the SHA-256 of the manifest lines that its
/// members would have.
[[nodiscard]] inline Result<std::string> entries_sum_of(ByteSource source, const std::string& name) {
  Sha256 entries;
  Sha256 content;
  TarZstdReader reader(std::move(source), name, [](std::string_view) {});
  TarEntry member;
  std::string line;
  while (true) {
    const auto more = reader.next(member);
    if (!more) return more.error();
    if (!*more) break;
    const bool is_link = member.kind == TarEntry::Kind::link;
    content.begin();
    if (is_link) content.add(member.target);
    auto read = reader.visit_data([&](std::string_view part) {
      content.add(part);
      return Result<void>();
    });
    if (!read) return read.error();
    line.clear();
    append_manifest_entry(line, content.hex(), member.path, is_link);
    entries.add(line);
  }
  if (auto drained = reader.drain(); !drained) return drained.error();
  return entries.hex();
}

/// The zstd frame that goes in front of a body: MANIFEST as a tar member.
[[nodiscard]] inline Result<void> write_head(int out, const std::string& name, int level, const std::string& manifest,
                                             std::int64_t modified_sec) {
  TarZstdWriter head(out, name, level, TarFormat::raw);
  const std::string header = ustar_header(manifest_name, manifest.size(), modified_sec);
  const std::string padding((512 - manifest.size() % 512) % 512, '\0');
  for (const std::string_view part :
       {std::string_view(header), std::string_view(manifest), std::string_view(padding)}) {
    if (auto done = head.data(part); !done) return done;
  }
  return head.finish();
}

/// True if the next bytes of `source` are `text`.
[[nodiscard]] inline bool comes_next(const ByteSource& source, std::string_view text, std::string& buffer) {
  buffer.resize(text.size());
  return source(buffer.data(), buffer.size()) == static_cast<ssize_t>(text.size()) && buffer == text;
}

/// Reads a whole archive back: its first member must be `manifest`, the bytes from `body_at` on those of `body`. Gives
/// the SHA-256 of the file.
[[nodiscard]] inline Result<std::string> read_back(int fd, const std::string& name, const std::string& manifest,
                                                   std::uint64_t body_at, const ByteSource& body) {
  const Error differs{Errc::output_failed, "cannot write " + printable(name) + ": reading it back gave something else"};
  Sha256 whole;
  std::uint64_t seen = 0;
  std::string buffer;
  bool is_body = true;
  if (!rewind_file(fd)) return errno_error(Errc::output_failed, "read back", name, errno);
  TarZstdReader reader(bytes_of(fd), name, [&](std::string_view part) {
    whole.add(part);
    const std::uint64_t before = seen;
    seen += part.size();
    if (seen <= body_at) return;
    part.remove_prefix(static_cast<std::size_t>(before < body_at ? body_at - before : 0));
    is_body = is_body && comes_next(body, part, buffer);
  });
  TarEntry member;
  const auto more = reader.next(member);
  if (!more || !*more || member.path != manifest_name || member.size != manifest.size()) return differs;
  std::string_view rest = manifest;
  auto same = reader.visit_data([&](std::string_view part) -> Result<void> {
    if (!rest.starts_with(part)) return differs;
    rest.remove_prefix(part.size());
    return {};
  });
  if (!same || !rest.empty() || !reader.drain()) return differs;
  char beyond = 0;
  if (!is_body || body(&beyond, 1) != 0) return differs;
  return whole.hex();
}

}  // namespace archive_detail

/// Writes an archive to the descriptor `out`, called `name` in messages, and verifies it; `directory` takes temporary
/// files. The members are read once and compressed into a temporary file, which is read back as it grows; then
/// MANIFEST, which is known only now, goes in front of them as a zstd frame of its own. Fills in `sha256`.
[[nodiscard]] inline Result<PackResult> pack_to(int out, const std::string& name, const std::string& directory,
                                                const PackSettings& settings, std::string& sha256) {
  const Fd body = StableReader::unnamed_file(directory);
  if (!body) return errno_error(Errc::output_failed, "write a temporary file in", directory, errno);
  GrowingFile growing(body.get());
  Result<std::string> entries_sum = Error{Errc::output_failed, {}};
  BackgroundTask follower([&] { entries_sum = archive_detail::entries_sum_of(growing.source(), name); });
  BackgroundTarWriter members(growing, body.get(), name,
                              settings.level);  // ends before the follower, which waits for it
  archive_detail::Packer packer(settings, directory, &members);
  auto result = packer.run();
  const auto written = members.finish();
  follower.wait();
  if (!result) return result;
  if (!written) return written.error();
  if (!entries_sum || *entries_sum != sha256_hex(std::string_view(result->manifest).substr(result->entries_at))) {
    return Error{Errc::output_failed, "cannot write " + printable(name) + ": reading it back gave something else" +
                                          (entries_sum ? "" : " (" + entries_sum.error().message + ")")};
  }
  auto head = archive_detail::write_head(out, name, settings.level, result->manifest, packer.newest());
  if (!head) return head.error();
  const auto body_at = file_position(out);
  if (!copy_content(body.get(), out)) return errno_error(Errc::output_failed, "write", name, errno);
  if (!rewind_file(body.get())) return errno_error(Errc::output_failed, "read back", name, errno);
  auto sum = archive_detail::read_back(out, name, result->manifest, body_at, bytes_of(body.get()));
  if (!sum) return sum.error();
  sha256 = std::move(*sum);
  return result;
}

}  // namespace soak
