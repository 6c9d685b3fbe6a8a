#include "fake_redis.hpp"
#include "temporary_directory.hpp"

#include <soak/flow/runner/continuous.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

using namespace soak;

namespace {

constexpr auto ok = Level::ok;
constexpr auto warn = Level::warn;
constexpr auto crit = Level::crit;

/// A run of BTCUSDT whose one violation is of the `metric`-th metric and stands in the newest window, so its index is
/// another one in each hour.
Analysis made_up(std::size_t windows, Level verdict, std::size_t metric) {
  const MetricSet metrics = standard_metrics();
  Analysis analysis;
  Series series{"BTCUSDT", WindowMatrix::from_shape({windows, metrics.size()})};
  constexpr double values[3][4] = {{3.0, 0.9, 200, 0.2}, {2.2, 0.78, 360, 0.47}, {1.0, 0.6, 500, 0.6}};
  for (std::size_t w = 0; w < windows; ++w) {
    for (std::size_t m = 0; m < 4; ++m) series.values(w, m) = values[0][m];
  }
  series.values(windows - 1, metric) = values[static_cast<std::size_t>(verdict)][metric];
  analysis.summary.windows = analysis.summary.input_windows = windows;
  analysis.summary.min_windows = 24;
  analysis.summary.symbols.push_back(summarize(series, metrics));
  analysis.series.push_back(std::move(series));
  analysis.last_window = {static_cast<double>(windows), no_time, 0, 0};
  return analysis;
}

/// The world around a runner: a clock that is moved by hand, channels and a Redis that can be away.
struct World {
  TemporaryDirectory directory{"/dev/shm"};  // what 500 cycles wait for a disk is not what is tested
  Instant now = *parse_iso8601("2026-01-05T00:00:00Z");
  FakeRedis redis;
  Level verdict = ok;
  std::size_t metric = 0;
  std::size_t windows = 24;
  bool can_analyze = true;
  std::function<Delivery(const std::string& channel, Instant now)> channel = [](const std::string&, Instant) {
    return Delivery{.is_taken = true, .answer = "ok"};
  };
  std::function<void(const Dispatch&)> on_taken = [](const Dispatch&) {};
  std::vector<std::string> pings;
  ContinuousSettings settings;
  std::unique_ptr<ContinuousRunner> runner;

  World() {
    settings.exports.env = "prod";
    settings.reports.out_dir = directory.path("reports");
    settings.reports.threads = 1;
    settings.state_dir = directory.path("state");
    settings.redis_display = "redis://fake/0";
    settings.channels = {"slack", "telegram"};
  }

  void start() {
    RunnerPorts ports;
    ports.now = [this] { return now; };
    ports.analyze = [this]() -> Result<Analysis> {
      if (!can_analyze) return Error{Errc::input_unusable, "no usable window in 0 file(s)"};
      return made_up(windows, verdict, metric);
    };
    ports.redis = redis.connector();
    ports.send = [this](std::span<const Dispatch> dispatches, const DeliveryDone& done) {
      for (std::size_t i = 0; i < dispatches.size(); ++i) {
        const Delivery delivery = channel(dispatches[i].channel, now);
        if (delivery.is_taken) on_taken(dispatches[i]);
        done(i, delivery);
      }
    };
    ports.http = [this](std::span<const HttpRequest> requests, const HttpDone& done) {
      pings.push_back(requests.front().url + " " + requests.front().body);
      done(0, HttpResponse{.status = 200});
    };
    runner = std::make_unique<ContinuousRunner>(settings, ports);
  }

  /// Lets time pass as the loop does: what waits in the outbox is tried when it is due.
  void pass(std::chrono::minutes time) {
    const Instant end = now + time;
    while (const auto due = runner->next_delivery()) {
      if (now + *due >= end) break;
      now += *due;
      runner->deliver_pending();
    }
    now = end;
  }

  [[nodiscard]] std::string file(const std::string& name) const {
    const auto text = read_file(directory.path(name), 1 << 20);
    return text ? *text : "";
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(continuous)

namespace {

/// "hour channel headline" of each message, the hour being that of the cycle that ran last.
std::string entry(int hour, const std::string& channel, const std::string& headline) {
  std::string text = std::to_string(hour);
  return text.insert(0, 3 - text.size(), ' ') + " " + channel + " " + headline;
}

const std::string crit_line = "[🔴 CRIT] Soak summary (env=prod, exch=bybit)";

/// Messages to both channels at these hours.
void both(std::vector<std::string>& list, const std::vector<int>& hours, const std::string& headline = crit_line) {
  for (const int hour : hours) {
    list.push_back(entry(hour, "slack", headline));
    list.push_back(entry(hour, "telegram", headline));
  }
}

/// What happens in the world in hour `h` of the three weeks.
void script(World& world, int h) {
  struct Stretch {
    int from;
    Level verdict;
    std::size_t metric;
  };
  static const Stretch verdicts[] = {
      {0, ok, 0},     {10, crit, 1},  {20, warn, 2},  {30, crit, 1},  {35, crit, 3},  {41, ok, 0},    {61, crit, 3},
      {71, ok, 0},    {91, crit, 0},  {101, ok, 0},   {111, crit, 1}, {131, ok, 0},   {135, crit, 2}, {148, ok, 0},
      {161, crit, 3}, {171, ok, 0},   {250, crit, 0}, {261, ok, 0},   {281, crit, 1}, {282, warn, 1}, {283, crit, 1},
      {284, warn, 1}, {285, crit, 1}, {286, warn, 1}, {287, ok, 0},   {301, crit, 2}, {304, ok, 0},   {310, crit, 3}};
  for (const Stretch& stretch : verdicts) {
    if (stretch.from > h) break;
    world.verdict = stretch.verdict;
    world.metric = stretch.metric;
  }
  const bool bot_is_dead = h >= 220 && h <= 225;
  if (!bot_is_dead) ++world.windows;
  world.can_analyze = h < 201 || h > 206;
  world.redis.is_away = h >= 112 && h <= 120;
  world.redis.refuses_writes = h >= 161 && h <= 165;
  if (h == 140) world.redis.clear();
  if (h == 251) world.now -= std::chrono::hours(1);
}

}  // namespace

BOOST_AUTO_TEST_CASE(three_weeks_yield_exactly_these_messages) {
  World world;
  std::vector<std::string> got;
  int hour = 0;
  const Instant start = world.now;
  const auto since = [&](Instant now) { return std::chrono::floor<std::chrono::minutes>(now - start).count(); };
  int asked_to_wait = 0;
  world.channel = [&](const std::string& channel, Instant now) -> Delivery {
    const auto minute = since(now);
    if (channel == "telegram" && minute >= 61 * 60 && minute < 64 * 60) return {.answer = "HTTP 500"};
    if (minute >= 91 * 60 && minute < 92 * 60 + 30) return {.answer = "Couldn't resolve host name"};
    // The clock is an hour behind from hour 251 on.
    if (channel == "telegram" && minute == 300 * 60 && ++asked_to_wait == 1) {
      return {.answer = "HTTP 429", .retry_after = std::chrono::seconds(1200)};
    }
    return {.is_taken = true, .answer = "ok"};
  };
  world.on_taken = [&](const Dispatch& dispatch) {
    const std::string& text = dispatch.alert->text;
    got.push_back(entry(hour, dispatch.channel, text.substr(0, text.find('\n'))));
    if (dispatch.channel == "telegram" && hour == 301) BOOST_TEST(since(world.now) == 300 * 60 + 20);
    if (hour == 92)
      BOOST_TEST(format_iso8601(dispatch.alert->raised_at) == format_iso8601(start + std::chrono::hours(91)));
  };
  for (; hour < 500; ++hour) {
    // The process is restarted every seven hours: nobody may notice.
    if (hour % 7 == 0) world.start();
    script(world, hour);
    (void)world.runner->cycle();
    world.pass(std::chrono::minutes(60));
  }

  std::vector<std::string> expected;
  both(expected, {10, 13, 16, 19});                   // a CRIT that lasts, every three hours
  both(expected, {30, 33});                           // WARN to CRIT at once
  both(expected, {35, 38});                           // other violations at once
  expected.push_back(entry(61, "slack", crit_line));  // Telegram is dead for three hours: the alert of 64 replaces 61's
  both(expected, {64, 67, 70});
  both(expected, {92, 96, 99});  // no channel at 91; taken after 92:30, and the window runs from there
  both(expected, {111, 114, 117, 120, 123, 126, 129});  // Redis is away from 112 to 120: the debounce holds
  both(expected, {114, 117, 120}, "[🟡 WARN] Redis export skipped 3 cycles in a row");
  both(expected, {135, 138});
  both(expected, {140, 143, 146});       // Redis came back empty: no earlier alert
  both(expected, {161, 164, 167, 170});  // Redis takes no writes from 161 to 165: the state is kept here
  both(expected, {163}, "[🟡 WARN] Redis export skipped 3 cycles in a row");
  both(expected, {203}, "[🟡 WARN] Soak analysis failed 3 cycles in a row");
  both(expected, {207}, "[🟢 OK] Soak analysis works again");
  both(expected, {222}, "[🟡 WARN] No new soak window for 180 minutes");
  both(expected, {226}, "[🟢 OK] New soak windows again");
  both(expected, {250, 254, 257, 260});  // the clock goes back an hour at 251
  both(expected, {281, 283, 285});       // CRIT and WARN in turns
  both(expected, {301});                 // Telegram asks to wait 20 minutes
  for (int h = 310; h < 500; h += 3) both(expected, {h});
  for (std::string& line : expected) {
    const auto at = line.find("skipped 3");
    if (at != std::string::npos && line.starts_with("117")) line.replace(at, 9, "skipped 6");
    if (at != std::string::npos && line.starts_with("120")) line.replace(at, 9, "skipped 9");
  }
  std::sort(expected.begin(), expected.end());
  std::sort(got.begin(), got.end());
  BOOST_TEST(got == expected, boost::test_tools::per_element());
  BOOST_TEST(world.runner->next_delivery().has_value() == false);
}

BOOST_AUTO_TEST_SUITE_END()
