// On paper: only what is wrong. The charts of metrics with a violation, symbols in the table's order.

import {byId, create, symbolData} from './base.js';
import {chartKey, symbolArticle} from './figures.js';
import {drawSparklines, showRows, statusOf, view} from './table.js';
import {drawChart} from './chart.js';
import {words} from './words.js';

const printedWidth = 520;

function isWrong(series) {
  return series.status !== 'OK';
}

function printedArticle(index) {
  const symbol = symbolData(index);
  const article = symbolArticle(index, isWrong);
  const drawn = symbol.metrics.flatMap((series, m) => (isWrong(series) ? [m] : []));
  article
    .querySelectorAll('.plot')
    .forEach((plot, i) => plot.append(drawChart(symbol, drawn[i], printedWidth, null).svg));
  return article;
}

function fillPrint() {
  const pages = byId('print');
  if (pages.childElementCount > 0) return;
  const wrong = view.rows.filter((row) => statusOf(row) !== 'OK');
  if (wrong.length > 0) {
    pages.append(create('div', {class: 'together'}, create('h2', {}, words.charts), chartKey()));
    for (const row of wrong) pages.append(printedArticle(Number(row.dataset.symbol)));
  }
  for (const row of view.rows) row.hidden = false;
  wrong.forEach(drawSparklines);
}

function emptyPrint() {
  byId('print').replaceChildren();
  showRows();
}

export function makePrintable() {
  const media = matchMedia('print');
  const follow = () => (media.matches ? fillPrint() : emptyPrint());
  media.addEventListener('change', follow);
  addEventListener('beforeprint', fillPrint);
  addEventListener('afterprint', emptyPrint);
  follow();
}
