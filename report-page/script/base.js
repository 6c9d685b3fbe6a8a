// The script of POST_SOAK_ANALYSIS.html: the data, and how values, times and statuses read. All text gets into the page as
// text nodes and attributes, never as markup.

import {timeText} from './zone.js';
import {words} from './words.js';

export const byId = (id) => document.getElementById(id);
export const meta = JSON.parse(byId('meta').textContent);
export const levelNames = ['OK', 'WARN', 'CRIT'];
const parsedSymbols = new Map();
const parsedTimes = new Map();

/** Series, limits and statuses of one symbol; parsed when first asked for. */
export function symbolData(index) {
  if (!parsedSymbols.has(index)) parsedSymbols.set(index, JSON.parse(byId('data-' + index).textContent));
  return parsedSymbols.get(index);
}

/** Sums up a table of steps, once. */
function parseTimes(steps) {
  if (!parsedTimes.has(steps)) {
    let time = 0;
    parsedTimes.set(
      steps,
      steps.map((step) => (time += step)),
    );
  }
  return parsedTimes.get(steps);
}

/** Seconds since the epoch of each window, or null if windows have no times. */
export function timesOf(symbol) {
  return symbol.times === null ? null : parseTimes(meta.times[symbol.times]);
}

/** The same of the earlier run. */
export function earlierTimesOf(symbol) {
  return symbol.earlier.times === null ? null : parseTimes(meta.earlierTimes[symbol.earlier.times]);
}

export function levelOf(series, window) {
  return series.levels === '' ? 0 : Number(series.levels[window]);
}

export function create(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export function createSvg(tag, attributes = {}, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Sign, word and colour, as the page's other statuses have them. */
export function statusNode(name, className = 'sign') {
  return create('span', {class: className + ' ' + name.toLowerCase()}, name);
}

export function numberText(value, decimals) {
  if (value === null) return 'n/a';
  return Math.abs(value) < 1e15 ? value.toFixed(decimals) : String(value);
}

export function valueText(value, metric) {
  return numberText(value, metric.decimals) + (value === null ? '' : metric.unit);
}

/** The first and last window that a point stands for; one window unless the page is a lighter one. */
export function windowNumbers(symbol, point) {
  return [point * meta.stride, Math.min(symbol.windows, (point + 1) * meta.stride) - 1];
}

function windowName(symbol, point) {
  const [first, last] = windowNumbers(symbol, point);
  return first === last ? words.window + ' ' + first : words.windowsFrom(first, last);
}

export function windowText(symbol, point) {
  const times = timesOf(symbol);
  const name = windowName(symbol, point);
  return times === null ? name : timeText(times[point]) + ' (' + name + ')';
}

/** A linear map of [low, high] to [0, 1] that does not overflow where high - low does. */
export function unitScale(low, high) {
  const half = high / 2 - low / 2;
  return (value) => (half > 0 ? (value / 2 - low / 2) / half : 0.5);
}

/** Windows side by side, each in a column of its own while there is room: as [first, end] of each column. */
function evenColumns(count, columns) {
  const width = Math.min(count, columns);
  return Array.from({length: width}, (_, c) => [
    Math.floor((c * count) / width),
    Math.floor(((c + 1) * count) / width),
  ]);
}

/** The same for windows [begin, end) that stand where `place` says, a share of the width: those of one column together. */
export function placedColumns(begin, end, columns, place) {
  const result = [];
  let before = -Infinity;
  for (let w = begin; w < end; ++w) {
    const column = Math.floor(place(w) * columns);
    if (column === before) result[result.length - 1][1] = w + 1;
    else result.push([w, w + 1]);
    before = column;
  }
  return result;
}

/**
 * Windows side by side in at most `columns` columns: of each its first and last window, the lowest and highest value, and
 * the worst level with the value that has it. Only for drawing: what is read comes from the series itself.
 */
export function columnsOf(series, columns, isHigh, parts = evenColumns(series.values.length, columns)) {
  const result = [];
  for (const [first, end] of parts) {
    const column = {
      first,
      last: end - 1,
      low: null,
      high: null,
      lowAt: first,
      highAt: first,
      gaps: 0,
      level: 0,
      worst: null,
    };
    for (let w = first; w < end; ++w) {
      const value = series.values[w];
      if (value === null) {
        ++column.gaps;
        continue;
      }
      if (column.low === null || value < column.low) [column.low, column.lowAt] = [value, w];
      if (column.high === null || value > column.high) [column.high, column.highAt] = [value, w];
      const level = levelOf(series, w);
      const isWorse = column.worst === null || (isHigh ? value > column.worst : value < column.worst);
      if (level > column.level || (level === column.level && isWorse)) {
        [column.level, column.worst, column.worstAt] = [level, value, w];
      }
    }
    result.push(column);
  }
  return result;
}
