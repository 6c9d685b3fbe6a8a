#include <soak/model/tuning/delta_verification.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

DeltaVerification verification(std::size_t applied, std::size_t not_applied, double min) {
  DeltaVerification result;
  result.min_applied = min;
  for (std::size_t i = 0; i < applied + not_applied; ++i) {
    result.proposals.push_back({i + 1, "", i < applied ? DeltaStatus::applied : DeltaStatus::not_applied});
  }
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(delta_verification)

BOOST_AUTO_TEST_CASE(a_share_on_the_limit_passes) {
  BOOST_TEST(verification(9, 1, 0.9).passes());
  BOOST_TEST(!verification(8, 1, 0.9).passes());
  BOOST_TEST(verification(19, 1, 0.95).passes());
}

BOOST_AUTO_TEST_CASE(what_is_pending_does_not_count_and_nothing_to_judge_passes) {
  DeltaVerification result = verification(1, 0, 1);
  result.proposals.push_back({2, "", DeltaStatus::pending});
  BOOST_TEST(result.share().value() == 1);
  BOOST_TEST(result.passes());
  BOOST_TEST(!verification(0, 0, 0.9).share());
  BOOST_TEST(verification(0, 0, 0.9).passes());
}

BOOST_AUTO_TEST_CASE(state_hashes_count_only_when_it_is_strict) {
  DeltaVerification result = verification(1, 0, 0.9);
  result.hash_findings.push_back({HashMove::unexplained, "", 1, 2, "a", "b"});
  BOOST_TEST(result.passes());
  result.is_strict = true;
  BOOST_TEST(!result.passes());
}

BOOST_AUTO_TEST_CASE(the_file_reads_back_as_it_was_written) {
  DeltaVerification result = verification(1, 1, 0.9);
  result.proposals[1].deltas = {{"cap", -0.01, 0.1, 0.1, "value", false, "the value did not change"}};
  result.hash_findings.push_back({HashMove::stuck, "BTC", 1, 1, "a", "a"});
  result.problems = {"iteration 3 missing"};
  const std::string json = to_json(result);
  const auto again = parse_members<DeltaVerification>(json);
  BOOST_TEST_REQUIRE(again.has_value());
  BOOST_TEST(to_json(*again) == json);
  BOOST_TEST(json.find("\"verdict\": \"FAIL\"") != json.npos);
  BOOST_TEST(json.find("\"share\": 0.5") != json.npos);
}

BOOST_AUTO_TEST_SUITE_END()
