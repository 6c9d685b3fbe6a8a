// Memory that is freed and that the allocator would keep.
#pragma once

#include <atomic>
#include <cstddef>

#include <malloc.h>

namespace soak {

/// Returns freed memory to the system. The allocator would keep it for an hour of sleep.
inline void give_back_memory() noexcept { (void)::malloc_trim(0); }

/// Empties a container and frees what it held; assigning `{}` to a vector or a string keeps the memory.
template <class Container>
void free_memory(Container& container) noexcept {
  Container().swap(container);
}

/// What several threads free on the way: as soon as much has come together it is returned to the system. Without it,
/// what replaces freed memory piece by piece, but in larger pieces, stands beside it.
class FreedMemory {
 public:
  void add(std::size_t bytes) noexcept {
    constexpr std::size_t worth_returning = std::size_t{32} << 20;
    if (bytes_.fetch_add(bytes) + bytes >= worth_returning && bytes_.exchange(0) >= worth_returning) give_back_memory();
  }

 private:
  std::atomic<std::size_t> bytes_{0};
};

}  // namespace soak
