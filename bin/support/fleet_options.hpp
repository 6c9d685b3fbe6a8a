// The options of `fleet_status`.
#pragma once

#include "ops_options.hpp"
#include "redis.hpp"

#include <soak/core/redis/url.hpp>
#include <soak/flow/watch/fleet.hpp>
#include <soak/report/watch/fleet_page.hpp>

#include <cstdint>
#include <string>

namespace soak::cli {

struct FleetOptions : OpsOptions {
  FleetSettings fleet;
  RedisSettings redis;
  FleetPageSettings page;
  std::string html;  ///< empty: no page
  std::string language = "en";
  bool watch = false;
  bool exit_on_crit = false;
};

/// `options` must outlive the command's run.
inline void add_fleet_options(Command& command, FleetOptions& options) {
  add_redis_options(command, options.redis);
  command.option("--heartbeat-key", options.fleet.heartbeat_key, "Base name of the runners' heartbeats");
  add_now_option(command, options);
  command.group("Output");
  command.option("--html", options.html, "Also write a page that renews itself to this file; - prints it instead");
  command.option("--lang", options.language, "Language of the page").one_of({"ru", "en"});
  command.flag("--json", options.json, "Print JSON");
  command.flag("--exit-on-crit", options.exit_on_crit, "Exit 1 if a bot is CRIT");
  command.flag("--watch", options.watch, "Look again and again, until Ctrl-C");
  command.option("--watch-sec", options.page.renew_s, {1, 86400},
                 "Seconds from one look to the next, and from one renewal of the page to the next");
}

/// Makes the settings of what was given; the error names the option that is wrong.
[[nodiscard]] inline Result<void> complete_fleet_options(FleetOptions& options) {
  if (options.html == "-" && (options.json || options.watch)) {
    return Error{Errc::usage, "--html - prints the page, and nothing else goes there: not with --json, nor --watch"};
  }
  const auto url = parse_redis_url(options.redis.url);
  if (!url) return url.error();
  options.page.source = url->display();
  options.page.language = options.language == "ru" ? Language::ru : Language::en;
  auto connector = redis_connector(options.redis);
  if (!connector) return connector.error();
  options.fleet.redis = std::move(*connector);
  return {};
}

}  // namespace soak::cli
