// POST_SOAK_ANALYSIS.html in a real browser. Called by the script `run`, which makes the reports.
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const {test} = require('node:test');
const {axeSource, withFile} = require('./browse.cjs');

const reports = process.env.SOAK_REPORTS;
const fileOf = (name) => path.join(reports, name, 'POST_SOAK_ANALYSIS.html');
const withReport = (name, look, options) => withFile(fileOf(name), look, options);

const screenshot = (page, name, options = {}) => page.screenshot({path: path.join(reports, name + '.png'), ...options});
const texts = (page, selector) => page.locator(selector).allTextContents();
/** Waits until the first match has this text: what follows an event of the browser's own may take a moment. */
const becomes = async (locator, pattern) => {
  await locator.filter({hasText: pattern}).first().waitFor();
  assert.match(await locator.first().textContent(), pattern);
};
const symbols = (page) => texts(page, '#table tbody tr:not([hidden]) th');
const windowsOf = (name, symbol) => fs.readFileSync(path.join(reports, name + '.ndjson'), 'utf8').trim().split('\n')
  .map((line) => JSON.parse(line)).filter((row) => row.symbol === symbol);

/** The charts of the panel, which are drawn when it opens, in view. */
async function drawnPlots(page) {
  const plots = page.locator('#panel .plot');
  await plots.first().locator('path.curve').waitFor({state: 'attached'});
  await plots.last().scrollIntoViewIfNeeded();
  return plots;
}

/** Moves the pointer over one window of a drawn chart. */
async function hover(page, plot, window, count) {
  const box = await plot.boundingBox();
  const frame = await plot.evaluate((node) => {
    const line = node.querySelector('.grid');
    return {left: Number(line.getAttribute('x1')), right: Number(line.getAttribute('x2'))};
  });
  await page.mouse.move(box.x + frame.left + ((frame.right - frame.left) * (window + 0.5)) / count, box.y + 90);
}

test('without scrolling at 1280 x 800: verdict, symbol, metric, since when, what to do', () => withReport('crit', async (page) => {
  const isWholeInView = async (locator) => {
    const box = await locator.boundingBox();
    assert.ok(box && box.width > 0 && box.x >= 0 && box.y >= 0 && box.x + box.width <= 1280 && box.y + box.height <= 800,
      JSON.stringify(box));
  };
  const verdict = page.locator('h1 .badge');
  assert.equal(await verdict.textContent(), 'CRIT');
  await isWholeInView(verdict);
  assert.equal(await page.locator('.now').textContent(), 'Now CRIT 4 incidents are open, all of them CRIT');
  const items = page.locator('#wrong li');
  assert.equal(await items.count(), 4);
  for (let i = 0; i < 4; ++i) {
    for (const part of ['.badge', '.what', '.reading', '.since', '.todo']) await isWholeInView(items.nth(i).locator(part));
  }
  const worst = items.first();
  assert.match(await worst.locator('.what').textContent(), /^XRPUSDT Risk$/);
  assert.match(await worst.locator('.reading').textContent(), /^0\.57 last.*limit 0\.5$/);
  assert.equal(await worst.locator('.since').textContent(),
    'since 2026-01-12 18:00 UTC (window 18)bad in 2 of 2 windows since 2026-01-12 22:00 UTC');
  assert.equal(await worst.locator('.todo > span').last().textContent(), 'Reduce the position at once, tighten the stop-loss');
  const over = page.locator('#over li');
  assert.equal(await over.count(), 4);
  await isWholeInView(over.first());
  assert.match(await over.nth(3).locator('.since').textContent(),
    /^recovered at 2026-01-12 17:00 UTC \(window 17\)after 9 h 00 min, since 2026-01-12 08:00 UTC, bad in 4 of 10 windows$/);
  assert.match(await over.nth(3).locator('.todo').textContent(), /^If it comes back: /);
  await screenshot(page, 'crit-light');
}));

test('a click in the headline opens the charts of that symbol', () => withReport('crit', async (page) => {
  await page.locator('.wrong .what').first().click();
  await page.waitForURL(/#XRPUSDT\/risk_ratio$/);
  await becomes(page.locator('#panel h3'), /^XRPUSDT/);
  assert.ok(await page.locator('#panel h4').nth(3).evaluate((node) => node === document.activeElement));
  await page.locator('.wrong .what').nth(2).click();
  await becomes(page.locator('#panel h3'), /^LINKUSDT/);
  await page.goBack();
  await becomes(page.locator('#panel h3'), /^XRPUSDT/);
  await page.getByRole('button', {name: 'Next'}).click();
  assert.match(await page.locator('#panel h3').textContent(), /^AVAXUSDT/);
  await page.getByRole('button', {name: 'Previous'}).click();
  await page.getByRole('combobox', {name: 'Symbol'}).selectOption('0');
  assert.match(await page.locator('#panel h3').textContent(), /^ADAUSDT/);
}));

test('the table sorts by any column, in both directions, and says so', () => withReport('crit', async (page) => {
  const heading = (column) => page.locator(`th[data-column="${column}"]`);
  assert.equal((await symbols(page))[0], 'XRPUSDT');
  await heading(0).getByRole('button').click();
  assert.deepEqual((await symbols(page)).slice(0, 3), ['ADAUSDT', 'AVAXUSDT', 'BTCUSDT']);
  assert.equal(await heading(0).getAttribute('aria-sort'), 'ascending');
  await heading(0).getByRole('button').press('Enter');
  assert.equal((await symbols(page))[0], 'XRPUSDT');
  assert.equal(await heading(0).getAttribute('aria-sort'), 'descending');
  await heading(8).getByRole('button').click();
  const latencies = (await texts(page, '#table tbody td:nth-child(9)')).map(Number);
  assert.deepEqual(latencies, [...latencies].sort((a, b) => a - b));
  assert.equal(await page.locator('#table [aria-sort]').count(), 1);
  await heading(3).getByRole('button').click();
  assert.deepEqual((await texts(page, '#table tbody td:nth-child(4) [role=img]')).slice(0, 3), ['↓', '↓', '≈']);
  await heading(13).getByRole('button').click();
  assert.deepEqual((await texts(page, '#table tbody td:nth-child(14)')).slice(0, 3), ['CRIT', 'CRIT', 'OK']);
  await heading(1).getByRole('button').click();
  assert.equal((await symbols(page))[0], 'XRPUSDT');
}));

test('a value that is not there sorts last, up and down', () => withReport('hostile', async (page) => {
  const button = page.locator('th[data-column="14"]').getByRole('button');
  for (let i = 0; i < 2; ++i) {
    await button.click();
    assert.equal((await texts(page, '#table tbody td:nth-child(15)')).pop(), 'n/a');
  }
}));

test('the table filters by text and by status, and counts', () => withReport('crit', async (page) => {
  const count = () => page.locator('#filters output').textContent();
  assert.equal(await count(), 'Showing 12 of 12 symbols');
  await page.getByRole('searchbox').fill('link');
  assert.deepEqual(await symbols(page), ['LINKUSDT']);
  assert.equal(await count(), 'Showing 1 of 12 symbols');
  await page.getByRole('searchbox').fill('');
  await page.getByRole('radio', {name: 'WARN'}).check();
  assert.deepEqual(await symbols(page), ['DOTUSDT', 'SOLUSDT']);
  await page.getByRole('radio', {name: 'OK'}).check();
  assert.equal(await count(), 'Showing 6 of 12 symbols');
}));

test('the pointer reads value, time and status of a window', () => withReport('crit', async (page) => {
  const plots = await drawnPlots(page);
  const rows = windowsOf('crit', 'ETHUSDT');
  for (const [m, key, decimals, unit] of [[0, 'net_bps', 2, ' bps'], [2, 'p95_latency_ms', 0, ' ms']]) {
    for (const window of [0, 17, 23]) {
      await plots.nth(m).scrollIntoViewIfNeeded();
      await hover(page, plots.nth(m), window, 24);
      const text = await plots.nth(m).locator('.tip').textContent();
      assert.ok(text.startsWith(rows[window][key].toFixed(decimals) + unit), text);
      assert.ok(text.endsWith(`2026-01-12 ${String(window).padStart(2, '0')}:00 UTC (window ${window})`), text);
      const level = m === 0 && window >= 15 ? (rows[window][key] < 2 ? 'CRIT (limit 2 bps)' : 'WARN (limit 2.5 bps)') : 'OK';
      assert.ok(text.includes(' ' + level), text);
    }
  }
  await page.mouse.move(2, 2);
  assert.equal(await page.locator('.tip').count(), 0);
}, {hash: '#ETHUSDT'}));

test('the keyboard reads a chart window by window', () => withReport('crit', async (page) => {
  const plot = (await drawnPlots(page)).first();
  assert.equal(await plot.getAttribute('aria-label'), 'Edge(bps) of ETHUSDT, window by window');
  const now = async () => [await plot.getAttribute('aria-valuenow'), await plot.getAttribute('aria-valuetext')];
  await plot.focus();
  for (const [key, window] of [['Home', '0'], ['ArrowLeft', '0'], ['ArrowRight', '1'], ['PageDown', '15'], ['PageDown', '16'],
    ['End', '23'], ['PageDown', '23'], ['PageUp', '22']]) {
    await page.keyboard.press(key);
    assert.equal((await now())[0], window, key);
    assert.equal(await plot.locator('.tip').count(), 1);
  }
  assert.match((await now())[1], /^2026-01-12 22:00 UTC \(window 22\): 1\.\d\d bps, CRIT \(limit 2 bps\)$/);
  await page.keyboard.press('Tab');
  assert.equal(await plot.locator('.tip').count(), 0);
  await page.keyboard.press('Enter');
  await page.locator('#panel details[open] tbody tr').first().waitFor();
  assert.equal(await page.locator('#panel details[open] tbody tr').count(), 2);
}, {hash: '#ETHUSDT'}));

test('everything is reached by Tab alone', () => withReport('crit', async (page) => {
  const seen = new Set();
  for (let i = 0; i < 90; ++i) {
    await page.keyboard.press('Tab');
    seen.add(await page.evaluate(() => {
      const node = document.activeElement;
      return node.closest('#panel .plot') ? 'plot' : node.closest('tbody') ? 'row' : node.closest('th') ? 'heading' :
        node.closest('.wrong') ? 'incident' : node.tagName + ' ' + (node.className || node.type || '');
    }));
  }
  for (const part of ['A skip', 'incident', 'INPUT search', 'INPUT radio', 'heading', 'row', 'plot', 'BUTTON button']) {
    assert.ok(seen.has(part), part + ' in ' + [...seen].join(', '));
  }
}));

test('a chart has bands, limits, marks of both shapes, and gaps as gaps', () => withReport('crit', async (page) => {
  const edge = (await drawnPlots(page)).first();
  const rows = windowsOf('crit', 'ETHUSDT').map((row) => row.net_bps);
  assert.equal(await edge.locator('.mark.crit').count(), rows.filter((value) => value < 2).length);
  assert.equal(await edge.locator('.mark.warn').count(), rows.filter((value) => value >= 2 && value < 2.5).length);
  assert.deepEqual(await edge.locator('.limit-name').allTextContents(), ['WARN < 2.5', 'CRIT < 2']);
  assert.equal(await edge.locator('.band').count(), 2);
  assert.match((await edge.locator('text').allTextContents()).join(' '), /00:00 06:00 12:00 18:00 UTC/);
  await page.getByRole('combobox', {name: 'Symbol'}).selectOption('0');
  const maker = (await drawnPlots(page)).nth(1);
  assert.equal(await maker.locator('.no-value').count(), 1);
  assert.equal((await maker.locator('.curve').getAttribute('d')).match(/M/g).length, 2);
  await screenshot(page, 'charts-light');
}, {hash: '#ETHUSDT'}));

test('what is open, what is over and what was no incident stand apart, each symbol with what made its status', () =>
  withReport('story', async (page) => {
    const names = (section) => texts(page, section + ' li .what');
    assert.deepEqual(await names('#wrong'), ['OPEN Edge(bps)', 'GONE (all)', 'UNIT Maker/Taker']);
    assert.deepEqual(await names('#over'), ['HOLE (all)', 'WARMUP Edge(bps)']);
    assert.deepEqual(await names('#apart'), ['ONCE Risk']);
    assert.equal(await page.getByText('Stop trading').count(), 2);  // OPEN: at the head and among the recommendations
    assert.match(await page.locator('.notice').first().textContent(), /^Not measured as expected: GONE \(No recent data\), UNIT maker/);
    const row = (symbol) => page.locator('#table tbody tr', {has: page.getByText(symbol, {exact: true})});
    assert.equal(await row('OPEN').locator('td').first().textContent(), 'CRIT Edge(bps)');
    assert.equal(await row('GONE').locator('td').first().textContent(), 'WARN all metrics');
    assert.equal(await row('GONE').locator('.age').first().textContent(), '12 windows old');
    const doubted = row('OPEN').locator('.doubt');
    assert.equal(await doubted.textContent(), '↓');
    assert.equal(await row('OPEN').locator('.doubt-word').textContent(), 'not confirmed');
    const colour = (locator) => locator.evaluate((node) => getComputedStyle(node).color);
    const sure = row('DRIFT').getByRole('img', {name: 'rising'});
    assert.equal(await sure.textContent(), '↑');
    assert.notEqual(await colour(sure), await colour(doubted));
    await page.getByRole('radio', {name: 'CRIT'}).check();
    assert.deepEqual(await symbols(page), ['OPEN', 'WARMUP']);
    await screenshot(page, 'story', {fullPage: true});
  }));

test('a chart is true to time: a hole is a hole, the end of the run is the end of the axis', () => withReport('story', async (page) => {
  const open = async (symbol) => {
    await page.locator('#choice').selectOption({label: symbol});
    return drawnPlots(page);
  };
  const curves = async (plot) => (await plot.locator('.curve').getAttribute('d')).match(/M/g).length;
  const end = async (plot) => Math.max(...(await plot.locator('.curve').getAttribute('d')).match(/[ML][\d.]+/g).map((x) => Number(x.slice(1))));
  const calm = (await open('OK CALM')).first();
  assert.equal(await calm.locator('.no-window').count(), 0);
  assert.equal(await curves(calm), 1);
  const right = await end(calm);
  const hole = (await open('OK HOLE')).first();
  assert.equal(await hole.locator('.no-window').count(), 1);
  assert.equal(await curves(hole), 2);
  assert.equal(await end(hole), right);
  // Behind the hole window 20 stands at hour 30, and the pointer finds it there.
  await hover(page, hole, 30, 72);
  assert.match(await hole.locator('.tip').textContent(), /2026-01-13 06:00 UTC \(window 20\)$/);
  await hover(page, hole, 21, 72);
  assert.match(await hole.locator('.tip').textContent(), /\(window 19\)$/);
  const gone = (await open('WARN GONE')).first();
  assert.equal(await gone.locator('.no-window').count(), 1);
  assert.ok((await end(gone)) < right - 50);
  assert.match(await page.locator('#panel .note').first().textContent(), /^No recent data: 60 of 72 windows with a value/);
}));

test('a chart shows a real drift, where it leads, and where a level changed', () => withReport('story', async (page) => {
  await page.locator('#choice').selectOption({label: 'OK DRIFT'});
  const drifting = await drawnPlots(page);
  assert.equal(await page.locator('#panel .drift').count(), 1);
  const ends = (await drifting.nth(2).locator('.drift').getAttribute('d')).slice(1).split('L').map((point) => Number(point.split(' ')[1]));
  assert.ok(ends[0] > ends[ends.length - 1] + 20, 'it rises: ' + ends);
  assert.match(await page.locator('#panel figure').nth(2).textContent(),
    /Real: drifts by \+7\d ms over the run; if it goes on, WARN in 3\d to 4\d windows$/);
  await page.locator('#choice').selectOption({label: 'OK STEP'});
  const stepped = await drawnPlots(page);
  assert.equal(await page.locator('#panel .change').count(), 1);
  const x = Number(await stepped.nth(3).locator('.change').getAttribute('x1'));
  const frame = await stepped.nth(3).locator('.grid').first().evaluate((node) => [Number(node.getAttribute('x1')), Number(node.getAttribute('x2'))]);
  assert.ok(Math.abs((x - frame[0]) / (frame[1] - frame[0]) - 40 / 72) < 0.01);
  assert.match(await page.locator('#panel figure').nth(3).textContent(), /Another level since 2026-01-13 16:00 UTC \(window 40\)$/);
}));

test('the story in the dark, on a phone and on paper', async () => {
  await withReport('story', async (page) => {
    await page.evaluate(axeSource);
    const found = await page.evaluate(() => axe.run(document, {resultTypes: ['violations']}));
    assert.deepEqual(found.violations.map((v) => [v.id, v.nodes.map((node) => node.html)]), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await screenshot(page, 'story-phone', {fullPage: true});
  }, {viewport: {width: 390, height: 844}, colorScheme: 'dark', isMobile: true, hasTouch: true, deviceScaleFactor: 2});
  await withReport('story', async (page) => {
    await page.emulateMedia({media: 'print'});
    await page.locator('#print svg').first().waitFor();
    assert.equal(await page.locator('#print article').count(), 5);
    await screenshot(page, 'story-print', {fullPage: true});
  });
});

test('on paper is what is wrong: its rows, its charts, and no controls', () => withReport('crit', async (page) => {
  await page.emulateMedia({media: 'print'});
  await page.locator('#print svg').first().waitFor();
  assert.equal(await page.locator('#print article').count(), 6);
  assert.equal(await page.locator('#print .plot .curve').count(), 6, 'a chart of each metric that is wrong');
  assert.deepEqual(await page.locator('#table tbody tr').evaluateAll((rows) =>
    rows.filter((row) => row.offsetHeight > 0).map((row) => row.cells[1].dataset.status)), ['CRIT', 'CRIT', 'CRIT', 'CRIT', 'WARN', 'WARN']);
  for (const heading of await page.locator('h2, h3, h4').all()) {
    assert.equal(await heading.evaluate((node) => getComputedStyle(node).breakAfter), 'avoid');
  }
  for (const part of ['nav', '#filters', '#charts', '#limits', '.key .hint']) assert.ok(await page.locator(part).first().isHidden(), part);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
  await screenshot(page, 'print', {fullPage: true});
  const isEmptied = () => page.waitForFunction(() => document.getElementById('print').childElementCount === 0);
  await page.emulateMedia({media: 'screen'});
  await isEmptied();
  await page.pdf({path: path.join(reports, 'crit.pdf'), preferCSSPageSize: true});
  await isEmptied();
  const size = fs.statSync(path.join(reports, 'crit.pdf')).size;
  assert.ok(size > 60000, `a PDF of ${size} bytes has no charts`);
}, {colorScheme: 'dark'}));

for (const scheme of ['light', 'dark']) {
  test(`no accessibility violation in ${scheme}`, () => withReport('crit', async (page) => {
    await drawnPlots(page);
    for (const details of await page.locator('#panel summary').all()) await details.click();
    await page.locator('#panel details tbody tr').first().waitFor();
    await (await drawnPlots(page)).first().focus();
    await page.evaluate(axeSource);
    const found = await page.evaluate(() => axe.run(document, {resultTypes: ['violations']}));
    assert.ok(found.passes.length > 25);
    assert.deepEqual(found.violations.map((v) => [v.id, v.nodes.map((node) => node.html)]), []);
    await screenshot(page, 'full-' + scheme, {fullPage: true});
  }, {colorScheme: scheme, hash: '#ETHUSDT'}));
}

test('a phone scrolls down only', async () => {
  for (const name of ['crit', 'hostile', 'one']) {
    await withReport(name, async (page) => {
      await drawnPlots(page);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, name);
      await page.evaluate(axeSource);
      const found = await page.evaluate(() => axe.run(document, {resultTypes: ['violations']}));
      assert.deepEqual(found.violations.map((v) => [v.id, v.nodes.map((node) => node.html)]), [], name);
      await page.evaluate(() => scrollTo(0, 0));
      await screenshot(page, `phone-${name}`);
      await screenshot(page, `phone-${name}-full`, {fullPage: true});
    }, {viewport: {width: 360, height: 740}, isMobile: true, hasTouch: true, deviceScaleFactor: 2});
  }
});

test('hostile names stay text', () => withReport('hostile', async (page) => {
  const names = new Set(fs.readFileSync(path.join(reports, 'hostile.ndjson'), 'utf8').trim().split('\n')
    .map((line) => JSON.parse(line).symbol));
  assert.equal(names.size, 8);
  assert.deepEqual(new Set(await symbols(page)), names);
  const title = '</script><i>T';
  assert.ok((await texts(page, '#table thead th[colspan]')).includes(title));
  for (const option of await page.locator('#choice option').all()) {
    await page.locator('#choice').selectOption(await option.getAttribute('value'));
    const heading = await page.locator('#panel h3 bdi').textContent();
    assert.ok(names.has(heading), heading);
    assert.equal(await page.locator('#panel figure').count(), 5);
  }
  assert.equal(await page.locator('script').count(), 11);  // two of the page's own, meta, eight symbols
  assert.equal(await page.locator('img, main b:not(.reading b):not(.since b), main i').count(), 0);
  assert.match(await page.locator('.notice').first().textContent(), /^Only 24 windows analyzed \(48 required/);
  await page.evaluate(() => scrollTo(0, 0));
  await screenshot(page, 'hostile', {fullPage: true});
}));

test('the policy lets no other script run', () => withReport('one', async (page) => {
  const blocked = await page.evaluate(() => new Promise((done) => {
    addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.intruded = true';
    document.body.append(script);
  }));
  assert.equal(blocked, 'script-src-elem');
  assert.equal(await page.evaluate(() => window.intruded), undefined);
}, {expected: /^console error: .*Content Security Policy/}));

test('one window, a metric without a value, a skipped record, no times', () => withReport('one', async (page) => {
  assert.match(await page.locator('#apart .wrong').textContent(), /no value in any of 1 window/);
  assert.equal(await page.locator('#apart li').nth(1).locator('.since').textContent(),
    '1 of 1 window beyond a limitthe newest is window 0');
  assert.match(await page.locator('#wrong p').textContent(), /^Nothing: no incident is open/);
  assert.match(await page.locator('.notice').last().textContent(), /^Skipped: 0 files, 1 record/);
  assert.match(await page.locator('.warnings').textContent(), /one\.ndjson: byte \d+: /);
  const plots = await drawnPlots(page);
  assert.equal(await plots.first().locator('.lone').count(), 1);
  await hover(page, plots.nth(2), 0, 1);
  assert.equal(await plots.nth(2).locator('.tip').textContent(), 'no valuewindow 0');
}));

test('numbers of any size are drawn inside their chart and read as they are', () => withReport('numbers', async (page) => {
  const plots = await drawnPlots(page);
  const attributes = await page.evaluate(() => [...document.querySelectorAll('#panel svg *, .spark svg *')]
    .flatMap((node) => [...node.attributes].map((attribute) => attribute.value)));
  assert.ok(attributes.length > 100);
  assert.deepEqual(attributes.filter((value) => /NaN|Infinity|undefined|null/.test(value)), []);
  for (const box of await plots.first().locator('.mark').all()) {
    const {y} = await box.boundingBox();
    const frame = await plots.first().boundingBox();
    assert.ok(y >= frame.y - 4 && y <= frame.y + frame.height);
  }
  for (const [m, text] of [[0, '-1.7e+308 bps CRIT (limit 2 bps)'], [1, '0.00 CRIT'], [2, '10000000000000000 ms CRIT'], [3, '0.12 CRIT']]) {
    await plots.nth(m).scrollIntoViewIfNeeded();
    await hover(page, plots.nth(m), 1, 3);
    const tip = await plots.nth(m).locator('.tip').textContent();
    assert.ok(tip.startsWith(text), tip);
  }
  assert.equal(await plots.nth(3).locator('.limit-name').count(), 1);
}));

test('500 symbols x 500 windows: under 10 MiB, and only what is looked at is drawn', () => withReport('big', async (page) => {
  assert.ok(fs.statSync(fileOf('big')).size < 10 * 1024 * 1024);
  assert.equal(await page.locator('#table tbody tr').count(), 500);
  assert.equal((await symbols(page)).length, 100);
  assert.equal(await page.locator('#count').textContent(), 'Showing 100 of 500 symbols');
  const drawn = await page.locator('.spark svg').count();
  assert.ok(drawn <= 4 * 100, `${drawn} sparklines`);
  assert.ok((await page.evaluate(() => document.querySelectorAll('*').length)) < 40000);
  const worst = await page.locator('.wrong bdi').first().textContent();
  await page.locator('.wrong .what').first().click();
  await becomes(page.locator('#panel h3'), new RegExp('^' + worst));
  await (await drawnPlots(page)).first().locator('.curve').waitFor();
  const curve = await page.locator('#panel .curve').first().getAttribute('d');
  assert.ok(curve.match(/[ML]/g).length <= 1200);
  assert.equal(await page.locator('#panel figure').count(), 4);
  await page.getByRole('button', {name: 'Show all'}).click();
  assert.equal((await symbols(page)).length, 500);
  assert.ok(await page.getByRole('button', {name: 'Show all'}).isHidden());
  await screenshot(page, 'big');
}));

test('the title names verdict, environment, exchange and days, and one commit is one', async () => {
  await withReport('crit', async (page) => {
    assert.equal(await page.title(), 'CRIT prod/bybit 2026-01-12 - Post-Soak Analysis');
    assert.match(await page.locator('.facts').first().textContent(), /Commits\s*4f1c2ab\.\.9d07e31/);
  });
  await withReport('earlier-ru', async (page) => {
    assert.equal(await page.title(), 'CRIT 2026-01-12 – 2026-01-14 - Анализ прогона');
    assert.match(await page.locator('.facts').first().textContent(), /Коммит\s*5e77a90\s/);
  });
});

/** All that a reader sees or hears of a page, without what is quoted and what people named. */
const spoken = (page) => page.evaluate(() => {
  const texts = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest('script, style, bdi, option, .warnings, time')) texts.push(walker.currentNode.data);
  }
  for (const node of document.querySelectorAll('[aria-label], [title], [placeholder], [aria-valuetext]')) {
    for (const name of ['aria-label', 'title', 'placeholder', 'aria-valuetext']) texts.push(node.getAttribute(name) || '');
  }
  return texts.join('\n');
});
// Names: of statuses, metrics, units, files, options, keys, programs, and those that traders use in Russian.
const names = new Set(`CRIT WARN OK UNKNOWN Edge bps Maker Taker p95 UTC CSV JavaScript soak analyze_post_soak POST_SOAK_ANALYSIS
  RECOMMENDATIONS SOAK_SUMMARY VIOLATIONS md json edge_bps maker_taker_ratio p95_latency_ms risk_ratio Ctrl Shift Page Up Down
  ITER_SUMMARY metric range edge spread tick_size maker stop loss leverage quotes prod bybit moderate n a`.split(/\s+/));

test('a Russian page is Russian, an English one English', async () => {
  for (const name of ['russian', 'earlier-ru']) {
    await withReport(name, async (page) => {
      await page.locator('#panel details summary').first().click();
      await page.locator('#panel details tbody tr').first().waitFor();
      assert.equal(await page.locator('html').getAttribute('lang'), 'ru');
      const symbol = new RegExp((await page.locator('#table tbody th').allTextContents()).join('|'), 'g');
      const words = (await spoken(page)).replace(symbol, '').match(/[A-Za-z][\w]*/g);
      assert.deepEqual([...new Set(words.filter((word) => !names.has(word) && !/^(d07e31|f1c2ab|e77a90)$/.test(word)))], []);
      assert.match(await page.locator('#panel').textContent(), /последнее|медиана/);
      assert.ok(!/\dмс|\dms|\dbps/.test(await page.locator('main').textContent()), 'a unit stands behind a blank');
    }, {hash: name === 'russian' ? '#ETHUSDT' : '#OPEN'});
  }
  for (const name of ['crit', 'earlier-en']) {
    await withReport(name, async (page) => {
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
      assert.ok(!/[А-Яа-яЁё]/.test(await spoken(page)));
      assert.ok(!/\dms|\dbps/.test(await page.locator('main').textContent()));
    });
  }
});

test('a link leads to one metric of one symbol, and the address follows the reader', () => withReport('crit', async (page) => {
  await becomes(page.locator('#panel h3'), /^LINKUSDT/);
  const figure = page.locator('#panel figure').nth(2);
  await page.waitForFunction(() => document.querySelectorAll('#panel figure')[2].getBoundingClientRect().top < innerHeight / 2);
  const entries = await page.evaluate(() => history.length);
  await page.waitForTimeout(1300);  // what the link scrolled is over
  await page.locator('#panel figure').first().click({position: {x: 300, y: 100}});
  await page.waitForURL(/#LINKUSDT\/edge_bps$/);
  await page.getByRole('button', {name: 'Next'}).click();
  await page.waitForURL(/#ETHUSDT/);
  await page.evaluate(() => document.getElementById('advice').scrollIntoView({behavior: 'instant'}));
  await page.waitForURL(/#advice$/);
  await page.evaluate(() => document.querySelectorAll('#panel figure')[2].scrollIntoView({behavior: 'instant'}));
  await page.waitForURL(/#ETHUSDT\/p95_latency_ms$/);
  await page.evaluate(() => scrollTo({top: 0, behavior: 'instant'}));
  await page.waitForURL(/ANALYSIS\.html$/);
  assert.equal(await page.evaluate(() => history.length), entries, 'the back button is the reader\'s');
  await page.goto('about:blank');
  await page.goto('file://' + fileOf('crit') + '#ETHUSDT/maker_taker_ratio');
  await becomes(page.locator('#panel h3'), /^ETHUSDT/);
  assert.equal(await figure.count(), 1);
}, {hash: '#LINKUSDT/p95_latency_ms'}));

test('a name with anything in it has an address', () => withReport('hostile', async (page) => {
  for (const link of await page.locator('#table tbody th a').all()) {
    const name = await link.textContent();
    await link.click();
    await page.waitForFunction((wanted) => document.querySelector('#panel h3 bdi').textContent === wanted, name);
    const opened = page.url();
    await page.reload();
    assert.equal(await page.locator('#panel h3 bdi').textContent(), name, opened);
  }
}));

/** First and last time label of each chart. */
const labels = (page) => page.locator('#panel .plot').evaluateAll((plots) => plots.map((plot) =>
  [...plot.querySelectorAll('text[text-anchor=middle]')].map((node) => node.textContent).join(' ')));
const allAlike = (list) => assert.equal(new Set(list).size, 1, list.join('; '));

test('ticks are round hours in UTC or in the zone of the reader', () => withReport('crit', async (page) => {
  await drawnPlots(page);
  assert.equal((await labels(page))[0], '00:00 06:00 12:00 18:00 UTC');
  await page.getByRole('button', {name: 'Times: UTC'}).click();
  await page.getByRole('button', {name: 'Times: UTC+5:30'}).waitFor();
  assert.equal((await labels(page))[0], '01-12 06:00 01-12 12:00 01-12 18:00 01-13 00:00 UTC+5:30'.replace(/01-1\d /g, ''));
  assert.match(await page.locator('#wrong .since').first().textContent(), /^since 2026-01-12 23:30 UTC\+5:30 \(window 18\)/);
  await page.locator('#panel .plot').first().scrollIntoViewIfNeeded();
  await hover(page, page.locator('#panel .plot').first(), 0, 24);
  assert.match(await page.locator('.tip').textContent(), /2026-01-12 05:30 UTC\+5:30 \(window 0\)$/);
  await page.getByRole('button', {name: 'Times: UTC+5:30'}).click();
  assert.match(await page.locator('#wrong .since').first().textContent(), /^since 2026-01-12 18:00 UTC/);
}, {timezoneId: 'Asia/Kolkata'}));

test('drag, wheel, keys and buttons zoom and move all charts in step, and lead back', () => withReport('story', async (page) => {
  const plots = await drawnPlots(page);
  const whole = await labels(page);
  const shown = () => page.locator('.stretch output').textContent();
  const frame = () => plots.first().evaluate((node) => {
    const line = node.querySelector('.grid');
    const box = node.getBoundingClientRect();
    return {left: box.left + Number(line.getAttribute('x1')), right: box.left + Number(line.getAttribute('x2')), y: box.top + 60};
  });
  const changes = async (act) => {
    const before = await shown();
    await act();
    await page.waitForFunction((text) => document.querySelector('.stretch output').textContent !== text, before);
    allAlike(await labels(page));
    return shown();
  };
  await plots.first().scrollIntoViewIfNeeded();
  const {left, right, y} = await frame();
  const dragged = await changes(async () => {
    await page.mouse.move(left + (right - left) / 3, y);
    await page.mouse.down();
    await page.mouse.move(left + (right - left) / 2, y, {steps: 4});
    assert.ok(await page.locator('.drag').isVisible());
    await screenshot(page, 'drag');
    await page.mouse.move(left + ((right - left) * 2) / 3, y, {steps: 4});
    await page.mouse.up();
  });
  assert.match(dragged, /^2026-01-1[23] 23:00 UTC \(window 2[34]\)|^2026-01-13 00:00 UTC \(window 24\)/);
  assert.match(dragged, /to 2026-01-1[34] .*\(window 4[78]\)$/);
  await screenshot(page, 'zoomed');
  const moved = await changes(async () => {
    await page.mouse.move(left + 200, y);
    await page.keyboard.down('Shift');
    await page.mouse.down();
    await page.mouse.move(left + 100, y, {steps: 4});
    await page.mouse.up();
    await page.keyboard.up('Shift');
  });
  assert.notEqual(moved, dragged);
  const closer = await changes(() => page.mouse.wheel(0, -100));
  assert.notEqual(closer, moved);  // the chart that was clicked has the focus
  await changes(() => plots.first().press('Shift+ArrowLeft'));
  await changes(() => plots.first().press('+'));
  await changes(() => plots.first().press('End'));
  assert.match(await shown(), /\(window 71\)$/);  // the window that is read comes into sight
  await changes(() => plots.first().press('-'));
  await changes(() => plots.first().press('0'));
  assert.deepEqual(await labels(page), whole);
  await page.evaluate(() => document.activeElement.blur());
  const scrolled = await page.evaluate(() => scrollY);
  await page.mouse.wheel(0, -60);
  await page.waitForFunction((before) => scrollY < before, scrolled);
  assert.equal(await shown(), '', 'a wheel without a key or focus scrolls the page');
  await changes(() => page.getByRole('button', {name: 'Zoom in'}).click());
  await changes(() => page.getByRole('button', {name: 'Move on in time'}).click());
  const kept = await shown();
  await page.getByRole('button', {name: 'Next'}).click();
  assert.equal(await shown(), kept, 'the next symbol shows the same stretch');
  await page.getByRole('button', {name: 'Whole run'}).click();
  await page.waitForFunction(() => document.querySelector('.stretch output').textContent === '');
  assert.deepEqual(await labels(page), whole);
}, {hash: '#CALM'}));

test('the earlier run is drawn behind, compared, and can be left out', () => withReport('earlier-en', async (page) => {
  const plots = await drawnPlots(page);
  const edge = plots.first();
  assert.equal(await page.locator('#panel .earlier').count(), 4);
  const ys = async (name) => (await edge.locator('path.' + name).getAttribute('d')).match(/[ML][\d.]+ [\d.]+/g).map((point) => Number(point.split(' ')[1]));
  const [now, earlier] = [await ys('curve'), await ys('earlier')];
  assert.ok(now[now.length - 1] > earlier[earlier.length - 1] + 40, 'the end is worse than it was');
  assert.ok(Math.abs(now[10] - earlier[10]) < 1, 'the beginning is as it was');
  await edge.scrollIntoViewIfNeeded();
  await hover(page, edge, 70, 72);
  assert.match(await page.locator('.tip').textContent(), /^1\.\d\d bps CRIT \(limit 2 bps\)2026-01-14 22:00 UTC \(window 70\)earlier 3\.\d\d bps$/);
  assert.ok(await page.locator('.key').getByText('earlier run').isVisible());
  assert.match(await page.locator('#panel figure').first().textContent(), /Against the earlier run: /);
  assert.match(await page.locator('#earlier p').first().textContent(), /^[A-Z ]+: /);
  const rows = page.locator('#earlier tbody tr');
  assert.ok((await rows.count()) >= 30);
  const calm = rows.filter({hasText: 'CALM'}).filter({hasText: 'Risk'});
  assert.equal(await calm.locator('td').nth(1).textContent(), 'BETTER');
  await screenshot(page, 'earlier-light', {fullPage: true});
  await page.getByRole('checkbox', {name: 'Earlier run'}).uncheck();
  await page.waitForFunction(() => document.querySelectorAll('#panel .earlier').length === 0);
  await page.getByRole('checkbox', {name: 'Earlier run'}).check();
  await page.waitForFunction(() => document.querySelectorAll('#panel .earlier').length === 4);
}, {hash: '#OPEN'}));

test('the line of a drift is straight to both ends, within the chart', () => withReport('demo', async (page) => {
  const plots = await drawnPlots(page);
  const heights = (await plots.nth(2).locator('.drift').getAttribute('d')).slice(1).split('L').map((point) => Number(point.split(' ')[1]));
  const step = (heights[heights.length - 1] - heights[0]) / (heights.length - 1);
  heights.forEach((height, i) => assert.ok(Math.abs(height - heights[0] - i * step) < 0.2, heights.join(' ')));
}, {hash: '#ETHUSDT'}));

test('the windows of a symbol are saved as CSV, and nobody is asked', () => withReport('crit', async (page) => {
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: 'CSV'}).click()]);
  assert.equal(saved.suggestedFilename(), 'ADAUSDT.csv');
  const lines = fs.readFileSync(await saved.path(), 'utf8').split('\r\n');
  assert.equal(lines[0], 'window,time,edge_bps,edge_bps_status,maker_taker_ratio,maker_taker_ratio_status,p95_latency_ms,' +
    'p95_latency_ms_status,risk_ratio,risk_ratio_status');
  const rows = windowsOf('crit', 'ADAUSDT');
  assert.equal(lines.length, rows.length + 2);
  lines.slice(1, -1).forEach((line, w) => {
    const cells = line.split(',');
    assert.equal(cells[1], rows[w].timestamp);
    assert.ok(Math.abs(Number(cells[2]) - rows[w].net_bps) < 0.001, line);
    assert.equal(cells[4], rows[w].maker_taker_ratio === null ? '' : cells[4]);
    assert.equal(cells[5], rows[w].maker_taker_ratio === null ? '' : 'OK');
  });
}, {hash: '#ADAUSDT'}));

test('a picture of the whole page lacks nothing', () => withReport('crit', async (page) => {
  await page.waitForFunction(() => document.querySelectorAll('#table .spark').length === document.querySelectorAll('#table .spark svg').length);
  assert.equal(await page.locator('#panel .plot .curve').count(), 4);
  for (const box of await page.locator('.scroll').all()) {
    assert.ok(await box.evaluate((node) => node.scrollHeight <= node.clientHeight + 1), 'no rows are hidden in a box');
  }
}));

test('a page beyond 20 MiB is a lighter one that says so', () => withReport('heavy', async (page) => {
  assert.ok(fs.statSync(fileOf('heavy')).size < 20 * 1024 * 1024);
  assert.match(await page.locator('.notice').last().textContent(), /^A lighter page: each point of a chart is the worst of 2 windows in a row/);
  await drawnPlots(page);
  assert.match(await page.locator('#panel article > p').textContent(), /^15000 windows, 2026-01-12 00:00 UTC \(windows 0 to 1\) to .* \(windows 14998 to 14999\)/);
  const plot = page.locator('#panel .plot').first();
  await plot.focus();
  await page.keyboard.press('Home');
  const rows = windowsOf('heavy', 'ETHUSDT');
  const worst = Math.min(rows[0].net_bps, rows[1].net_bps);
  assert.match(await plot.getAttribute('aria-valuetext'), new RegExp(`^2026-01-12 00:00 UTC \\(windows 0 to 1\\): ${worst.toFixed(2)} bps, OK$`));
}, {hash: '#ETHUSDT'}));

for (const [scheme, width] of [['light', 1280], ['dark', 1280], ['light', 390], ['dark', 390]]) {
  for (const language of ['en', 'ru']) {
    test(`no accessibility violation with an earlier run, in ${language}, ${scheme}, ${width} wide`, () => withReport('earlier-' + language, async (page) => {
      await drawnPlots(page);
      await page.locator('.stretch button').nth(2).click();
      await page.locator('.stretch output').filter({hasText: '2026'}).waitFor();
      await page.evaluate(axeSource);
      const found = await page.evaluate(() => axe.run(document, {resultTypes: ['violations']}));
      assert.deepEqual(found.violations.map((v) => [v.id, v.nodes.map((node) => node.html)]), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      await screenshot(page, `look-${language}-${scheme}-${width}`, {fullPage: true});
    }, {hash: '#OPEN/edge_bps', colorScheme: scheme, ...(width === 390 ? {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true} : {})}));
  }
}

test('paper in both languages', async () => {
  for (const language of ['en', 'ru']) {
    await withReport('earlier-' + language, async (page) => {
      await page.emulateMedia({media: 'print'});
      await page.locator('#print svg').first().waitFor();
      await page.evaluate(axeSource);
      const found = await page.evaluate(() => axe.run(document, {resultTypes: ['violations']}));
      assert.deepEqual(found.violations.map((v) => [v.id, v.nodes.map((node) => node.html)]), []);
      await screenshot(page, `look-${language}-print`, {fullPage: true});
      await page.emulateMedia({media: 'screen'});
      await page.pdf({path: path.join(reports, `look-${language}.pdf`), preferCSSPageSize: true});
    }, {colorScheme: 'dark'});
  }
});

test('without JavaScript the verdict, the table and the advice are there', () => withReport('crit', async (page) => {
  assert.equal(await page.locator('.wrong li').count(), 8);
  assert.equal((await symbols(page)).length, 12);
  assert.match((await texts(page, '.spark'))[0], /^[▁▂▃▄▅▆▇█·]{8}$/);
  assert.equal(await page.locator('.advice article').count(), 6);
  assert.ok(await page.getByText('need JavaScript').isVisible());
  await screenshot(page, 'no-script', {fullPage: true});
}, {javaScriptEnabled: false}));

test('without JavaScript all rows are there', () => withReport('big', async (page) => {
  assert.ok(await page.locator('#table tbody tr').nth(499).isVisible());
}, {javaScriptEnabled: false}));

test('the theme follows the system until it is chosen', () => withReport('crit', async (page) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  const button = page.getByRole('button', {name: 'Theme'});
  await button.click();
  assert.equal(await background(), dark);
  await button.click();
  assert.notEqual(await background(), dark);
  await button.click();
  assert.equal(await background(), dark);
  await screenshot(page, 'crit-dark');
}, {colorScheme: 'dark'}));

test('nothing moves for those who do not want it', () => withReport('crit', async (page) => {
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), 'auto');
}, {reducedMotion: 'reduce'}));
