#include <soak/flow/ingest/ingest_sink.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(ingest_sink)

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_no_part_of_the_text) {
  const MetricSet metrics = standard_metrics();
  const IterFields fields(metrics, {}, "ALL");
  IngestSink sink(fields);
  sink.take_whole("\xEF\xBB\xBF{\"symbol\":\"A\",\"net_bps\":1}\n\xEF\xBB\xBF{\"symbol\":\"A\",\"net_bps\":2}\n", 0, 0);
  BOOST_TEST(sink.notice_count == 0u);
  BOOST_TEST(sink.store.symbols().front().keys.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_plain_file_holds_windows_and_nothing_else) {
  const MetricSet metrics = standard_metrics();
  const IterFields fields(metrics, {}, "ALL");
  IngestSink sink(fields);
  const auto is_plain = [&](std::string_view text) {
    const std::size_t before = sink.plain_files.size();
    sink.take_file(text, 7, {1, 2, 3, 4, 5});
    return sink.plain_files.size() > before;
  };
  BOOST_TEST(is_plain(R"({"symbol":"A","net_bps":1})"));
  BOOST_TEST(is_plain("{\"symbol\":\"A\",\"net_bps\":1}\n{\"symbol\":\"A\",\"net_bps\":2}\n"));
  BOOST_TEST(is_plain(R"({"symbols":{"A":{"net_bps":"1"},"B":{"net_bps":"2"}}})"));
  BOOST_TEST(sink.plain_files.back().text_numbers == 2u);
  BOOST_TEST(sink.plain_files.back().unit == 7u);
  BOOST_TEST((sink.plain_files.back().stamp == FileStamp{1, 2, 3, 4, 5}));
  BOOST_TEST(!is_plain(""));
  BOOST_TEST(!is_plain("[]"));
  BOOST_TEST(!is_plain(R"({"symbol":"A","net_bps":1)"));
  BOOST_TEST(!is_plain(R"({"symbol":"A","net_bps":1} x)"));
  BOOST_TEST(!is_plain(R"([{"symbol":"A","net_bps":1},{"symbol":"A"}])"));
  BOOST_TEST(!is_plain(R"({"symbol":"A","net_bps":1,"timestamp":"yesterday"})"));
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

namespace {

struct Taken {
  const MetricSet metrics = standard_metrics();
  const IterFields fields{metrics, {}, "ALL"};

  /// "windows/skipped files/skipped records", of a whole file.
  std::string operator()(std::string_view text) const {
    IngestSink sink(fields);
    sink.take_whole(text, 0, 0);
    return counts(sink);
  }
  std::string lines(std::string_view text) const {
    IngestSink sink(fields);
    sink.take_lines(text, 0, 0, 0);
    return counts(sink);
  }
  static std::string counts(const IngestSink& sink) {
    std::size_t windows = 0;
    for (const SymbolWindows& rows : sink.store.symbols()) windows += rows.keys.size();
    return std::to_string(windows) + "/" + std::to_string(sink.skipped.files) + "/" +
           std::to_string(sink.skipped.records) + (sink.notices.empty() ? "" : sink.notices.front().text());
  }
};

const std::string one = R"({"symbol":"A","net_bps":1})";
const std::string printed = "{\n  \"symbol\": \"A\",\n  \"net_bps\": NaN\n}";

}  // namespace

BOOST_AUTO_TEST_CASE(values_one_after_another_with_and_without_white_space) {
  const Taken taken;
  BOOST_TEST(taken(one + one) == "2/0/0");
  BOOST_TEST(taken(one + one + "\n") == "2/0/0");
  BOOST_TEST(taken(one + " \t" + one + "\n\n") == "2/0/0");
  BOOST_TEST(taken(printed + printed) == "2/0/0");
  BOOST_TEST(taken(printed + "\n" + printed + "\r\n") == "2/0/0");
  BOOST_TEST(taken("\xEF\xBB\xBF" + printed + "\n\xEF\xBB\xBF" + printed + "\xEF\xBB\xBF" + one) == "3/0/0");
  BOOST_TEST(taken(one + "\n" + printed + "\n" + one + "\n") == "3/0/0");
  BOOST_TEST(taken("[" + one + "]" + one + "[" + one + "," + one + "]") == "4/0/0");
  BOOST_TEST(taken.lines(one + one + "\n" + one + "\n") == "3/0/0");
  BOOST_TEST(taken.lines(one + printed + "\n" + one + "\n") == "3/0/0");
  BOOST_TEST(taken.lines(printed + one + printed + printed) == "4/0/0");
  BOOST_TEST(taken.lines("  " + printed + " " + one) == "2/0/0");
  BOOST_TEST(taken.lines(one + " x{\n\"net_bps\":1}\n" + one) ==
             "1/0/2: byte 27: text after the end of the JSON value");
}

BOOST_AUTO_TEST_CASE(other_text_after_an_object_makes_the_file_or_the_line_malformed) {
  const Taken taken;
  BOOST_TEST(taken(one + one + " rest") == "0/1/0: byte 53: text after the end of the JSON value");
  BOOST_TEST(taken(printed + " 42") == "0/1/0: byte 38: text after the end of the JSON value");
  BOOST_TEST(taken(printed + printed + "{") == "0/1/0: byte 74: text after the end of the JSON value");
  BOOST_TEST(taken(one + "\n" + one + "x\n" + one + "\n") == "2/0/1: byte 53: text after the end of the JSON value");
  BOOST_TEST(taken(one + "\n" + one.substr(0, 20) + "\n" + one + "\n").starts_with("2/0/1: byte 47: "));
}

BOOST_AUTO_TEST_CASE(other_encodings_and_containers_are_refused_by_name) {
  const Taken taken;
  const auto reason = [&](std::string_view bytes, std::string_view word) {
    const std::string said = taken(bytes);
    return said.starts_with("0/1/0: ") && said.find(word) != std::string::npos;
  };
  using namespace std::string_view_literals;
  BOOST_TEST(reason("\xFF\xFE{\0}\0"sv, "UTF-16"));
  BOOST_TEST(reason("\xFE\xFF\0{\0}"sv, "UTF-16"));
  BOOST_TEST(reason("{\0\"\0a\0"sv, "UTF-16"));
  BOOST_TEST(reason("\xFF\xFE\0\0{\0\0\0"sv, "UTF-32"));
  BOOST_TEST(reason("\x1F\x8B\x08"sv, "gzip"));
  BOOST_TEST(reason("\x28\xB5\x2F\xFD\x00"sv, "zstd"));
  BOOST_TEST(reason("BZh91AY"sv, "bzip2"));
  BOOST_TEST(reason("PK\x03\x04"sv, "zip"));
  BOOST_TEST(reason("symbol,net_bps,iteration\nA,1,2\n"sv, "CSV"));
  BOOST_TEST(!reason("{\"symbol\":\"A\","sv, "CSV"));
}

BOOST_AUTO_TEST_CASE(what_a_skipped_record_is_and_which_names_it_has) {
  const Taken taken;
  IngestSink sink(taken.fields);
  sink.take_whole(R"({"symbol":"BTC","edge":0.5,"stats":{"lat_p95":"200"}})", 0, 0);
  sink.take_whole(R"({"overall":{},"symbols":{"A":{"edge_bps":{"last":1}}}})", 1, 1);
  BOOST_REQUIRE(sink.notices.size() == 2u);
  BOOST_TEST(sink.notices[0].foreign.kind == "other JSON");
  BOOST_TEST(field_advice(sink.notices[0].foreign.names, {"edge_bps", "p95_latency_ms"}) ==
             "found: edge, /stats/lat_p95; expected one of edge_bps, p95_latency_ms; try --field edge_bps=edge "
             "--field p95_latency_ms=/stats/lat_p95");
  BOOST_TEST(sink.notices[1].foreign.kind == "SOAK_SUMMARY");
}

BOOST_AUTO_TEST_SUITE_END()
