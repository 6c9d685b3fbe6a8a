// The pictures of docs/images, of what scripts/screenshots has made.
//   pictures.cjs INPUT_DIR OUTPUT_DIR [PICTURE…]
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const {chromium} = require('playwright-core');

const [input, output, ...wanted] = process.argv.slice(2);
const read = (name) => fs.readFileSync(path.join(input, name), 'utf8');
const reportOf = (name) => 'file://' + path.resolve(input, name, 'POST_SOAK_ANALYSIS.html');
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** What a terminal shows of bytes with colours, as HTML. */
function terminalHtml(text) {
  const colours = {31: '#e06c75', 32: '#98c379', 33: '#e5c07b'};
  let open = false;
  return escape(text.replaceAll('\r', '')).replace(/\x1b\[(\d+)m/g, (_, code) => {
    const close = open ? '</b>' : '';
    open = code in colours;
    return close + (open ? `<b style="color:${colours[code]}">` : '');
  });
}

const page = (style, body) => `<!DOCTYPE html><meta charset="utf-8"><style>body{margin:0;width:fit-content}${style}</style>
<body>${body}</body>`;

const terminal = () => page(`
  pre{margin:0;padding:14px;background:#1e2229;color:#dcdfe4;font:13px/1.2 'DejaVu Sans Mono';white-space:pre}`,
`<pre>${terminalHtml(read('terminal.txt'))}</pre>`);

const comment = () => page(`
  main{width:760px;padding:8px 20px;font:14px/1.5 'DejaVu Sans','Noto Color Emoji';color:#1f2328}
  h3{font-size:1.25em;margin:12px 0} p,ul{margin:0 0 12px} ul{padding-left:2em}
  table{border-collapse:collapse;margin-bottom:16px;font-size:12px} th,td{border:1px solid #d1d9e0;padding:5px 9px}
  tr:nth-child(2n){background:#f6f8fa} code{background:#eff1f3;border-radius:6px;padding:.1em .4em;font:12px 'DejaVu Sans Mono'}`,
`<main>${read('comment.html')}</main>`);

const message = () => page(`
  main{background:#d4e3ee;padding:18px} article{background:#fff;border-radius:4px 14px 14px 14px;padding:10px 14px;
  width:fit-content;max-width:580px;font:14px/1.45 'DejaVu Sans','Noto Color Emoji';color:#111;white-space:pre-wrap}
  b{display:block;color:#2678b6}`,
`<main><article><b>soak</b>${escape(read('message.txt').trimEnd())}</article></main>`);

/** Picture by name: what to open, the part to show, and what to do before. */
const pictures = {
  demo: {html: terminal, part: 'pre', scale: 1.5},
  comment: {html: comment, part: 'main'},
  message: {html: message, part: 'main'},
  report: {url: reportOf('crit-en')},
  'report.ru': {url: reportOf('crit-ru')},
  'open-now': {url: reportOf('story'), height: 780},
  drift: {url: reportOf('story') + '#DRIFT', part: '#panel figure >> nth=2', ready: '#panel .drift'},
  change: {url: reportOf('story') + '#STEP', part: '#panel figure >> nth=3', ready: '#panel .change'},
  comparison: {url: reportOf('comparison'), part: '#earlier', margin: 14},
};

async function withMargin(locator, margin) {
  const {x, y, width, height} = await locator.boundingBox();
  return {x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin};
}

async function take(browser, name) {
  const {html, url, part, ready, margin = 0, scale = 1, height = 800} = pictures[name];
  const context = await browser.newContext({viewport: {width: 1280, height}, deviceScaleFactor: scale, colorScheme: 'light'});
  const tab = await context.newPage();
  await (url ? tab.goto(url) : tab.setContent(html()));
  if (ready) await tab.locator(ready).first().waitFor({state: 'attached'});
  if (url && !part) await tab.locator('#panel .curve').first().waitFor({state: 'attached'});
  await tab.evaluate(() => {
    document.activeElement.blur();
    return document.fonts.ready;
  });
  const file = path.join(output, name + '.png');
  if (margin === 0) await (part ? tab.locator(part) : tab).screenshot({path: file});
  else await tab.screenshot({path: file, fullPage: true, clip: await withMargin(tab.locator(part), margin)});
  await context.close();
}

(async () => {
  const browser = await chromium.launch({executablePath: '/usr/bin/chromium', chromiumSandbox: false});
  for (const name of wanted.length > 0 ? wanted : Object.keys(pictures)) await take(browser, name);
  await browser.close();
})();
