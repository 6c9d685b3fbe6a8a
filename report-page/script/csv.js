// The windows of one symbol as a CSV file, made in the page: nothing is asked of anybody.

import {create, levelNames, levelOf, meta, timesOf, windowNumbers} from './base.js';

/** A heading with a comma or a quote in it; a name that a spreadsheet takes for a formula is none any more. */
function quoted(text) {
  const plain = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
  return /[",\n\r]/.test(plain) ? '"' + plain.replace(/"/g, '""') + '"' : plain;
}

/** A row a window: its number, its time, and of each metric value and status. */
export function csvOf(symbol) {
  const times = timesOf(symbol);
  const head = ['window'];
  if (times !== null) head.push('time');
  for (const metric of meta.metrics) head.push(quoted(metric.name), quoted(metric.name + '_status'));
  const rows = [head.join(',')];
  for (let w = 0; w < symbol.metrics[0].values.length; ++w) {
    const row = [windowNumbers(symbol, w)[0]];
    if (times !== null) row.push(new Date(times[w] * 1000).toISOString().replace('.000Z', 'Z'));
    for (const series of symbol.metrics) {
      const value = series.values[w];
      row.push(value === null ? '' : String(value), value === null ? '' : levelNames[levelOf(series, w)]);
    }
    rows.push(row.join(','));
  }
  return rows.join('\r\n') + '\r\n';
}

export function saveCsv(symbol) {
  const address = URL.createObjectURL(new Blob([csvOf(symbol)], {type: 'text/csv'}));
  const name = symbol.symbol.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^\.+/, '_');
  create('a', {href: address, download: name + '.csv'}).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
