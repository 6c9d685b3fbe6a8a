// The command line of a tool: options, --help, --version, --config, environment, exit statuses.
//
// CLI11 is a heavy header, so it is compiled once, in cli.cpp; a tool includes only this. Precedence of a setting:
// command line, --config file, environment, `.env` in the working directory, default.
#pragma once

#include <soak/core/result.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace soak::cli {

/// A declared option, to be refined right where it is declared. Every value is checked by the parser (exit 2).
class Option {
 public:
  explicit Option(CLI::Option* option) : option_(option) {}
  Option& required();
  /// Also taken from this environment variable (or `.env`), if the command line and --config do not give it.
  Option& env(const std::string& variable);
  Option& one_of(std::vector<std::string> values);
  /// Takes exactly one value each time it is given (the default for lists is to take all that follow).
  Option& single();
  /// Leaves this option out of --help's defaults: for a URL that may hold a password.
  Option& secret();
  /// What --help shows for the value, "telegram|slack|command:PATH": completions take the words from it.
  Option& shape(const std::string& text);
  Option& needs(const Option& other);
  Option& excludes(const Option& other);

 private:
  CLI::Option* option_;
};

/// Inclusive bounds of a number.
struct IntegerRange {
  std::int64_t min = INT64_MIN;
  std::int64_t max = INT64_MAX;
};
struct NumberRange {
  double min;
  double max;
};

class Command {
 public:
  /// `summary` is the first line of --help; `description` what follows the options (examples, exit statuses).
  Command(std::string name, std::string summary, std::string description = {});
  ~Command();
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;

  Option flag(const std::string& names, bool& target, const std::string& help);
  Option option(const std::string& names, std::string& target, const std::string& help);
  Option option(const std::string& names, double& target, const std::string& help);
  Option option(const std::string& names, double& target, NumberRange range, const std::string& help);
  Option option(const std::string& names, std::int64_t& target, IntegerRange range, const std::string& help);
  Option option(const std::string& names, std::vector<std::string>& target, const std::string& help);
  Option positional(const std::string& name, std::string& target, const std::string& help);
  Option positional(const std::string& name, std::vector<std::string>& target, const std::string& help);
  /// Starts a heading in --help for the options declared after it.
  void group(const std::string& heading);

  /// Parses and runs `body`. Prints an Error as "tool: message" and turns it into its exit status; std::bad_alloc and
  /// whatever a library throws end the same way. Never returns without having tried to flush stdout.
  [[nodiscard]] int run(int argc, char** argv, const std::function<Result<ExitStatus>()>& body);

  /// Variables of `.env` that the tool itself reads although no option carries them (tokens).
  void reads_environment(std::vector<std::string> variables);

  /// A `.env` that cannot be used is no error: the tool's own business is to tell about it.
  void tolerates_bad_dotenv();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Declares --allow-fake of a tool that makes something real.
inline void add_fake_option(Command& command, bool& allow_fake) {
  command.flag("--allow-fake", allow_fake, "Take what is made up (source fake), which is refused otherwise");
}

}  // namespace soak::cli
