#include <soak/flow/analyze/shard_violations.hpp>

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <string>

#include <temporary_directory.hpp>

using namespace soak;

namespace {

std::string violation(const std::string& symbol, int value) {
  return "  {\n    \"symbol\": \"" + symbol + "\",\n    \"value\": " + std::to_string(value) + "\n  }";
}

std::string write(const TemporaryDirectory& folder, const std::string& text) {
  std::ofstream(folder.path("file")) << text;
  return folder.path("file");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(violations_of_shards)

BOOST_AUTO_TEST_CASE(violations_come_symbol_after_symbol_as_they_stand) {
  TemporaryDirectory folder;
  ShardViolations texts(
      write(folder, "[\n" + violation("A", 1) + ",\n" + violation("A", 2) + ",\n" + violation("C", 3) + "\n]\n"));
  std::string all;
  const auto append = [&](std::string_view text) -> Result<void> {
    all += text;
    return {};
  };
  BOOST_TEST(texts.visit("A", 2, append).has_value());
  BOOST_TEST(texts.visit("B", 0, append).has_value());
  BOOST_TEST(!texts.finish().has_value());
  BOOST_TEST(texts.visit("C", 1, append).has_value());
  BOOST_TEST(texts.finish().has_value());
  BOOST_TEST(all == violation("A", 1) + violation("A", 2) + violation("C", 3));
}

BOOST_AUTO_TEST_CASE(too_many_too_few_and_cut_off_are_errors) {
  const auto status = [](const std::string& text, std::size_t expected) {
    TemporaryDirectory folder;
    ShardViolations texts(write(folder, text));
    const auto visited = texts.visit("A", expected, [](std::string_view) { return Result<void>(); });
    return visited.has_value() && texts.finish().has_value();
  };
  const std::string whole = "[\n" + violation("A", 1) + "\n]\n";
  BOOST_TEST(status(whole, 1));
  BOOST_TEST(!status(whole, 0));
  BOOST_TEST(!status(whole, 2));
  BOOST_TEST(!status(whole.substr(0, whole.size() - 8), 1));
  BOOST_TEST(!status(whole.substr(0, whole.size() - 2), 1));
  BOOST_TEST(status("[]\n", 0));
  BOOST_TEST(!ShardViolations("/nowhere").finish().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
