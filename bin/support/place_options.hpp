// Where a bot runs: the first parts of every Redis key and of a signing key's name.
#pragma once

#include "cli.hpp"

#include <soak/analysis/publish/redis_export.hpp>

namespace soak::cli {

/// Declares --env (also ENV) and --exchange (also EXCHANGE). `settings` must outlive the command's run.
inline void add_place_options(Command& command, ExportSettings& settings) {
  command.option("--env", settings.env, "Environment, the first part of every key").env("ENV");
  command.option("--exchange", settings.exchange, "Exchange, the second part of every key").env("EXCHANGE");
}

}  // namespace soak::cli
