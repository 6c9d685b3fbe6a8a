// journal_verify: proves that no line of a journal was changed, dropped, doubled, moved or cut off.
#include "support/cli.hpp"

#include <soak/flow/walk/journal.hpp>
#include <soak/model/json/writer.hpp>
#include <soak/sys/log.hpp>

namespace {

struct Options {
  std::string journal = "artifacts/SOAK_JOURNAL.jsonl";
  std::string head;
  bool json = false;
};

/// Line and reason of what is wrong; line 0 stands for the journal as a whole.
std::optional<soak::JournalBreak> fault_of(const soak::JournalCheck& check, const Options& options) {
  if (check.broken) return check.broken;
  if (options.head.empty() || check.wanted_head_line) return std::nullopt;
  return soak::JournalBreak{0,
                            "no line has the hash given with --head: lines were cut off, or it is of another journal"};
}

std::string text_of(const soak::JournalCheck& check, const std::optional<soak::JournalBreak>& fault) {
  std::string line = "event=journal_verify status=" + std::string(fault ? "FAIL" : "OK") +
                     " records=" + std::to_string(check.records) + " head=" + check.head;
  if (check.wanted_head_line) line += " since_head=" + std::to_string(check.records - *check.wanted_head_line);
  if (fault) line += " line=" + std::to_string(fault->line) + " reason=" + fault->reason;
  return line + "\n";
}

std::string json_of(const soak::JournalCheck& check, const std::optional<soak::JournalBreak>& fault,
                    const Options& options) {
  std::string out;
  soak::JsonWriter json(out);
  json.begin_object();
  json.member("status", fault ? "FAIL" : "OK");
  json.member("journal", soak::printable(options.journal));
  json.member("records", check.records);
  json.member("head", check.head);
  if (check.wanted_head_line) json.member("since_head", check.records - *check.wanted_head_line);
  if (fault) json.member("line", fault->line);
  if (fault) json.member("reason", fault->reason);
  json.end_object();
  return out + "\n";
}

soak::Result<soak::ExitStatus> run(const Options& options) {
  const auto check = soak::check_journal(
      options.journal, options.head.empty() ? std::nullopt : std::optional<std::string>(options.head));
  if (!check) return check.error();
  const auto fault = fault_of(*check, options);
  const auto shown = soak::print(options.json ? json_of(*check, fault, options) : text_of(*check, fault));
  if (!shown) return shown.error();
  return fault ? soak::ExitStatus::negative : soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command("journal_verify", "Verify the hash chain of a soak journal",
                             "A journal may be verified while it is being written.\n"
                             "Exit status: 0 whole, 1 not whole (line and reason are printed), 2 wrong usage, 3 the "
                             "journal cannot be read.");
  command.positional("journal", options.journal, "Journal to verify (artifacts/SOAK_JOURNAL.jsonl)");
  command.option("--journal", options.journal, "The same as an option");
  command.option("--head", options.head, "Hash of a line that must be there: proves that nothing up to it was cut off");
  command.flag("--json", options.json, "Print the result as JSON");
  return command.run(argc, argv, [&] { return run(options); });
}
