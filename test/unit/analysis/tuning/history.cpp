#include <soak/analysis/tuning/history.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

TuningRecord record(std::size_t iteration, double delta, const std::string& symbol = "") {
  TuningRecord result;
  result.symbol = symbol;
  result.iteration = iteration;
  result.proposed = NamedSettings{{{"x", delta}}, {}};
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tuning_history_of_a_run)

BOOST_AUTO_TEST_CASE(each_symbol_has_its_chain_in_the_order_of_iterations) {
  const TuningHistory history = tuning_history({{record(10, 1, "B"), record(2, 1, "B"), record(1, 1, "A")}});
  BOOST_TEST_REQUIRE(history.chains.size() == 2u);
  BOOST_TEST(history.chains[0].symbol == "A");
  BOOST_TEST(history.chains[1].records.begin()->first == 2u);
  BOOST_TEST(history.problems.front() == "B iteration 3 and those up to 9 missing");
}

BOOST_AUTO_TEST_CASE(of_two_windows_with_one_iteration_the_later_counts) {
  const TuningHistory history = tuning_history({{record(1, 1), record(1, 2), record(2, 3), record(2, 3)}});
  BOOST_TEST(history.chains[0].records.at(1).proposed->numbers.at("x") == 2);
  BOOST_TEST_REQUIRE(history.problems.size() == 1u);  // the second pair is equal
  BOOST_TEST(history.problems[0] == "iteration 1 is there twice, and differs: the later counts");
}

BOOST_AUTO_TEST_CASE(the_report_fills_what_windows_do_not_record) {
  TuningRecord window = record(1, 1, "BTC");
  TuningRecord entry = record(1, 2);
  entry.applied = true;
  entry.state_hash = "h";
  entry.skip_reason = "cooldown";
  const TuningHistory history = tuning_history({{window}, {entry, record(2, 5)}});
  BOOST_TEST_REQUIRE(history.chains.size() == 1u);
  const TuningRecord& joined = history.chains[0].records.at(1);
  BOOST_TEST(joined.applied.value());
  BOOST_TEST(joined.state_hash == "h");
  BOOST_TEST(joined.skip_reason == "cooldown");
  BOOST_TEST(joined.proposed->numbers.at("x") == 1);
  BOOST_TEST(history.chains[0].records.contains(2));
  BOOST_TEST(history.problems.front() ==
             "BTC iteration 1: TUNING_REPORT.json proposes other changes than the window, which counts");
}

BOOST_AUTO_TEST_CASE(records_without_an_iteration_are_counted) {
  TuningRecord lost = record(1, 1);
  lost.iteration.reset();
  const TuningHistory history = tuning_history({{lost}, {}, {}, {"earlier"}});
  BOOST_TEST(history.chains.empty());
  BOOST_TEST(history.problems.size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
