#include "temporary_directory.hpp"

#include <soak/flow/ingest/ingest.hpp>
#include <soak/flow/ingest/stored_windows.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>

using namespace soak;

namespace {

struct Store : TemporaryDirectory {
  MetricSet metrics = standard_metrics();
  IterFields fields{metrics, {}, "ALL"};
  std::string settings = std::string(32, 's');
  std::int64_t from_ns = stamp_now_ns() + 3'600'000'000'000;  ///< all files are settled
  std::size_t read = 0;                                       ///< files that the last look() read

  void write(const std::string& name, std::string_view text) {
    BOOST_REQUIRE(write_file_atomically(path("in/" + name), text, Durability::none));
  }
  void write_window(int iteration, double edge, const std::string& more = "") {
    write("w" + std::to_string(iteration), "{\"symbol\":\"A\",\"iteration\":" + std::to_string(iteration) +
                                               ",\"net_bps\":" + format_number(edge) + more + "}");
  }

  /// What is there by name, iteration and edge; the files that had to be read are counted.
  std::string look() {
    StoredWindows stored(path("store"), settings, metrics.size(), from_ns);
    const std::vector<std::string> globs{path("in/*")};
    auto input = Ingestor(fields, 1, {}, &stored).run(globs);
    if (!input) return input.error().message;
    read = input->files() - stored.claimed();
    std::vector<std::string> lines;
    for (const auto& [symbol, parts] : input->by_symbol()) {
      for (const SymbolWindows* rows : parts) {
        for (std::size_t i = 0; i < rows->keys.size(); ++i) {
          lines.push_back(input->unit_name(rows->keys[i].unit) + ":" + symbol + "=" +
                          format_number(rows->values[i * metrics.size()]) +
                          (*rows->origins)[rows->keys[i].origin].source);
        }
      }
    }
    std::sort(lines.begin(), lines.end());
    std::string all;
    for (const std::string& line : lines) all += (all.empty() ? "" : " ") + line;
    const InputOddities odd = input->oddities();
    if (odd.text_numbers > 0) all += " texts " + std::to_string(odd.text_numbers);
    if (input->has_source("fake")) all += " fake";
    return all;
  }
  std::vector<std::string> segments() const {
    auto names = names_in(path("store"), "", ".windows");
    std::sort(names.begin(), names.end());
    return names;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(stored_windows, Store)

BOOST_AUTO_TEST_CASE(a_file_is_read_once) {
  write_window(1, 5);
  write_window(2, 6);
  BOOST_TEST(look() == "w1:A=5 w2:A=6");
  BOOST_TEST(read == 2u);
  BOOST_TEST(look() == "w1:A=5 w2:A=6");
  BOOST_TEST(read == 0u);
  write_window(3, 7);
  BOOST_TEST(look() == "w1:A=5 w2:A=6 w3:A=7");
  BOOST_TEST(read == 1u);
  write_window(1, 8);
  BOOST_TEST(look() == "w1:A=8 w2:A=6 w3:A=7");
  BOOST_TEST(read == 1u);
  BOOST_REQUIRE(::unlink(path("in/w2").c_str()) == 0);
  BOOST_TEST(look() == "w1:A=8 w3:A=7");
  BOOST_TEST(read == 0u);
}

BOOST_AUTO_TEST_CASE(what_is_not_settled_is_read_again) {
  from_ns = stamp_now_ns();
  write_window(1, 5);
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST(look() == "w1:A=5");
    BOOST_TEST(read == 1u);
    BOOST_TEST(segments().empty());
  }
}

BOOST_AUTO_TEST_CASE(what_is_not_plain_is_read_again) {
  write_window(1, 5);
  write("w2", "{\"symbol\":\"A\",\"net_bps\":6} x");
  write("w3", "{\"symbol\":\"A\",\"iteration\":3,\"net_bps\":7,\"timestamp\":\"yesterday\"}");
  BOOST_TEST(look() == "w1:A=5 w3:A=7");
  BOOST_TEST(read == 3u);
  BOOST_TEST(look() == "w1:A=5 w3:A=7");
  BOOST_TEST(read == 2u);
}

BOOST_AUTO_TEST_CASE(two_names_of_one_file_are_two_units) {
  write_window(1, 5);
  BOOST_REQUIRE(::link(path("in/w1").c_str(), path("in/w2").c_str()) == 0);
  BOOST_REQUIRE(::symlink("w1", path("in/w3").c_str()) == 0);
  for (int i = 0; i < 3; ++i) BOOST_TEST(look() == "w1:A=5 w2:A=5 w3:A=5");
  BOOST_TEST(read == 2u);
  BOOST_TEST(segments() == std::vector<std::string>{"00000001.windows"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(texts_and_origins_come_back_with_what_is_still_there) {
  write_window(1, 5, ",\"risk_ratio\":\"0.3\",\"source\":\"bot\"");
  write_window(2, 6, ",\"source\":\"fake\"");
  for (int i = 0; i < 2; ++i) BOOST_TEST(look() == "w1:A=5bot w2:A=6fake texts 1 fake");
  BOOST_REQUIRE(::unlink(path("in/w2").c_str()) == 0);
  BOOST_TEST(look() == "w1:A=5bot texts 1");
  BOOST_REQUIRE(::unlink(path("in/w1").c_str()) == 0);
  write_window(3, 7);
  BOOST_TEST(look() == "w3:A=7");
}

BOOST_AUTO_TEST_CASE(other_settings_read_all_anew) {
  write_window(1, 5);
  BOOST_TEST(look() == "w1:A=5");
  settings = std::string(32, 't');
  BOOST_TEST(look() == "w1:A=5");
  BOOST_TEST(read == 1u);
  BOOST_TEST(segments().size() == 1u);
  BOOST_TEST(look() == "w1:A=5");
  BOOST_TEST(read == 0u);
}

BOOST_AUTO_TEST_CASE(a_damaged_segment_is_made_anew) {
  write_window(1, 5);
  BOOST_TEST(look() == "w1:A=5");
  const std::string good = *read_file(path("store/00000001.windows"), 1 << 20);
  for (const std::string& bad : {good.substr(0, good.size() / 2), std::string(), good + good,
                                 std::string(good.size(), '\0'), good.substr(8) + good.substr(0, 8)}) {
    for (const std::string& name : segments()) BOOST_REQUIRE(remove_file(path("store/" + name)));
    BOOST_REQUIRE(write_file_atomically(path("store/00000007.windows"), bad, Durability::none));
    BOOST_TEST(look() == "w1:A=5");
    BOOST_TEST(read == 1u);
    BOOST_TEST(segments() == std::vector<std::string>{"00000008.windows"}, boost::test_tools::per_element());
    BOOST_TEST(look() == "w1:A=5");
    BOOST_TEST(read == 0u);
  }
}

BOOST_AUTO_TEST_CASE(it_is_for_its_owner_alone_and_one_that_cannot_be_written_costs_time_only) {
  write_window(1, 5);
  BOOST_TEST(look() == "w1:A=5");
  struct stat info {};
  BOOST_REQUIRE(::stat(path("store/00000001.windows").c_str(), &info) == 0);
  BOOST_TEST((info.st_mode & 0777u) == 0600u);
  BOOST_REQUIRE(remove_file(path("store/00000001.windows")));
  BOOST_REQUIRE(::rmdir(path("store").c_str()) == 0);
  BOOST_REQUIRE(write_file_atomically(path("store"), "no directory", Durability::none));
  for (int i = 0; i < 2; ++i) BOOST_TEST(look() == "w1:A=5");
  BOOST_TEST(read == 1u);
}

BOOST_AUTO_TEST_CASE(segments_of_many_cycles_stay_few) {
  std::string expected;
  for (int i = 1; i <= 100; ++i) {
    write_window(1000 + i, i);
    expected += (expected.empty() ? "w" : " w") + std::to_string(1000 + i) + ":A=" + std::to_string(i);
    BOOST_REQUIRE(look() == expected);
    BOOST_REQUIRE(read == 1u);
    BOOST_REQUIRE(segments().size() <= 8u);
  }
}

BOOST_AUTO_TEST_CASE(the_store_does_not_tell_how_many_threads_read) {
  for (int i = 0; i < 400; ++i) {
    write("w" + std::to_string(i),
          "{\"symbol\":\"S" + std::to_string(i % 5) + "\",\"iteration\":" + std::to_string(i / 5) + ",\"net_bps\":1}");
  }
  const std::vector<std::string> globs{path("in/*")};
  std::set<std::string> stores;
  for (const std::size_t threads : {1, 2, 3, 8}) {
    const std::string directory = path("by" + std::to_string(threads));
    StoredWindows stored(directory, settings, metrics.size(), from_ns);
    BOOST_REQUIRE(Ingestor(fields, threads, {}, &stored).run(globs));
    stores.insert(read_file(path_in(directory, names_in(directory, "", ".windows").at(0)), SIZE_MAX).value());
  }
  BOOST_TEST(stores.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
