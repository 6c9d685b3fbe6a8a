#include <soak/analysis/alert/due_deliveries.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

const Instant noon{std::chrono::hours{12}};

OutboxEntry entry(const char* topic, std::vector<PendingChannel> pending) {
  OutboxEntry made{{}, std::move(pending)};
  made.alert.topic = topic;
  return made;
}

std::string text(const std::vector<DueDelivery>& due) {
  std::string out;
  for (const DueDelivery& one : due) out += one.topic + ">" + one.channel + " ";
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(deliveries_due)

BOOST_AUTO_TEST_CASE(each_channel_gets_its_oldest_alert) {
  const OutboxEntry old = entry("soak", {{.name = "slack"}});
  const OutboxEntry young = entry("redis", {{.name = "slack"}, {.name = "telegram"}});
  const OutboxEntry* entries[] = {&old, &young};
  BOOST_TEST(text(due_deliveries(entries, {}, noon)) == "soak>slack redis>telegram ");
  BOOST_TEST(text(due_deliveries(entries, {"slack"}, noon)) == "redis>telegram ");
}

BOOST_AUTO_TEST_CASE(a_channel_that_waits_gets_nothing_of_any_alert) {
  const OutboxEntry old = entry("soak", {{.name = "slack", .not_before = noon + std::chrono::seconds{30}}});
  const OutboxEntry young = entry("redis", {{.name = "slack"}});
  const OutboxEntry* entries[] = {&old, &young};
  BOOST_TEST(due_deliveries(entries, {}, noon).empty());
  BOOST_TEST(text(due_deliveries(entries, {}, noon + std::chrono::seconds{30})) == "soak>slack ");
}

BOOST_AUTO_TEST_CASE(the_next_attempt) {
  const OutboxEntry waits = entry("soak", {{.name = "slack", .not_before = noon + std::chrono::seconds{30}}});
  const OutboxEntry later = entry("redis", {{.name = "telegram", .not_before = noon + std::chrono::seconds{60}}});
  const OutboxEntry* entries[] = {&later, &waits};
  BOOST_TEST((*next_delivery(entries, noon) == noon + std::chrono::seconds{30}));
  BOOST_TEST((*next_delivery(entries, noon + std::chrono::seconds{45}) == noon + std::chrono::seconds{45}));
  BOOST_TEST(!next_delivery({}, noon).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
