// The charts of a symbol as nodes, and what stands below them.

import {
  create,
  createSvg,
  levelNames,
  levelOf,
  meta,
  numberText,
  statusNode,
  symbolData,
  timesOf,
  valueText,
  windowNumbers,
  windowText,
} from './base.js';
import {markNode} from './chart.js';
import {timeText} from './zone.js';
import {words} from './words.js';

const mostStretches = 200;

/** Windows beyond a limit as stretches of one level: [{first, last, level, worst}]. A gap ends a stretch. */
function stretchesOf(series, isHigh) {
  const found = [];
  for (let w = 0; w < series.values.length; ++w) {
    const level = levelOf(series, w);
    if (level === 0) continue;
    const open = found.length > 0 ? found[found.length - 1] : null;
    const value = series.values[w];
    if (open !== null && open.last === w - 1 && open.level === level) {
      open.last = w;
      if (isHigh ? value > open.worst : value < open.worst) open.worst = value;
    } else {
      found.push({first: w, last: w, level, worst: value});
    }
  }
  return found;
}

function stretchTable(symbol, metric, stretches) {
  const head = create('tr');
  const times = timesOf(symbol);
  const {windows, from, to, level, worst} = words.columns;
  const names = times === null ? [windows, level, worst] : [windows, from, to, level, worst];
  for (const name of names) head.append(create('th', {scope: 'col'}, name));
  const body = create('tbody');
  for (const stretch of stretches.slice(0, mostStretches)) {
    const [first, last] = [windowNumbers(symbol, stretch.first)[0], windowNumbers(symbol, stretch.last)[1]];
    const row = create(
      'tr',
      {},
      create('th', {scope: 'row'}, first === last ? String(first) : words.fromTo(first, last)),
    );
    if (times !== null) {
      row.append(create('td', {}, timeText(times[stretch.first])), create('td', {}, timeText(times[stretch.last])));
    }
    row.append(
      create('td', {}, statusNode(levelNames[stretch.level])),
      create('td', {}, valueText(stretch.worst, metric)),
    );
    body.append(row);
  }
  const caption = create('caption', {class: 'vh'}, words.tableOf(metric.title));
  const scroll = create(
    'div',
    {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': words.violationsOf(metric.title)},
    create('table', {}, caption, create('thead', {}, head), body),
  );
  const more = stretches.length - mostStretches;
  return more > 0 ? create('div', {}, scroll, create('p', {class: 'dim'}, words.moreViolations(more))) : scroll;
}

/** The chart's violations as text; the table is made when it is opened. */
export function violationDetails(symbol, m) {
  const metric = meta.metrics[m];
  const stretches = stretchesOf(symbol.metrics[m], metric.high);
  if (stretches.length === 0) {
    const isKnown = symbol.metrics[m].last !== null;
    return create('p', {class: 'dim'}, isKnown ? words.noneBeyond : words.noneKnown);
  }
  const windows = stretches.reduce((sum, stretch) => sum + stretch.last - stretch.first + 1, 0);
  const count = meta.stride === 1 ? words.windows(windows) : words.points(windows);
  const details = create('details', {}, create('summary', {}, words.beyond(count, stretches.length)));
  details.addEventListener('toggle', () => details.append(stretchTable(symbol, metric, stretches)), {once: true});
  return details;
}

function chartFigure(symbol, m) {
  const series = symbol.metrics[m];
  const metric = meta.metrics[m];
  const heading = create('h4', {tabindex: '-1'}, metric.title);
  const caption = create('figcaption', {}, heading, statusNode(series.status, 'badge'));
  for (const [name, text] of Object.entries(words.figures)) {
    caption.append(create('span', {}, create('span', {class: 'dim'}, text), numberText(series[name], metric.decimals)));
  }
  const figure = create('figure', {}, caption, create('div', {class: 'plot'}));
  if (series.changed !== null) {
    figure.append(create('p', {class: 'note'}, words.levelSince(windowText(symbol, series.changed))));
  }
  for (const note of series.notes) figure.append(create('p', {class: 'note'}, note));
  return figure;
}

/** A symbol's charts, of all metrics or of those that `isWanted` takes, not drawn yet. */
export function symbolArticle(index, isWanted = () => true) {
  const symbol = symbolData(index);
  const heading = create('h3', {tabindex: '-1'}, create('bdi', {}, symbol.symbol), statusNode(symbol.status, 'badge'));
  const charts = create('div', {class: 'charts'});
  meta.metrics.forEach((metric, m) => {
    if (isWanted(symbol.metrics[m])) charts.append(chartFigure(symbol, m));
  });
  const count = symbol.metrics[0].values.length;
  const facts = create(
    'p',
    {class: 'dim'},
    words.windows(symbol.windows) + ', ' + words.fromTo(windowText(symbol, 0), windowText(symbol, count - 1)),
  );
  const article = create('article', {class: 'symbol'}, heading, facts, charts);
  if (symbol.status !== 'OK') {
    facts.append('. ', create('a', {href: '#advice-' + index}, words.whatToDo));
  }
  return article;
}

function keyEntry(node, text) {
  return create('span', {}, createSvg('svg', {width: 20, height: 14, 'aria-hidden': 'true'}, node), text);
}

/** What the signs of the charts mean. */
export function chartKey() {
  const earlier = keyEntry(createSvg('path', {class: 'earlier', d: 'M1 5L8 9L19 6'}), words.key.earlier);
  return create(
    'p',
    {class: 'key'},
    keyEntry(createSvg('path', {class: 'curve', d: 'M1 10L8 4L19 8'}), words.key.value),
    ...(meta.earlierTimes ? [earlier] : []),
    keyEntry(markNode(1, 10, 7), words.key.warn),
    keyEntry(markNode(2, 10, 7), words.key.crit),
    keyEntry(createSvg('rect', {class: 'no-value', x: 3, y: 0, width: 14, height: 14}), words.key.noValue),
    keyEntry(createSvg('rect', {class: 'no-window', x: 3, y: 0, width: 14, height: 14}), words.key.noWindow),
    keyEntry(createSvg('path', {class: 'drift', d: 'M1 11L19 3'}), words.key.drift),
    keyEntry(createSvg('line', {class: 'change', x1: 10, x2: 10, y1: 0, y2: 14}), words.key.change),
    create('span', {class: 'hint'}, words.key.hint),
  );
}
