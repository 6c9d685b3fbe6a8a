#include <soak/model/summary/data_quality.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(notes_of_data)

BOOST_AUTO_TEST_CASE(every_problem_has_the_note_of_the_violations_file) {
  BOOST_TEST(note_of(DataProblem::none) == "");
  BOOST_TEST(note_of(DataProblem::no_data) == "No valid data");
  BOOST_TEST(note_of(DataProblem::out_of_range) == "Value out of range");
  BOOST_TEST(note_of(DataProblem::stale) == "No recent data");
  BOOST_TEST(note_of(DataProblem::sparse) == "Too few values");
}

BOOST_AUTO_TEST_SUITE_END()
