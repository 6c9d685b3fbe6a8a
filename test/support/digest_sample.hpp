// A digest of the day in which each text that comes from elsewhere is the same.
#pragma once

#include <soak/analysis/daily/daily_digest.hpp>

#include <string>

inline soak::DigestInput digest_saying(const std::string& text) {
  soak::DigestInput input;
  input.problems = {text};
  input.silenced = {text};
  input.advice = {text};
  input.gate.run = {text, text, 1, {{text, soak::Level::crit, text}}};
  input.journal = soak::JournalCounts{0, 0, 0, text, text};
  return input;
}
