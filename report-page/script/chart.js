// One metric's chart.

import {columnsOf, createSvg, levelNames, meta, placedColumns, unitScale} from './base.js';
import {Axis} from './axis.js';
import {stretch} from './stretch.js';
import {words} from './words.js';

const chartHeight = 200;
const markSpacing = 7;
const labelSpacing = 95;

/** The values of the earlier run that are to be drawn behind; null if there are none. */
function earlierValues(symbol, m) {
  return symbol.earlier && stretch.showsEarlier ? symbol.earlier.values[m] : null;
}

function medianOf(values) {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

/** Where the line of a drift that is real begins and ends. */
function driftEnds(series) {
  const last = series.values.length - 1;
  const slope = series.drift / last;
  const level = medianOf(series.values.map((value, w) => (value === null ? null : value - slope * (w - last))));
  return [level - series.drift, level];
}

/** What the vertical axis spans: all values and both limits, with a margin. It stays when less of the run is shown. */
function axisRange(series, earlier) {
  const shown = [series.warn, series.crit];
  if (series.min !== null) shown.push(series.min, series.max);
  for (const value of earlier || []) {
    if (value !== null) shown.push(value);
  }
  if (series.drift !== null) shown.push(...driftEnds(series));
  let [low, high] = [Infinity, -Infinity];
  for (const value of shown) [low, high] = [Math.min(low, value), Math.max(high, value)];
  if (low === high) [low, high] = [low - (Math.abs(low) / 10 || 1), high + (Math.abs(high) / 10 || 1)];
  const margin = (high / 2 - low / 2) * 0.16;
  const most = Number.MAX_VALUE;
  return [Math.max(-most, low - margin), Math.min(most, high + margin)];
}

/** Round values within [low, high], about five. */
function ticks(low, high) {
  const raw = high / 4 - low / 4;
  if (!(raw > 0) || raw > 1e300) return [low, high];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw);
  const result = [];
  for (let k = Math.ceil(low / step); k * step <= high && result.length < 9; ++k) result.push(k * step);
  return result;
}

function tickText(value, values) {
  const step = values.length > 1 ? Math.abs(values[1] - values[0]) : 1;
  if (Math.abs(value) >= 1e6 || step < 1e-6) return value.toExponential(1);
  let decimals = 0;
  while (decimals < 6 && Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-6) ++decimals;
  return (Math.abs(value) < step / 1e6 ? 0 : value).toFixed(decimals);
}

/** Maps windows and values to pixels of a chart that is `width` wide. */
function chartFrame(symbol, m, width, shown) {
  const series = symbol.metrics[m];
  const [low, high] = axisRange(series, earlierValues(symbol, m));
  const labels = ticks(low, high);
  const longest = Math.max(...labels.map((value) => tickText(value, labels).length));
  const frame = {
    width,
    left: 14 + 6.6 * longest,
    right: width - 12,
    top: 10,
    bottom: chartHeight - 26,
    low,
    high,
    labels,
  };
  const scale = unitScale(low, high);
  frame.axis = new Axis(symbol, shown);
  frame.plotWidth = frame.right - frame.left;
  frame.at = (position) => frame.left + frame.plotWidth * frame.axis.share(position);
  frame.x = (window) => frame.at(frame.axis.positions[window]);
  frame.positionAt = (x) => ((x - frame.left) / frame.plotWidth) * frame.axis.span + frame.axis.low;
  frame.windowAt = (x) => frame.axis.windowAt(frame.positionAt(x));
  frame.columns = (columns, isHigh) =>
    columnsOf(
      series,
      columns,
      isHigh,
      placedColumns(...frame.axis.windowsShown(), columns, (w) => frame.axis.share(frame.axis.positions[w])),
    );
  frame.y = (value) => frame.bottom - (frame.bottom - frame.top) * Math.min(1, Math.max(0, scale(value)));
  return frame;
}

function drawAxes(svg, frame) {
  for (const value of frame.labels) {
    const y = frame.y(value);
    svg.append(createSvg('line', {class: 'grid', x1: frame.left, x2: frame.right, y1: y, y2: y}));
    svg.append(createSvg('text', {x: frame.left - 6, y: y + 4, 'text-anchor': 'end'}, tickText(value, frame.labels)));
  }
  for (const {at, text} of frame.axis.labels(labelSpacing / frame.plotWidth)) {
    const half = 3.2 * text.length;
    const place = frame.at(at);
    const x = Math.min(frame.width - half, Math.max(half, place));
    svg.append(
      createSvg('line', {class: 'grid', x1: place, x2: place, y1: frame.bottom, y2: frame.bottom + 4}),
      createSvg('text', {x, y: frame.bottom + 16, 'text-anchor': 'middle'}, text),
    );
  }
}

function drawBand(svg, frame, name, from, to) {
  const [top, bottom] = [frame.y(Math.max(from, to)), frame.y(Math.min(from, to))];
  if (bottom <= top) return;
  svg.append(
    createSvg('rect', {
      class: 'band ' + name,
      x: frame.left,
      y: top,
      width: frame.right - frame.left,
      height: bottom - top,
    }),
  );
}

/** WARN and CRIT bands. A limit's name stands on the side away from the band between the limits. */
function drawLimits(svg, frame, series, isHigh) {
  const end = isHigh ? frame.high : frame.low;
  drawBand(svg, frame, 'warn', series.warn, series.crit);
  drawBand(svg, frame, 'crit', series.crit, end);
  for (const [name, limit] of [
    ['WARN', series.warn],
    ['CRIT', series.crit],
  ]) {
    const y = frame.y(limit);
    const isAbove = (name === 'CRIT') === isHigh;
    svg.append(
      createSvg('line', {class: 'limit ' + name.toLowerCase(), x1: frame.left, x2: frame.right, y1: y, y2: y}),
    );
    if (name === 'WARN' && series.warn === series.crit) continue;
    svg.append(
      createSvg(
        'text',
        {
          class: 'limit-name ' + name.toLowerCase(),
          x: frame.left + 5,
          y: isAbove ? y - 4 : y + 12,
        },
        name + (isHigh ? ' > ' : ' < ') + limit,
      ),
    );
  }
}

function drawEmpty(svg, frame, name, from, to) {
  const attributes = {
    class: name,
    x: from,
    y: frame.top,
    width: Math.max(1, to - from),
    height: frame.bottom - frame.top,
  };
  svg.append(createSvg('rect', attributes));
}

/** Bars of the plot's height: windows without a value, and stretches without a window. */
function drawGaps(svg, frame, columns) {
  const half = (frame.plotWidth * frame.axis.step) / frame.axis.span / 2;
  for (let c = 0; c < columns.length; ++c) {
    if (columns[c].gaps === 0) continue;
    const first = columns[c].first;
    while (c + 1 < columns.length && columns[c + 1].gaps > 0 && !frame.axis.hasHoleBefore(columns[c + 1].first)) ++c;
    drawEmpty(svg, frame, 'no-value', frame.x(first) - half, frame.x(columns[c].last) + half);
  }
  for (const [from, to] of frame.axis.holes()) drawEmpty(svg, frame, 'no-window', frame.at(from), frame.at(to));
}

/** A line through what follows each other: a window without a value ends it, and so does a hole in time. */
function drawLine(svg, frame, columns, {name, x, hasHoleBefore}) {
  let path = '';
  let points = 0;
  let last = null;
  const endRun = () => {
    if (points === 1)
      svg.append(createSvg('circle', {class: 'lone ' + name + '-point', cx: last[0], cy: last[1], r: 2.2}));
    points = 0;
  };
  for (const column of columns) {
    if (column.low === null || hasHoleBefore(column.first)) endRun();
    if (column.low === null) continue;
    const ends = [
      [column.lowAt, column.low],
      [column.highAt, column.high],
    ].sort((a, b) => a[0] - b[0]);
    for (const [window, value] of column.lowAt === column.highAt ? ends.slice(1) : ends) {
      last = [x(window).toFixed(1), frame.y(value).toFixed(1)];
      path += (points++ === 0 ? 'M' : 'L') + last.join(' ');
    }
  }
  endRun();
  svg.append(createSvg('path', {class: name, d: path}));
}

/** The earlier run, behind, as if both had begun at once. */
function drawEarlier(svg, frame, symbol, m) {
  const values = earlierValues(symbol, m);
  if (values === null) return;
  const positions = frame.axis.earlierPositions(symbol);
  const parts = placedColumns(0, values.length, Math.floor(frame.plotWidth), (w) => frame.axis.share(positions[w]));
  drawLine(svg, frame, columnsOf({values, levels: ''}, 0, false, parts), {
    name: 'earlier',
    x: (window) => frame.at(positions[window]),
    hasHoleBefore: (w) => w > 0 && positions[w] - positions[w - 1] > 1.5 * frame.axis.step,
  });
}

/** The line of a drift that is real, and where the level changed. */
function drawJudgement(svg, frame, series) {
  const last = series.values.length - 1;
  if (series.drift !== null) {
    const [begin, end] = driftEnds(series);
    const steps = Math.min(last, 48);
    const points = Array.from({length: steps + 1}, (_, i) => Math.round((i * last) / steps)).map(
      (w) => frame.x(w).toFixed(1) + ' ' + frame.y(begin + (end - begin) * (w / last)).toFixed(1),
    );
    svg.append(createSvg('path', {class: 'drift', d: 'M' + points.join('L')}));
  }
  if (series.changed !== null) {
    const x = (frame.x(series.changed) + frame.x(series.changed - 1)) / 2;
    const isRight = x > frame.width / 2;
    const anchor = isRight ? 'end' : 'start';
    svg.append(
      createSvg('line', {class: 'change', x1: x, x2: x, y1: frame.top, y2: frame.bottom}),
      createSvg(
        'text',
        {class: 'change-name', x: x + (isRight ? -4 : 4), y: frame.bottom - 5, 'text-anchor': anchor},
        words.levelChanged,
      ),
    );
  }
}

/** A cross for CRIT, a triangle for WARN. */
export function markNode(level, x, y) {
  const shape = level === 2 ? 'm-3.5 -3.5l7 7m0 -7l-7 7' : 'm0 -4.6l4.6 8h-9.2z';
  return createSvg('path', {
    class: 'mark ' + levelNames[level].toLowerCase(),
    d: `M${x.toFixed(1)} ${y.toFixed(1)}${shape}`,
  });
}

function drawMarks(svg, frame, series, isHigh) {
  const columns = frame.columns(Math.floor(frame.plotWidth / markSpacing), isHigh);
  for (const level of [1, 2]) {
    for (const column of columns) {
      if (column.level === level) svg.append(markNode(level, frame.x(column.worstAt), frame.y(column.worst)));
    }
  }
}

/** What of the drawing belongs to the plot: what goes beyond it, because less of the run is shown, is cut off. */
function plotArea(frame) {
  const [first, last] = frame.axis.whole();
  const room = frame.axis.low <= first && frame.axis.high >= last ? 5 : 0;
  const box = [frame.left - room, 0, frame.plotWidth + 2 * room, frame.bottom + room];
  const [x, y, width, height] = box;
  return createSvg('svg', {class: 'area', x, y, width, height, viewBox: box.join(' ')});
}

/** The chart of one metric, without its cursor: of the stretch that is shown, or of the one that is given. */
export function drawChart(symbol, m, width, shown = stretch.shown) {
  const series = symbol.metrics[m];
  const isHigh = meta.metrics[m].high;
  const frame = chartFrame(symbol, m, width, shown);
  const svg = createSvg('svg', {
    viewBox: `0 0 ${width} ${chartHeight}`,
    width: '100%',
    'aria-hidden': 'true',
    focusable: 'false',
  });
  const columns = frame.columns(Math.floor(frame.plotWidth), isHigh);
  drawAxes(svg, frame);
  const area = plotArea(frame);
  drawGaps(area, frame, columns);
  drawLimits(svg, frame, series, isHigh);
  drawEarlier(area, frame, symbol, m);
  drawLine(area, frame, columns, {
    name: 'curve',
    x: frame.x,
    hasHoleBefore: (window) => frame.axis.hasHoleBefore(window),
  });
  drawJudgement(area, frame, series);
  drawMarks(area, frame, series, isHigh);
  svg.append(area);
  return {svg, frame};
}
