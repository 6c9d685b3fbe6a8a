// One body, two uses: libFuzzer searches with it (scripts/fuzz), and every test run replays its corpus (replay.cpp).
#pragma once

#include "fuzz/artifacts.hpp"
#include "fuzz/config.hpp"
#include "fuzz/fills.hpp"
#include "fuzz/iter_summary.hpp"
#include "fuzz/proofs.hpp"
#include "fuzz/segments.hpp"
#include "fuzz/settings.hpp"
#include "fuzz/wires.hpp"

#include <string_view>

namespace soak::fuzz {

struct Body {
  std::string_view name;  ///< also of its corpus, data/fixtures/fuzz/NAME
  void (*run)(std::string_view);
};

inline constexpr Body bodies[] = {
    {"iter_summary", &iter_summary},
    {"summary", &summary},
    {"violations", &violations},
    {"state_files", &state_files},
    {"foreign_json", &foreign_json},
    {"journal", &journal},
    {"head_note", &head_note},
    {"keys", &keys},
    {"env_file", &env_file},
    {"alert_policy", &alert_policy},
    {"limits", &limits},
    {"redis_url", &redis_url},
    {"words", &words},
    {"resp", &resp},
    {"archive", &archive},
    {"compressed", &compressed},
    {"config", &config},
    {"fills", &fills},
    {"window_segment", &window_segment},
};

[[nodiscard]] constexpr const Body* find_body(std::string_view name) noexcept {
  for (const Body& body : bodies) {
    if (body.name == name) return &body;
  }
  return nullptr;
}

}  // namespace soak::fuzz
