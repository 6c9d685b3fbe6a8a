#include "written_form.hpp"

#include <soak/model/walk/soak_run_forms.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <string_view>

using namespace soak;
using namespace soak::walk_detail;
using namespace std::chrono_literals;

namespace {

template <class Form, class T>
bool reads(std::string_view text, T& to) {
  return Form::read(boost::json::parse(text), to);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(soak_run_forms)

BOOST_AUTO_TEST_CASE(a_time_stands_in_the_zone_of_the_report_and_is_read_in_any) {
  const UtcOffset berlin = [](Instant) { return 1h; };
  const Instant noon = *parse_iso8601("2026-03-28T12:00:00Z");
  BOOST_TEST(written(LocalTime{&berlin}, noon) == "\"2026-03-28T13:00:00+01:00\"");
  BOOST_TEST(written(LocalTime{nullptr}, std::optional<Instant>{}) == "null");
  Instant read{};
  BOOST_TEST(reads<LocalTime>("\"2026-03-28T13:00:00+01:00\"", read));
  BOOST_TEST((read == noon));
  std::optional<Instant> none = noon;
  BOOST_TEST(reads<LocalTime>("null", none));
  BOOST_TEST(!none.has_value());
  for (const char* text : {"\"noon\"", "5", "\"\"", "[]"}) {
    BOOST_TEST(!reads<LocalTime>(text, read), text);
    BOOST_TEST((read == noon), text);
  }
}

BOOST_AUTO_TEST_CASE(a_span_is_seconds_from_nothing_to_three_centuries) {
  BOOST_TEST(written(Seconds{}, Microseconds{90'500'000}) == "90.5");
  Microseconds span{7};
  BOOST_TEST(reads<Seconds>("90.5", span));
  BOOST_TEST(span.count() == 90'500'000);
  BOOST_TEST(reads<Seconds>("0", span));
  BOOST_TEST(span.count() == 0);
  BOOST_TEST(reads<Seconds>("1e10", span));
  BOOST_TEST(span.count() == 10'000'000'000'000'000);
  BOOST_TEST(reads<Seconds>("0.0000016", span));
  BOOST_TEST(span.count() == 2);
  for (const char* text : {"-1", "1.1e10", "1e300", "null", "\"5\"", "{}", "true"}) {
    BOOST_TEST(!reads<Seconds>(text, span), text);
    BOOST_TEST(span.count() == 2, text);
  }
}

BOOST_AUTO_TEST_CASE(enumerators_stand_by_their_name) {
  for (const RunStatus status : {RunStatus::running, RunStatus::passed, RunStatus::failed}) {
    RunStatus read = status == RunStatus::failed ? RunStatus::passed : RunStatus::failed;
    BOOST_TEST(reads<Name>(written(Name{}, status), read));
    BOOST_TEST((read == status));
  }
  using enum PhaseOutcome;
  for (const PhaseOutcome outcome : {pending, running, passed, failed, not_entered}) {
    PhaseOutcome read = outcome == pending ? failed : pending;
    BOOST_TEST(reads<Name>(written(Name{}, outcome), read));
    BOOST_TEST((read == outcome));
  }
  BOOST_TEST(written(Name{}, not_entered) == "\"not_entered\"");
  RunStatus status = RunStatus::passed;
  for (const char* text : {"\"pending\"", "\"PASSED\"", "\"\"", "1", "null"}) {
    BOOST_TEST(!reads<Name>(text, status), text);
    BOOST_TEST((status == RunStatus::passed), text);
  }
  BOOST_TEST(Name::expected(status) == "running, passed or failed (a report of soak_run)");
}

BOOST_AUTO_TEST_CASE(an_outcome_is_a_number_from_0_to_4) {
  using enum PhaseOutcome;
  for (const PhaseOutcome outcome : {pending, running, passed, failed, not_entered}) {
    PhaseOutcome read = outcome == pending ? failed : pending;
    BOOST_TEST(reads<OutcomeNumber>(written(OutcomeNumber{}, outcome), read));
    BOOST_TEST((read == outcome));
  }
  BOOST_TEST(written(OutcomeNumber{}, not_entered) == "4");
  PhaseOutcome outcome = passed;
  for (const char* text : {"5", "-1", "1.5", "18446744073709551615", "\"1\"", "null"}) {
    BOOST_TEST(!reads<OutcomeNumber>(text, outcome), text);
    BOOST_TEST((outcome == passed), text);
  }
  BOOST_TEST(OutcomeNumber::expected(outcome) == "a number from 0 to 4");
}

BOOST_AUTO_TEST_CASE(actions_are_five_counts_on_a_line) {
  const ActionCounts::Counts counts{1, 0, 3, 4, 9'000'000'000};
  BOOST_TEST(written(ActionCounts{}, counts) == "[1, 0, 3, 4, 9000000000]");
  ActionCounts::Counts read{};
  BOOST_TEST(reads<ActionCounts>("[1, 0, 3, 4, 9000000000]", read));
  BOOST_TEST((read == counts));
  for (const char* text :
       {"[1,2,3,4]", "[1,2,3,4,5,6]", "[1,2,3,4,-5]", "[1,2,3,4,5.5]", "[9,9,9,9,\"5\"]", "{}", "5"}) {
    BOOST_TEST(!reads<ActionCounts>(text, read), text);
    BOOST_TEST((read == counts), text);
  }
  BOOST_TEST(ActionCounts::expected(counts) == "an array of 5 whole numbers");
}

BOOST_AUTO_TEST_SUITE_END()
