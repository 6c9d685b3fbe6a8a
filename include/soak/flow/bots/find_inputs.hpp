// From what --in names to files, each with what kind of text or database it is.
#pragma once

#include <soak/core/natural_order.hpp>
#include <soak/flow/bots/bots_settings.hpp>
#include <soak/sys/file/file_list.hpp>
#include <soak/sys/file/read_file.hpp>
#include <soak/sys/file/tree_walk.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

struct BotInput {
  enum class Kind : std::uint8_t {
    text,      ///< JSON or CSV, whatever it begins with
    database,  ///< SQLite
    log,       ///< Hummingbot's
    state,     ///< passivbot's state.latest.json
  };
  std::string path;  ///< "-" is standard input
  Kind kind = Kind::text;
};

namespace bots_detail {

[[nodiscard]] inline bool is_named_like(std::string_view path, std::initializer_list<std::string_view> endings) {
  const std::string_view name = unpacked_name(path);
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

/// What of a bot's directory is its own: by name, below `path` (relative to the directory that --in names).
[[nodiscard]] inline bool belongs_to(BotFormat format, std::string_view path) {
  const std::string name = file_name_of(path);
  switch (format) {
    case BotFormat::ccxt:
    case BotFormat::ndjson:
      return is_named_like(name, {".ndjson", ".jsonl", ".json"});
    case BotFormat::csv:
      return is_named_like(name, {".csv", ".tsv"});
    case BotFormat::nautilus:
      return is_named_like(name, {".csv", ".ndjson", ".jsonl", ".json"});
    case BotFormat::hummingbot:
      return is_named_like(name, {".sqlite", ".db"}) || (name.starts_with("logs_") && name.find(".log") != name.npos);
    case BotFormat::passivbot: {
      const bool is_day = name.size() >= 15 && is_named_like(name, {".json"}) && name[4] == '-' && name[7] == '-';
      const bool is_event =
          is_named_like(name, {".ndjson"}) && ("/" + std::string(path)).find("/events/") != std::string::npos;
      return is_day || is_event || name == "state.latest.json";
    }
  }
  return false;
}

[[nodiscard]] inline BotInput::Kind kind_of(BotFormat format, const std::string& path) {
  if (format == BotFormat::passivbot && is_named_like(file_name_of(path), {"state.latest.json"}))
    return BotInput::Kind::state;
  if (format != BotFormat::hummingbot || path == "-") {
    return format == BotFormat::hummingbot ? BotInput::Kind::log : BotInput::Kind::text;
  }
  constexpr std::string_view magic("SQLite format 3\0", 16);
  std::string beginning(magic.size(), '\0');
  const Fd fd = open_regular(path);
  const bool is_database =
      fd && read_full(fd.get(), beginning.data(), beginning.size()) == static_cast<ssize_t>(magic.size()) &&
      beginning == magic;
  return is_database || is_named_like(path, {".sqlite"}) ? BotInput::Kind::database : BotInput::Kind::log;
}

}  // namespace bots_detail

/// Fails if one of them is not there, or names nothing of the format.
[[nodiscard]] inline Result<std::vector<BotInput>> find_inputs(const BotsSettings& settings) {
  const BotFormat format = settings.windows.format;
  std::vector<BotInput> inputs;
  const auto add = [&](const std::string& path) {
    const bool is_known =
        std::any_of(inputs.begin(), inputs.end(), [&](const BotInput& input) { return input.path == path; });
    if (!is_known) inputs.push_back({path, bots_detail::kind_of(format, path)});
  };
  for (const std::string& named : settings.inputs) {
    if (is_directory(named)) {
      const auto root = open_directory(named);
      if (!root) return root.error();
      const auto is_hidden = [](const std::string& path) { return file_name_of(path).starts_with('.'); };
      std::vector<std::string> paths;
      for (const TreeEntry& entry : walk_tree(*root, is_hidden).entries) {
        if (!entry.is_link && bots_detail::belongs_to(format, entry.path)) paths.push_back(named + "/" + entry.path);
      }
      if (paths.empty()) {
        return Error{Errc::input_unusable, "cannot read " + printable(named) +
                                               ": nothing below it looks like files of " +
                                               std::string(to_string(format))};
      }
      std::sort(paths.begin(), paths.end(), natural_less);
      for (const std::string& path : paths) add(path);
    } else if (named == "-" || file_exists(named)) {
      add(named);
    } else {
      FileList list;
      list.add_matches(named);
      if (list.size() == 0) return errno_error(Errc::input_unusable, "read", named, ENOENT);
      std::vector<std::string> paths;
      for (std::size_t i = 0; i < list.size(); ++i) paths.push_back(list.path(i));
      std::sort(paths.begin(), paths.end(), natural_less);
      for (const std::string& path : paths) add(path);
    }
  }
  return inputs;
}

}  // namespace soak
