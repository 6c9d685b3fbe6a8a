// Sorting, filtering and the sparklines of the table.

import {byId, columnsOf, create, createSvg, levelNames, meta, statusNode, symbolData, unitScale} from './base.js';
import {words} from './words.js';

const table = byId('table');
const tableBody = table.tBodies[0];
const mostRows = 100;

/** All rows in their present order, those that pass the filter, and how many of these are laid out. */
export const view = {
  rows: [...table.tBodies].flatMap((body) => [...body.rows]),
  fitting: [],
  text: '',
  status: '',
  limit: mostRows,
};

/** Shows the rows that pass the filter, up to the limit; the rest costs no layout. */
export function showRows() {
  const wanted = view.text.trim().toLowerCase();
  view.fitting = view.rows.filter(
    (row) =>
      (view.status === '' || statusOf(row) === view.status) && row.cells[0].textContent.toLowerCase().includes(wanted),
  );
  const shown = new Set(view.fitting.slice(0, view.limit));
  for (const row of view.rows) row.hidden = !shown.has(row);
  byId('count').textContent = words.showing(shown.size, view.rows.length);
  byId('all').hidden = shown.size === view.fitting.length;
  whenIdle(drawRest);
}

const sortKeys = {
  text: (cell) => cell.textContent,
  rank: (cell) => -Number(cell.dataset.rank),
  number: (cell) => Number(cell.firstChild.textContent),
  trend: (cell) => '↓≈↑'.indexOf(cell.querySelector('[role=img]').textContent),
  status: (cell) => levelNames.indexOf(cell.textContent),
};

/** Sorts by one heading's column; missing values stay at the end in both directions. */
function sortBy(heading, isAscending) {
  const column = Number(heading.dataset.column);
  const key = sortKeys[heading.dataset.sort];
  const compareTexts = new Intl.Collator('en', {numeric: true}).compare;
  const keyed = view.rows.map((row) => ({row, key: key(row.cells[column])}));
  const sign = isAscending ? 1 : -1;
  keyed.sort((a, b) => {
    if (typeof a.key === 'string') return sign * compareTexts(a.key, b.key);
    if (Number.isNaN(a.key) || Number.isNaN(b.key)) return Number.isNaN(a.key) - Number.isNaN(b.key);
    return sign * (a.key - b.key);
  });
  view.rows = keyed.map((entry) => entry.row);
  showRows();
  tableBody.append(...view.rows);
  for (const other of table.tHead.querySelectorAll('[aria-sort]')) other.removeAttribute('aria-sort');
  heading.setAttribute('aria-sort', isAscending ? 'ascending' : 'descending');
}

export function makeSortable() {
  for (const heading of table.tHead.querySelectorAll('th[data-sort]')) {
    const button = create('button', {type: 'button'}, heading.textContent);
    heading.replaceChildren(button);
    // Statuses are looked at worst first, everything else from its smallest.
    const startsDescending = heading.dataset.sort === 'rank' || heading.dataset.sort === 'status';
    button.addEventListener('click', () => {
      const now = heading.getAttribute('aria-sort');
      sortBy(heading, now === null ? !startsDescending : now === 'descending');
    });
  }
}

export function statusOf(row) {
  return row.cells[1].dataset.status;
}

function statusChoice(status, label, isChecked) {
  const input = create('input', {type: 'radio', name: 'status', value: status});
  input.checked = isChecked;
  return create('label', {}, input, label);
}

export function makeFilterable() {
  const search = create('input', {type: 'search', placeholder: words.filter, 'aria-label': words.filter});
  const choices = create(
    'fieldset',
    {},
    create('legend', {class: 'vh'}, words.status),
    statusChoice('', words.all, true),
  );
  for (const name of ['CRIT', 'WARN', 'OK']) {
    const count = view.rows.filter((row) => statusOf(row) === name).length;
    choices.append(statusChoice(name, create('span', {}, statusNode(name), ' ' + count), false));
  }
  const apply = () => {
    [view.text, view.status] = [search.value, choices.querySelector(':checked').value];
    showRows();
  };
  search.addEventListener('input', apply);
  choices.addEventListener('change', apply);
  const all = create('button', {type: 'button', id: 'all'}, words.showAll);
  all.addEventListener('click', () => {
    view.limit = Infinity;
    table.parentElement.classList.add('long');
    showRows();
  });
  byId('filters').append(search, choices, create('output', {id: 'count', 'aria-live': 'polite', class: 'dim'}), all);
  apply();
  tableBody.append(...view.rows);
}

/** A small curve instead of the eight blocks, with its windows beyond a limit marked. */
function sparkline(series, isHigh) {
  const [width, height] = [84, 22];
  const columns = columnsOf(series, width / 2, isHigh);
  const known = series.values.filter((value) => value !== null);
  const svg = createSvg('svg', {width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true'});
  if (known.length === 0) return svg;
  const scale = unitScale(series.min, series.max);
  const x = (c) => 3 + (width - 6) * (columns.length === 1 ? 0.5 : c / (columns.length - 1));
  const y = (value) => height - 4 - (height - 8) * scale(value);
  let path = '';
  let isOpen = false;
  columns.forEach((column, c) => {
    if (column.worst === null) {
      isOpen = false;
      return;
    }
    path += (isOpen ? 'L' : 'M') + x(c).toFixed(1) + ' ' + y(column.worst).toFixed(1) + (isOpen ? '' : 'h.1');
    isOpen = true;
  });
  svg.append(createSvg('path', {class: 'curve', d: path}));
  columns.forEach((column, c) => {
    if (column.level === 0) return;
    const name = levelNames[column.level].toLowerCase();
    svg.append(
      createSvg('circle', {class: 'dot ' + name, cx: x(c).toFixed(1), cy: y(column.worst).toFixed(1), r: 1.9}),
    );
  });
  return svg;
}

export function drawSparklines(row) {
  const symbol = symbolData(Number(row.dataset.symbol));
  row.querySelectorAll('.spark').forEach((place, m) => {
    place.replaceChildren(sparkline(symbol.metrics[m], meta.metrics[m].high));
  });
}

/** Draws what is shown and was not looked at yet, a few rows at a time while nothing else is to do. */
export function drawRest() {
  const undrawn = view.rows.filter((row) => !row.hidden && !row.querySelector('.spark svg'));
  undrawn.slice(0, 4).forEach(drawSparklines);
  if (undrawn.length > 4) whenIdle(drawRest);
}

function whenIdle(act) {
  if (window.requestIdleCallback) requestIdleCallback(act);
  else setTimeout(act, 30);
}

/** Draws the rows that are looked at, then the others that are shown: a picture of the whole page has them too. */
export function watchRows() {
  whenIdle(drawRest);
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      observer.unobserve(entry.target);
      drawSparklines(entry.target);
    }
  });
  for (const row of view.rows) observer.observe(row);
}
