#include <soak/analysis/archive/snapshot_plan.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(snapshot_plan)

BOOST_AUTO_TEST_CASE(the_last_fail_counts_and_has_a_name_of_its_own) {
  JournalEntry entry;
  entry.ts = *parse_iso8601("2026-01-15T12:00:00Z");
  entry.phase = "canary";
  entry.region = "eu\n";
  entry.reason_code = "GEN_FAIL";
  entry.run = "r";
  entry.tick = 7;
  entry.status = "WARN";
  std::vector<JournalEntry> entries{entry};
  BOOST_TEST((last_fail(entries) == nullptr));
  entry.status = "FAIL";
  entries.insert(entries.end(), {entry, entry});
  entries.back().tick = 8;
  entry.status = "CONTINUE";
  entries.push_back(entry);
  BOOST_REQUIRE((last_fail(entries) == &entries[2]));
  BOOST_TEST(fail_trigger(entries[2]) == "2026-01-15T12:00:00Z canary eu\\x0a GEN_FAIL run=r tick=8");
  BOOST_TEST(fail_trigger(entries[2]) != fail_trigger(entries[1]));
}

BOOST_AUTO_TEST_SUITE_END()
