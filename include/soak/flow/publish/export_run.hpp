// An export as a tool of its own does it: read, connect, export, say what became of it, keep the marker.
#pragma once

#include <soak/flow/files/artifact_files.hpp>
#include <soak/flow/publish/export.hpp>
#include <soak/flow/publish/export_status.hpp>
#include <soak/model/artifacts/limits.hpp>
#include <soak/model/summary/made_up.hpp>
#include <soak/model/summary/summary_json.hpp>
#include <soak/report/publish/export_lines.hpp>
#include <soak/sys/clock/clock.hpp>
#include <soak/sys/file/read_file.hpp>
#include <soak/sys/log.hpp>

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// Reads a file (or "-") and parses it; the error names the file.
template <class Parse>
[[nodiscard]] auto read_record(const std::string& path, const Parse& parse) -> decltype(parse(std::string_view())) {
  const auto text = read_input(path, max_export_bytes);
  if (!text) return unreadable_file(text.error(), path);
  auto record = parse(std::string_view(*text));
  if (record) return record;
  const std::string name = path == "-" ? "standard input" : printable(path);
  return Error{Errc::input_unusable, "cannot use " + name + ": " + record.error().message};
}

/// Prints commands as redis-cli takes them on its standard input.
[[nodiscard]] inline Result<void> print_commands(std::span<const RedisCommand> commands) {
  std::string lines;
  for (const RedisCommand& command : commands) lines += redis_cli_line(command) + "\n";
  return print(lines);
}

/// The log lines of an export that was skipped.
[[nodiscard]] inline std::string skipped_lines(const ExportResult& result) {
  const auto [message, consequence] = skipped_export_lines(result);
  return log_line(Severity::warn, message) + log_line(Severity::warn, consequence);
}

/// Connects and lets `work` export one part. A Redis that is away or refuses is a warning and not an error: the
/// pipeline goes on, and the marker in `state_dir` tells. The line tells of this part alone: what the marker says of
/// the other one may be long ago.
[[nodiscard]] inline Result<ExportResult> run_export(ExportPart part, const RedisConnector& connect,
                                                     const std::function<ExportResult(RedisClient&)>& work,
                                                     const std::string& state_dir, const Clock& now) {
  const auto client = connect();
  ExportResult result = client ? work(**client) : export_unavailable(client.error());
  const auto record = [&](ExportStatus& status) { status.record(part, result.done, result.reason, now()); };
  if (const auto marker = update_export_status(state_dir, record); !marker) return marker.error();
  ExportStatus tried;
  record(tried);
  const std::string lines = result.done ? std::string() : skipped_lines(result);
  if (auto printed = print(lines + log_line(Severity::info, tried.log_line())); !printed) return printed.error();
  return result;
}

}  // namespace soak
