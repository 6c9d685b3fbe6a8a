#include <soak/analysis/windows/run_notes.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(notes_of_a_run)

BOOST_AUTO_TEST_CASE(warnings_stand_in_their_order_and_notes_about_data_are_bounded) {
  Summary summary;
  summary.input_windows = 3;
  summary.min_windows = 24;
  summary.oddities.bad_times = 1;
  RunNotes notes{{"skipped x"},
                 "yesterday",
                 {{0, 3'600'000'000}},
                 {{"A: one"}, {}, {"B: two"}},
                 {"C does not occur, though it was asked for"}};
  const auto warnings = run_warnings(notes, summary);
  BOOST_TEST_REQUIRE(warnings.size() == 7u);
  BOOST_TEST(warnings[0] == "skipped x");
  BOOST_TEST(warnings[1].find("'yesterday'") != std::string::npos);
  BOOST_TEST(warnings[2].find("a pause") != std::string::npos);
  BOOST_TEST(warnings[3] == "A: one");
  BOOST_TEST(warnings[4] == "B: two");
  BOOST_TEST(warnings[6] == "Only 3 windows found, 24 required");
  notes.of_symbols.assign(40, {"a note"});
  BOOST_TEST(run_warnings(notes, summary)[31] == "… and 12 more about the data");
}

BOOST_AUTO_TEST_SUITE_END()
