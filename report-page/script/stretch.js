// The stretch of the run that all charts show, and how drag, wheel, keys and buttons change it.

import {create} from './base.js';
import {words} from './words.js';

/** What is shown, in the unit of the axis; null: the whole run. Kept from symbol to symbol where windows have times. */
export const stretch = {shown: null, showsEarlier: true};
const listeners = new Set();

/** Calls `listener` after each change, at most once a frame; gives what ends that. */
export function onStretch(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let isPending = false;

export function redraw() {
  if (isPending) return;
  isPending = true;
  requestAnimationFrame(() => {
    isPending = false;
    for (const listener of listeners) listener();
  });
}

/** Shows [low, high] of an axis, at least four windows of it; the whole of it where that is no less. */
export function show(axis, low, high) {
  const [first, last] = axis.whole();
  const width = Math.min(last - first, Math.max(high - low, 4 * axis.step));
  const begin = Math.max(first, Math.min(last - width, (low + high - width) / 2));
  stretch.shown = width >= (last - first) * 0.999 ? null : [begin, begin + width];
  redraw();
}

export function showWhole() {
  stretch.shown = null;
  redraw();
}

/** Makes the stretch `factor` times as wide around a position. */
export function zoom(axis, factor, at = (axis.low + axis.high) / 2) {
  show(axis, at - (at - axis.low) * factor, at + (axis.high - at) * factor);
}

/** Moves by a share of what is shown. */
export function move(axis, share) {
  const [first, last] = axis.whole();
  const width = axis.high - axis.low;
  const low = Math.max(first, Math.min(last - width, axis.low + share * width));
  if (stretch.shown !== null) show(axis, low, low + width);
}

/** Moves so that a position is in sight. */
export function reveal(axis, at) {
  if (stretch.shown === null || (at >= axis.low && at <= axis.high)) return;
  move(axis, (at - (axis.low + axis.high) / 2) / (axis.high - axis.low));
}

const leastDrag = 6;

/** Zooms by drag and wheel over a chart; `frameOf` gives its frame as it is drawn now. */
export function listenToPointer(plot, frameOf) {
  let from = null;
  let axisThen = null;
  const band = create('div', {class: 'drag'});
  const xOf = (event) => event.clientX - plot.getBoundingClientRect().left;
  const inside = (x) => Math.max(frameOf().left, Math.min(frameOf().right, x));
  plot.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    from = xOf(event);
    axisThen = frameOf().axis;
    plot.setPointerCapture(event.pointerId);
  });
  plot.addEventListener('pointermove', (event) => {
    if (from === null || (Math.abs(xOf(event) - from) < leastDrag && !band.isConnected)) return;
    if (event.shiftKey) {
      band.remove();
      const by = ((from - xOf(event)) / frameOf().plotWidth) * (axisThen.high - axisThen.low);
      show(axisThen, axisThen.low + by, axisThen.high + by);
      return;
    }
    const [left, right] = [inside(from), inside(xOf(event))].sort((a, b) => a - b);
    band.style.left = left + 'px';
    band.style.width = right - left + 'px';
    plot.append(band);
  });
  const end = (event) => {
    if (from !== null && band.isConnected) {
      const frame = frameOf();
      const [low, high] = [frame.positionAt(inside(from)), frame.positionAt(inside(xOf(event)))].sort((a, b) => a - b);
      show(frame.axis, low, high);
    }
    from = null;
    band.remove();
  };
  plot.addEventListener('pointerup', end);
  plot.addEventListener('pointercancel', () => {
    from = null;
    band.remove();
  });
  plot.addEventListener(
    'wheel',
    (event) => {
      const frame = frameOf();
      const isOurs = event.ctrlKey || event.shiftKey || document.activeElement === plot;
      if (!isOurs || frame === undefined) return;
      const by = event.deltaY || event.deltaX;
      // What cannot get wider lets the page scroll.
      if (!event.ctrlKey && stretch.shown === null && (by > 0 || event.shiftKey)) return;
      event.preventDefault();
      if (event.shiftKey) move(frame.axis, Math.sign(by) * 0.15);
      else zoom(frame.axis, by > 0 ? 1.25 : 0.8, frame.positionAt(inside(xOf(event))));
    },
    {passive: false},
  );
}

/** True if a key changed the stretch. */
export function onStretchKey(event, axis) {
  const act = {
    '+': () => zoom(axis, 0.5),
    '=': () => zoom(axis, 0.5),
    '-': () => zoom(axis, 2),
    0: showWhole,
    ArrowLeft: event.shiftKey ? () => move(axis, -0.25) : null,
    ArrowRight: event.shiftKey ? () => move(axis, 0.25) : null,
  }[event.key];
  if (!act) return false;
  act();
  return true;
}

/** Buttons for those without mouse and keyboard; `axisOf` gives the axis as it is now, `textOf` tells what it shows. */
export function stretchButtons(axisOf, textOf) {
  const group = create('div', {class: 'stretch', role: 'group', 'aria-label': words.view});
  const button = (text, title, act) => {
    const node = create('button', {type: 'button', title, 'aria-label': title}, text);
    node.addEventListener('click', () => act(axisOf()));
    group.append(node);
    return node;
  };
  const parts = [
    button('◂', words.moveBack, (axis) => move(axis, -0.5)),
    button('−', words.zoomOut, (axis) => zoom(axis, 2)),
    button('+', words.zoomIn, (axis) => zoom(axis, 0.5)),
    button('▸', words.moveOn, (axis) => move(axis, 0.5)),
    button(words.whole, words.whole, showWhole),
  ];
  const told = create('output', {class: 'dim'});
  group.append(told);
  const tell = () => {
    const isWhole = stretch.shown === null;
    for (const node of [parts[0], parts[1], parts[3], parts[4]]) node.disabled = isWhole;
    told.textContent = isWhole ? '' : textOf(axisOf());
  };
  tell();
  return {group, tell};
}
