#include <soak/model/artifacts/manifest.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(manifest)

BOOST_AUTO_TEST_CASE(entries_read_back_whatever_their_names_hold) {
  const std::string sum(64, 'a');
  const std::vector<ManifestEntry> entries{{sum, "KPI_GATE.json", false},
                                           {sum, "a b/with  two blanks", false},
                                           {sum, "line\nfeed\rand\\backslash", false},
                                           {sum, "# comment?", false},
                                           {sum, "\xff\xfe", false},
                                           {sum, "link", true},
                                           {sum, "li\nnk", true}};
  std::string text(manifest_first_line);
  append_manifest_note(text, "trigger", "2026-01-01T00:00:00Z canary");
  for (const ManifestEntry& entry : entries) append_manifest_entry(text, entry.sha256, entry.path, entry.is_link);
  ManifestCursor cursor(text);
  for (const ManifestEntry& entry : entries) BOOST_TEST((cursor.next() == entry), entry.path);
  BOOST_TEST(!cursor.next());
  BOOST_TEST(cursor.is_whole());
  BOOST_TEST(manifest_note(text, "trigger") == "2026-01-01T00:00:00Z canary");
  BOOST_TEST(manifest_note(text, "left-out") == "");
}

BOOST_AUTO_TEST_CASE(damage_is_seen) {
  const std::string head(manifest_first_line);
  const std::string line = std::string(64, 'a') + "  x\n";
  for (const std::string& text :
       {line, head + "x\n", head + line.substr(1), head + std::string(64, 'g') + "  x\n", head + line + "tail",
        head + "\\" + std::string(64, 'a') + "  x\\q\n", head + std::string(64, 'a') + " x\n"}) {
    ManifestCursor cursor(text);
    while (cursor.next()) {
    }
    BOOST_TEST(!cursor.is_whole(), text);
  }
}

BOOST_AUTO_TEST_CASE(sum_files_name_their_file) {
  const std::string sum(64, '0');
  BOOST_TEST(*sum_of(sum_line(sum, "a.tar.zst"), "a.tar.zst") == sum);
  BOOST_TEST(!sum_of(sum_line(sum, "a.tar.zst"), "b.tar.zst"));
  BOOST_TEST(!sum_of(sum + "  a.tar.zst", "a.tar.zst"));
  BOOST_TEST(!sum_of("", "a.tar.zst"));
}

BOOST_AUTO_TEST_SUITE_END()
