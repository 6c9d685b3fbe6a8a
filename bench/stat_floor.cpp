// The floor of a cycle that finds nothing new: lists a directory and asks for inode, size and times of each file.
//   stat-floor DIRECTORY
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <cstdio>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  DIR* const directory = ::opendir(argv[1]);
  if (directory == nullptr) return 1;
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(directory)) names.emplace_back(entry->d_name);
  long long bytes = 0;
  for (const std::string& name : names) {
    struct statx info {};
    if (::statx(::dirfd(directory), name.c_str(), 0, STATX_BASIC_STATS, &info) == 0) {
      bytes += static_cast<long long>(info.stx_size);
    }
  }
  std::printf("%zu names, %lld bytes\n", names.size(), bytes);
  ::closedir(directory);
}
