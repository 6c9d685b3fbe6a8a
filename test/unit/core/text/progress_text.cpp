#include <soak/core/text/progress_text.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using std::chrono::seconds;

BOOST_AUTO_TEST_CASE(progress_tells_share_amount_and_time_left) {
  constexpr std::uint64_t mib = 1 << 20;
  BOOST_TEST(progress_text("reading", 120 * mib, 480 * mib, ProgressUnit::bytes, seconds(4)) ==
             "reading: 25 %, 120 MiB of 480 MiB, 12 s left");
  BOOST_TEST(progress_text("reading", 2, 0, ProgressUnit::rows, seconds(2)) == "reading: 2 rows");
  BOOST_TEST(progress_text("reading", 1, 3, ProgressUnit::files, seconds(2)) ==
             "reading: 33 %, 1 file of 3 files, 4 s left");
  BOOST_TEST(progress_text("packing", 0, 1536 * mib, ProgressUnit::bytes, seconds(2)) ==
             "packing: 0 %, 0 bytes of 1.5 GiB");
  BOOST_TEST(progress_text("reading", 5 * mib / 2, 0, ProgressUnit::bytes, seconds(2)) == "reading: 2.5 MiB");
}

BOOST_AUTO_TEST_CASE(a_file_that_has_grown_is_no_more_than_done) {
  BOOST_TEST(progress_text("reading", 12, 10, ProgressUnit::bytes, seconds(2)) ==
             "reading: 100 %, 10 bytes of 10 bytes, 0 s left");
}
