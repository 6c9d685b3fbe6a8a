#include <soak/report/bots/doctor_text.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

std::string_view status_of(const BotRunSummary& run, const BotWindowSettings& settings, std::string_view figure) {
  for (const FigureFinding& finding : figure_findings(run, settings)) {
    if (finding.figure == figure) return finding.status;
  }
  return "none";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bots_doctor_text)

BOOST_AUTO_TEST_CASE(nothing_at_all_is_missing_everywhere) {
  for (const auto format :
       {BotFormat::ccxt, BotFormat::hummingbot, BotFormat::passivbot, BotFormat::nautilus, BotFormat::csv}) {
    BotRunSummary run;
    run.format = format;
    for (const FigureFinding& finding : figure_findings(run, {})) BOOST_TEST(finding.status == "MISSING");
  }
}

BOOST_AUTO_TEST_CASE(each_figure_is_judged_by_its_own_records) {
  BotRunSummary run;
  BotWindowSettings settings;
  run.counts.fills = run.counts.makers = run.counts.with_mid = run.counts.fees_known = 10;
  run.orders.joined = 3;
  settings.budgets["A"] = 1;
  for (const FigureFinding& finding : figure_findings(run, settings)) BOOST_TEST(finding.status == "OK");
  run.counts.without_mid = 1;
  BOOST_TEST(status_of(run, settings, "edge_bps") == "PARTLY");
  run.counts.fees_missing = 1;
  BOOST_TEST(status_of(run, settings, "fees") == "PARTLY");
  run.counts.makers = 9;
  BOOST_TEST(status_of(run, settings, "maker_taker_ratio") == "PARTLY");
  run.counts.risks = 1;
  BOOST_TEST(status_of(run, {}, "risk_ratio") == "PARTLY");
}

BOOST_AUTO_TEST_CASE(the_text_says_what_to_do) {
  const std::string text = doctor_text({}, {});
  BOOST_TEST(text.find("risk_ratio        MISSING no budget\n                          -> --budget N") !=
             std::string::npos);
  BOOST_TEST(doctor_json({}, {}).find("\"figure\": \"edge_bps\", \"status\": \"MISSING\"") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
