#include <soak/analysis/windows/data_quality.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

std::vector<double> values(std::size_t count, std::size_t known) {
  std::vector<double> result(count, gap);
  std::fill_n(result.begin(), known, 1.0);
  return result;
}

DataQuality quality(const std::vector<double>& series, OutOfRange out = {}, std::size_t tail = 0,
                    std::size_t max_stale = default_max_stale) {
  return data_quality(series, out, {.windows = series.size(), .tail = tail, .holes = {}}, max_stale);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(data_quality_suite)

BOOST_AUTO_TEST_CASE(a_bot_that_stopped_measuring_is_stale) {
  BOOST_TEST((quality(values(48, 48)).problem == DataProblem::none));
  BOOST_TEST((quality(values(48, 46)).problem == DataProblem::none));
  BOOST_TEST((quality(values(48, 45)).problem == DataProblem::stale));
  BOOST_TEST((quality(values(48, 1)).problem == DataProblem::stale));
  BOOST_TEST(quality(values(48, 1)).coverage == 1.0 / 48);
  BOOST_TEST((quality(values(48, 0)).problem == DataProblem::no_data));
  BOOST_TEST((quality(values(48, 48), {}, 3).problem == DataProblem::stale));
  BOOST_TEST((quality(values(48, 47), {}, 1).problem == DataProblem::none));
  BOOST_TEST((quality(values(48, 47), {}, 2).problem == DataProblem::stale));
  BOOST_TEST((quality(values(48, 40), {}, 0, 9).problem == DataProblem::none));
}

BOOST_AUTO_TEST_CASE(too_few_values_and_impossible_ones) {
  std::vector<double> sparse = values(10, 4);
  sparse.back() = 1;
  sparse[3] = gap;
  BOOST_TEST((quality(sparse).problem == DataProblem::sparse));
  sparse[8] = 1;
  BOOST_TEST((quality(sparse).problem == DataProblem::none));
  BOOST_TEST((quality(values(20, 20), {1, false}).problem == DataProblem::none));
  BOOST_TEST((quality(values(20, 20), {2, false}).problem == DataProblem::out_of_range));
  BOOST_TEST((quality(values(100, 100), {1, true}).problem == DataProblem::out_of_range));
  BOOST_TEST((quality(values(20, 0), {20, true}).problem == DataProblem::no_data));
}

BOOST_AUTO_TEST_SUITE_END()
