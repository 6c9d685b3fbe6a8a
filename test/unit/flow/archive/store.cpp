#include "temporary_directory.hpp"

#include <soak/flow/archive/store.hpp>
#include <soak/sys/clock/clock.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <fstream>
#include <thread>

using namespace soak;
namespace fs = std::filesystem;

namespace {

void put(const std::string& path, const std::string& text) {
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

PackSettings settings_of(const TemporaryDirectory& work) {
  PackSettings settings;
  settings.source = work.path("src");
  settings.level = 1;
  return settings;
}

Instant at(const char* text) { return *parse_iso8601(text); }

void age(const std::string& path, std::chrono::hours hours) {
  fs::last_write_time(path, fs::file_time_type::clock::now() - hours);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(archive_store, TemporaryDirectory)

BOOST_AUTO_TEST_CASE(the_same_tree_gives_the_same_bytes) {
  for (int i = 0; i < 50; ++i)
    put(path("src/d" + std::to_string(i % 7) + "/f" + std::to_string(i) + ".json"), std::string(i * 997, 'a'));
  put(path("src/big.log"), std::string(9 << 20, 'b'));  // larger than what is held in memory
  const auto one = store_archive(path("one/x.tar.zst"), settings_of(*this));
  const auto two = store_archive(path("two/x.tar.zst"), settings_of(*this));
  BOOST_REQUIRE(one);
  BOOST_REQUIRE(two);
  BOOST_TEST(one->sha256 == two->sha256);
  BOOST_TEST(names_in(path("one"), "", "").size() == 4u);  // archive, sum, "." and ".."
}

BOOST_AUTO_TEST_CASE(a_file_that_changes_is_packed_whole_or_reported) {
  put(path("src/still.json"), "1");
  put(path("src/busy.json"), std::string(1 << 16, 'a'));
  std::atomic<bool> done{false};
  std::thread writer([&] {
    for (int i = 0; !done; ++i) put(path("src/busy.json"), std::string(1 << 16, static_cast<char>('a' + i % 26)));
  });
  bool was_whole = true;
  for (int round = 0; round < 40; ++round) {
    const auto stored = store_archive(path("out/x.tar.zst"), settings_of(*this));
    BOOST_REQUIRE(stored);
    fs::remove_all(path("back"));
    BOOST_REQUIRE(extract_archive(stored->path, path("back"), {}));
    const bool is_there = fs::exists(path("back/busy.json"));
    was_whole = was_whole && is_there == stored->packed.unreadable.empty();
    if (!is_there) continue;
    const std::string content = *read_file(path("back/busy.json"), 1 << 20);
    was_whole = was_whole && content.find_first_not_of(content.substr(0, 1)) == std::string::npos;
  }
  done = true;
  writer.join();
  BOOST_TEST(was_whole);
}

BOOST_AUTO_TEST_CASE(links_are_stored_and_never_followed_and_own_output_is_not_packed) {
  put(path("secret/passwd"), "root");
  put(path("src/a.json"), "1");
  put(path("src/archive/old.tar.zst"), "x");
  put(path("src/failures/f.json"), "x");
  put(path("src/dist/d.json"), "x");
  put(path("src/state/windows/dev_bybit/00000001.windows"), "x");
  put(path("src/.KPI_GATE.json.0123.soak-tmp"), "half");
  fs::create_symlink(path("secret"), path("src/out"));
  fs::create_symlink("nowhere", path("src/dangling"));
  const auto stored = store_archive(path("out/x.tar.zst"), settings_of(*this));
  BOOST_REQUIRE(stored);
  BOOST_TEST(stored->packed.files == 1u);
  BOOST_TEST(stored->packed.links == 2u);
  BOOST_TEST(stored->packed.manifest.find("passwd") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(excludes_are_names_or_globs_and_what_is_left_out_is_named) {
  for (const char* name : {"a.json", "b.bin", "tmp/c.json", "x/tmp/d.json", "x/e.tmp.json", "big.json"})
    put(path(std::string("src/") + name), "1");
  put(path("src/big.json"), std::string(3000, 'x'));
  PackSettings settings = settings_of(*this);
  settings.excludes = {"tmp", "*.tmp.json"};
  settings.limits = {true, 300, 1000};
  const auto stored = store_archive(path("out/x.tar.zst"), settings);
  BOOST_REQUIRE(stored);
  BOOST_TEST(stored->packed.files == 1u);
  BOOST_TEST(stored->packed.left_out_count == 2u);
  BOOST_TEST(stored->packed.manifest.find("# left-out-file max-mb  big.json\n") != std::string::npos);
  BOOST_TEST(stored->packed.manifest.find("# left-out-file type  b.bin\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(pruning_never_deletes_the_newest_good_one) {
  put(path("src/a.json"), "1");
  for (const char* name : {"20260101T000000Z", "20260102T000000Z", "20260103T000000Z"}) {
    BOOST_REQUIRE(store_archive(path(std::string("out/") + name + ".tar.zst"), settings_of(*this)));
  }
  put(path("out/20260104T000000Z.tar.zst"), "damaged");
  const PruneResult result = prune_archives(path("out"), {{}, 1}, at("2026-01-05T00:00:00Z"));
  BOOST_TEST(result.deleted.size() == 2u);
  BOOST_TEST(fs::exists(path("out/20260103T000000Z.tar.zst")));
  BOOST_TEST(fs::exists(path("out/20260104T000000Z.tar.zst")));
  BOOST_TEST(!fs::exists(path("out/20260101T000000Z.tar.zst.sha256")));
}

BOOST_AUTO_TEST_CASE(what_was_just_made_or_holds_what_was_just_cleaned_is_not_pruned) {
  put(path("src/soak/ITER_SUMMARY_1.json"), "1");
  age(path("src/soak/ITER_SUMMARY_1.json"), std::chrono::hours{100});
  const auto archive = [&](const std::string& name) {
    BOOST_REQUIRE(store_archive(path("out/" + name), settings_of(*this)));
    return name;
  };
  const std::string old = archive("20250101T000000Z.tar.zst");
  archive("20250102T000000Z.tar.zst");
  archive("20990101T000000Z.tar.zst");
  const auto cleaned = clean_sources(path("src"), path("out"), std::chrono::days{3}, system_now());
  BOOST_REQUIRE(cleaned);
  BOOST_TEST((cleaned->holders == std::vector<std::string>{"20990101T000000Z.tar.zst"}));
  const PruneResult pruned = prune_archives(path("out"), {{}, 0}, at("2026-01-05T00:00:00Z"), {old});
  BOOST_TEST((pruned.deleted == std::vector<std::string>{"20250102T000000Z.tar.zst"}));
}

BOOST_AUTO_TEST_CASE(names_follow_the_order_of_making_also_after_pruning) {
  const Instant noon = at("2026-01-01T12:00:00Z");
  const auto next = [&] { return fs::path(free_archive_path(path("out"), noon)).filename().string(); };
  BOOST_TEST(next() == "20260101T120000Z.tar.zst");
  put(path("out/20260101T120000Z.tar.zst"), "");
  BOOST_TEST(next() == "20260101T120000Z-2.tar.zst");
  put(path("out/20260101T120000Z-9.tar.zst"), "");
  fs::remove(path("out/20260101T120000Z.tar.zst"));
  put(path("out/20260101T120000Z-x.tar.zst"), "");
  BOOST_TEST(next() == "20260101T120000Z-10.tar.zst");
}

BOOST_AUTO_TEST_CASE(cleaning_deletes_only_what_a_verified_archive_holds) {
  for (const char* name :
       {"soak/ITER_SUMMARY_1.json", "soak/ITER_SUMMARY_2.json", "KPI_GATE.json", "SOAK_JOURNAL.jsonl",
        "SOAK_JOURNAL.jsonl.torn-1", "reports/r.md", "soak/ITER_SUMMARY_new.json"}) {
    put(path(std::string("src/") + name), name);
    if (std::string(name).find("new") == std::string::npos)
      age(path(std::string("src/") + name), std::chrono::hours{100});
  }
  const std::string archive = path("out/20260101T000000Z.tar.zst");
  BOOST_REQUIRE(store_archive(archive, settings_of(*this)));
  put(path("src/soak/ITER_SUMMARY_2.json"), "changed since");
  age(path("src/soak/ITER_SUMMARY_2.json"), std::chrono::hours{90});
  const auto clean = [&] { return clean_sources(path("src"), path("out"), std::chrono::days{3}, system_now()); };
  const std::string good = *read_file(archive, 1 << 20);
  put(archive, good + "x");
  const auto damaged = clean();
  BOOST_REQUIRE(damaged);
  BOOST_TEST(damaged->deleted.empty());
  BOOST_TEST(damaged->problems.size() == 1u);
  put(archive, good);
  const auto result = clean();
  BOOST_REQUIRE(result);
  BOOST_TEST(result->deleted.size() == 3u);  // window 1, the torn journal, the report
  BOOST_TEST(result->kept.size() == 1u);
  for (const char* name :
       {"soak/ITER_SUMMARY_2.json", "KPI_GATE.json", "SOAK_JOURNAL.jsonl", "soak/ITER_SUMMARY_new.json"}) {
    BOOST_TEST(fs::exists(path(std::string("src/") + name)), name);
  }
}

BOOST_AUTO_TEST_SUITE_END()
