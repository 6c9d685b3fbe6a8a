#include "temporary_directory.hpp"

#include <soak/flow/alert/outbox.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

const Instant noon = *parse_iso8601("2026-01-05T12:00:00Z");

OutboxSettings settings_in(const std::string& directory, bool is_read_only = false) {
  return {directory, "prod", "bybit", is_read_only};
}

Alert alert(std::string_view topic, int minute) {
  Alert made{.id = {},
             .topic = std::string(topic),
             .level = Level::crit,
             .env = "prod",
             .exchange = "bybit",
             .raised_at = noon + std::chrono::minutes(minute)};
  made.id = alert_id(made);
  made.text = "text";
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(outbox)

BOOST_AUTO_TEST_CASE(what_is_not_acknowledged_outlives_the_process) {
  const TemporaryDirectory directory;
  {
    Outbox box(settings_in(directory.path("outbox")), noon);
    box.put(alert("soak", 0), {"slack", "telegram"});
    box.put(alert("redis", 1), {"slack"});
    box.acknowledge("soak", "slack");
    box.postpone("soak", "telegram", noon + std::chrono::seconds(30), "HTTP 500");
    box.acknowledge("redis", "slack");
  }
  const Outbox box(settings_in(directory.path("outbox")), noon);
  BOOST_TEST(box.deliveries() == 1);
  BOOST_TEST(box.find("soak")->is_taken);
  BOOST_TEST(box.find("soak")->pending[0].attempts == 1);
  BOOST_TEST(box.find("soak")->pending[0].last_error == "HTTP 500");
  BOOST_TEST((*box.next_due(noon) == noon + std::chrono::seconds(30)));
  BOOST_TEST(box.find("redis") == nullptr);
  BOOST_TEST(!file_exists(directory.path("outbox/redis.json")));
}

BOOST_AUTO_TEST_CASE(a_newer_alert_replaces_the_one_of_its_topic) {
  const TemporaryDirectory directory;
  Outbox box(settings_in(directory.path("outbox")), noon);
  box.put(alert("soak", 0), {"slack", "telegram"});
  box.acknowledge("soak", "slack");
  box.put(alert("windows", 5), {"slack"});
  box.put(alert("soak", 9), {"slack", "telegram"});
  BOOST_TEST(box.find("soak")->alert.id == alert("soak", 9).id);
  BOOST_TEST(!box.find("soak")->is_taken);
  BOOST_TEST(box.deliveries() == 3);
  BOOST_TEST((box.topics() == std::vector<std::string>{"windows", "soak"}));
  box.keep_channels({"telegram"});
  BOOST_TEST(box.deliveries() == 1);
  BOOST_TEST(!file_exists(directory.path("outbox/windows.json")));
}

BOOST_AUTO_TEST_CASE(where_nothing_can_be_written_memory_serves) {
  const TemporaryDirectory directory;
  BOOST_REQUIRE(write_file_atomically(directory.path("file"), "", Durability::none));
  Outbox box(settings_in(directory.path("file/outbox")), noon);
  box.put(alert("soak", 0), {"slack"});
  BOOST_TEST(box.deliveries() == 1);
  box.acknowledge("soak", "slack");
  BOOST_TEST(box.deliveries() == 0);
  BOOST_TEST(!box.next_due(noon).has_value());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_used_is_set_aside_and_replaced_by_nothing) {
  const TemporaryDirectory directory;
  const std::string file = directory.path("outbox/soak.json");
  const std::string aside = file + ".damaged-" + std::to_string(epoch_seconds(noon));
  const std::string damaged = R"({"id": "0123)";
  BOOST_REQUIRE(write_file_atomically(file, damaged, Durability::none));
  BOOST_TEST(Outbox(settings_in(directory.path("outbox"), true), noon).deliveries() == 0);
  BOOST_TEST(file_exists(file));  // a dry run touches nothing
  Outbox box(settings_in(directory.path("outbox")), noon);
  BOOST_TEST(box.deliveries() == 0);
  BOOST_TEST(*read_file(aside, 100) == damaged);
  box.put(alert("soak", 1), {"slack"});
  BOOST_TEST(*read_file(aside, 100) == damaged);
  // an entry of somebody else, which lies here by mistake
  OutboxSettings other = settings_in(directory.path("outbox"));
  other.env = "staging";
  BOOST_TEST(Outbox(other, noon + std::chrono::minutes(1)).deliveries() == 0);
  BOOST_TEST(!file_exists(file));
}

BOOST_AUTO_TEST_SUITE_END()
