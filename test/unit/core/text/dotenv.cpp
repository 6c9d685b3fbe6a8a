#include <soak/core/text/dotenv.hpp>

#include <boost/test/unit_test.hpp>

#include <array>

using namespace soak;
using namespace std::string_literals;

namespace {

constexpr std::array<std::string_view, 3> known{"ENV", "EXCHANGE", "TOKEN"};
using Values = std::map<std::string, std::string>;

Result<Dotenv> parse(const std::string& text) { return parse_dotenv(text, ".env", known); }

/// The value of ENV; "unset" if there is none, "refused" if the file is.
std::string env_of(const std::string& text) {
  const auto file = parse(text);
  if (!file) return "refused";
  const auto found = file->values.find("ENV");
  return found == file->values.end() ? "unset" : found->second;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(dotenv)

BOOST_AUTO_TEST_CASE(usual_lines) {
  const auto file =
      parse("# comment\n\nA=1\n export B = two words  # why\nC=\"quoted # text\"\r\nD='single'\nE=\nF=a#b\nA=last\n");
  BOOST_REQUIRE(file);
  const Values expected{{"A", "last"},   {"B", "two words"}, {"C", "quoted # text"},
                        {"D", "single"}, {"E", ""},          {"F", "a#b"}};
  BOOST_TEST((file->values == expected));
  BOOST_TEST(file->unread_lines.empty());
}

BOOST_AUTO_TEST_CASE(dresses_of_one_assignment) {
  for (const char* text : {"ENV=prod", "ENV = prod", "ENV\t=\tprod\t", "export ENV=prod", "export\tENV=prod",
                           "  export  ENV =prod", "ENV=\"prod\"", "ENV='prod' # note", "ENV=\"prod\"#note",
                           "ENV=prod # note", "ENV=prod\t#note", "ENV= prod#1 # note", "'ENV'=prod",
                           "\xEF\xBB\xBF"
                           "ENV=prod",
                           "A=1\n\xEF\xBB\xBF"
                           "ENV=prod",
                           "A=1\rENV=prod\r", "A=1\r\nENV=prod\r\n", "ENV=dev\nENV=prod", "ENV=\"pr\\\nod\""}) {
    const std::string value = env_of(text);
    BOOST_TEST((value == "prod" || value == "prod#1" || value == "pr\\\nod"), text << " -> " << value);
  }
}

BOOST_AUTO_TEST_CASE(values) {
  BOOST_TEST(env_of("ENV=   # note\n").empty());
  BOOST_TEST(env_of("ENV=#x\n") == "#x");
  BOOST_TEST(env_of("ENV=a=b==\n") == "a=b==");
  BOOST_TEST(env_of("ENV=it's\n") == "it's");
  BOOST_TEST(env_of("ENV=a\\nb\n") == "a\\nb");
  BOOST_TEST(env_of("ENV=\"\"\n").empty());
  BOOST_TEST(env_of(R"(ENV="say \"hi\"\t\\ \d 'x'")") == "say \"hi\"\t\\ \\d 'x'");
  BOOST_TEST(env_of(R"(ENV='it\'s \\ \n "x"')") == "it's \\ \\n \"x\"");
  BOOST_TEST(env_of("ENV=\"a\r\n# b\nc\"\r\n") == "a\n# b\nc");
  BOOST_TEST(env_of("ENV=$HOME/${HOME}\n") == "$HOME/${HOME}");
  BOOST_TEST(env_of("ENV\n") == "unset");
  BOOST_TEST(env_of("export ENV # passed through\n") == "unset");
}

BOOST_AUTO_TEST_CASE(lines_of_others_never_stop) {
  for (const char* text : {"spring.profile=x",
                           "MY-APP=1",
                           "HOME",
                           "KEY=\"-----BEGIN\nENV=no\n-----END\"",
                           "GREETING=\"say \\\"hi\\\"\"",
                           "KEY=\"open",
                           "KEY='open\nKEY2='x'",
                           "KEY=\"x\" y",
                           "=x",
                           "2=x",
                           "key: value",
                           "- item",
                           "some words",
                           "{",
                           "\xFF=\xFF",
                           "ENV.x=1",
                           "ENV-X: 1",
                           "MY_ENV: x",
                           "ENVIRONMENT: x",
                           "if [ x ]; then",
                           "#ENV: no",
                           "set OTHER=x",
                           "a \\"}) {
    BOOST_TEST(env_of(text + "\nENV=prod\n"s) == "prod", text);
  }
  const auto file = parse("A=1\nsome words\nKEY=\"open\nENV=prod\n");
  BOOST_REQUIRE(file);
  BOOST_TEST((file->unread_lines == std::vector<std::size_t>{2, 3}));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_about_a_known_name_stops_and_shows_no_secret) {
  for (const char* text :
       {"TOKEN hunter2", "TOKEN: hunter2", "TOKEN:", "TOKEN:hunter2", "TOKEN:=hunter2", "- TOKEN=hunter2",
        "set TOKEN=hunter2", "$env:TOKEN=\"hunter2\"", "\"TOKEN\": \"hunter2\"", "\"TOKEN\"=hunter2", "TOKEN+=hunter2",
        "export TOKEN: hunter2", "TOKEN=\"hunter2", "TOKEN='hunter2' x", "TOKEN=\"hunter2\\\"", "TOKEN=hunter2\xE9"}) {
    const auto file = parse("KEY=\"several\"\n"s + text + "\nENV=prod\n");
    BOOST_REQUIRE_MESSAGE(!file, text);
    BOOST_TEST((file.error().code == Errc::usage));
    BOOST_TEST(file.error().message.find(".env: line 2 is not NAME=value: TOKEN ") == 0u, file.error().message);
    BOOST_TEST(file.error().message.find("hunter2") == std::string::npos);
  }
  BOOST_TEST(parse("KEY=\"a\nb\nc\"\n\nTOKEN: x\n").error().message.find("line 5") != std::string::npos);
  BOOST_TEST(env_of("ENV=a\0b\n"s) == "refused");
}

BOOST_AUTO_TEST_CASE(utf16_with_a_mark_is_read_and_without_one_named) {
  BOOST_TEST(env_of("\xFF\xFE"
                    "E\0N\0V\0=\0p\0\r\0\n\0"s) == "p");
  BOOST_TEST(env_of("\xFE\xFF"
                    "\0E\0N\0V\0=\0p"s) == "p");
  BOOST_TEST(env_of("\xFF\xFE"
                    "E\0N\0V\0=\0\x3D\xD8"s) == "refused");  // half a pair
  BOOST_TEST(parse("E\0N\0V\0=\0p\0"s).error().message.find("UTF-16") != std::string::npos);
  BOOST_TEST(parse("\xFF\xFE\0\0E\0\0\0"s).error().message.find("UTF-32") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
