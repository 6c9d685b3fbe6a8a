// Opens a page and a peer in Chromium in turn and prints size and median times: html_open.cjs PAGE PEER RUNS
'use strict';

const fs = require('node:fs');
const {chromium} = require('playwright-core');
const [page, peer, runs] = process.argv.slice(2);
const sizeGoalMiB = 10;
const timeGoalMs = 2000;
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Milliseconds from the request to the first picture after all of the page is loaded and its script has run. */
async function open(browser, file) {
  const tab = await browser.newPage({viewport: {width: 1280, height: 800}});
  const begin = performance.now();
  await tab.goto('file://' + file);
  await tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const took = performance.now() - begin;
  await tab.close();
  return took;
}

(async () => {
  const browser = await chromium.launch({executablePath: '/usr/bin/chromium', chromiumSandbox: false});
  await open(browser, page);
  const times = {[page]: [], [peer]: []};
  for (let i = 0; i < Number(runs); ++i) {
    for (const file of [page, peer]) times[file].push(await open(browser, file));
  }
  await browser.close();
  const size = fs.statSync(page).size / 2 ** 20;
  const [took, empty] = [median(times[page]), median(times[peer])];
  const verdict = (isMet) => (isMet ? 'reached' : 'MISSED');
  console.log(`HTML report, 500 symbols x 500 windows: ${size.toFixed(1)} MiB <= ${sizeGoalMiB} ${verdict(size <= sizeGoalMiB)}`);
  console.log(`opened and drawn in Chromium: ${took.toFixed(0)} ms <= ${timeGoalMs} ${verdict(took <= timeGoalMs)}` +
    ` (an empty page: ${empty.toFixed(0)} ms, ratio ${(took / empty).toFixed(1)})`);
})();
