#include "written_form.hpp"

#include <soak/model/json/forms.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

/// What `form` makes of a JSON text; `before` if it is of another kind.
template <class Form, class T>
T read(const Form& form, const char* text, T before) {
  (void)form.read(*parse_json(text), before);
  return before;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(forms)

BOOST_AUTO_TEST_CASE(plain_values_read_back_and_others_leave_the_target_alone) {
  const PlainForm plain;
  const Instant noon = *parse_iso8601("2025-10-26T12:00:00Z");
  BOOST_TEST(written(plain, noon) == "\"2025-10-26T12:00:00Z\"");
  BOOST_TEST((read(plain, "\"2025-10-26T12:00:00Z\"", Instant{}) == noon));
  BOOST_TEST((read(plain, "5", noon) == noon));
  BOOST_TEST(written(plain, gap) == "null");
  BOOST_TEST(read(plain, "3", 0.5) == 3);
  BOOST_TEST(read(plain, "null", 0.5) == 0.5);
  BOOST_TEST(read(plain, "-3", std::size_t{7}) == 7u);
  BOOST_TEST(read(plain, "-3", std::int64_t{7}) == -3);
  BOOST_TEST(read(plain, "1", true));
  BOOST_TEST(written(plain, std::optional<Level>()) == "null");
  BOOST_TEST((read(plain, "\"CRIT\"", std::optional<Level>()) == Level::crit));
  BOOST_TEST((read(plain, "null", std::optional(Level::warn)) == std::nullopt));
  BOOST_TEST((read(plain, "7", std::optional(Level::warn)) == Level::warn));
}

BOOST_AUTO_TEST_CASE(other_forms_say_nothing_or_exactly) {
  BOOST_TEST(written(EmptyIfNone{}, std::optional<Level>()) == "\"\"");
  BOOST_TEST((read(EmptyIfNone{}, "\"\"", std::optional(Level::warn)) == std::nullopt));
  BOOST_TEST((read(EmptyIfNone{}, "\"x\"", std::optional(std::string("y"))) == "x"));
  BOOST_TEST(read(NotNegative{}, "-0.5", 2.0) == 2);
  BOOST_TEST(read(NotNegative{}, "5", std::int64_t{1}) == 5);
  const Instant precise{std::chrono::microseconds{1'700'000'000'000'001}};
  BOOST_TEST(written(exact_time, precise) == "1700000000000001");
  BOOST_TEST((read(exact_time, "1700000000000001", Instant{}) == precise));
  BOOST_TEST((read(exact_time, "1.5", precise) == precise));
}

BOOST_AUTO_TEST_SUITE_END()
