#include <soak/core/file_stamp.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(file_stamp)

BOOST_AUTO_TEST_CASE(each_part_tells_two_files_apart) {
  constexpr FileStamp stamp{1, 2, 3, 4, 5};
  BOOST_TEST((stamp == FileStamp{1, 2, 3, 4, 5}));
  for (const FileStamp& other : {FileStamp{9, 2, 3, 4, 5}, FileStamp{1, 9, 3, 4, 5}, FileStamp{1, 2, 9, 4, 5},
                                 FileStamp{1, 2, 3, 9, 5}, FileStamp{1, 2, 3, 4, 9}}) {
    BOOST_TEST((stamp != other));
  }
}

BOOST_AUTO_TEST_SUITE_END()
