// Times in UTC or in the reader's zone, at choice.

import {words} from './words.js';

let isLocal = false;

/** Seconds that the shown clock is ahead of UTC at an instant. */
export function offsetAt(seconds) {
  return isLocal ? -60 * new Date(seconds * 1000).getTimezoneOffset() : 0;
}

/** "UTC", "UTC+3", "UTC-3:30" */
function zoneName(seconds, offset = offsetAt(seconds)) {
  if (offset === 0) return 'UTC';
  const minutes = Math.abs(offset) / 60;
  const rest = minutes % 60;
  return (
    'UTC' + (offset < 0 ? '-' : '+') + Math.floor(minutes / 60) + (rest > 0 ? ':' + String(rest).padStart(2, '0') : '')
  );
}

/** An instant as the shown clock has it: ["2026-01-12", "14:00:00"]. */
export function clockParts(seconds) {
  return new Date((seconds + offsetAt(seconds)) * 1000).toISOString().slice(0, 19).split('T');
}

/** Behind the last label of an axis. */
export function zoneSuffix(seconds) {
  return ' ' + zoneName(seconds);
}

/** "2026-01-12 14:00 UTC", with seconds if there are any. */
export function timeText(seconds) {
  const [date, time] = clockParts(seconds);
  return date + ' ' + time.replace(/^(\d\d:\d\d):00$/, '$1') + zoneSuffix(seconds);
}

/** Shows the times that stand in the page in the chosen zone. */
function showTimes() {
  for (const node of document.querySelectorAll('time[datetime]')) {
    node.textContent = timeText(Date.parse(node.dateTime) / 1000);
  }
}

/** A button that changes the zone; `onChange` draws anew what the script drew. */
export function makeZoneButton(onChange) {
  const button = document.createElement('button');
  button.type = 'button';
  button.title = words.timesTitle;
  const label = () => {
    const now = Date.now() / 1000;
    button.textContent = words.times(zoneName(now));
  };
  button.addEventListener('click', () => {
    isLocal = !isLocal;
    label();
    showTimes();
    onChange();
  });
  label();
  return button;
}
