// Where the script starts.

import {create} from './base.js';
import {drawRest, makeFilterable, makeSortable, view, watchRows} from './table.js';
import {followAddress, makePicker, openName, openSymbol, reopen, restore} from './panel.js';
import {followScrolling} from './address.js';
import {makePrintable} from './print.js';
import {makeZoneButton} from './zone.js';
import {words} from './words.js';

function makeThemeButton() {
  const themes = ['auto', 'dark', 'light'];
  const button = create('button', {type: 'button'}, words.theme.auto);
  button.addEventListener('click', () => {
    const now = document.documentElement.dataset.theme || 'auto';
    const next = themes[(themes.indexOf(now) + 1) % themes.length];
    document.documentElement.dataset.theme = next;
    button.textContent = words.theme[next];
  });
  return button;
}

makeSortable();
makeFilterable();
document.querySelector('nav').append(create('span', {class: 'settings'}, makeZoneButton(reopen), makeThemeButton()));
watchRows();
makePicker();
makePrintable();
addEventListener('hashchange', followAddress);
addEventListener('popstate', (event) => restore(event.state));
addEventListener('resize', drawRest);
if (!followAddress() && view.rows.length > 0) openSymbol(Number(view.rows[0].dataset.symbol));
if (view.rows.length > 0) followScrolling(openName);
