#include "temporary_directory.hpp"

#include <soak/flow/archive/read.hpp>
#include <soak/flow/archive/store.hpp>

#include <boost/test/unit_test.hpp>

#include <sys/file.h>

#include <chrono>
#include <cstddef>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

using namespace soak;
namespace fs = std::filesystem;

namespace {

void put(const std::string& path, const std::string& text) {
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

struct Member {
  std::string path;
  std::string content;  ///< or a link's target
  bool is_link = false;
  std::string manifest_path{};  ///< what MANIFEST says instead
};

/// An archive made by hand, with the .sha256 that belongs to it: what a hostile author would send.
std::string crafted(const TemporaryDirectory& work, const std::vector<Member>& members, const std::string& tail = {}) {
  std::string manifest(manifest_first_line);
  for (const Member& member : members) {
    append_manifest_entry(manifest, sha256_hex(member.content),
                          member.manifest_path.empty() ? member.path : member.manifest_path, member.is_link);
  }
  manifest += tail;
  const std::string path = work.path("crafted.tar.zst");
  fs::remove(path);
  {
    const Fd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL, 0644));
    TarZstdWriter writer(fd.get(), path, 1, TarFormat::members);
    BOOST_REQUIRE(writer.begin({std::string(manifest_name), TarEntry::Kind::file, {}, manifest.size(), false, 0}));
    BOOST_REQUIRE(writer.data(manifest));
    for (const Member& member : members) {
      const auto kind = member.is_link ? TarEntry::Kind::link : TarEntry::Kind::file;
      BOOST_REQUIRE(writer.begin({member.path, kind, member.content, member.content.size(), false, 0}));
      if (!member.is_link) BOOST_REQUIRE(writer.data(member.content));
    }
    BOOST_REQUIRE(writer.finish());
  }
  put(path + ".sha256", sum_line(sha256_hex(*read_file(path, 1 << 28)), "crafted.tar.zst"));
  return path;
}

std::string packed(const TemporaryDirectory& work) {
  put(work.path("src/KPI_GATE.json"), "{\"readiness\": 90}\n");
  put(work.path("src/a/b.json"), std::string(3000, 'x'));
  fs::create_symlink("b.json", work.path("src/a/link"));
  PackSettings settings;
  settings.source = work.path("src");
  const auto stored = store_archive(work.path("out/x.tar.zst"), settings);
  BOOST_REQUIRE(stored);
  BOOST_TEST(stored->packed.files == 2);
  return stored->path;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(archive_read, TemporaryDirectory)

BOOST_AUTO_TEST_CASE(a_flipped_bit_anywhere_is_found) {
  const std::string archive = packed(*this);
  BOOST_REQUIRE(verify_archive(archive));
  for (const std::string& path : {archive, archive + ".sha256"}) {
    const std::string good = *read_file(path, 1 << 20);
    for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
      std::string bad = good;
      bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << (bit % 8)));
      put(path, bad);
      const auto found = verify_archive(archive);
      BOOST_REQUIRE_MESSAGE(!found, path << " bit " << bit);
      BOOST_REQUIRE((found.error().code == Errc::corrupt));
    }
    put(path, good);
    BOOST_TEST_MESSAGE(8 * good.size() << " bits flipped");
  }
  BOOST_TEST(verify_archive(archive).has_value());
}

BOOST_AUTO_TEST_CASE(a_cut_or_longer_archive_and_a_missing_sum_are_found) {
  const std::string archive = packed(*this);
  const std::string good = *read_file(archive, 1 << 20);
  for (std::size_t size = 0; size < good.size(); size += 7) {
    put(archive, good.substr(0, size));
    BOOST_REQUIRE(!verify_archive(archive));
  }
  put(archive, good + good);
  put(archive + ".sha256", sum_line(sha256_hex(good + good), "x.tar.zst"));
  BOOST_TEST(verify_archive(archive).error().message.find("MANIFEST") != std::string::npos);
  put(archive, good);
  fs::remove(archive + ".sha256");
  BOOST_TEST((verify_archive(archive).error().code == Errc::corrupt));
  BOOST_TEST((verify_archive(path("none.tar.zst")).error().code == Errc::input_unusable));
}

BOOST_AUTO_TEST_CASE(members_and_manifest_must_be_the_same) {
  BOOST_TEST(verify_archive(crafted(*this, {{"a", "1"}, {"b", "2"}})).has_value());
  BOOST_TEST(verify_archive(crafted(*this, {{"a", "1", false, "c"}})).error().message.find("a stands where") !=
             std::string::npos);
  const std::string more = std::string(64, 'a') + "  extra\n";
  BOOST_TEST(verify_archive(crafted(*this, {{"a", "1"}}, more)).error().message.find("extra is in MANIFEST") !=
             std::string::npos);
  BOOST_TEST(!verify_archive(crafted(*this, {{"a", "1"}}, "garbage\n")));
}

BOOST_AUTO_TEST_CASE(nothing_leaves_the_directory_that_is_extracted_to) {
  const std::string out = path("out");
  for (const char* name : {"../evil", "/tmp/soak-evil", "a/../../evil", "a//b"}) {
    const auto result = extract_archive(crafted(*this, {{"fine", "1"}, {name, "2"}}), out, {});
    BOOST_REQUIRE_MESSAGE(!result, name);
    BOOST_TEST((result.error().code == Errc::corrupt));
    BOOST_TEST(!fs::exists(path("evil")));
    BOOST_TEST(!fs::exists("/tmp/soak-evil"));
    BOOST_TEST(!fs::exists(out));
  }
}

BOOST_AUTO_TEST_CASE(no_file_is_written_through_a_link) {
  // A link to the outside, then a file below it.
  const auto trick = extract_archive(crafted(*this, {{"dir", directory(), true}, {"dir/evil", "2"}}), path("out"), {});
  BOOST_TEST(!fs::exists(path("evil")));
  BOOST_REQUIRE(trick);
  BOOST_TEST(trick->refused.size() == 1);
  // A link inside, a file below it: links come last, so the file's directory is there already.
  const auto inner = extract_archive(crafted(*this, {{"dir", "other", true}, {"dir/x", "2"}}), path("out2"), {});
  BOOST_TEST(!inner);
  BOOST_TEST(!fs::exists(path("out2/other")));
  // A link that was there before is not followed either.
  fs::create_directories(path("out3"));
  fs::create_symlink(directory(), path("out3/dir"));
  BOOST_TEST(!extract_archive(crafted(*this, {{"dir/evil", "2"}}), path("out3"), {}));
  BOOST_TEST(!fs::exists(path("evil")));
}

BOOST_AUTO_TEST_CASE(nothing_is_overwritten_and_bombs_are_refused_before_a_byte_is_written) {
  put(path("out/a"), "mine");
  const auto refused = extract_archive(crafted(*this, {{"a", "theirs"}}), path("out"), {});
  BOOST_TEST((refused.error().code == Errc::output_failed));
  BOOST_TEST(*read_file(path("out/a"), 100) == "mine");
  const std::string bomb = crafted(*this, {{"big", std::string(8 << 20, '\0')}});
  BOOST_TEST(fs::file_size(bomb) < 8192);
  const auto result = extract_archive(bomb, path("out4"), {1 << 20, 0, 100});
  BOOST_TEST((result.error().code == Errc::corrupt));
  BOOST_TEST(!fs::exists(path("out4")));
  BOOST_TEST(!extract_archive(crafted(*this, {{"a", ""}, {"b", ""}, {"c", ""}}), path("out5"), {1 << 20, 0, 2}));
}

namespace {

/// A tar of these bytes as one zstd frame, with its .sha256: zeros in it cost next to nothing.
std::string raw_archive(const TemporaryDirectory& work, const std::vector<std::pair<std::string, std::size_t>>& parts) {
  const std::string path = work.path("raw.tar.zst");
  const std::string zeros(std::size_t{1} << 20, '\0');
  {
    const Fd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0644));
    TarZstdWriter writer(fd.get(), path, 1, TarFormat::raw);
    for (const auto& [text, zero_mib] : parts) {
      BOOST_REQUIRE(writer.data(text));
      for (std::size_t i = 0; i < zero_mib; ++i) BOOST_REQUIRE(writer.data(zeros));
    }
    BOOST_REQUIRE(writer.finish());
  }
  put(path + ".sha256", sum_line(sha256_hex(*read_file(path, 1 << 28)), "raw.tar.zst"));
  return path;
}

std::string padded(std::string text) {
  text.resize((text.size() + 511) / 512 * 512, '\0');
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_expands_beyond_reason_is_refused_whichever_part_of_it_does) {
  const std::string first(manifest_first_line);
  const std::string empty = ustar_header(manifest_name, first.size(), 0) + padded(first);
  const std::string line = std::string(64, '0') + "  big\n";
  const std::string one = ustar_header(manifest_name, (first + line).size(), 0) + padded(first + line);
  BOOST_TEST(verify_archive(raw_archive(*this, {{empty, 0}, {std::string(1024, '\0'), 0}})).has_value());
  const std::size_t mib = 1 << 20;
  // A MANIFEST, a member, and nothing at all behind the end, each of which is mostly zeros.
  for (const auto& [parts, reason] :
       std::vector<std::pair<std::vector<std::pair<std::string, std::size_t>>, std::string>>{
           {{{ustar_header(manifest_name, 65 * mib, 0) + first, 66}}, "its MANIFEST is too large"},
           {{{one + ustar_header("big", 65 * mib, 0), 66}}, "it holds more than its limit of 67108864 bytes"},
           {{{empty, 1200}}, "it expands beyond its limit"}}) {
    const std::string bomb = raw_archive(*this, parts);
    BOOST_REQUIRE(fs::file_size(bomb) < 60'000);
    const auto found = verify_archive(bomb);
    BOOST_REQUIRE(!found);
    BOOST_TEST((found.error().code == Errc::corrupt));
    BOOST_TEST(found.error().message.ends_with(reason), found.error().message);
  }
  // Who says how much it may be gets it.
  const std::string big = crafted(*this, {{"big", std::string(65 * mib, '\0')}});
  BOOST_TEST(!verify_archive(big));
  BOOST_TEST(verify_archive(big, {.max_bytes = 65 * mib, .max_ratio = 0}).has_value());
  BOOST_TEST(!verify_archive(big, {.max_bytes = 65 * mib - 1, .max_ratio = 0}));
}

BOOST_AUTO_TEST_CASE(the_limit_grows_with_the_archive) {
  const ArchiveBounds bounds;
  BOOST_TEST(bounds.content_limit(0) == std::uint64_t{64} << 20);
  BOOST_TEST(bounds.content_limit(1'000'000) == 1'000'000'000u);
  BOOST_TEST(bounds.content_limit(UINT64_MAX / 2) == bounds.max_bytes);
  BOOST_TEST((ArchiveBounds{.max_bytes = 10}.content_limit(1 << 30)) == 10u);
}

BOOST_AUTO_TEST_CASE(an_extraction_appears_whole_in_a_place_that_is_new_or_empty) {
  const std::string archive = crafted(*this, {{"a/b", "1"}, {"c", "2"}});
  fs::create_directories(path("empty"));
  fs::permissions(path("empty"), fs::perms::owner_all);
  BOOST_REQUIRE(extract_archive(archive, path("empty/"), {}));
  BOOST_TEST(*read_file(path("empty/a/b"), 100) == "1");
  BOOST_TEST((fs::status(path("empty")).permissions() == fs::perms::owner_all));
  BOOST_REQUIRE(extract_archive(archive, path("new/deep"), {}));
  BOOST_TEST(*read_file(path("new/deep/c"), 100) == "2");
  put(path("file"), "mine");
  fs::create_symlink("nowhere", path("link"));
  for (const char* taken : {"empty", "file", "link", "new"}) {
    const auto refused = extract_archive(archive, path(taken), {});
    BOOST_REQUIRE_MESSAGE(!refused, taken);
    BOOST_TEST(refused.error().message == "cannot extract to " + path(taken) + ": File exists");
  }
  BOOST_TEST(*read_file(path("file"), 100) == "mine");
  // What fails in the middle leaves nothing, and what a killed one left goes with the next.
  BOOST_TEST(!extract_archive(crafted(*this, {{"x", "1"}, {"x/y", "2"}}), path("out"), {}));
  fs::create_directories(path(".out.0123.soak-tmp/left"));
  fs::create_directories(path(".out.4567.soak-tmp/alive"));
  const auto age = [&](const char* name) {
    fs::last_write_time(path(name), fs::file_time_type::clock::now() - std::chrono::minutes{1});
  };
  age(".out.0123.soak-tmp");
  age(".out.4567.soak-tmp");
  const Fd alive(::open(path(".out.4567.soak-tmp").c_str(), O_RDONLY | O_CLOEXEC));
  BOOST_REQUIRE(::flock(alive.get(), LOCK_EX) == 0);
  BOOST_REQUIRE(extract_archive(crafted(*this, {{"x", "1"}}), path("out"), {}));
  BOOST_TEST((names_in(directory(), ".", ".soak-tmp") == std::vector<std::string>{".out.4567.soak-tmp"}));
}

BOOST_AUTO_TEST_CASE(what_is_extracted_is_what_was_packed) {
  const auto result = extract_archive(packed(*this), path("back"), {});
  BOOST_REQUIRE(result);
  BOOST_TEST(*read_file(path("back/a/b.json"), 1 << 20) == std::string(3000, 'x'));
  BOOST_TEST(fs::read_symlink(path("back/a/link")) == "b.json");
  BOOST_TEST(fs::exists(path("back/MANIFEST")));
}

BOOST_AUTO_TEST_SUITE_END()
