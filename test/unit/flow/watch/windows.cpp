#include <soak/flow/watch/windows.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include <temporary_directory.hpp>

using namespace soak;

namespace {

/// A window that was changed that many hours ago.
void window(const TemporaryDirectory& folder, const std::string& name, const std::string& text, int hours_ago) {
  const std::filesystem::path path = folder.path("soak/latest/" + name);
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path) << text;
  std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() - std::chrono::hours{hours_ago});
}

WindowsFacts look(const TemporaryDirectory& folder) {
  return read_windows_facts(folder.directory(), folder.path("reports"));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(windows_of_the_run_at_hand)

BOOST_AUTO_TEST_CASE(the_newest_file_gives_the_time_in_it) {
  TemporaryDirectory folder;
  BOOST_TEST(look(folder).files == 0u);
  window(folder, "ITER_SUMMARY_9.json", R"({"timestamp": "2026-01-15T11:00:00Z", "source": "bot"})", 1);
  window(folder, "ITER_SUMMARY_10.json", R"({"timestamp": "2026-01-14T11:00:00Z"})", 5);
  window(folder, "notes.json", "{", 0);
  const WindowsFacts facts = look(folder);
  BOOST_TEST(facts.files == 2u);
  BOOST_TEST(format_iso8601(*facts.newest) == "2026-01-15T11:00:00Z");
  BOOST_TEST(facts.source == "bot");
  BOOST_TEST(!facts.has_summary);
}

BOOST_AUTO_TEST_CASE(a_simulated_window_among_the_bots_is_seen) {
  TemporaryDirectory folder;
  window(folder, "ITER_SUMMARY_1.json", R"({"source": "fake"})", 9);
  window(folder, "ITER_SUMMARY_2.json", R"({"source": "bot"})", 1);
  BOOST_TEST(look(folder).source == "fake");
}

BOOST_AUTO_TEST_CASE(without_a_time_of_its_own_the_file_has_that_of_its_change) {
  TemporaryDirectory folder;
  window(folder, "ITER_SUMMARY_1.json", "{\"timestamp\": 1}\n{\"timestamp\": 2}\n", 3);
  const auto age = std::chrono::system_clock::now().time_since_epoch() - look(folder).newest->time_since_epoch();
  BOOST_TEST((age > std::chrono::hours{2} && age < std::chrono::hours{4}));
}

BOOST_AUTO_TEST_CASE(a_broken_window_is_a_problem_and_a_compressed_one_is_not) {
  TemporaryDirectory folder;
  window(folder, "ITER_SUMMARY_1.json.gz", "x", 1);
  BOOST_TEST(look(folder).files == 1u);
  BOOST_TEST(look(folder).problem.empty());
  window(folder, "ITER_SUMMARY_2.json", "{", 0);
  BOOST_TEST(look(folder).problem.find("ITER_SUMMARY_2.json: byte") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
