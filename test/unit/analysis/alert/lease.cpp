#include <soak/analysis/alert/lease.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace std::chrono_literals;

namespace {

constexpr Span length = 60s;
const Instant wall = *parse_iso8601("2026-01-17T12:00:00Z");

/// A process that looks at a key that all share, by a clock of its own.
struct Runner {
  LeaseHand hand;
  LeaseSight sight = {};
  Span clock_error{};

  LeaseStep look(std::string& key, Span time, bool may_write = true) {
    const Span now = time + clock_error;
    sight.see(key, now);
    const LeaseStep step = decide_lease(sight, hand, now, length);
    if (step == LeaseStep::wait || !may_write) return step;
    const Lease lease = next_lease(step, sight, hand, 0, wall, length);
    key = to_json(lease);
    sight.see(key, now);
    hold_lease(hand, lease, step, now, length);
    return step;
  }
  [[nodiscard]] bool holds(Span time) const { return hand.left(time + clock_error) > Span{0}; }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(lease)

BOOST_AUTO_TEST_CASE(what_was_never_looked_at_is_not_taken) {
  BOOST_TEST((decide_lease({}, {.owner = "a"}, 1h, length) == LeaseStep::wait));
}

BOOST_AUTO_TEST_CASE(a_key_that_is_not_there_is_waited_for_a_length) {
  std::string key;
  Runner a{{.owner = "a"}};
  BOOST_TEST((a.look(key, 0s) == LeaseStep::wait));
  BOOST_TEST((a.look(key, 59s) == LeaseStep::wait));
  BOOST_TEST((a.look(key, 60s) == LeaseStep::take));
  BOOST_TEST(!a.holds(60s));
  BOOST_TEST((a.look(key, 70s) == LeaseStep::renew));
  BOOST_TEST(a.holds(129s));
  BOOST_TEST(!a.holds(130s));
}

BOOST_AUTO_TEST_CASE(what_was_given_back_is_taken_at_once_and_confirmed_before_it_counts) {
  std::string key = to_json(Lease{.owner = "", .token = 4});
  Runner b{{.owner = "b"}};
  BOOST_TEST((b.look(key, 5s) == LeaseStep::take));
  BOOST_TEST(parse_lease(key)->token == 5);
  BOOST_TEST(!b.holds(5s));
  BOOST_TEST((b.look(key, 15s) == LeaseStep::renew));
  BOOST_TEST(b.holds(15s));
}

BOOST_AUTO_TEST_CASE(a_dead_owner_is_followed_within_two_lengths_and_never_before_its_time_is_over) {
  for (Span death = 200s; death < 220s; death += 1s) {
    std::string key = to_json(Lease{.owner = "", .token = 1});
    Runner a{{.owner = "a"}};
    Runner b{{.owner = "b"}, {}, 1000h};
    Span followed{};
    for (Span now = 0s; now < 500s && followed == Span{0}; now += 1s) {
      if (now % lease_pause(length) == 0s && now < death) a.look(key, now);
      if (now % lease_pause(length) == 7s) b.look(key, now);
      BOOST_REQUIRE(!(a.holds(now) && b.holds(now)));
      if (b.holds(now)) followed = now;
    }
    BOOST_TEST((followed > death && followed <= death + 2 * length));
  }
}

BOOST_AUTO_TEST_CASE(an_owner_that_was_forgotten_and_followed_has_lost) {
  std::string key = to_json(Lease{.owner = "", .token = 1});
  Runner a{{.owner = "a"}};
  (void)a.look(key, 0s);
  (void)a.look(key, 10s);
  const std::string others = to_json(Lease{.owner = "b", .token = 3});
  key = others;
  BOOST_TEST((a.look(key, 20s) == LeaseStep::wait));
  key = to_json(Lease{.owner = "a", .token = 9});
  BOOST_TEST((a.look(key, 30s) == LeaseStep::wait));
}

BOOST_AUTO_TEST_CASE(an_owner_whose_time_ran_out_without_a_successor_goes_on_with_its_token) {
  std::string key = to_json(Lease{.owner = "", .token = 1});
  Runner a{{.owner = "a"}};
  (void)a.look(key, 0s);
  (void)a.look(key, 10s);
  BOOST_TEST(!a.holds(1000s));
  BOOST_TEST((a.look(key, 1000s) == LeaseStep::renew));
  BOOST_TEST(a.hand.token == 2);
  BOOST_TEST(a.holds(1001s));
}

BOOST_AUTO_TEST_CASE(a_token_is_never_lower_than_what_an_owner_of_before_wrote) {
  LeaseSight lost;
  lost.see("", 0s);
  BOOST_TEST(next_lease(LeaseStep::take, lost, {.owner = "a"}, 41, wall, length).token == 42);
  lost.see("what others wrote", 0s);
  BOOST_TEST(next_lease(LeaseStep::take, lost, {.owner = "a"}, 41, wall, length).token == 42);
  lost.see(to_json(Lease{.owner = "b", .token = 50}), 0s);
  BOOST_TEST(next_lease(LeaseStep::take, lost, {.owner = "a"}, 41, wall, length).token == 51);
}

BOOST_AUTO_TEST_CASE(each_renewal_changes_the_key) {
  std::string key = to_json(Lease{.owner = "", .token = 1});
  Runner a{{.owner = "a"}};
  (void)a.look(key, 0s);
  const std::string before = key;
  (void)a.look(key, 1ms);
  BOOST_TEST(key != before);
}

BOOST_AUTO_TEST_CASE(a_lease_ends_when_half_of_it_is_gone) {
  const LeaseHand hand{.owner = "a", .token = 1, .is_confirmed = true, .valid_until = 60s};
  BOOST_TEST(!is_lease_ending(hand, 30s, length));
  BOOST_TEST(is_lease_ending(hand, 31s, length));
  BOOST_TEST(!is_lease_ending(hand, 60s, length));
  BOOST_TEST(!is_lease_ending({.owner = "a"}, 31s, length));
}

BOOST_AUTO_TEST_SUITE_END()
