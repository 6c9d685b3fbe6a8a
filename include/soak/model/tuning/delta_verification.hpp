// DELTA_VERIFY_REPORT.json: whether the changes that the tuning proposed came (docs/formats/tuning.md).
#pragma once

#include <soak/model/json/members.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// PENDING: no later window says anything about it yet, so it does not count.
enum class DeltaStatus { applied, partly, not_applied, pending };

[[nodiscard]] constexpr std::string_view to_string(DeltaStatus status) noexcept {
  constexpr std::string_view names[] = {"APPLIED", "PARTLY", "NOT_APPLIED", "PENDING"};
  return names[static_cast<std::size_t>(status)];
}

[[nodiscard]] inline std::optional<DeltaStatus> parse_delta_status(std::string_view text) {
  for (const auto status :
       {DeltaStatus::applied, DeltaStatus::partly, DeltaStatus::not_applied, DeltaStatus::pending}) {
    if (to_string(status) == text) return status;
  }
  return std::nullopt;
}

namespace delta_evidence {
inline constexpr std::string_view value = "value";    ///< previous + delta = value
inline constexpr std::string_view record = "record";  ///< what the bot says of itself
inline constexpr std::string_view both = "value+record";
}  // namespace delta_evidence

/// One proposed change of one setting.
struct CheckedDelta {
  std::string key = {};
  double delta = 0;
  std::optional<double> before = std::nullopt;  ///< in the window that proposes it
  std::optional<double> after = std::nullopt;   ///< in the next
  std::string by = {};
  bool has_come = false;
  std::string reason = {};  ///< why it has not
};

/// What one window proposes.
struct CheckedProposal {
  std::size_t iteration = 0;
  std::string symbol = {};
  DeltaStatus status = DeltaStatus::pending;
  std::string by = {};           ///< empty while nothing is known
  std::string skip_reason = {};  ///< the bot's own
  std::string note = {};
  std::vector<CheckedDelta> deltas = {};
};

enum class HashMove { stuck, unexplained };

[[nodiscard]] constexpr std::string_view to_string(HashMove kind) noexcept {
  return kind == HashMove::stuck ? "STUCK" : "UNEXPLAINED";
}

[[nodiscard]] inline std::optional<HashMove> parse_hash_move(std::string_view text) {
  if (text == to_string(HashMove::stuck)) return HashMove::stuck;
  if (text == to_string(HashMove::unexplained)) return HashMove::unexplained;
  return std::nullopt;
}

/// A state hash that does not move although something was applied, or moves though nothing was.
struct HashFinding {
  HashMove kind = HashMove::unexplained;
  std::string symbol = {};
  std::size_t from_iteration = 0;
  std::size_t to_iteration = 0;  ///< the same if it is within one window
  std::string from = {};
  std::string to = {};
};

struct DeltaVerification {
  Instant generated_at{};
  double min_applied = 0;
  bool is_strict = false;
  std::size_t windows = 0;  ///< iterations that were read
  std::vector<CheckedProposal> proposals = {};
  std::vector<HashFinding> hash_findings = {};
  std::vector<std::string> problems = {};  ///< of the input

  [[nodiscard]] std::size_t count(DeltaStatus status) const noexcept {
    const auto is_so = [&](const CheckedProposal& proposal) { return proposal.status == status; };
    return static_cast<std::size_t>(std::count_if(proposals.begin(), proposals.end(), is_so));
  }
  [[nodiscard]] std::size_t count(HashMove kind) const noexcept {
    const auto is_so = [&](const HashFinding& finding) { return finding.kind == kind; };
    return static_cast<std::size_t>(std::count_if(hash_findings.begin(), hash_findings.end(), is_so));
  }
  [[nodiscard]] std::size_t judged() const noexcept { return proposals.size() - count(DeltaStatus::pending); }
  /// Of the proposals that can be judged those that came whole; none if there is none to judge.
  [[nodiscard]] std::optional<double> share() const noexcept {
    if (judged() == 0) return std::nullopt;
    return static_cast<double>(count(DeltaStatus::applied)) / static_cast<double>(judged());
  }
  [[nodiscard]] bool passes() const noexcept {
    return share().value_or(1) >= min_applied && !(is_strict && !hash_findings.empty());
  }
};

void visit_members(MembersOf<CheckedDelta> auto& delta, auto&& visit) {
  visit("key", delta.key);
  visit("delta", delta.delta);
  visit("before", delta.before);
  visit("after", delta.after);
  visit("by", delta.by);
  visit("applied", delta.has_come);
  visit("reason", delta.reason);
}

void visit_members(MembersOf<CheckedProposal> auto& proposal, auto&& visit) {
  visit("iteration", proposal.iteration);
  visit("symbol", proposal.symbol);
  visit("status", proposal.status, WordForm<parse_delta_status>{});
  visit("by", proposal.by);
  visit("skip_reason", proposal.skip_reason);
  visit("note", proposal.note);
  visit.objects("deltas", proposal.deltas);
}

void visit_members(MembersOf<HashFinding> auto& finding, auto&& visit) {
  visit("kind", finding.kind, WordForm<parse_hash_move>{});
  visit("symbol", finding.symbol);
  visit("from_iteration", finding.from_iteration);
  visit("to_iteration", finding.to_iteration);
  visit("from", finding.from);
  visit("to", finding.to);
}

void visit_members(MembersOf<DeltaVerification> auto& verification, auto&& visit) {
  visit("generated_at_utc", verification.generated_at);
  visit.derived("verdict", verification.passes() ? "PASS" : "FAIL");
  visit("min_applied", verification.min_applied);
  visit("strict", verification.is_strict);
  visit.derived("share", verification.share());
  visit("windows", verification.windows);
  visit.derived("proposed", verification.proposals.size());
  visit.derived("judged", verification.judged());
  visit.derived("applied", verification.count(DeltaStatus::applied));
  visit.derived("partly", verification.count(DeltaStatus::partly));
  visit.derived("not_applied", verification.count(DeltaStatus::not_applied));
  visit.derived("pending", verification.count(DeltaStatus::pending));
  visit.derived("hash_stuck", verification.count(HashMove::stuck));
  visit.derived("hash_unexplained", verification.count(HashMove::unexplained));
  visit.objects("proposals", verification.proposals, JsonWriter::Layout::block);
  visit.objects("hash_changes", verification.hash_findings);
  visit("problems", verification.problems);
}

/// The text of DELTA_VERIFY_REPORT.json, ending with LF.
[[nodiscard]] inline std::string to_json(const DeltaVerification& verification) {
  return members_json(verification) + '\n';
}

}  // namespace soak
