#include <soak/model/walk/phase.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(phase)

BOOST_AUTO_TEST_CASE(names_read_back) {
  for (const Phase each : all_phases) BOOST_TEST((parse_phase(to_string(each)) == each));
  BOOST_TEST(to_string(Phase::live_econ) == "live-econ");
  for (const char* name : {"", "live", "Shadow", "canary "}) BOOST_TEST(!parse_phase(name), name);
}

BOOST_AUTO_TEST_SUITE_END()
