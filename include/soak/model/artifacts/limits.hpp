// The limits that more than one topic holds figures against, and the sizes up to which files are read, once.
#pragma once

#include <cstddef>

namespace soak {

/// A value on a limit is still good.
namespace limit {

/// What is ready enough for a release and for the next tick, 0..100.
inline constexpr double readiness = 85;
/// What each symbol must be by itself, 0..100.
inline constexpr double readiness_of_symbol = 70;
/// Share of the windows that there should be which must have a value.
inline constexpr double coverage = 0.8;

// The guide's, of a window's metrics.
inline constexpr double edge_warn_bps = 2.5;
inline constexpr double edge_crit_bps = 2.0;
inline constexpr double maker_ratio_warn = 0.80;
inline constexpr double maker_ratio_crit = 0.75;
inline constexpr double p95_warn_ms = 350;
inline constexpr double p95_crit_ms = 400;
inline constexpr double risk_warn = 0.45;
inline constexpr double risk_crit = 0.50;

// The journal's and the daily routine's, beside those of the edge.
inline constexpr double taker_ratio = 0.15;  ///< whatever a phase's own ceiling
inline constexpr double p95_ms = 350;
inline constexpr double p99_to_p95 = 1.5;  ///< a tail beyond this multiple is a spike

}  // namespace limit

/// State files are small, also where they name each symbol and metric of a large run; one that is larger is none.
inline constexpr std::size_t max_state_bytes = std::size_t{16} << 20;
/// Key artifacts, run reports and single windows.
inline constexpr std::size_t max_artifact_bytes = std::size_t{16} << 20;
/// SOAK_SUMMARY and VIOLATIONS grow with the run.
inline constexpr std::size_t max_report_bytes = std::size_t{512} << 20;
/// The same where their elements are taken one by one.
inline constexpr std::size_t max_export_bytes = std::size_t{1} << 30;

}  // namespace soak
