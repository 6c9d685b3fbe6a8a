// The public face: every stable header that needs no library beyond what `pkg-config --libs soak` names. The other
// stable ones are flow/analyze/analyze.hpp, flow/archive/store.hpp and report/page/html_report.hpp; what is not among
// these (docs/tour-embedding.md, "What is stable") may change with any version.
#pragma once

#include <soak/analysis/alert/signature.hpp>
#include <soak/analysis/judgement/change_point.hpp>
#include <soak/analysis/judgement/symbol_incidents.hpp>
#include <soak/analysis/judgement/trend_evidence.hpp>
#include <soak/analysis/windows/summarize.hpp>
#include <soak/analysis/windows/violations.hpp>
#include <soak/core/result.hpp>
#include <soak/core/sparkline.hpp>
#include <soak/core/stats.hpp>
#include <soak/core/threshold.hpp>
#include <soak/core/trend.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/model/summary/summary_json.hpp>
#include <soak/model/window/metric_columns.hpp>
#include <soak/model/window/series.hpp>
#include <soak/sys/clock/clock.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/version.hpp>
