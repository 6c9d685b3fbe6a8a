// The address of what is looked at: "#BTCUSDT/edge_bps", or a section of the page.

import {byId, meta} from './base.js';

/** As chart_address() in C++ writes it: a name that might be a section's ends with a slash. */
export function chartAddress(symbol, metric = '') {
  const isLow = /^[a-z]/.test(symbol);
  return '#' + encodeURIComponent(symbol) + (metric !== '' || isLow ? '/' : '') + encodeURIComponent(metric);
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The symbol and the index of the metric (-1: none) that an address names; null if it names none. */
export function chartOf(address) {
  const match = /^#([^/]+)(\/([^/]*))?$/.exec(address);
  if (!match || (match[2] === undefined && byId(decoded(match[1])))) return null;
  return {symbol: decoded(match[1]), m: meta.metrics.findIndex((metric) => metric.name === decoded(match[3] || ''))};
}

/** Until then what scrolls is no reader. */
let quietUntil = 0;

/** Scrolls to a node without taking that for a reader's scrolling. */
export function goTo(node) {
  quietUntil = performance.now() + 1200;
  node.scrollIntoView();
}

/**
 * Puts an address into the address bar, and beside it the symbol whose charts are open; no new entry of the history, or
 * the back button would be of no use.
 */
export function replaceAddress(address, symbol) {
  if (location.hash === address) return;
  try {
    history.replaceState({symbol}, '', address);
  } catch {
    // A browser that allows only so many changes, or none in a frame: the address stays as it was.
  }
}

/** The section or chart under the upper third of the window; empty above all of them. */
function addressInView(openSymbol) {
  const line = innerHeight / 3;
  const isUnder = (node) => {
    const box = node.getBoundingClientRect();
    return box.height > 0 && box.top <= line && box.bottom > line;
  };
  const section = [...document.querySelectorAll('main > section[id]')].find(isUnder);
  if (!section) return null;
  if (section.id !== 'charts') return '#' + section.id;
  const addresses = [...section.querySelectorAll('figure')].flatMap((figure, m) =>
    isUnder(figure) ? [chartAddress(openSymbol(), meta.metrics[m].name)] : [],
  );
  // Of charts side by side the one that was looked at before.
  return addresses.find((address) => address === location.hash) || addresses[0] || chartAddress(openSymbol());
}

/** Lets the address follow a reader who scrolls; `openSymbol` names the symbol whose charts are open. */
export function followScrolling(openSymbol) {
  let timer = 0;
  addEventListener(
    'scroll',
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (performance.now() < quietUntil || matchMedia('print').matches) return;
        const address = scrollY < 40 ? '#' : addressInView(openSymbol);
        if (address === null || (address === '#' && location.hash === '')) return;
        replaceAddress(address === '#' ? location.pathname + location.search : address, openSymbol());
      }, 200);
    },
    {passive: true},
  );
}
