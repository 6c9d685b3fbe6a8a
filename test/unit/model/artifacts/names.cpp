#include <soak/model/artifacts/names.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(artifact_names)

using namespace soak;

BOOST_AUTO_TEST_CASE(paths_are_made_of_directories_and_names) {
  BOOST_TEST(path_in("artifacts", artifact_name::kpi_gate) == "artifacts/KPI_GATE.json");
  BOOST_TEST(path_in(default_dir::artifacts, artifact_dir::state) == default_dir::state);
  BOOST_TEST(windows_glob("artifacts/soak/latest") == "artifacts/soak/latest/ITER_SUMMARY_*.json");
  BOOST_TEST(stem_of(artifact_name::rollup_page) == "WEEKLY_ROLLUP");
  BOOST_TEST(stem_of("no_suffix") == "no_suffix");
}

BOOST_AUTO_TEST_CASE(a_day_keeps_its_copy_under_the_artifacts_name) {
  using namespace std::chrono;
  const Date day = sys_days{2026y / January / 5};
  BOOST_TEST(history_path("artifacts", artifact_name::kpi_gate, day) == "artifacts/history/KPI_GATE_2026-01-05.json");
}

BOOST_AUTO_TEST_CASE(each_place_has_an_outbox_of_its_own) {
  BOOST_TEST(outbox_path("state", "prod", "bybit") == "state/outbox/prod_bybit");
  BOOST_TEST(outbox_path("state", "a_b", "c") != outbox_path("state", "a", "b_c"));
  BOOST_TEST(outbox_path("state", "a%5Fb", "c") != outbox_path("state", "a_b", "c"));
  BOOST_TEST(outbox_path("s", "../../x", "y/z") == "s/outbox/..%2F..%2Fx_y%2Fz");
}

BOOST_AUTO_TEST_SUITE_END()
