// The charts of the symbol that is looked at.

import {byId, create, meta, symbolData, windowText} from './base.js';
import {chartAddress, chartOf, goTo, replaceAddress} from './address.js';
import {chartKey, symbolArticle, violationDetails} from './figures.js';
import {listenToPointer, onStretch, redraw, stretch, stretchButtons} from './stretch.js';
import {statusOf, view} from './table.js';
import {Axis} from './axis.js';
import {ChartReader} from './reader.js';
import {drawChart} from './chart.js';
import {saveCsv} from './csv.js';
import {words} from './words.js';

const leastWidth = 240;
const panel = byId('panel');
let open = null; // the index of the symbol
let close = () => {};
const indexOf = new Map(view.rows.map((row) => [row.cells[0].textContent, Number(row.dataset.symbol)]));

/** The name of the symbol whose charts are open. */
export function openName() {
  return symbolData(open).symbol;
}

/** Draws all charts of an article, and anew when their width or the stretch that is shown changes. */
function liveCharts(article, symbol) {
  const readers = [...article.querySelectorAll('.plot')].map((plot, m) => new ChartReader(plot, symbol, m));
  const draw = (reader) => reader.use(drawChart(symbol, reader.m, Math.max(leastWidth, reader.plot.clientWidth)));
  for (const reader of readers) {
    listenToPointer(reader.plot, () => reader.frame);
    reader.plot.after(violationDetails(symbol, reader.m));
    draw(reader);
  }
  const resized = new ResizeObserver(() => {
    for (const reader of readers) {
      const width = Math.max(leastWidth, reader.plot.clientWidth);
      if (reader.plot.clientWidth > 0 && Math.abs(reader.frame.width - width) > 1) draw(reader);
    }
  });
  resized.observe(article);
  const ignore = onStretch(() => readers.forEach(draw));
  return () => {
    resized.disconnect();
    ignore();
  };
}

/** What of the run is shown, in words. */
function shownText(symbol, axis) {
  const [first, last] = [axis.windowAt(axis.low + axis.step / 2), axis.windowAt(axis.high - axis.step / 2)];
  return words.fromTo(windowText(symbol, first), windowText(symbol, last));
}

/** The stretch that is shown, the earlier run, the file. */
function tools(symbol) {
  const {group, tell} = stretchButtons(
    () => new Axis(symbol),
    (axis) => shownText(symbol, axis),
  );
  const bar = create('div', {class: 'tools'}, group);
  if (symbol.earlier) {
    const choice = create('input', {type: 'checkbox'});
    choice.checked = stretch.showsEarlier;
    choice.addEventListener('change', () => {
      stretch.showsEarlier = choice.checked;
      redraw();
    });
    bar.append(create('label', {}, choice, words.showEarlier));
  }
  const csv = create('button', {type: 'button', title: words.csvTitle(symbol.symbol)}, words.csv);
  csv.addEventListener('click', () => saveCsv(symbol));
  bar.append(csv);
  return {bar, ignore: onStretch(tell)};
}

export function openSymbol(index) {
  const symbol = symbolData(index);
  close();
  // A stretch of windows without times means another thing for another symbol.
  if (open !== index && (symbol.times === null || (open !== null && symbolData(open).times === null))) {
    stretch.shown = null;
  }
  open = index;
  const article = symbolArticle(index);
  const {bar, ignore} = tools(symbol);
  article.querySelector('.charts').before(bar);
  panel.replaceChildren(article);
  byId('choice').value = String(index);
  const rest = liveCharts(article, symbol);
  close = () => {
    ignore();
    rest();
  };
  return article;
}

/** Draws anew what is open, as after a change of the zone. */
export function reopen() {
  if (open !== null) openSymbol(open);
}

/** Follows "#BTCUSDT/edge_bps": by a link, the back button, or the address the page was opened with. */
export function followAddress() {
  const wanted = chartOf(location.hash);
  if (wanted === null || !indexOf.has(wanted.symbol)) return false;
  const article = openSymbol(indexOf.get(wanted.symbol));
  const figure = article.querySelectorAll('figure')[wanted.m];
  goTo(figure || byId('charts'));
  (figure ? figure.querySelector('h4') : article.firstElementChild).focus({preventScroll: true});
  return true;
}

/** Opens what was open where the back button leads to, if the address does not name it. */
export function restore(state) {
  if (state === null || chartOf(location.hash) !== null || !indexOf.has(state.symbol)) return;
  if (indexOf.get(state.symbol) !== open) openSymbol(indexOf.get(state.symbol));
}

function choose(index) {
  openSymbol(index);
  replaceAddress(chartAddress(openName()), openName());
}

/** The symbol before or after the present one, in the table's order. */
function step(direction) {
  const indices = view.fitting.map((row) => row.dataset.symbol);
  const at = indices.indexOf(String(open));
  const next = indices[at < 0 ? 0 : at + direction];
  if (next !== undefined) choose(Number(next));
}

export function makePicker() {
  const choice = create('select', {id: 'choice', 'aria-label': words.symbol});
  for (const row of view.rows) {
    choice.append(create('option', {value: row.dataset.symbol}, statusOf(row) + '  ' + row.cells[0].textContent));
  }
  const previous = create('button', {type: 'button'}, words.previous);
  const next = create('button', {type: 'button'}, words.next);
  choice.addEventListener('change', () => choose(Number(choice.value)));
  previous.addEventListener('click', () => step(-1));
  next.addEventListener('click', () => step(1));
  panel.before(create('div', {class: 'picker'}, previous, choice, next), chartKey());
  // A click in a chart is a look at it.
  panel.addEventListener('pointerup', (event) => {
    const figure = event.target.closest('figure');
    if (!figure) return;
    const m = [...panel.querySelectorAll('figure')].indexOf(figure);
    replaceAddress(chartAddress(openName(), meta.metrics[m].name), openName());
  });
}
