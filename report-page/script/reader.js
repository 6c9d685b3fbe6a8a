// Reading a chart by pointer and keyboard.

import {create, createSvg, levelNames, levelOf, meta, valueText, windowText} from './base.js';
import {onStretchKey, reveal, stretch} from './stretch.js';
import {words} from './words.js';

/** What a window says: value, status and limit. */
function readingText(series, metric, window) {
  const value = series.values[window];
  if (value === null) return words.noValue;
  const level = levelOf(series, window);
  const text = valueText(value, metric) + ', ' + levelNames[level];
  if (level === 0) return text;
  return text + ' (' + words.limit + (level === 2 ? series.crit : series.warn) + metric.unit + ')';
}

function tipNode(symbol, series, metric, window, earlier) {
  const value = series.values[window];
  const tip = create('div', {class: 'tip'}, create('b', {}, value === null ? words.noValue : valueText(value, metric)));
  if (value !== null) tip.append(' ' + readingText(series, metric, window).slice(valueText(value, metric).length + 2));
  tip.append(create('br'), windowText(symbol, window));
  if (earlier !== null) tip.append(create('br'), words.earlier + valueText(earlier, metric));
  return tip;
}

/**
 * Lets a drawn chart be read window by window: a slider to the keyboard and to screen readers. Left and Right go through
 * the windows, Page Up and Page Down through those beyond a limit.
 */
export class ChartReader {
  constructor(plot, symbol, m) {
    Object.assign(this, {plot, symbol, m, series: symbol.metrics[m], metric: meta.metrics[m], window: 0});
    this.last = this.series.values.length - 1;
    const attributes = {role: 'slider', tabindex: '0', 'aria-valuemin': 0, 'aria-valuemax': this.last};
    for (const [name, value] of Object.entries(attributes)) plot.setAttribute(name, value);
    plot.setAttribute('aria-label', words.ofSymbol(this.metric.title, symbol.symbol));
    this.select(this.last);
    plot.addEventListener('pointermove', (event) => this.show(this.windowAt(event)));
    plot.addEventListener('pointerdown', (event) => this.show(this.windowAt(event)));
    plot.addEventListener('pointerleave', () => document.activeElement === plot || this.hide());
    plot.addEventListener('focus', () => this.show(this.window));
    plot.addEventListener('blur', () => this.hide());
    plot.addEventListener('keydown', (event) => this.onKey(event));
  }

  use({svg, frame}) {
    this.frame = frame;
    this.plot.replaceChildren(svg);
    this.cursor = createSvg('g', {});
    svg.append(this.cursor);
    if (document.activeElement === this.plot) this.show(this.window);
  }

  windowAt(event) {
    return this.frame.windowAt(event.clientX - this.plot.getBoundingClientRect().left);
  }

  onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (this.frame && onStretchKey(event, this.frame.axis)) {
      event.preventDefault();
      return;
    }
    const next = {
      ArrowLeft: () => this.window - 1,
      ArrowDown: () => this.window - 1,
      ArrowRight: () => this.window + 1,
      ArrowUp: () => this.window + 1,
      Home: () => 0,
      End: () => this.last,
      PageUp: () => this.violation(-1),
      PageDown: () => this.violation(1),
    }[event.key];
    if (event.key === 'Escape') this.hide();
    if (!next) return;
    event.preventDefault();
    this.show(Math.min(this.last, Math.max(0, next())));
    reveal(this.frame.axis, this.frame.axis.positions[this.window]);
  }

  /** The nearest window beyond a limit in that direction, else the present one. */
  violation(direction) {
    for (let w = this.window + direction; w >= 0 && w <= this.last; w += direction) {
      if (levelOf(this.series, w) > 0) return w;
    }
    return this.window;
  }

  select(window) {
    this.window = window;
    this.plot.setAttribute('aria-valuenow', window);
    this.plot.setAttribute(
      'aria-valuetext',
      windowText(this.symbol, window) + ': ' + readingText(this.series, this.metric, window),
    );
  }

  show(window) {
    this.select(window);
    if (!this.frame) return;
    this.hide();
    const value = this.series.values[window];
    const x = this.frame.x(window);
    if (x < this.frame.left - 1 || x > this.frame.right + 1) return;
    this.cursor.append(createSvg('line', {class: 'cursor', x1: x, x2: x, y1: this.frame.top, y2: this.frame.bottom}));
    if (value !== null) this.cursor.append(createSvg('circle', {class: 'here', cx: x, cy: this.frame.y(value), r: 4}));
    this.tip = tipNode(this.symbol, this.series, this.metric, window, this.earlierAt(window));
    this.plot.append(this.tip);
    // Beside the cursor, on the side that has more room.
    if (x < this.frame.width / 2) this.tip.style.left = x + 10 + 'px';
    else this.tip.style.right = this.frame.width - x + 10 + 'px';
  }

  /** What the earlier run had there; null if it had nothing. */
  earlierAt(window) {
    if (!this.symbol.earlier || !stretch.showsEarlier) return null;
    const axis = this.frame.axis;
    const at = axis.positions[window];
    const found = axis.earlierPositions(this.symbol).findIndex((position) => Math.abs(position - at) <= axis.step / 2);
    return found < 0 ? null : this.symbol.earlier.values[this.m][found];
  }

  hide() {
    if (this.cursor) this.cursor.replaceChildren();
    if (this.tip) this.tip.remove();
  }
}
