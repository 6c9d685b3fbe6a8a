// The floor: lists a directory, opens, reads and closes each file, and does nothing with what it read.
//   read-floor DIRECTORY THREADS
#include <soak/sys/file/file_list.hpp>
#include <soak/sys/thread/parallel.hpp>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  soak::FileList files;
  files.add_matches(std::string(argv[1]) + "/ITER_SUMMARY_*.json");
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> bytes{0};
  soak::on_threads(std::strtoul(argv[2], nullptr, 10), [&](std::size_t) {
    std::string buffer(std::size_t{64} << 10, '\0');
    std::size_t mine = 0;
    constexpr std::size_t batch = 8;
    for (std::size_t first = next.fetch_add(batch); first < files.size(); first = next.fetch_add(batch)) {
      for (std::size_t i = first; i < std::min(first + batch, files.size()); ++i) {
        const soak::Fd fd = files.open(i);
        mine += static_cast<std::size_t>(std::max<ssize_t>(0, ::read(fd.get(), buffer.data(), buffer.size())));
      }
    }
    bytes += mine;
  });
  std::printf("%zu files, %zu bytes\n", files.size(), bytes.load());
}
