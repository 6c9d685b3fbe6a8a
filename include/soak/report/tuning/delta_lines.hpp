// What verify_deltas_applied prints: a line a proposal and a state hash, and the result. ASCII only.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/text/counted.hpp>
#include <soak/core/text/event_line.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/tuning/delta_verification.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

/// "0.40", cut, so that what is below a limit never looks like it; "n/a" if there is nothing to judge.
[[nodiscard]] inline std::string share_text(std::optional<double> share) {
  constexpr double decimals = 1e4;
  return share ? format_fixed(std::floor(*share * decimals + 1e-9) / decimals, 4) : "n/a";
}

/// Ten digits, so that a sum of binary fractions looks like what was meant: 0.02, not 0.020000000000000004.
[[nodiscard]] inline std::string short_number(double value) {
  std::array<char, 40> buffer;
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, 10).ptr;
  return std::string(buffer.data(), end);
}

/// The first characters of a hash tell it from others.
[[nodiscard]] inline std::string short_hash(std::string_view hash) { return printable(hash.substr(0, 12)); }

/// What the verification comes to, in a sentence.
[[nodiscard]] inline std::string delta_sentence(const DeltaVerification& verification) {
  if (verification.proposals.empty()) return "no window proposes a change, so there is nothing to verify";
  if (verification.judged() == 0) return "no later window says yet whether a proposed change came";
  std::string text = std::to_string(verification.count(DeltaStatus::applied)) + " of " +
                     counted(verification.judged(), "proposal") + " applied whole";
  if (const std::size_t partly = verification.count(DeltaStatus::partly); partly > 0) {
    text += ", " + std::to_string(partly) + " partly";
  }
  return text;
}

[[nodiscard]] inline std::string delta_lines(const DeltaVerification& verification) {
  std::string text;
  const auto begin = [](std::string_view event, const std::string& symbol) {
    EventLine line = event_line(event);
    if (!symbol.empty()) line.field("symbol", ascii_only(printable(symbol, 64)));
    return line;
  };
  for (const CheckedProposal& proposal : verification.proposals) {
    std::size_t come = 0;
    for (const CheckedDelta& delta : proposal.deltas) come += delta.has_come ? 1 : 0;
    EventLine line = begin("delta", proposal.symbol);
    line.field("iteration", proposal.iteration).field("status", to_string(proposal.status));
    if (!proposal.by.empty()) line.field("by", proposal.by);
    line.field("keys", std::to_string(come) + "/" + std::to_string(proposal.deltas.size()));
    if (!proposal.skip_reason.empty()) line.quoted("skip_reason", ascii_only(proposal.skip_reason));
    if (!proposal.note.empty()) line.quoted("note", ascii_only(proposal.note));
    text += line.line();
  }
  for (const HashFinding& finding : verification.hash_findings) {
    text += begin("state_hash", finding.symbol)
                .field("status", to_string(finding.kind))
                .field("from_iteration", finding.from_iteration)
                .field("to_iteration", finding.to_iteration)
                .field("from", ascii_only(short_hash(finding.from)))
                .field("to", ascii_only(short_hash(finding.to)))
                .line();
  }
  return text + event_line("verify_deltas_applied")
                    .field("status", verification.passes() ? "OK" : "FAIL")
                    .field("proposed", verification.proposals.size())
                    .field("judged", verification.judged())
                    .field("applied", verification.count(DeltaStatus::applied))
                    .field("partly", verification.count(DeltaStatus::partly))
                    .field("not_applied", verification.count(DeltaStatus::not_applied))
                    .field("pending", verification.count(DeltaStatus::pending))
                    .field("share", share_text(verification.share()))
                    .field("min_applied", format_number(verification.min_applied))
                    .field("hash_stuck", verification.count(HashMove::stuck))
                    .field("hash_unexplained", verification.count(HashMove::unexplained))
                    .quoted("details", delta_sentence(verification))
                    .line();
}

}  // namespace soak
