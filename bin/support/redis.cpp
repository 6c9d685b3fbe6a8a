#include "redis.hpp"

#include <soak/sys/redis/connect.hpp>

namespace soak::cli {

void add_redis_options(Command& command, RedisSettings& settings) {
  std::string help =
      "redis://, rediss:// (TLS), unix:// or redis+sentinel:// (docs/formats/redis.md); one with a password better as "
      "REDIS_URL";
  if (!settings.url.empty()) help += " (default " + settings.url + ")";
  command.option("--redis-url", settings.url, help).env("REDIS_URL").secret();
  command.option("--redis-ca", settings.ca_file, "PEM file of the authorities to trust with rediss://");
}

void add_export_options(Command& command, ExportOptions& options) {
  command.option("--summary", options.summary, "SOAK_SUMMARY.json; - is standard input");
  add_place_options(command, options.settings);
  add_redis_options(command, options.redis);
  command.option("--ttl", options.settings.ttl_s, {1, max_ttl_s}, "Seconds until a hash expires");
  command.option("--state-dir", options.state_dir, "Directory of the marker last_export_status.json");
  add_fake_option(command, options.allow_fake);
  command.flag("--dry-run", options.dry_run, "Print the commands as redis-cli takes them; send and write nothing");
}

Result<RedisConnector> redis_connector(const RedisSettings& settings) {
  const auto url = parse_redis_url(settings.url);
  if (!url) return url.error();
  RedisOptions options;
  options.ca_file = settings.ca_file;
  return soak::redis_connector(*url, options);
}

}  // namespace soak::cli
