// What fills_to_windows is asked to do.
#pragma once

#include <soak/analysis/bots/window_settings.hpp>
#include <soak/core/time.hpp>
#include <soak/model/bots/fill_fee.hpp>
#include <soak/model/bots/record_keys.hpp>
#include <soak/sys/file/unpacker.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace soak {

struct BotsSettings {
  BotWindowSettings windows;        ///< its format is the input's
  std::vector<std::string> inputs;  ///< files, directories, glob patterns; "-" is standard input
  std::string out_dir;              ///< "-" prints the windows
  FeeRates rates;
  std::vector<FieldChoice> fields;
  std::map<std::string, std::string> renamed;  ///< symbols
  std::vector<std::string> wanted;             ///< symbols; empty: all
  std::optional<Instant> since;                ///< windows that end at or before it are not written
  Unpacker unpacker;
  std::size_t threads = 0;  ///< 0: as many as there are processors
};

}  // namespace soak
