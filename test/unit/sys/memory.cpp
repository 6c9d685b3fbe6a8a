#include <soak/sys/memory.hpp>

#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

using namespace soak;

BOOST_AUTO_TEST_SUITE(memory)

BOOST_AUTO_TEST_CASE(a_freed_container_keeps_nothing) {
  std::vector<int> numbers(1000);
  free_memory(numbers);
  BOOST_TEST(numbers.capacity() == 0u);
  std::string text(1000, 'a');
  free_memory(text);
  BOOST_TEST(text.capacity() == std::string().capacity());
}

// Under a sanitizer malloc is another one, which has nothing to give back.
#ifndef __SANITIZE_ADDRESS__
static std::size_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::size_t whole = 0;
  std::size_t resident = 0;
  statm >> whole >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

BOOST_AUTO_TEST_CASE(what_is_freed_piece_by_piece_goes_back_to_the_system_when_it_is_much) {
  constexpr std::size_t piece = std::size_t{32} << 10;  // too small for a mapping of its own
  std::vector<std::string> pieces(4096);                // 128 MiB
  for (std::string& text : pieces) text.assign(piece, 'x');
  const std::size_t before = resident_bytes();
  FreedMemory freed;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i % 64 == 0) continue;  // the top of the heap stays in use, so that freeing alone returns nothing
    free_memory(pieces[i]);
    freed.add(piece);
  }
  BOOST_TEST(resident_bytes() + (std::size_t{90} << 20) < before);
}
#endif

BOOST_AUTO_TEST_SUITE_END()
