// A journal as the tests of the walk write it.
#pragma once

#include <soak/flow/walk/journal_writer.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/read_file.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <utility>

namespace journal_sample {

inline const soak::Instant noon = *soak::parse_iso8601("2025-01-15T12:00:00Z");

inline soak::JournalEntry entry(int minute, std::string status) {
  soak::JournalEntry result;
  result.ts = noon + std::chrono::minutes(minute);
  result.phase = "shadow";
  result.region = "eu";
  result.status = std::move(status);
  result.run = "r";
  result.tick = minute;
  return result;
}

/// The text of a journal of so many ticks, every fifth of them a FAIL.
inline std::string written_journal(const std::string& path, int lines) {
  soak::JournalWriter writer(path);
  for (int i = 0; i < lines; ++i) BOOST_REQUIRE(writer.append(entry(i, i % 5 == 4 ? "FAIL" : "CONTINUE")));
  return *soak::read_file(path, 1 << 20);
}

inline void put(const std::string& path, const std::string& text) {
  BOOST_REQUIRE(soak::write_file_atomically(path, text, soak::Durability::none));
}

}  // namespace journal_sample
