// Where the script starts: the charts of the symbol that is looked at, printing, the theme.

import {
  byId,
  counted,
  create,
  createSvg,
  levelNames,
  levelOf,
  meta,
  numberText,
  statusNode,
  symbolData,
  timeText,
  timesOf,
  valueText,
  windowText,
} from './base.js';
import {drawSparklines, makeFilterable, makeSortable, showRows, statusOf, view, watchRows} from './table.js';
import {drawChart, markNode} from './chart.js';
import {ChartReader} from './reader.js';

const printedChartWidth = 520;
const panel = byId('panel');
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
  const names = times === null ? ['Windows', 'Level', 'Worst'] : ['Windows', 'From', 'To', 'Level', 'Worst'];
  for (const name of names) head.append(create('th', {scope: 'col'}, name));
  const body = create('tbody');
  for (const stretch of stretches.slice(0, mostStretches)) {
    const numbers = stretch.first === stretch.last ? stretch.first : stretch.first + ' to ' + stretch.last;
    const row = create('tr', {}, create('th', {scope: 'row'}, String(numbers)));
    if (times !== null) {
      row.append(create('td', {}, timeText(times[stretch.first])), create('td', {}, timeText(times[stretch.last])));
    }
    row.append(
      create('td', {}, statusNode(levelNames[stretch.level])),
      create('td', {}, valueText(stretch.worst, metric)),
    );
    body.append(row);
  }
  const caption = create('caption', {class: 'vh'}, 'Windows of ' + metric.title + ' beyond a limit');
  const scroll = create(
    'div',
    {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Violations of ' + metric.title},
    create('table', {}, caption, create('thead', {}, head), body),
  );
  const more = stretches.length - mostStretches;
  return more > 0
    ? create('div', {}, scroll, create('p', {class: 'dim'}, '+' + more + ' more in VIOLATIONS.json'))
    : scroll;
}

/** The chart's violations as text; the table is made when it is opened. */
function violationDetails(symbol, m) {
  const metric = meta.metrics[m];
  const stretches = stretchesOf(symbol.metrics[m], metric.high);
  if (stretches.length === 0) {
    const isKnown = symbol.metrics[m].last !== null;
    return create('p', {class: 'dim'}, isKnown ? 'No window is beyond a limit.' : 'No window has a value.');
  }
  const windows = stretches.reduce((sum, stretch) => sum + stretch.last - stretch.first + 1, 0);
  const details = create(
    'details',
    {},
    create(
      'summary',
      {},
      counted(windows, 'window') +
        ' beyond a limit, in ' +
        (stretches.length === 1 ? 'one stretch' : stretches.length + ' stretches'),
    ),
  );
  details.addEventListener('toggle', () => details.append(stretchTable(symbol, metric, stretches)), {once: true});
  return details;
}

function chartFigure(symbol, m) {
  const series = symbol.metrics[m];
  const metric = meta.metrics[m];
  const caption = create('figcaption', {}, create('h4', {}, metric.title), statusNode(series.status, 'badge'));
  for (const name of ['last', 'median', 'min', 'max']) {
    caption.append(
      create('span', {}, create('span', {class: 'dim'}, name + ' '), numberText(series[name], metric.decimals)),
    );
  }
  const figure = create('figure', {}, caption, create('div', {class: 'plot'}));
  for (const note of series.notes) figure.append(create('p', {class: 'note'}, note));
  return figure;
}

function symbolArticle(index) {
  const symbol = symbolData(index);
  const heading = create('h3', {tabindex: '-1'}, create('bdi', {}, symbol.symbol), statusNode(symbol.status, 'badge'));
  const charts = create('div', {class: 'charts'});
  meta.metrics.forEach((metric, m) => charts.append(chartFigure(symbol, m)));
  const count = symbol.metrics[0].values.length;
  const facts = create(
    'p',
    {class: 'dim'},
    counted(count, 'window') + ', ' + windowText(symbol, 0) + ' to ' + windowText(symbol, count - 1),
  );
  const article = create('article', {class: 'symbol'}, heading, facts, charts);
  if (symbol.status !== 'OK') {
    facts.append('. ', create('a', {href: '#advice-' + index}, 'What to do'));
  }
  return article;
}

/** Draws each chart when it comes into view, and anew when its width changes. */
function watchCharts(article, symbol) {
  const readers = new Map();
  const draw = (plot) => readers.get(plot).use(drawChart(symbol, readers.get(plot).m, Math.max(240, plot.clientWidth)));
  const resized = new ResizeObserver((entries) => {
    for (const {target} of entries) {
      if (Math.abs(readers.get(target).frame.width - target.clientWidth) > 1) draw(target);
    }
  });
  const seen = new IntersectionObserver(
    (entries) => {
      for (const {isIntersecting, target} of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        draw(target);
        resized.observe(target);
      }
    },
    {rootMargin: '120px'},
  );
  article.querySelectorAll('.plot').forEach((plot, m) => {
    const reader = new ChartReader(plot, symbol, m);
    reader.m = m;
    readers.set(plot, reader);
    plot.after(violationDetails(symbol, m));
    seen.observe(plot);
  });
}

function openSymbol(index) {
  const article = symbolArticle(index);
  article.id = 'symbol-' + index;
  panel.replaceChildren(article);
  byId('choice').value = String(index);
  watchCharts(article, symbolData(index));
  return article;
}

/** Follows "#symbol-3": by a link, the back button, or the address the page was opened with. */
function followAddress() {
  const match = /^#symbol-(\d+)$/.exec(location.hash);
  if (!match || !byId('data-' + match[1])) return false;
  const article = openSymbol(Number(match[1]));
  byId('charts').scrollIntoView();
  article.firstElementChild.focus({preventScroll: true});
  return true;
}

/** The symbol before or after the present one, in the table's order. */
function step(direction) {
  const indices = view.fitting.map((row) => row.dataset.symbol);
  const at = indices.indexOf(byId('choice').value);
  const next = indices[at < 0 ? 0 : at + direction];
  if (next !== undefined) openSymbol(Number(next));
}

function keyEntry(node, text) {
  return create('span', {}, createSvg('svg', {width: 20, height: 14, 'aria-hidden': 'true'}, node), text);
}

function chartKey() {
  return create(
    'p',
    {class: 'key'},
    keyEntry(createSvg('path', {class: 'curve', d: 'M1 10L8 4L19 8'}), 'value'),
    keyEntry(markNode(1, 10, 7), 'window beyond WARN'),
    keyEntry(markNode(2, 10, 7), 'window beyond CRIT'),
    keyEntry(createSvg('rect', {class: 'no-value', x: 3, y: 0, width: 14, height: 14}), 'no value'),
    keyEntry(createSvg('rect', {class: 'no-window', x: 3, y: 0, width: 14, height: 14}), 'no window'),
    keyEntry(createSvg('path', {class: 'drift', d: 'M1 11L19 3'}), 'real drift'),
    keyEntry(createSvg('line', {class: 'change', x1: 10, x2: 10, y1: 0, y2: 14}), 'level changed'),
    create('span', {}, 'Windows are counted from 0. Keys in a chart: ← → windows, Page Up / Down violations.'),
  );
}

function makePicker() {
  const choice = create('select', {id: 'choice', 'aria-label': 'Symbol'});
  for (const row of view.rows) {
    choice.append(create('option', {value: row.dataset.symbol}, statusOf(row) + '  ' + row.cells[0].textContent));
  }
  const previous = create('button', {type: 'button'}, '← Previous');
  const next = create('button', {type: 'button'}, 'Next →');
  choice.addEventListener('change', () => openSymbol(Number(choice.value)));
  previous.addEventListener('click', () => step(-1));
  next.addEventListener('click', () => step(1));
  panel.before(create('div', {class: 'picker'}, previous, choice, next), chartKey());
}

/** On paper: the charts of all symbols with a violation, in the table's order. */
function fillPrint() {
  const pages = byId('print');
  if (pages.childElementCount > 0) return;
  pages.append(create('h2', {}, 'Charts'), chartKey());
  for (const row of view.rows) {
    if (statusOf(row) === 'OK') continue;
    const index = Number(row.dataset.symbol);
    const article = symbolArticle(index);
    article.querySelectorAll('.plot').forEach((plot, m) => {
      plot.append(drawChart(symbolData(index), m, printedChartWidth).svg);
    });
    pages.append(article);
  }
  for (const row of view.rows) row.hidden = false;
  view.rows.forEach(drawSparklines);
}

function emptyPrint() {
  byId('print').replaceChildren();
  showRows();
}

function makePrintable() {
  const media = matchMedia('print');
  const follow = () => (media.matches ? fillPrint() : emptyPrint());
  media.addEventListener('change', follow);
  addEventListener('beforeprint', fillPrint);
  addEventListener('afterprint', emptyPrint);
  follow();
}

function makeThemeButton() {
  const themes = ['auto', 'dark', 'light'];
  const button = create('button', {type: 'button'}, 'Theme: auto');
  button.addEventListener('click', () => {
    const now = document.documentElement.dataset.theme || 'auto';
    const next = themes[(themes.indexOf(now) + 1) % themes.length];
    document.documentElement.dataset.theme = next;
    button.textContent = 'Theme: ' + next;
  });
  document.querySelector('nav').append(button);
}

makeSortable();
makeFilterable();
makeThemeButton();
watchRows();
makePicker();
makePrintable();
addEventListener('hashchange', followAddress);
if (!followAddress() && view.rows.length > 0) openSymbol(Number(view.rows[0].dataset.symbol));
