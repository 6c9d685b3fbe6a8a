#include <soak/model/artifacts/release_stamp.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(release_stamps)

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back) {
  const ReleaseStamp stamp{"d/soak.tar.zst", "ab", "cd", 1'700'000'000, "0.1.0", "cafe"};
  const std::string text = to_json(stamp);
  BOOST_TEST(text.starts_with("{\n  \"version\": \"0.1.0\",\n  \"git_hash\": \"cafe\",\n  \"bundle_sha256\": \"ab\""));
  BOOST_TEST(text.ends_with("}\n"));
  const auto read = release_stamp_of(*parse_json(text));
  BOOST_REQUIRE(read);
  BOOST_TEST(to_json(*read) == text);
}

BOOST_AUTO_TEST_CASE(a_stamp_that_cannot_be_used_says_where) {
  const auto problem = [](const char* text) { return release_stamp_of(*parse_json(text)).error().message; };
  BOOST_TEST(problem("{}") == "/ts: expected seconds since the epoch");
  BOOST_TEST(problem(R"({"ts": -1})") == "/ts: expected seconds since the epoch");
  BOOST_TEST(problem(R"({"ts": 1, "bundle": "b", "bundle_sha256": 7})") == "/bundle_sha256: expected a string");
  BOOST_TEST(problem("[]") == "/ts: expected seconds since the epoch");
}

BOOST_AUTO_TEST_SUITE_END()
