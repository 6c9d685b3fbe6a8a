// Memory that a long-lived process has no use for.
#pragma once

#include <malloc.h>

namespace soak {

/// Returns freed memory to the system. The allocator would keep it for an hour of sleep.
inline void give_back_memory() noexcept { (void)::malloc_trim(0); }

}  // namespace soak
