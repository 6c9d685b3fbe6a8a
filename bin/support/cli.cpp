#include "cli.hpp"

#include <soak/core/number.hpp>
#include <soak/core/text/dotenv.hpp>
#include <soak/core/text/plain_text.hpp>
#include <soak/core/text/similar.hpp>
#include <soak/core/text/wrap.hpp>
#include <soak/model/setting_names.hpp>
#include <soak/sys/env.hpp>
#include <soak/sys/log.hpp>
#include <soak/sys/terminal.hpp>
#include <soak/version.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <new>
#include <optional>
#include <sstream>

namespace soak::cli {

namespace {

/// Where the texts of options begin under --help; scripts/help-parts.awk relies on it.
constexpr std::size_t help_column = 34;

}  // namespace

Option& Option::required() {
  option_->required();
  return *this;
}

Option& Option::env(const std::string& variable) {
  option_->envname(variable);
  return *this;
}

Option& Option::one_of(std::vector<std::string> values) {
  option_->check(CLI::IsMember(std::move(values)));
  return *this;
}

Option& Option::single() {
  option_->allow_extra_args(false);
  return *this;
}

Option& Option::secret() {
  option_->default_str("");
  return *this;
}

Option& Option::shape(const std::string& text) {
  option_->type_name(text);
  return *this;
}

Option& Option::needs(const Option& other) {
  option_->needs(other.option_);
  return *this;
}

Option& Option::excludes(const Option& other) {
  option_->excludes(other.option_);
  return *this;
}

namespace {

/// A configuration file as editors of all systems save it. CLI11 itself would take a byte order mark and a carriage
/// return for a part of the key or value, and run an option's callback on an empty list, where none expects one.
class ConfigFile : public CLI::ConfigTOML {
 public:
  explicit ConfigFile(const CLI::App& app) : app_(app) {}

  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override {
    const std::string bytes{std::istreambuf_iterator<char>(input), {}};
    const auto text = plain_text(bytes, "--config");
    if (!text) throw CLI::ConfigError(text.error().message, CLI::ExitCodes::ConfigError);
    refuse_monsters(*text);
    std::istringstream lines(*text);
    auto found = CLI::ConfigTOML::from_config(lines);
    std::erase_if(found, [&](const CLI::ConfigItem& item) {
      return item.inputs.empty() && item.parents.empty() && is_option(item.name);
    });
    return found;
  }

 private:
  /// CLI11 takes hours over a section of ten thousand names, and no tool has one of even two.
  static void refuse_monsters(const std::string& text) {
    constexpr std::size_t max_bytes = std::size_t{1} << 20;
    constexpr std::size_t max_section = 200;
    const auto refuse = [](const char* reason) { throw CLI::ConfigError(reason, CLI::ExitCodes::ConfigError); };
    if (text.size() > max_bytes) refuse("--config: larger than 1 MiB");
    for (std::string_view rest = text; !rest.empty();) {
      std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      line.remove_prefix(std::min(line.size(), line.find_first_not_of(" \t")));
      if (line.starts_with('[') && line.size() > max_section) refuse("--config: a section's name is too long");
    }
  }

  /// As CLI11 finds the option that a key names.
  [[nodiscard]] bool is_option(const std::string& key) const {
    return app_.get_option_no_throw("--" + key) != nullptr || app_.get_option_no_throw(key) != nullptr ||
           (key.size() == 1 && app_.get_option_no_throw("-" + key) != nullptr);
  }

  const CLI::App& app_;
};

}  // namespace

struct Command::Impl {
  CLI::App app;
  std::string name;
  std::string group = "Options";
  std::vector<std::string> variables;
  bool tolerates_bad_dotenv = false;

  Impl(std::string tool, std::string summary) : app(std::move(summary), tool), name(std::move(tool)) {}

  Option wrap(CLI::Option* option) {
    option->group(group);
    return Option(option);
  }
  Option scalar(CLI::Option* option) {
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    return wrap(option);
  }
};

Command::Command(std::string name, std::string summary, std::string description)
    : impl_(std::make_unique<Impl>(std::move(name), std::move(summary))) {
  CLI::App& app = impl_->app;
  app.footer(description);
  app.get_formatter()->column_width(help_column);
  app.set_version_flag("--version", "soak " + std::string(version));
  app.set_help_flag("-h,--help", "Show this help and exit");
  app.set_config("--config", "", "Read options from a TOML or INI file")->type_name("FILE");
  app.config_formatter(std::make_shared<ConfigFile>(app));
  app.allow_config_extras(CLI::config_extras_mode::error);
}

Command::~Command() = default;

Option Command::flag(const std::string& names, bool& target, const std::string& help) {
  return impl_->scalar(impl_->app.add_flag(names, target, help));
}

Option Command::option(const std::string& names, std::string& target, const std::string& help) {
  const char* const type = names.ends_with("-dir") ? "DIR" : names.ends_with("-file") ? "FILE" : "TEXT";
  return impl_->scalar(impl_->app.add_option(names, target, help)->capture_default_str()->type_name(type));
}

namespace {

/// Declares an option whose text `parse` turns into a value, or refuses with what was expected.
template <class T, class Parse>
CLI::Option* add_parsed(CLI::App& app, const std::string& names, T& target, const std::string& help,
                        const std::string& expected, Parse parse) {
  const auto store = [names, expected, parse, &target](const std::string& text) {
    const std::optional<T> value = parse(text);
    if (!value) throw CLI::ValidationError(names, "'" + printable(text) + "' is not " + expected);
    target = *value;
  };
  return app.add_option_function<std::string>(names, store, help)
      ->default_str(format_number(static_cast<double>(target)))
      ->type_name("NUMBER");
}

}  // namespace

Option Command::option(const std::string& names, double& target, const std::string& help) {
  return impl_->scalar(add_parsed(impl_->app, names, target, help, "a finite number",
                                  [](const std::string& text) { return parse_finite(text); }));
}

Option Command::option(const std::string& names, double& target, NumberRange range, const std::string& help) {
  const std::string expected = "a number from " + format_number(range.min) + " to " + format_number(range.max);
  const auto parse = [range](const std::string& text) {
    auto value = parse_finite(text);
    if (value && (*value < range.min || *value > range.max)) value.reset();
    return value;
  };
  return impl_->scalar(add_parsed(impl_->app, names, target, help, expected, parse));
}

Option Command::option(const std::string& names, std::int64_t& target, IntegerRange range, const std::string& help) {
  std::string expected = "a whole number";
  if (range.min != INT64_MIN) expected += " of at least " + std::to_string(range.min);
  if (range.max != INT64_MAX) expected += " and at most " + std::to_string(range.max);
  const auto parse = [range](const std::string& text) -> std::optional<std::int64_t> {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value < range.min || value > range.max ? std::nullopt : std::optional(value);
  };
  return impl_->scalar(add_parsed(impl_->app, names, target, help, expected, parse));
}

Option Command::option(const std::string& names, std::vector<std::string>& target, const std::string& help) {
  return impl_->wrap(impl_->app.add_option(names, target, help)->type_name("TEXT"));
}

Option Command::positional(const std::string& name, std::string& target, const std::string& help) {
  return impl_->wrap(impl_->app.add_option(name, target, help)->type_name("TEXT"));
}

Option Command::positional(const std::string& name, std::vector<std::string>& target, const std::string& help) {
  return impl_->wrap(impl_->app.add_option(name, target, help)->type_name("TEXT"));
}

void Command::group(const std::string& heading) { impl_->group = heading; }

void Command::reads_environment(std::vector<std::string> variables) {
  std::string names;
  for (const std::string& variable : variables) names += (names.empty() ? "" : ", ") + variable;
  impl_->app.footer("Reads " + names + " from the environment or .env.\n" + impl_->app.get_footer());
  impl_->variables = std::move(variables);
}

void Command::tolerates_bad_dotenv() { impl_->tolerates_bad_dotenv = true; }

namespace {

/// Makes `.env` the lowest layer of the environment, for the variables that this tool reads and no others: a file in
/// the working directory must not be able to set LD_PRELOAD for our children. A tool that has no settings there cares
/// only for the variables that all tools read; to one that has, what is wrong about any of soak's names is an error.
Result<void> load_dotenv(const CLI::App& app, std::vector<std::string> own) {
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_envname().empty()) own.push_back(option->get_envname());
  }
  const bool has_settings = !own.empty();
  own.insert(own.end(), common_settings.begin(), common_settings.end());
  std::vector<std::string_view> known(own.begin(), own.end());
  if (has_settings) known.insert(known.end(), known_settings.begin(), known_settings.end());
  const auto text = read_dotenv();
  if (!text) return has_settings ? Result<void>(text.error()) : Result<void>();
  const auto file = parse_dotenv(*text, ".env", known);
  if (!file) return file.error();
  for (const std::string& name : own) {
    const auto found = file->values.find(name);
    if (found != file->values.end() && !environment(name.c_str())) ::setenv(name.c_str(), found->second.c_str(), 1);
  }
  return {};
}

/// "-" is standard input wherever a file is asked for.
std::vector<std::string> arguments(int argc, char** argv) {
  std::vector<std::string> result(argv + std::min(argc, 1), argv + argc);
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (result[i] == "--config=-") result[i] = "--config=/dev/stdin";
    if (result[i] == "-" && i > 0 && result[i - 1] == "--config") result[i] = "/dev/stdin";
  }
  std::reverse(result.begin(), result.end());  // as CLI11 takes them
  return result;
}

/// ". Did you mean --alert?" behind what looks like a slip of an option, else nothing.
std::string option_meant_by(const CLI::App& app, std::string_view word) {
  const std::size_t dashes = std::min(word.find_first_not_of('-'), word.size());
  word = word.substr(dashes, word.find('=') - std::min(dashes, word.find('=')));
  std::vector<std::string_view> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.emplace_back(name);
  }
  const std::string_view meant = name_meant_by(word, names);
  return meant.empty() ? "" : ". Did you mean --" + std::string(meant) + "?";
}

/// What CLI11 says under --help in lines of the terminal's width. Texts of options stand in a column of their own.
std::string help_text(const CLI::App& app, std::size_t width) {
  const std::string text = app.help();
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const bool is_option = line.starts_with("  ");
    const std::size_t column = std::min(help_column, width / 2);
    out += wrapped(line, width, is_option ? column : 0) + "\n";
  }
  return out;
}

/// CLI11's own words, but for two that do not say what to do.
std::string usage_message(const CLI::App& app, const CLI::ParseError& error) {
  std::string message = error.what();
  const std::string unknown_key = "INI was not able to parse ";
  if (message.starts_with(unknown_key)) {
    const std::string key = message.substr(unknown_key.size());
    return "--config: unknown key '" + key + "'" + option_meant_by(app, key);
  }
  const std::vector<std::string> unknown = app.remaining();
  // A missing required option must not hide the typo that is the cause of it.
  if (!unknown.empty()) {
    const auto option = std::find_if(unknown.begin(), unknown.end(), [](const auto& word) { return word[0] == '-'; });
    if (option == unknown.end()) return "unknown argument " + printable(unknown.front());
    return "unknown argument " + printable(*option) + option_meant_by(app, *option);
  }
  return printable(message, 1000);
}

/// A variable that is set but empty counts as unset (CLI11 would take the empty text as the value).
void drop_empty_variables(const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    const std::string& name = option->get_envname();
    if (!name.empty() && !environment(name.c_str())) ::unsetenv(name.c_str());
  }
}

}  // namespace

int Command::run(int argc, char** argv, const std::function<Result<ExitStatus>()>& body) {
  const auto fail = [&](ExitStatus status, const std::string& message) {
    (void)write_full(STDERR_FILENO, impl_->name + ": " + message + "\n");
    return static_cast<int>(status);
  };
  // A file that grows beyond a limit is an output that failed, with a message, not a core dump.
  (void)std::signal(SIGXFSZ, SIG_IGN);
  try {
    if (auto loaded = load_dotenv(impl_->app, impl_->variables); !loaded && !impl_->tolerates_bad_dotenv) {
      return fail(exit_status_of(loaded.error().code), loaded.error().message);
    }
    drop_empty_variables(impl_->app);
    try {
      impl_->app.parse(arguments(argc, argv));
    } catch (const CLI::CallForVersion& call) {
      return print(std::string(call.what()) + "\n") ? 0 : fail(ExitStatus::output, "cannot write standard output");
    } catch (const CLI::Success&) {
      return print(help_text(impl_->app, columns(STDOUT_FILENO)) + "\n")
                 ? 0
                 : fail(ExitStatus::output, "cannot write standard output");
    } catch (const CLI::ParseError& error) {
      return fail(ExitStatus::usage, usage_message(impl_->app, error) + "\nTry '" + impl_->name + " --help'.");
    }
    const Result<ExitStatus> result = body();
    if (!result) return fail(exit_status_of(result.error().code), result.error().message);
    if (std::fflush(stdout) != 0) return fail(ExitStatus::output, "cannot write standard output");
    return static_cast<int>(*result);
  } catch (const std::bad_alloc&) {
    return fail(ExitStatus::input, "out of memory");
  } catch (const std::exception& error) {
    return fail(ExitStatus::input, std::string("unexpected failure: ") + error.what());
  }
}

}  // namespace soak::cli
