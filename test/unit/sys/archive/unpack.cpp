#include "temporary_directory.hpp"

#include <soak/sys/archive/tar_zstd.hpp>
#include <soak/sys/archive/unpack.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/read_file.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

constexpr std::size_t limit = std::size_t{1} << 20;

std::string gzipped(const std::string& text) {
  z_stream stream{};
  BOOST_REQUIRE(::deflateInit2(&stream, 1, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(::deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  BOOST_REQUIRE(::deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  (void)::deflateEnd(&stream);
  return out;
}

/// Text that does not repeat, so that its packed form is long enough to be damaged in its middle.
std::string long_text(std::size_t size) {
  std::string text;
  for (std::uint32_t x = 1; text.size() < size; x = x * 1664525u + 1013904223u) text += std::to_string(x);
  return text;
}

struct Packed : TemporaryDirectory {
  ByteBuffer out;

  Unpacked unpack_text(const std::string& packed, Packing packing, std::size_t max_bytes = limit) {
    BOOST_REQUIRE(write_file_atomically(path("packed"), packed));
    out.cut(0);
    return unpack(open_regular(path("packed")).get(), packing, max_bytes, out);
  }

  std::string zstd(const std::string& text) {
    const Fd fd(::open(path("made").c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    TarZstdWriter writer(fd.get(), "made", 3, TarFormat::raw);
    BOOST_REQUIRE(writer.data(text));
    BOOST_REQUIRE(writer.finish());
    return read_file(path("made"), 2 * limit).value();
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(unpacking, Packed)

BOOST_AUTO_TEST_CASE(what_was_packed_comes_out) {
  for (const std::size_t size : {std::size_t{1}, std::size_t{100}, std::size_t{300'000}}) {
    const std::string text = long_text(size);
    BOOST_TEST(unpack_text(gzipped(text), Packing::gzip).problem == "");
    BOOST_TEST((out.view() == text));
    BOOST_TEST(unpack_text(zstd(text), Packing::zstd).problem == "");
    BOOST_TEST((out.view() == text));
  }
  BOOST_TEST(unpack_text(gzipped(""), Packing::gzip).problem == "");
  BOOST_TEST(out.size() == 0u);
}

BOOST_AUTO_TEST_CASE(several_one_after_another_and_zeros_behind) {
  BOOST_TEST(unpack_text(gzipped("a\n") + gzipped("b\n") + std::string(1000, '\0'), Packing::gzip).problem == "");
  BOOST_TEST(out.view() == "a\nb\n");
  BOOST_TEST(unpack_text(zstd("a\n") + zstd("b\n"), Packing::zstd).problem == "");
  BOOST_TEST(out.view() == "a\nb\n");
}

BOOST_AUTO_TEST_CASE(what_is_cut_damaged_or_something_else_is_named) {
  const std::string text = long_text(10'000);
  for (const Packing packing : {Packing::gzip, Packing::zstd}) {
    const std::string whole = packing == Packing::gzip ? gzipped(text) : zstd(text);
    for (const std::size_t left : {whole.size() / 2, whole.size() - 1, std::size_t{20}}) {
      BOOST_TEST(unpack_text(whole.substr(0, left), packing).problem.starts_with("cannot be unpacked: "), left);
    }
    BOOST_TEST(unpack_text(whole + "junk", packing).problem.starts_with("cannot be unpacked: "));
    for (const std::string& other : {std::string("{\"a\":1}"), std::string()}) {
      BOOST_TEST(unpack_text(other, packing).problem.starts_with("is not compressed with "));
    }
  }
  // a bit that only the check sum tells of
  std::string packed = gzipped("123456789");
  packed[packed.size() - 8] = static_cast<char>(packed[packed.size() - 8] ^ 1);
  BOOST_TEST(unpack_text(packed, Packing::gzip).problem == "cannot be unpacked: it is damaged (incorrect data check)");
}

BOOST_AUTO_TEST_CASE(no_more_is_unpacked_than_is_wanted) {
  const std::string text(limit + 1, ' ');
  for (const Packing packing : {Packing::gzip, Packing::zstd}) {
    const std::string packed = packing == Packing::gzip ? gzipped(text) : zstd(text);
    BOOST_TEST(unpack_text(packed, packing).is_larger);
    BOOST_TEST(out.size() < limit + 2 * archive_detail::unpack_chunk);
    BOOST_TEST(!unpack_text(packed, packing, limit + 1).is_larger);
    BOOST_TEST(out.size() == text.size());
  }
}

BOOST_AUTO_TEST_SUITE_END()
