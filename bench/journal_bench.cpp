// What the rows of bench/run about the journal need.
//   journal-bench make PATH N     writes a journal of N entries
//   journal-bench append PATH N   appends N entries as the tools do
//   journal-bench bare PATH N     appends N lines of that length with a bare write and fsync
#include <soak/flow/walk/journal_writer.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

soak::JournalEntry entry(std::int64_t tick) {
  soak::JournalEntry result;
  result.ts = soak::Instant{std::chrono::seconds(1768000000 + tick)};
  result.phase = "live-econ";
  result.region = "default";
  result.status = "CONTINUE";
  result.action = "NONE";
  result.reason_code = "OK";
  result.reason = "net_bps=3.7012 taker_ratio=0.017152 p95_ms=207.95 readiness=100";
  result.recommendation = "none";
  result.caps = {2000, 0.15, 0.15};
  result.run = "2026-01-05-2026-01-05T210000Z";
  result.tick = tick;
  return result;
}

int fail(const std::string& why) {
  std::fprintf(stderr, "journal-bench: %s\n", why.c_str());
  return 1;
}

int make(const std::string& path, long count) {
  std::string head(soak::journal_genesis);
  std::string text;
  std::FILE* file = std::fopen(path.c_str(), "w");
  if (file == nullptr) return fail("cannot write " + path);
  for (long i = 0; i < count; ++i) {
    soak::SealedLine line = soak::seal(entry(i), head);
    head = std::move(line.hash);
    std::fputs((line.text + "\n").c_str(), file);
  }
  return std::fclose(file) == 0 ? 0 : fail("cannot write " + path);
}

int append(const std::string& path, long count) {
  ::unlink(path.c_str());
  ::unlink(soak::journal_memory_path(path).c_str());
  soak::JournalWriter journal(path);
  for (long i = 0; i < count; ++i) {
    if (auto done = journal.append(entry(i)); !done) return fail(done.error().message);
  }
  return 0;
}

int bare(const std::string& path, long count) {
  ::unlink(path.c_str());
  const std::string line = soak::seal(entry(0), std::string(64, '0')).text + "\n";
  const soak::Fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
  for (long i = 0; i < count; ++i) {
    if (!soak::write_full(fd.get(), line) || ::fsync(fd.get()) != 0) return fail("cannot write " + path);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return fail("usage: journal-bench make|append|bare PATH N");
  const std::string what = argv[1];
  const long count = std::atol(argv[3]);
  if (what == "make") return make(argv[2], count);
  return what == "append" ? append(argv[2], count) : bare(argv[2], count);
}
