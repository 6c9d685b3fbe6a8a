// Replays the corpora of all bodies, and every cut of each text: what the search found once must never come back. A
// body without a corpus, and a corpus without a body, is a failure.
#include "fuzz/bodies.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace fs = std::filesystem;

namespace {

/// Cuts of a long text are many; some hundreds of them will do.
constexpr std::size_t most_cuts = 400;

[[nodiscard]] std::size_t replay(const soak::fuzz::Body& body, const fs::path& corpus) {
  std::size_t files = 0;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(corpus, none)) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::size_t step = 1 + text.size() / most_cuts;
    for (std::size_t size = 0; size < text.size(); size += step) body.run(std::string_view(text).substr(0, size));
    body.run(text);
    ++files;
  }
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("usage: fuzz-replay FIXTURES\n", stderr), 2;
  std::printf("1..%zu\n", std::size(soak::fuzz::bodies) + 1);
  std::size_t number = 0;
  bool is_well = true;
  const auto report = [&](bool holds, const std::string& what) {
    is_well = is_well && holds;
    std::printf("%sok %zu %s\n", holds ? "" : "not ", ++number, what.c_str());
    std::fflush(stdout);  // an invariant that does not hold aborts: what was reached is to be seen
  };
  for (const soak::fuzz::Body& body : soak::fuzz::bodies) {
    const std::size_t files = replay(body, fs::path(argv[1]) / body.name);
    report(files > 0, std::string(body.name) + ": " + std::to_string(files) + " texts");
  }
  bool is_complete = true;
  for (const auto& entry : fs::directory_iterator(argv[1])) {
    is_complete = is_complete && soak::fuzz::find_body(entry.path().filename().string()) != nullptr;
  }
  report(is_complete, "every corpus has its body");
  return is_well ? 0 : 1;
}
