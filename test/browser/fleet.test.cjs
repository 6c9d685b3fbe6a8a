// The page of fleet_status in a real browser. Called by the script `run`, which makes the pages.
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const {test} = require('node:test');
const {axeSource, withFile} = require('./browse.cjs');

const reports = process.env.SOAK_REPORTS;
const madeAt = new Date('2026-01-17T12:00:05Z');
const fileOf = (name) => path.join(reports, 'fleet', name + '.html');
/** The page as a reader sees it who opens it five seconds after it was made. */
const withFleet = (name, look, options = {}) => withFile(fileOf(name), look,
  {prepare: (page) => page.clock.install({time: madeAt}), ...options});
const screenshot = (page, name, options = {}) => page.screenshot({path: path.join(reports, `fleet-${name}.png`), ...options});
const rows = (page) => page.locator('#table tbody tr:not([hidden])');

test('500 bots, worst first, from one small file', () => withFile(fileOf('big'), async (page) => {
  assert.ok(fs.statSync(fileOf('big')).size < 500_000);
  assert.equal(await rows(page).count(), 500);
  const now = await page.locator('#table tbody td:nth-child(2)').allTextContents();
  const order = ['CRIT', 'UNKNOWN', 'WARN', 'OK'];
  assert.deepEqual(now, [...now].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
  assert.deepEqual(order.map((word) => now.filter((one) => one === word).length), [10, 10, 20, 460]);
  assert.equal(await page.title(), 'CRIT 500 bots: 10 CRIT, 10 UNKNOWN, 20 WARN, 460 OK - Fleet');
}));

test('without scrolling: how many are how bad, which is the worst, and why', () => withFleet('big', async (page) => {
  for (const locator of [page.locator('h1 .badge'), rows(page).first(), rows(page).first().locator('.why')]) {
    const box = await locator.boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= 1280 && box.y + box.height <= 800, JSON.stringify(box));
  }
  assert.equal(await page.locator('h1 .badge').textContent(), 'CRIT');
  assert.deepEqual(await rows(page).first().locator('th, td').allTextContents(), ['prod-0:exchange350', 'CRIT',
    'open: BTCUSDT edge_bps since 2026-01-17 09:00 UTC', '3 CRIT', '1 h 00 min', '2 min', 'live-econ', '#336 1f2e3d4c']);
  assert.match(await page.locator('.generated').textContent(), /^As of 2026-01-17 12:00 UTC, unix:.*Renews itself every 60 s\.$/);
  await screenshot(page, 'light');
}));

test('the page renews itself, unless its reader types or asks for a pause', () => withFleet('big', async (page) => {
  let loads = 0;
  page.on('load', () => ++loads);
  const pass = async () => {
    await page.clock.runFor(61_000);
    await page.waitForTimeout(300);
  };
  await page.getByRole('button', {name: 'Pause renewal'}).click();
  assert.equal(await page.locator('#pause').getAttribute('aria-pressed'), 'true');
  await pass();
  assert.equal(loads, 0);
  await page.locator('#pause').click();
  await page.getByRole('searchbox').fill('exchange05');
  await pass();
  assert.equal(loads, 0);
  await page.locator('#pause').focus();
  await page.clock.runFor(61_000);
  await page.waitForEvent('load', {timeout: 5000}).catch(() => {});
  assert.equal(loads, 1);
  assert.equal(await page.getByRole('searchbox').inputValue(), 'exchange05');
  assert.equal(await rows(page).count(), 10);
  assert.equal(await page.locator('#count').textContent(), '10 / 500');
}));

test('a page that nobody writes anew says so', async () => {
  await withFleet('big', async (page) => assert.ok(await page.locator('#old').isHidden()));
  await withFleet('big', async (page) => {
    assert.match(await page.locator('#old').textContent(), /^This page is old/);
    assert.ok(await page.locator('#old').isVisible());
  }, {prepare: (page) => page.clock.install({time: new Date('2026-01-17T12:03:05Z')})});
});

test('hostile values stay text', () => withFleet('hostile', async (page) => {
  assert.equal(await page.locator('script').count(), 1);
  assert.equal(await page.locator('img, b, i, #table script').count(), 0);
  const names = await page.locator('#table tbody th').allTextContents();
  for (const name of ['prod:<script>alert(1)</script>', 'prod:}</style><b>&amp;', 'prod:\u05d0\u05d1\u05d2', 'prod:kraken', 'prod:huge']) {
    assert.ok(names.includes(name), name);
  }
  assert.ok(!(await page.locator('body').textContent()).includes('\u202e'));
  assert.match(await page.locator('.notice:not([hidden])').textContent(), /^1 place left out: not the name of an env:exchange$/);
  const row = (place) => rows(page).filter({hasText: place}).locator('td').allTextContents();
  assert.deepEqual(await row('prod:kraken'), ['UNKNOWN',
    'unusable: soak:fleet; nobody says how it stands; no runner, only what was exported', '- not known', '- not known',
    '- not known', '- not known', '- not known']);
  assert.match((await row('prod:huge'))[1], /unusable: soak:summary/);
}));

test('the policy lets no other script run', () => withFleet('big', async (page) => {
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.intruded = true';
    document.body.append(script);
  });
  assert.equal(await page.evaluate(() => window.intruded), undefined);
}, {expected: /^console error: .*Content Security Policy/}));

test('a Redis that tells nothing makes a page that says so', () => withFleet('away', async (page) => {
  assert.equal(await page.locator('h1 .badge').textContent(), 'UNKNOWN');
  assert.equal(await page.locator('.notice:not([hidden])').textContent(), 'Redis knows no bot yet: continuous_runner tells it of one');
}));

test('a Russian page is Russian', () => withFleet('russian', async (page) => {
  assert.equal(await page.locator('html').getAttribute('lang'), 'ru');
  assert.match(await page.locator('.generated').textContent(), /Обновляется сама каждые 60 с\./);
  assert.equal(await page.locator('#table thead th').first().textContent(), 'Бот');
}));

test('without JavaScript all rows are there, and the browser renews the page', () => withFleet('big', async (page) => {
  assert.equal(await rows(page).count(), 500);
  assert.ok(await page.locator('#controls').isHidden());
  assert.match(await page.content(), /<meta http-equiv="refresh" content="60">/);
}, {javaScriptEnabled: false, prepare: () => {}}));

for (const colorScheme of ['light', 'dark']) {
  for (const [width, height] of [[1280, 800], [390, 844]]) {
    test(`no accessibility violation and nothing sideways, ${colorScheme}, ${width} px`, async () => {
      for (const name of ['big', 'hostile', 'away', 'russian']) {
        await withFleet(name, async (page) => {
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, name);
          await page.evaluate(axeSource);
          const found = await page.evaluate(() => axe.run(document, {resultTypes: ['violations']}));
          assert.ok(found.passes.length > 15);
          assert.deepEqual(found.violations.map((v) => [v.id, v.nodes.slice(0, 3).map((node) => node.html)]), [], name);
          await screenshot(page, `${name}-${colorScheme}-${width}`);
        }, {colorScheme, viewport: {width, height}});
      }
    });
  }
}
