// A --config file: whatever stands in it, the tool ends with 0 or 2.
#pragma once

#include "cli.hpp"
#include "fuzz/require.hpp"

#include <soak/core/result.hpp>

#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace soak::fuzz {

inline void config(std::string_view text) {
  static const std::string path =
      (std::filesystem::temp_directory_path() / ("soak-fuzz-" + std::to_string(::getpid()) + ".toml")).string();
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
  std::string zone = "UTC";
  double limit = 2;
  std::int64_t count = 1;
  bool is_loud = false;
  std::vector<std::string> channels;
  cli::Command command("fuzz", "Reads a configuration file.");
  command.option("--tz", zone, "A zone.");
  command.option("-l,--limit", limit, {0, 10}, "A limit.");
  command.option("--count", count, {1, 100}, "A count.");
  command.option("--alert", channels, "Channels.").one_of({"telegram", "slack"});
  command.flag("--loud", is_loud, "Says more.");
  std::string arguments[] = {"fuzz", "--config", path};
  char* argv[] = {arguments[0].data(), arguments[1].data(), arguments[2].data(), nullptr};
  const int status = command.run(3, argv, [&]() -> Result<ExitStatus> {
    require(limit >= 0 && limit <= 10 && count >= 1 && count <= 100);
    for (const std::string& channel : channels) require(channel == "telegram" || channel == "slack");
    return ExitStatus::done;
  });
  std::filesystem::remove(path);
  require(status == 0 || status == 2);
}

}  // namespace soak::fuzz
