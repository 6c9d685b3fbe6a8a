// A page in a real browser, as both tests look at one. NODE_PATH leads to what npm installed.
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const {after, before} = require('node:test');
const {chromium} = require('playwright-core');

const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
let browser;

before(async () => {
  browser = await chromium.launch({executablePath: '/usr/bin/chromium', chromiumSandbox: false});
});
after(() => browser.close());

/**
 * Opens a file and hands the page to `look`; any message, error, dialog or request of the page is a failure, unless it is
 * the one `expected`. `prepare` gets the page before it is opened.
 */
async function withFile(file, look, {hash = '', expected = null, prepare = () => {}, ...options} = {}) {
  const context = await browser.newContext({viewport: {width: 1280, height: 800}, colorScheme: 'light', ...options});
  try {
    const page = await context.newPage();
    const complaints = [];
    page.on('console', (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`) && dialog.dismiss());
    page.on('request', (request) => {
      if (!request.url().startsWith('file://' + file) && !request.url().startsWith('data:,')) {
        complaints.push(`request: ${request.url()}`);
      }
    });
    await prepare(page);
    await page.goto('file://' + file + hash);
    await look(page);
    if (expected !== null) assert.match(complaints.shift() || '', expected);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

module.exports = {axeSource, withFile};
