// One metric's chart.

import {axisTime, columnsOf, createSvg, levelNames, meta, timesOf, unitScale} from './base.js';

const chartHeight = 200;
const markSpacing = 7;
const labelSpacing = 95;

/** What the vertical axis spans: all values and both limits, with a margin. */
function axisRange(series) {
  const shown = [series.warn, series.crit];
  if (series.min !== null) shown.push(series.min, series.max);
  let [low, high] = [Math.min(...shown), Math.max(...shown)];
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
function chartFrame(series, width) {
  const [low, high] = axisRange(series);
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
  const count = series.values.length;
  const scale = unitScale(low, high);
  frame.step = (frame.right - frame.left) / Math.max(1, count);
  frame.x = (window) => frame.left + frame.step * (window + 0.5);
  frame.y = (value) => frame.bottom - (frame.bottom - frame.top) * Math.min(1, Math.max(0, scale(value)));
  return frame;
}

/** How many windows lie between two labels that need `least`: whole parts of a day for hourly windows, else round. */
function labelStep(least, hasTimes) {
  const round = hasTimes
    ? [1, 2, 3, 4, 6, 12, 24, 48, 72, 96, 120, 168, 240, 336, 480, 720]
    : [1, 2, 5, 10, 20, 50, 100, 200, 500];
  return round.find((step) => step >= least) || Math.ceil(least / 1000) * 1000;
}

/** The first label says what is counted, the last one in which time zone. */
function windowLabels(times, count, step) {
  const labels = [];
  for (let window = 0; window < count; window += step) {
    const text = times === null ? String(window) : axisTime(times[window], times[count - 1] - times[0]);
    labels.push({window, text});
  }
  if (times === null) labels[0].text = 'window ' + labels[0].text;
  else labels[labels.length - 1].text += ' UTC';
  return labels;
}

function drawAxes(svg, frame, symbol, series) {
  for (const value of frame.labels) {
    const y = frame.y(value);
    svg.append(createSvg('line', {class: 'grid', x1: frame.left, x2: frame.right, y1: y, y2: y}));
    svg.append(createSvg('text', {x: frame.left - 6, y: y + 4, 'text-anchor': 'end'}, tickText(value, frame.labels)));
  }
  const times = timesOf(symbol);
  const step = labelStep(Math.ceil(labelSpacing / frame.step), times !== null);
  for (const {window, text} of windowLabels(times, series.values.length, step)) {
    const half = 3.2 * text.length;
    const x = Math.min(frame.width - half, Math.max(half, frame.x(window)));
    svg.append(
      createSvg('line', {
        class: 'grid',
        x1: frame.x(window),
        x2: frame.x(window),
        y1: frame.bottom,
        y2: frame.bottom + 4,
      }),
    );
    svg.append(createSvg('text', {x, y: frame.bottom + 16, 'text-anchor': 'middle'}, text));
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

/** Stretches of columns that have a gap, as bars of the plot's height. */
function drawGaps(svg, frame, columns) {
  for (let c = 0; c < columns.length; ++c) {
    if (columns[c].gaps === 0) continue;
    const first = columns[c].first;
    while (c + 1 < columns.length && columns[c + 1].gaps > 0) ++c;
    const x = frame.x(first - 0.5);
    const width = Math.max(1, frame.x(columns[c].last + 0.5) - x);
    svg.append(createSvg('rect', {class: 'no-value', x, y: frame.top, width, height: frame.bottom - frame.top}));
  }
}

function drawCurve(svg, frame, columns) {
  let path = '';
  let points = 0;
  let last = null;
  const endRun = () => {
    if (points === 1) svg.append(createSvg('circle', {class: 'lone', cx: last[0], cy: last[1], r: 2.2}));
    points = 0;
  };
  for (const column of columns) {
    if (column.low === null) {
      endRun();
      continue;
    }
    const ends = [
      [column.lowAt, column.low],
      [column.highAt, column.high],
    ].sort((a, b) => a[0] - b[0]);
    for (const [window, value] of column.lowAt === column.highAt ? ends.slice(1) : ends) {
      last = [frame.x(window).toFixed(1), frame.y(value).toFixed(1)];
      path += (points++ === 0 ? 'M' : 'L') + last.join(' ');
    }
  }
  endRun();
  svg.append(createSvg('path', {class: 'curve', d: path}));
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
  const columns = columnsOf(series, Math.floor((frame.right - frame.left) / markSpacing), isHigh);
  for (const level of [1, 2]) {
    for (const column of columns) {
      if (column.level === level) svg.append(markNode(level, frame.x(column.worstAt), frame.y(column.worst)));
    }
  }
}

/** The chart of one metric, without its cursor. */
export function drawChart(symbol, m, width) {
  const series = symbol.metrics[m];
  const isHigh = meta.metrics[m].high;
  const frame = chartFrame(series, width);
  const svg = createSvg('svg', {
    viewBox: `0 0 ${width} ${chartHeight}`,
    width: '100%',
    'aria-hidden': 'true',
    focusable: 'false',
  });
  const columns = columnsOf(series, Math.floor(frame.right - frame.left), isHigh);
  drawAxes(svg, frame, symbol, series);
  drawGaps(svg, frame, columns);
  drawLimits(svg, frame, series, isHigh);
  drawCurve(svg, frame, columns);
  drawMarks(svg, frame, series, isHigh);
  return {svg, frame};
}
