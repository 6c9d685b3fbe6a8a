#include <soak/report/artifacts/producer_lines.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(producer_lines)

BOOST_AUTO_TEST_CASE(edge_report) {
  EdgeReport report;
  report.total.net_bps = 2.08061;
  report.total.latency = {100, 363, 453};
  report.symbols.resize(2);
  BOOST_TEST(edge_report_line(report) ==
             "event=edge_report status=OK symbols=2 net_bps=2.0806 taker_ratio=n/a p95_ms=363.0 p99_ms=453.0\n");
}

BOOST_AUTO_TEST_CASE(edge_sentinel) {
  EdgeSentinel sentinel;
  sentinel.advice = {"look at \xD0\x81"};
  BOOST_TEST(edge_sentinel_lines(sentinel) ==
             "advice: look at \\xd0\\x81\nevent=edge_sentinel status=OK buckets=0 advice=1\n");
}

BOOST_AUTO_TEST_CASE(gates) {
  KpiGate gate;
  gate.readiness = 87.6;
  ReadinessPart part{"edge_bps", 30};
  part.points = 29.5;
  part.ok = 59;
  part.crit = 1;
  gate.parts.push_back(part);
  gate.checks.push_back({"readiness", true, 87.6, 85});
  gate.checks.push_back({"risk_ratio", false, gap, 0.5});
  BOOST_TEST(kpi_gate_lines(gate) ==
             "part metric=edge_bps points=29.50/30 ok=59 warn=0 crit=1 gaps=0\n"
             "check name=readiness status=OK value=87.6000 threshold=85\n"
             "check name=risk_ratio status=FAIL value=n/a threshold=0.5\n"
             "event=kpi_gate verdict=FAIL readiness=87.60\n");
  BOOST_TEST(ready_gate_line({}, 87.6, 85) == "event=ready_gate status=OK readiness=87.6 min_readiness=85\n");
  BOOST_TEST(ready_gate_line({"readiness"}, 80, 85) == "event=ready_gate status=FAIL readiness=80 min_readiness=85\n");
  BOOST_TEST(full_accept_line(7, 0) == "event=full_accept status=OK files_checked=7 errors=0\n");
  BOOST_TEST(full_accept_line(7, 2) == "event=full_accept status=FAIL files_checked=7 errors=2\n");
}

BOOST_AUTO_TEST_SUITE_END()
