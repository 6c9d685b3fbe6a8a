// A fleet with a bot of each kind, one of them with a hostile name.
#pragma once

#include <soak/analysis/watch/fleet.hpp>

#include <string>
#include <vector>

namespace fleet_sample {

inline const soak::Instant now = *soak::parse_iso8601("2026-01-17T12:00:00Z");

inline soak::FleetFacts bot(const std::string& exchange, soak::Condition condition, std::int64_t crit,
                            std::int64_t warn) {
  using namespace std::chrono_literals;
  return {.env = "prod",
          .exchange = exchange,
          .note = soak::FleetNote{.ts = now - 1min,
                                  .heartbeat_at = now - 1min,
                                  .interval_min = 60,
                                  .now = condition,
                                  .open_crit = crit,
                                  .open_warn = warn,
                                  .worst = crit + warn > 0 ? "BTCUSDT edge_bps since 2026-01-17T09:00:00Z" : "",
                                  .last_window = "2026-01-17T11:00:00Z"}};
}

inline soak::Fleet fleet() {
  using namespace std::chrono_literals;
  std::vector<soak::FleetFacts> all{bot("bybit", soak::Condition::ok, 0, 0), bot("okx", soak::Condition::crit, 2, 1),
                                    bot("</script><b>'\"&", soak::Condition::warn, 0, 1)};
  all[0].phase = "canary";
  all[0].head = soak::JournalHead{"prod/bybit", 1234, "1f2e3d4c" + std::string(56, '0')};
  all.push_back({.env = "ci", .exchange = "kraken", .unusable = {"soak:phase"}});
  all.push_back({.env = "staging", .exchange = std::string(64, 'x')});
  all.back().note = soak::FleetNote{.ts = now - 26h, .interval_min = 60, .now = soak::Condition::ok};
  return soak::judge_fleet(std::move(all), {}, now);
}

}  // namespace fleet_sample
