#include <soak/analysis/tuning/verify_deltas.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

NamedSettings cap(double value) { return {{{"cap", value}}, {}}; }

TuningRecord window(std::size_t iteration, double parameter, double delta, const std::string& symbol = "") {
  TuningRecord record;
  record.symbol = symbol;
  record.iteration = iteration;
  record.parameters = cap(parameter);
  if (delta != 0) record.proposed = cap(delta);
  return record;
}

std::string statuses(const DeltaVerification& verification) {
  std::string text;
  for (const CheckedProposal& proposal : verification.proposals) text += std::string(to_string(proposal.status)) + " ";
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(deltas_of_a_run)

BOOST_AUTO_TEST_CASE(the_next_window_shows_what_came) {
  const auto result = verify_deltas({{window(1, 1, 1), window(2, 2, 1), window(3, 2, 1)}}, {}, {});
  BOOST_TEST(statuses(result) == "APPLIED NOT_APPLIED PENDING ");
  BOOST_TEST(result.windows == 3u);
  BOOST_TEST(!result.passes());
}

BOOST_AUTO_TEST_CASE(what_is_in_force_shows_it_for_the_last_window) {
  const auto result = verify_deltas({{window(1, 1, 1)}, {}, cap(2)}, {}, {});
  BOOST_TEST(statuses(result) == "APPLIED ");
  // Of two symbols it would be anybody's guess whose settings these are.
  const auto two = verify_deltas({{window(1, 1, 1, "A"), window(1, 1, 1, "B")}, {}, cap(2)}, {}, {});
  BOOST_TEST(statuses(two) == "PENDING PENDING ");
}

BOOST_AUTO_TEST_CASE(beyond_a_missing_window_values_prove_nothing) {
  const auto result = verify_deltas({{window(1, 1, 1), window(3, 2, 0)}}, {}, {});
  BOOST_TEST(statuses(result) == "NOT_APPLIED ");
  BOOST_TEST(result.proposals[0].by == "record");
  BOOST_TEST(result.proposals[0].note.ends_with("no value to compare with: iteration 2 is missing"));
  BOOST_TEST(result.problems.front() == "iteration 2 missing");
}

BOOST_AUTO_TEST_CASE(strict_asks_for_more) {
  BOOST_TEST((DeltaLimits{0.9, true}.share()) == 0.95);
  BOOST_TEST((DeltaLimits{0.99, true}.share()) == 0.99);
  BOOST_TEST(verify_deltas({}, {0.5, true}, {}).min_applied == 0.95);
  BOOST_TEST(DeltaLimits{}.share() == 0.9);
}

BOOST_AUTO_TEST_CASE(a_change_that_came_by_value_explains_the_hash) {
  TuningRecord first = window(1, 1, 1);
  TuningRecord second = window(2, 2, 0);
  first.state_hash = "a";
  second.state_hash = "b";
  BOOST_TEST(verify_deltas({{first, second}}, {}, {}).hash_findings.empty());
  second.parameters = cap(1);
  BOOST_TEST(verify_deltas({{first, second}}, {}, {}).hash_findings.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
