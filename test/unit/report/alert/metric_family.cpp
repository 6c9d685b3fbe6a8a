#include <soak/report/alert/metric_family.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(metric_family)

BOOST_AUTO_TEST_CASE(labels_are_escaped_and_the_common_ones_come_first) {
  MetricFamilies families;
  families.gauge("a", "Help.", 1.5);
  families.add("b", "gauge", "Help.", {{2, {{"symbol", "x\"\\\ny"}}}});
  families.add("empty", "gauge", "Help.", {});
  families.gauge("unknown", "Help.", std::optional<Instant>());
  families.counter("c_total", "Help.", 7);
  BOOST_TEST(prometheus_text(families.take(), {{"env", "prod"}}) ==
             "# HELP a Help.\n# TYPE a gauge\na{env=\"prod\"} 1.5\n"
             "# HELP b Help.\n# TYPE b gauge\nb{env=\"prod\",symbol=\"x\\\"\\\\\\ny\"} 2\n"
             "# HELP c_total Help.\n# TYPE c_total counter\nc_total{env=\"prod\"} 7\n");
}

BOOST_AUTO_TEST_SUITE_END()
