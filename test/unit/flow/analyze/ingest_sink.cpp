#include "fuzz/iter_summary.hpp"

#include <soak/flow/analyze/ingest_sink.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace soak;

BOOST_AUTO_TEST_SUITE(ingest_sink)

BOOST_AUTO_TEST_CASE(the_fuzz_corpus_holds_every_invariant_and_so_does_every_cut_of_it) {
  std::size_t files = 0;
  const std::string root = std::getenv("SOAK_SOURCE_ROOT") != nullptr ? std::getenv("SOAK_SOURCE_ROOT") : ".";
  for (const auto& entry : std::filesystem::directory_iterator(root + "/data/fixtures/fuzz/iter_summary")) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (std::size_t size = 0; size <= text.size(); ++size) fuzz::iter_summary(std::string_view(text).substr(0, size));
    ++files;
  }
  BOOST_TEST(files >= 10u);
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_no_part_of_the_text) {
  const MetricSet metrics = standard_metrics();
  const IterFields fields(metrics, {}, "ALL");
  IngestSink sink(fields);
  sink.take_whole("\xEF\xBB\xBF{\"symbol\":\"A\"}\n{\"symbol\":\"A\"}\n", 0, 0);
  BOOST_TEST(sink.notice_count == 0u);
  BOOST_TEST(sink.store.symbols().front().keys.size() == 2u);
}

BOOST_AUTO_TEST_CASE(one_line_or_one_document) {
  const MetricSet metrics = standard_metrics();
  const IterFields fields(metrics, {}, "ALL");
  IngestSink sink(fields);
  BOOST_TEST(sink.is_ndjson("{\"symbol\":\"A\"}\n{\"symbol\":\"B\"}\n"));
  BOOST_TEST(sink.is_ndjson("{\"symbol\":\"A\n{\"symbol\":\"B\"}\n"));
  BOOST_TEST(sink.is_ndjson("\n\n{}\n{}\n"));
  BOOST_TEST(!sink.is_ndjson("{\n  \"symbol\": \"A\"\n}\n"));
  BOOST_TEST(!sink.is_ndjson("[{\"symbol\":\"A\"},\n{\"symbol\":\"B\"}]\n"));
  BOOST_TEST(!sink.is_ndjson("{\"symbol\":\"A\"}"));
}

BOOST_AUTO_TEST_SUITE_END()
