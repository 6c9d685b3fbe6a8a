// run_process, for every tool that starts programs.
#include <soak/sys/process/process_boost.hpp>
