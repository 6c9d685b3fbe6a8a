#include <soak/analysis/tuning/hash_moves.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

struct Step {
  std::string old_hash;
  std::string state_hash;
  bool applied;
};

TuningChain chain_of(const std::vector<Step>& steps) {
  TuningChain chain;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    TuningRecord record;
    record.iteration = i + 1;
    record.old_hash = steps[i].old_hash;
    record.state_hash = steps[i].state_hash;
    record.applied = steps[i].applied;
    if (steps[i].applied) record.changed_keys = {"cap"};
    chain.records[i + 1] = record;
  }
  return chain;
}

std::string found(const std::vector<Step>& steps, const std::set<std::size_t>& came = {}) {
  std::string text;
  for (const HashFinding& finding : hash_findings(chain_of(steps), came)) {
    text += std::string(to_string(finding.kind)) + " " + std::to_string(finding.from_iteration) + "-" +
            std::to_string(finding.to_iteration) + " " + finding.from + finding.to + ";";
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(state_hash_moves)

BOOST_AUTO_TEST_CASE(hashes_that_move_as_changes_are_applied_are_fine) {
  BOOST_TEST(found({{"a", "b", true}, {"b", "b", false}, {"b", "c", true}}).empty());
}

BOOST_AUTO_TEST_CASE(between_windows_nothing_is_applied) {
  BOOST_TEST(found({{"a", "b", true}, {"c", "c", false}}) == "UNEXPLAINED 1-2 bc;");
  BOOST_TEST(found({{"a", "b", true}, {"", "", false}, {"", "", false}, {"c", "c", false}}) == "UNEXPLAINED 1-4 bc;");
  BOOST_TEST(found({{"a", "b", true}, {"", "", true}, {"c", "c", false}}).empty());  // 2 may have moved it
}

BOOST_AUTO_TEST_CASE(within_a_window_it_moves_only_if_something_was_applied) {
  BOOST_TEST(found({{"a", "b", false}}) == "UNEXPLAINED 1-1 ab;");
  BOOST_TEST(found({{"a", "a", true}}) == "STUCK 1-1 aa;");
  BOOST_TEST(found({{"a", "a", false}}, {1}) == "STUCK 1-1 aa;");  // its values changed
}

BOOST_AUTO_TEST_CASE(a_single_hash_a_window_may_be_taken_before_or_after_the_change) {
  BOOST_TEST(found({{"", "a", false}, {"", "b", true}, {"", "b", false}}).empty());
  BOOST_TEST(found({{"", "a", true}, {"", "b", false}}).empty());
  BOOST_TEST(found({{"", "a", false}, {"", "b", false}}) == "UNEXPLAINED 1-2 ab;");
  BOOST_TEST(found({{"", "a", false}, {"", "a", true}, {"", "a", false}}) == "STUCK 2-2 aa;");
}

BOOST_AUTO_TEST_CASE(what_is_not_recorded_says_nothing) {
  BOOST_TEST(found({{"", "", true}, {"", "", false}}).empty());
  const TuningChain chain = chain_of({{"", "a", true}});
  BOOST_TEST(!hash_moved(chain, chain.records.begin()));
}

BOOST_AUTO_TEST_SUITE_END()
