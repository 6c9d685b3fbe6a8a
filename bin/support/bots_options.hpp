// The options of fills_to_windows, and the settings that become of them.
#pragma once

#include "cli.hpp"
#include "unpack.hpp"

#include <soak/core/duration.hpp>
#include <soak/core/timestamp.hpp>
#include <soak/flow/bots/bots_settings.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak::cli {

struct BotsOptions {
  std::string format;
  std::vector<std::string> inputs;
  std::string out_dir = "artifacts/soak/latest";
  std::string window = "1h";
  std::vector<std::string> symbols, symbol_map, budgets, fields;
  std::string since, markout = "0", mid_max_age = "120s", maker_fee, taker_fee;
  std::int64_t threads = 0;
};

inline void add_bots_options(Command& command, BotsOptions& options) {
  command.group("Input");
  command.option("--format", options.format, "What wrote the input")
      .one_of({bot_formats.begin(), bot_formats.end()})
      .required();
  command.option("--in", options.inputs, "File, directory or quoted glob pattern; - is standard input").required();
  command.option("--field", options.fields, "Where csv or ndjson has a value: NAME=COLUMN or NAME=/JSON/POINTER")
      .single();
  command.option("--symbols", options.symbols, "Only these symbols");
  command.option("--symbol-map", options.symbol_map, "Another name for a symbol: OLD=NEW").single();
  command.option("--since", options.since, "Only windows that end later: a time, or 7d for that long ago");
  command.group("Figures");
  command.option("--window", options.window, "Length of a window, like 15m, 1h, 1d");
  command.option("--markout", options.markout, "Value a fill by the mid this long after it, like 5s");
  command.option("--mid-max-age", options.mid_max_age, "An older mid is none");
  command.option("--budget", options.budgets, "What risk_ratio is a share of, in quote: N for each symbol, or SYMBOL=N")
      .single();
  command.option("--maker-fee", options.maker_fee,
                 "The account's rate as a maker: 0.0002, 2bps or 0.02%; a rebate is negative");
  command.option("--taker-fee", options.taker_fee, "The same as a taker");
  command.group("Output");
  command.option("--out-dir", options.out_dir,
                 "Directory for ITER_SUMMARY_<iteration>.json; - prints the windows, one a line");
  command.option("--threads", options.threads, {0, 256}, "Threads that read; 0: one a processor");
}

namespace bots_options_detail {

[[nodiscard]] inline Error wrong(std::string_view option, const std::string& value, std::string_view expected) {
  return {Errc::usage, std::string(option) + " " + printable(value) + ": expected " + std::string(expected)};
}

/// A span in microseconds: "5s", "250ms", "0", and what parse_duration takes. An empty text is not given.
[[nodiscard]] inline std::optional<std::int64_t> span_us(std::string_view text, std::string_view if_none) {
  if (text.empty()) text = if_none;
  if (text == "0" || text == "0s") return 0;
  if (const auto span = parse_duration(text)) return std::chrono::microseconds(*span).count();
  const bool is_ms = text.ends_with("ms");
  const auto number = is_ms ? parse_finite(text.substr(0, text.size() - 2)) : std::nullopt;
  if (!number || *number < 0 || *number > 1e9) return std::nullopt;
  return std::llround(*number * 1e3);
}

inline std::vector<std::string> by_comma(const std::vector<std::string>& values) {
  std::vector<std::string> out;
  for (const std::string& value : values) {
    for (const std::string_view part : split(value, ',', SIZE_MAX)) {
      if (!part.empty()) out.emplace_back(part);
    }
  }
  return out;
}

[[nodiscard]] inline Result<void> read_spans(const BotsOptions& options, BotWindowSettings& windows) {
  const auto width = span_us(options.window, "1h");
  if (!width || *width < 1'000'000) return wrong("--window", options.window, "a span like 15m, 1h or 1d");
  const auto markout = span_us(options.markout, "0");
  if (!markout || *markout > *width) return wrong("--markout", options.markout, "a span like 5s, at most a window");
  const auto age = span_us(options.mid_max_age, "120s");
  if (!age || *age == 0) return wrong("--mid-max-age", options.mid_max_age, "a span like 120s");
  windows.width_us = *width;
  windows.markout_us = *markout;
  windows.mid_max_age_us = *age;
  return {};
}

[[nodiscard]] inline Result<void> read_budgets(const BotsOptions& options, BotWindowSettings& windows) {
  for (const std::string& text : options.budgets) {
    if (text.empty()) continue;
    const auto equals = text.rfind('=');
    const auto number = parse_finite(equals == text.npos ? text : text.substr(equals + 1));
    if (!number || !(*number > 0) || equals == 0) return wrong("--budget", text, "an amount above 0, or SYMBOL=AMOUNT");
    if (equals == text.npos) {
      windows.budget = *number;
    } else {
      windows.budgets[text.substr(0, equals)] = *number;
      windows.budgets[symbol_name(text.substr(0, equals)).name] = *number;
    }
  }
  return {};
}

[[nodiscard]] inline Result<double> rate(std::string_view option, const std::string& text) {
  if (text.empty()) return gap;
  const auto value = parse_fee_rate(text);
  if (!value) return wrong(option, text, "a rate like 0.0002, 2bps or 0.02%");
  return *value;
}

[[nodiscard]] inline Result<void> read_since(const BotsOptions& options, Instant now, BotsSettings& settings) {
  if (options.since.empty()) return {};
  const auto ago = parse_duration(options.since);
  settings.since = ago ? std::optional<Instant>(now - *ago) : parse_timestamp(options.since);
  if (!settings.since) settings.since = parse_timestamp(options.since + "T00:00:00Z");
  if (!settings.since) return wrong("--since", options.since, "a time like 2026-01-12T08:00:00Z, a day, or 7d");
  return {};
}

}  // namespace bots_options_detail

/// Checks what the parser could not; the error names the option.
[[nodiscard]] inline Result<BotsSettings> bots_settings(const BotsOptions& options, Instant now) {
  using namespace bots_options_detail;
  BotsSettings settings;
  settings.windows.format = *parse_bot_format(options.format);
  settings.inputs = options.inputs;
  settings.out_dir = options.out_dir.empty() ? BotsOptions().out_dir : options.out_dir;
  settings.wanted = by_comma(options.symbols);
  settings.threads = static_cast<std::size_t>(options.threads);
  settings.unpacker = unpacker();
  if (auto read = read_spans(options, settings.windows); !read) return read.error();
  if (auto read = read_budgets(options, settings.windows); !read) return read.error();
  if (auto read = read_since(options, now, settings); !read) return read.error();
  const auto maker = rate("--maker-fee", options.maker_fee);
  const auto taker = rate("--taker-fee", options.taker_fee);
  if (!maker || !taker) return !maker ? maker.error() : taker.error();
  settings.rates = {*maker, *taker};
  for (const std::string& text : options.symbol_map) {
    if (text.empty()) continue;
    const auto equals = text.rfind('=');
    if (equals == text.npos || equals == 0 || !is_symbol(text.substr(equals + 1)))
      return wrong("--symbol-map", text, "OLD=NEW");
    settings.renamed[text.substr(0, equals)] = text.substr(equals + 1);
  }
  for (const std::string& text : options.fields) {
    if (text.empty()) continue;
    auto field = field_choice(text);
    if (!field) return field.error();
    settings.fields.push_back(std::move(*field));
  }
  const bool takes_fields = settings.windows.format == BotFormat::csv || settings.windows.format == BotFormat::ndjson;
  if (!takes_fields && !settings.fields.empty()) {
    return Error{Errc::usage, "--field is for --format csv and ndjson: the fields of " + options.format + " are known"};
  }
  return settings;
}

}  // namespace soak::cli
