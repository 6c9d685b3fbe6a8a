// The horizontal axis of a chart: true to time where windows have times, else by their numbers.

import {earlierTimesOf, meta, timesOf} from './base.js';
import {stretch} from './stretch.js';
import {clockParts, offsetAt, zoneSuffix} from './zone.js';
import {words} from './words.js';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const roundSpans = [
  1,
  5,
  15,
  30,
  minute,
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
].concat([12 * hour, day, 2 * day, 3 * day, 7 * day, 14 * day, 28 * day]);
const roundCounts = [1, 2, 5, 10, 20, 50, 100, 200, 500];

function medianSpacing(times) {
  const spacings = times.slice(1).map((time, i) => time - times[i]);
  spacings.sort((a, b) => a - b);
  return spacings.length > 0 ? spacings[Math.floor(spacings.length / 2)] : 0;
}

const ranges = new Map();

/** From the first window to the last of all of a run's tables, in seconds since the epoch. */
function rangeOf(tables) {
  if (!ranges.has(tables)) {
    let [first, last] = [Infinity, -Infinity];
    for (const steps of tables) {
      const end = steps.reduce((sum, step) => sum + step, 0);
      [first, last] = [Math.min(first, steps[0]), Math.max(last, end)];
    }
    ranges.set(tables, [first, last]);
  }
  return ranges.get(tables);
}

/** As much of a time as tells the labels of a chart apart. */
function timeLabel(seconds, step, span) {
  const [date, time] = clockParts(seconds);
  if (step >= day) return date.slice(-5);
  if (span > day + step) return date.slice(-5) + ' ' + time.slice(0, 5);
  return step < minute ? time : time.slice(0, 5);
}

/** The first index of sorted values that is not below `value`. */
function lowerBound(values, value) {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Where the windows of a symbol stand: `positions` in the axis's unit, the ends of the run, the usual `step`, and what is
 * shown, from `low` to `high`.
 */
export class Axis {
  constructor(symbol, shown = stretch.shown) {
    const count = symbol.metrics[0].values.length;
    this.times = timesOf(symbol);
    this.positions = this.times || Array.from({length: count}, (_, window) => window);
    this.step = 1;
    [this.from, this.to] = [0, count - 1];
    if (this.times !== null) {
      [this.from, this.to] = rangeOf(meta.times);
      this.step = medianSpacing(this.times) || Math.max(1, (this.to - this.from) / Math.max(1, count - 1));
    }
    [this.low, this.high] = shown || this.whole();
    this.span = this.high - this.low;
  }

  /** All of it, with half a step of room at either end. */
  whole() {
    return [this.from - this.step / 2, this.to + this.step / 2];
  }

  /** A share of the width. */
  share(position) {
    return (position - this.low) / this.span;
  }

  /** Windows in sight, with a neighbour at either end, as [first, end]. */
  windowsShown() {
    const first = lowerBound(this.positions, this.low);
    const end = lowerBound(this.positions, this.high);
    return [Math.max(0, first - 1), Math.min(this.positions.length, end + 1)];
  }

  /** Where the windows of the earlier run stand if both runs began at once. */
  earlierPositions(symbol) {
    const times = earlierTimesOf(symbol);
    if (this.times !== null && times !== null) {
      const shift = this.from - rangeOf(meta.earlierTimes)[0];
      return times.map((time) => time + shift);
    }
    return symbol.earlier.values[0].map((_, window) => this.from + window * this.step);
  }

  /** True if windows are missing between a window and the one before it. */
  hasHoleBefore(window) {
    return this.times !== null && window > 0 && this.times[window] - this.times[window - 1] > 1.5 * this.step;
  }

  /** Stretches without a window, as [from, to] in the axis's unit, with those before the first and behind the last. */
  holes() {
    if (this.times === null) return [];
    const half = this.step / 2;
    const ends = [this.from - this.step, ...this.times, this.to + this.step];
    const found = [];
    for (let i = 1; i < ends.length; ++i) {
      if (ends[i] - ends[i - 1] > 1.5 * this.step) found.push([ends[i - 1] + half, ends[i] - half]);
    }
    return found;
  }

  /** The window nearest to a position. */
  windowAt(position) {
    let [low, high] = [0, this.positions.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.positions[middle] <= position) low = middle;
      else high = middle;
    }
    return position - this.positions[low] <= this.positions[high] - position ? low : high;
  }

  /** Labels no closer than `least`, a share of the width; the first says what is counted, or the last in which zone. */
  labels(least) {
    const wanted = least * this.span;
    const isTimed = this.times !== null;
    const large = isTimed ? 28 * day : 1000;
    const spans = isTimed ? roundSpans : roundCounts;
    const step = spans.find((span) => span >= wanted) || Math.ceil(wanted / large) * large;
    const result = [];
    // In sight, and not before the first window or behind the last.
    const [first, last] = [Math.max(this.low, this.from), Math.min(this.high, this.to)];
    const ahead = isTimed ? offsetAt(first) : 0;
    for (let clock = Math.ceil((first + ahead) / step) * step; result.length < 99; clock += step) {
      const at = isTimed ? clock - offsetAt(clock - ahead) : clock;
      if (at > last) break;
      result.push({at, text: isTimed ? timeLabel(at, step, this.span) : String(at * meta.stride)});
    }
    if (result.length === 0) {
      const text = isTimed ? timeLabel(first, minute, 2 * day) : String(Math.ceil(first) * meta.stride);
      result.push({at: first, text});
    }
    if (isTimed) result[result.length - 1].text += zoneSuffix(result[result.length - 1].at);
    else result[0].text = words.window + ' ' + result[0].text;
    return result;
  }
}
