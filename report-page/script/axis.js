// The horizontal axis of a chart: true to time where windows have times, else by their numbers.

import {meta, timesOf} from './base.js';

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

/** From the run's first window to its last, in seconds since the epoch. */
let runRange = null;

function rangeOfRun() {
  if (runRange === null) {
    runRange = [Infinity, -Infinity];
    meta.times.forEach((steps) => {
      const last = steps.reduce((sum, step) => sum + step, 0);
      runRange = [Math.min(runRange[0], steps[0]), Math.max(runRange[1], last)];
    });
  }
  return runRange;
}

/** As much of a time as tells the labels of a chart apart. */
function timeLabel(seconds, step, span) {
  const text = new Date(seconds * 1000).toISOString();
  const at = text.indexOf('T');
  if (step >= day) return text.slice(at - 5, at);
  if (span > day + step) return text.slice(at - 5, at) + ' ' + text.slice(at + 1, at + 6);
  return step < minute ? text.slice(at + 1, at + 9) : text.slice(at + 1, at + 6);
}

/** Where the windows of a symbol stand: `position` of each in the axis's unit, its ends, and the usual `step`. */
export class Axis {
  constructor(symbol) {
    const count = symbol.metrics[0].values.length;
    this.times = timesOf(symbol);
    this.positions = this.times || Array.from({length: count}, (_, window) => window);
    this.step = 1;
    [this.from, this.to] = [0, count - 1];
    if (this.times !== null) {
      [this.from, this.to] = rangeOfRun();
      this.step = medianSpacing(this.times) || Math.max(1, (this.to - this.from) / Math.max(1, count - 1));
    }
    // Half a step of room at either end.
    this.span = this.to - this.from + this.step;
  }

  /** A share of the width. */
  share(position) {
    return (position - this.from + this.step / 2) / this.span;
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
    for (let at = Math.ceil(this.from / step) * step; at <= this.to; at += step) {
      result.push({at, text: isTimed ? timeLabel(at, step, this.to - this.from) : String(at)});
    }
    if (result.length === 0) result.push({at: this.from, text: timeLabel(this.from, minute, 2 * day)});
    if (isTimed) result[result.length - 1].text += ' UTC';
    else result[0].text = 'window ' + result[0].text;
    return result;
  }
}
