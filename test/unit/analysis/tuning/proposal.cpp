#include <soak/analysis/tuning/proposal.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

NamedSettings numbers(std::map<std::string, double, std::less<>> of) { return {std::move(of), {}}; }

/// Applied by its own record.
TuningRecord recorded(double cap = -0.01, double age = 30) {
  TuningRecord record;
  record.iteration = 1;
  record.proposed = numbers({{"cap", cap}, {"age", age}});
  record.deltas = record.proposed;
  record.changed_keys = {"cap", "age"};
  record.applied = true;
  return record;
}

ProposalContext moved() { return {true, nullptr, {}, true}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(checked_proposals)

BOOST_AUTO_TEST_CASE(previous_and_delta_give_the_value) {
  TuningRecord record = recorded();
  record.applied = false;  // values say more than the record
  record.parameters = numbers({{"risk.cap", 0.3}, {"age", 600}});
  const NamedSettings after = numbers({{"risk.cap", 0.29}, {"age", 630}});
  const auto whole = check_proposal(record, {true, &after, {}, false});
  BOOST_TEST(to_string(whole->status) == "APPLIED");
  BOOST_TEST(whole->by == "value");
  const NamedSettings part = numbers({{"risk.cap", 0.29}, {"age", 600}});
  const auto partly = check_proposal(record, {true, &part, {}, true});
  BOOST_TEST(to_string(partly->status) == "PARTLY");
  BOOST_TEST(partly->note == "the value did not change");
  BOOST_TEST(partly->deltas[0].key == "age");
  BOOST_TEST(partly->deltas[0].after.value() == 600);
}

BOOST_AUTO_TEST_CASE(values_agree_within_1e_9_and_no_further) {
  TuningRecord record = recorded();
  record.proposed = numbers({{"cap", 0.1}});
  record.parameters = numbers({{"cap", 0.2}});
  const auto status = [&](double value) {
    const NamedSettings after = numbers({{"cap", value}});
    return check_proposal(record, {true, &after, {}, true})->status;
  };
  BOOST_TEST((status(0.3) == DeltaStatus::applied));
  BOOST_TEST((status(0.3 + 9e-10) == DeltaStatus::applied));
  BOOST_TEST((status(0.3 + 1.1e-9) == DeltaStatus::not_applied));
  record.parameters = numbers({{"cap", 1e9}});
  BOOST_TEST((status(1e9 + 0.1) == DeltaStatus::applied));
  BOOST_TEST((status(1e9 + 0.2) == DeltaStatus::not_applied));
}

BOOST_AUTO_TEST_CASE(a_record_must_say_it_in_every_way) {
  BOOST_TEST((check_proposal(recorded(), moved())->status == DeltaStatus::applied));
  BOOST_TEST(check_proposal(recorded(), moved())->by == "record");
  const auto note = [](const TuningRecord& record, std::optional<bool> hash_moved = true) {
    return check_proposal(record, {true, nullptr, {}, hash_moved})->note;
  };
  TuningRecord record = recorded();
  record.changed_keys = {"cap"};
  BOOST_TEST(note(record) == "not in changed_keys");
  BOOST_TEST((check_proposal(record, moved())->status == DeltaStatus::partly));
  record.changed_keys.reset();
  BOOST_TEST(note(record) == "the record has no changed_keys");
  record = recorded();
  record.deltas = numbers({{"cap", -0.01}, {"age", 15}});
  BOOST_TEST(note(record) == "applied was 15");
  record.deltas = numbers({{"cap", -0.01}});
  BOOST_TEST(note(record) == "not in deltas");
  record = recorded();
  BOOST_TEST(note(record, false) == "the state hash did not move");
  BOOST_TEST(note(record, std::nullopt) == "no state hash is recorded");
  record.applied = false;
  BOOST_TEST(note(record) == "the record says that nothing was applied");
  record.applied.reset();
  BOOST_TEST(note(record) == "the record does not say whether it was applied");
}

BOOST_AUTO_TEST_CASE(both_kinds_of_evidence_are_named) {
  TuningRecord record = recorded();
  record.parameters = numbers({{"cap", 0.1}});
  const NamedSettings after = numbers({{"cap", 0.1}});
  const auto proposal = check_proposal(record, {true, &after, {}, true});
  BOOST_TEST(proposal->by == "value+record");
  BOOST_TEST((proposal->status == DeltaStatus::partly));
}

BOOST_AUTO_TEST_CASE(a_value_that_contradicts_the_record_is_told) {
  TuningRecord record = recorded();
  record.parameters = numbers({{"cap", 0.1}, {"age", 600}});
  const NamedSettings after = *record.parameters;
  BOOST_TEST(check_proposal(record, {true, &after, {}, true})->note ==
             "the value did not change; though the record says applied");
}

BOOST_AUTO_TEST_CASE(a_change_by_nothing_is_none_and_one_that_is_no_number_cannot_have_come) {
  TuningRecord record = recorded(0, 0);
  BOOST_TEST(!check_proposal(record, moved()));
  record.proposed->others = {{"b", "null"}};
  BOOST_TEST(!check_proposal(record, moved()));
  record.proposed->others = {{"b", "the text 'wide'"}};
  const auto proposal = check_proposal(record, moved());
  BOOST_TEST((proposal->status == DeltaStatus::not_applied));
  BOOST_TEST(proposal->note == "no number but the text 'wide'");
  record.proposed.reset();
  record.deltas.reset();
  BOOST_TEST(!check_proposal(record, moved()));
}

BOOST_AUTO_TEST_CASE(without_a_later_window_it_is_pending) {
  const auto proposal = check_proposal(recorded(), {});
  BOOST_TEST((proposal->status == DeltaStatus::pending));
  BOOST_TEST(proposal->by.empty());
  BOOST_TEST(!proposal->deltas[0].has_come);
}

BOOST_AUTO_TEST_SUITE_END()
