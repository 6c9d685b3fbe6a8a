#include <soak/model/artifacts/makers.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(makers_of_artifacts)

BOOST_AUTO_TEST_CASE(a_file_is_known_by_its_name) {
  BOOST_TEST(maker_of("artifacts/KPI_GATE.json") == "soak kpi_gate");
  BOOST_TEST(maker_of("SOAK_SUMMARY.json") == "soak analyze_post_soak");
  BOOST_TEST(maker_of("MY_KPI_GATE.json").empty());
  BOOST_TEST(maker_of("").empty());
}

BOOST_AUTO_TEST_CASE(an_error_says_what_to_run) {
  BOOST_TEST(with_maker({Errc::input_unusable, "cannot read KPI_GATE.json: gone"}, "KPI_GATE.json").message ==
             "cannot read KPI_GATE.json: gone (soak kpi_gate makes it)");
  BOOST_TEST(with_maker({Errc::input_unusable, "cannot read x: gone"}, "x").message == "cannot read x: gone");
  BOOST_TEST(with_window_maker({Errc::input_unusable, "no file matches x"}).message.find("soak fills_to_windows") !=
             std::string::npos);
  BOOST_TEST(with_window_maker({Errc::input_unusable, "no usable window"}).message == "no usable window");
}

BOOST_AUTO_TEST_SUITE_END()
