#include <soak/model/walk/journal.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace soak;

namespace {

JournalEntry sample(std::int64_t tick) {
  return {*parse_iso8601("2025-01-15T12:00:00Z"),
          "canary",
          "eu",
          "FAIL",
          "ROLLBACK_STEP",
          "GEN_FAIL",
          "net_bps 1.9 < 2",
          "step back",
          {500, 0.05, 0.15},
          "night-1",
          tick};
}

std::vector<std::string> chain_of(int lines) {
  std::vector<std::string> result;
  std::string head(journal_genesis);
  for (int i = 0; i < lines; ++i) {
    SealedLine line = seal(sample(i), head);
    head = line.hash;
    result.push_back(std::move(line.text));
  }
  return result;
}

std::string first_fault(const std::vector<std::string>& lines) {
  JournalChain chain;
  for (const std::string& line : lines) {
    if (auto reason = chain.take(line)) return std::to_string(chain.records() + 1) + ": " + *reason;
  }
  return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(journal)

// Pinned: a journal must verify for as long as anybody keeps one. The hashes come from Python:
//   hashlib.sha256(json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
BOOST_AUTO_TEST_CASE(a_line_is_pythons_canonical_json_and_its_hash) {
  const SealedLine line = seal(sample(3), journal_genesis);
  BOOST_TEST(line.text ==
             R"({"action":"ROLLBACK_STEP","caps":{"capital_usd":500,"share":0.05,"taker_ceiling":0.15},"hash":")" +
                 line.hash +
                 R"(","phase":"canary","prev_hash":"GENESIS","reason":"net_bps 1.9 < 2","reason_code":"GEN_FAIL",)"
                 R"("recommendation":"step back","region":"eu","run":"night-1","status":"FAIL","tick":3,)"
                 R"("ts":"2025-01-15T12:00:00Z"})");
  BOOST_TEST(line.hash == "efa3be43d59c376768d6659a7bbc987b67d43d9fa95843b07017dd48a321a64f");
}

BOOST_AUTO_TEST_CASE(text_beyond_ascii_is_escaped_as_python_does) {
  JournalEntry entry = sample(0);
  entry.reason = "\"q\" \\ \n\t\x01\x7f \xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80 \xff";
  const SealedLine line = seal(entry, journal_genesis);
  BOOST_TEST(line.text.find(R"("reason":"\"q\" \\ \n\t\u0001\u007f \u00e9 \u20ac \ud83d\ude00 \ufffd")") !=
             std::string::npos);
  BOOST_TEST(parse_journal_line(line.text)->reason ==
             "\"q\" \\ \n\t\x01\x7f \xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80 \xef\xbf\xbd");
}

BOOST_AUTO_TEST_CASE(a_line_reads_back_as_it_was) {
  const auto entry = parse_journal_line(seal(sample(7), journal_genesis).text);
  BOOST_REQUIRE(entry);
  BOOST_TEST(entry->status == "FAIL");
  BOOST_TEST(entry->run == "night-1");
  BOOST_TEST(entry->tick == 7);
  BOOST_TEST(entry->caps.share == 0.05);
  BOOST_TEST((entry->ts == sample(7).ts));
  BOOST_TEST(!parse_journal_line("{}"));
  BOOST_TEST(!parse_journal_line("{\"ts\":5}"));
  BOOST_TEST(!parse_journal_line("x"));
}

// What the Python original wrote: no run, no tick, numbers as Python prints them, its hash at its sorted place.
BOOST_AUTO_TEST_CASE(caps_that_are_not_known_are_null) {
  JournalEntry entry;
  entry.ts = *parse_iso8601("2026-01-05T03:00:00Z");
  entry.caps = {gap, 0.05, gap};
  const std::string line = seal(entry, journal_genesis).text;
  BOOST_TEST(line.find(R"("caps":{"capital_usd":null,"share":0.05,"taker_ceiling":null})") != line.npos);
  BOOST_TEST(parse_journal_line(line)->caps.share == 0.05);
}

BOOST_AUTO_TEST_CASE(a_journal_of_the_python_original_verifies) {
  JournalChain chain;
  const auto fault = chain.take(
      R"({"action":"NONE","caps":{"capital_usd":500.0,"share":0.05,"taker_ceiling":1e-07},"hash":"a39db0731b76221ba49d64a4aae3162b0132858103c0f6cd75426a8fbbceefa3","phase":"shadow","prev_hash":"GENESIS","reason":"\u0432\u0441\u0435 \u0445\u043e\u0440\u043e\u0448\u043e","reason_code":"OK","recommendation":"","region":"us-east","status":"CONTINUE","ts":"2025-10-12T12:00:01Z"})");
  BOOST_TEST(!fault, fault.value_or(""));
  const auto second = chain.take(
      R"({"action":"NONE","caps":{"capital_usd":500.0,"share":0.05,"taker_ceiling":1e-07},"hash":"5f1d9ca14a6e06658b59b0e954620eb09423e3f270367388db8c738fa44c86da","phase":"shadow","prev_hash":"a39db0731b76221ba49d64a4aae3162b0132858103c0f6cd75426a8fbbceefa3","reason":"\u0432\u0441\u0435 \u0445\u043e\u0440\u043e\u0448\u043e","reason_code":"OK","recommendation":"","region":"us-east","status":"WARN","ts":"2025-10-12T12:00:02Z"})");
  BOOST_TEST(!second, second.value_or(""));
  BOOST_TEST(chain.records() == 2);
}

BOOST_AUTO_TEST_CASE(lines_are_examined_one_by_one_and_linked_afterwards) {
  const std::vector<std::string> whole = chain_of(3);
  std::string text;
  for (const std::string& line : whole) text += line + "\n";
  const auto examined = examine_lines(text);
  BOOST_REQUIRE(examined.size() == 3);
  JournalChain chain;
  BOOST_TEST(chain.take(examined[1]).value_or("").starts_with("its prev_hash is not the hash of the line before"));
  for (const ExaminedLine& line : examined) BOOST_TEST(!chain.take(line));
  BOOST_TEST(chain.head() == examined[2].hash);
  BOOST_TEST(examined[2].prev_hash == examined[1].hash);
  std::string changed = text;
  changed[changed.find("status", whole[0].size()) + 9] ^= 1;
  BOOST_TEST(examine_lines(changed)[0].fault.empty());
  BOOST_TEST(examine_lines(changed)[1].fault == "its hash does not fit its content: the line was changed");
  BOOST_TEST(examine_lines("\n{}\n")[0].fault == "not a JSON object on one line");
  BOOST_TEST(examine_lines("\n{}\n")[1].fault == "no hash member, or more than one");
}

BOOST_AUTO_TEST_CASE(every_single_bit_flip_is_found) {
  std::string text;
  for (const std::string& line : chain_of(20)) text += line + "\n";
  std::size_t missed = 0;
  for (std::size_t bit = 0; bit < 8 * text.size(); ++bit) {
    std::string damaged = text;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    JournalChain chain;
    std::string_view rest = damaged;
    bool found = false;
    for (auto end = rest.find('\n'); end != rest.npos && !found; end = rest.find('\n')) {
      found = chain.take(rest.substr(0, end)).has_value();
      rest.remove_prefix(end + 1);
    }
    missed += found || !rest.empty() ? 0 : 1;  // what follows the last LF is a torn line, which a verifier reports
  }
  BOOST_TEST(missed == 0);
  BOOST_TEST_MESSAGE(8 * text.size() << " bits flipped");
}

BOOST_AUTO_TEST_CASE(deleted_swapped_and_doubled_lines_are_found_and_named) {
  const std::vector<std::string> whole = chain_of(20);
  BOOST_TEST(first_fault(whole).empty());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    auto doubled = whole;
    doubled.insert(doubled.begin() + static_cast<std::ptrdiff_t>(i), whole[i]);
    BOOST_TEST(first_fault(doubled).starts_with(std::to_string(i + 2) + ": its prev_hash"));
    if (i + 1 == whole.size()) continue;  // without the last line it is a shorter journal: --head tells
    auto deleted = whole;
    deleted.erase(deleted.begin() + static_cast<std::ptrdiff_t>(i));
    BOOST_TEST(first_fault(deleted).starts_with(std::to_string(i + 1) + ": its prev_hash"));
    for (std::size_t j = i + 1; j < whole.size(); ++j) {
      auto swapped = whole;
      std::swap(swapped[i], swapped[j]);
      BOOST_TEST(first_fault(swapped).starts_with(std::to_string(i + 1) + ": its prev_hash"));
    }
  }
}

BOOST_AUTO_TEST_CASE(forged_members_are_refused) {
  const std::string line = chain_of(1).front();
  const auto fault = [](std::string text) { return first_fault({std::move(text)}); };
  std::string twice = line;
  twice.insert(twice.size() - 1, R"(,"hash":"0")");
  BOOST_TEST(fault(twice).starts_with("1: no hash member, or more than one"));
  std::string upper = line;
  for (std::size_t i = line.find("\"hash\":\"") + 8; upper[i] != '"'; ++i) {
    if (upper[i] >= 'a') upper[i] = static_cast<char>(upper[i] - 32);
  }
  BOOST_TEST(fault(upper).starts_with("1: its hash does not fit"));
  for (const char* text : {"", "{}", "[]", "{\"hash\":\"", "{\"hash\":\"}", "{\"hash\":\"\"}", "null"}) {
    BOOST_TEST(!fault(text).empty(), text);
  }
  JournalEntry quoting = sample(0);
  quoting.reason = R"(,"hash":"0","prev_hash":"GENESIS")";
  BOOST_TEST(fault(seal(quoting, journal_genesis).text).empty());
}

BOOST_AUTO_TEST_SUITE_END()
