// The style sheet of POST_SOAK_ANALYSIS.html. The page allows it by its hash (html_report.hpp).
#pragma once

#include <string_view>

namespace soak {

inline constexpr std::string_view html_style = R"css(
:root {
  color-scheme: light dark;
  --page: light-dark(#f4f6f8, #0e1217);
  --card: light-dark(#ffffff, #171c23);
  --raised: light-dark(#f0f2f5, #1f262f);
  --text: light-dark(#1b2027, #e6e9ee);
  --dim: light-dark(#565f6b, #a0abb8);
  --line: light-dark(#d8dee5, #2f3843);
  --link: light-dark(#0b57d0, #8ab4f8);
  --crit: light-dark(#b3261e, #ff8f86);
  --crit-fill: light-dark(#fdeceb, #3b1918);
  --crit-solid: #b3261e;
  --warn: light-dark(#7d4e00, #f2bf55);
  --warn-fill: light-dark(#fff4d9, #33270a);
  --warn-solid: #8a5600;
  --ok: light-dark(#19692f, #7fd492);
  --ok-fill: light-dark(#e7f5ea, #12301a);
  --ok-solid: #1d7336;
  --mono: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
}
:root[data-theme=light] { color-scheme: light; }
:root[data-theme=dark] { color-scheme: dark; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 12px; }
body {
  margin: 0 auto; padding: 0 20px 40px; max-width: 1440px; background: var(--page); color: var(--text);
  font: 14px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
h1, h2, h3, h4, p, ol, ul, dl, dd, figure { margin: 0; padding: 0; }
h2 { font-size: 17px; margin: 22px 0 8px; }
h3 { font-size: 15px; margin: 14px 0 6px; }
a { color: var(--link); }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.dim { color: var(--dim); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 20px; top: 8px; z-index: 9; background: var(--card); padding: 6px 12px; }

/* A status is a sign, a word and a colour. */
.crit { --tone: var(--crit); --fill: var(--crit-fill); --solid: var(--crit-solid); --band: #e5382c; --sign: "\2716\FE0E"; }
.warn { --tone: var(--warn); --fill: var(--warn-fill); --solid: var(--warn-solid); --band: #f0aa00; --sign: "\25B2\FE0E"; }
.ok { --tone: var(--ok); --fill: var(--ok-fill); --solid: var(--ok-solid); --sign: "\2714\FE0E"; }
.badge::before, .sign::before { content: var(--sign) "\A0"; content: var(--sign) "\A0" / ""; }
.sign { color: var(--tone); }
.badge {
  display: inline-block; padding: 1px 8px; border-radius: 10px; background: var(--solid); color: #fff;
  font-weight: 600; font-size: 12px; white-space: nowrap;
}

nav { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 18px; padding: 10px 0; }
nav button { margin-left: auto; }
button, select, input[type=search] {
  font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px;
  padding: 4px 10px; min-height: 32px;
}
button { cursor: pointer; }
button:hover, select:hover { border-color: var(--dim); }

.top { background: var(--card); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.verdict {
  display: flex; flex-wrap: wrap; align-items: center; gap: 4px 16px; padding: 12px 16px; background: var(--fill);
  border-left: 6px solid var(--solid);
}
.verdict h1 { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px; font-size: 20px; }
.verdict .badge { font-size: 20px; padding: 2px 16px; border-radius: 18px; }
.verdict p { font-size: 15px; }
.verdict .generated { margin-left: auto; font-size: 13px; color: var(--dim); }
.facts { display: flex; flex-wrap: wrap; gap: 6px 28px; padding: 10px 16px; }
.facts dt { font-size: 12px; color: var(--dim); }
.facts dd { font-weight: 600; }
.facts dd .dim { font-weight: 400; }
.facts .sign { margin-right: 8px; white-space: nowrap; }
.notice { padding: 8px 16px; border-top: 1px solid var(--line); font-weight: 600; }
#input .facts { padding: 0 0 8px; }

.wrong { list-style: none; display: grid; gap: 6px; }
.wrong li {
  display: grid; grid-template-columns: 74px minmax(130px, 1fr) minmax(140px, 1fr) minmax(250px, 2.05fr) minmax(210px, 1.9fr);
  gap: 2px 14px; align-items: center; padding: 6px 12px; background: var(--card); border: 1px solid var(--line);
  border-left: 4px solid var(--solid); border-radius: 6px; line-height: 1.35;
}
.wrong .badge { justify-self: start; }
.what { font-weight: 700; font-size: 15px; }
.what span { display: block; font-weight: 400; font-size: 13px; }
.reading b { font-size: 15px; }
.todo.over { font-weight: 400; }
.todo { border-left: 2px solid var(--line); padding-left: 12px; font-weight: 600; }
.todo::before { content: "\2192\A0"; content: "\2192\A0" / ""; color: var(--tone); }
.more { margin-top: 8px; }

.scroll { overflow: auto; max-height: 78vh; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.fit { width: fit-content; max-width: 100%; }
table { border-collapse: separate; border-spacing: 0; width: 100%; overflow-wrap: normal; }
th, td { padding: 5px 9px; text-align: left; border-bottom: 1px solid var(--line); white-space: nowrap; }
tbody tr:last-child > * { border-bottom: 0; }
tbody tr:hover > * { background: var(--raised); }
thead th { background: var(--raised); font-size: 13px; }
#table thead th { position: sticky; top: 0; z-index: 2; height: 34px; padding: 0 9px; }
#table thead tr + tr th { top: 34px; font-weight: 400; }
#table tbody th, #table thead tr:first-child th:first-child { position: sticky; left: 0; background: var(--card); z-index: 1; }
#table thead tr:first-child th:first-child { z-index: 3; background: var(--raised); }
#table tbody th { max-width: 220px; white-space: normal; overflow-wrap: anywhere; min-width: 108px; }
#table td.first, #table th.first, #table th[colspan] { border-left: 1px solid var(--line); }
#table td.first { text-align: right; font-weight: 600; }
#table td.sign { font-size: 13px; }
.spark { font-family: var(--mono); letter-spacing: -1px; color: var(--dim); }
.spark svg { display: inline-block; vertical-align: middle; }
th button { all: unset; cursor: pointer; padding: 4px 0; white-space: nowrap; }
th button:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
th button::after { content: "\2195"; content: "\2195" / ""; display: inline-block; width: 14px; text-align: center; color: var(--dim); }
th[aria-sort=ascending] button::after { content: "\2191"; content: "\2191" / ""; color: var(--text); }
th[aria-sort=descending] button::after { content: "\2193"; content: "\2193" / ""; color: var(--text); }
table.plain { width: auto; }
#filters { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 14px; margin-bottom: 8px; }
#filters:empty, .js .rest { display: none; }
#filters fieldset { display: flex; flex-wrap: wrap; gap: 4px 12px; border: 0; margin: 0; padding: 0; }
#filters label { display: inline-flex; align-items: center; gap: 5px; }
#filters input[type=search] { width: 190px; }

.advice { columns: 340px 3; column-gap: 28px; }
.advice article { break-inside: avoid; margin-bottom: 12px; }
.advice h3 { margin-top: 0; border-bottom: 1px solid var(--line); }
.advice h4 { font-size: 14px; margin-top: 4px; }
.advice ul { padding-left: 20px; }
.warnings { padding-left: 20px; font-family: var(--mono); font-size: 12px; }

.picker { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-bottom: 8px; }
.picker select { max-width: 60vw; }
.symbol > h3 { display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: center; font-size: 17px; margin: 12px 0 0; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 460px), 1fr)); gap: 12px; margin-top: 8px; }
.charts figure { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; min-width: 0; }
.charts figcaption { display: flex; flex-wrap: wrap; gap: 2px 12px; align-items: baseline; }
.charts figcaption > span { font-size: 13px; }
.charts h4 { font-size: 15px; }
.plot { position: relative; min-height: 200px; touch-action: pan-y; cursor: crosshair; }
.plot svg, .key svg { display: block; }
.plot text { font-size: 11px; fill: var(--dim); }
.plot .limit-name { font-weight: 600; paint-order: stroke; stroke: var(--card); stroke-width: 3px; }
.grid { stroke: var(--line); }
.band { fill: var(--band); opacity: .15; }
.limit { stroke: var(--tone); stroke-width: 1.2; stroke-dasharray: 6 4; }
.limit.warn { stroke-dasharray: 2 3; }
.limit-name.crit, .limit-name.warn { fill: var(--tone); }
.curve { fill: none; stroke: var(--link); stroke-width: 1.7; stroke-linejoin: round; }
.lone { fill: var(--link); }
.no-value { fill: var(--dim); opacity: .22; }
.mark { fill: var(--card); stroke: var(--tone); stroke-width: 1.8; stroke-linejoin: round; }
.mark.crit { fill: none; stroke-width: 2.4; stroke-linecap: round; }
.dot { fill: var(--tone); }
.cursor { stroke: var(--text); stroke-width: 1; }
.here { fill: var(--card); stroke: var(--text); stroke-width: 2; }
.tip {
  position: absolute; top: 4px; z-index: 4; pointer-events: none; padding: 4px 9px; border-radius: 6px; max-width: 100%;
  background: var(--text); color: var(--card); font-size: 12px; white-space: nowrap; line-height: 1.4;
}
.tip b { font-size: 14px; }
.key { display: flex; flex-wrap: wrap; gap: 4px 16px; color: var(--dim); font-size: 13px; }
.key span { display: inline-flex; align-items: center; gap: 5px; }
.charts details { margin-top: 6px; font-size: 13px; }
.charts details .scroll { max-height: 240px; margin-top: 6px; }
.charts td, .charts th { padding: 4px 7px; }
summary { cursor: pointer; }
.advice article { content-visibility: auto; contain-intrinsic-size: auto 56px; }
footer { margin-top: 26px; color: var(--dim); font-size: 13px; }
#print { display: none; }

@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media (max-width: 1000px) {
  .wrong li { grid-template-columns: 74px 1fr 1fr; }
  .wrong .since, .wrong .todo { grid-column: 2 / -1; }
  .todo { border-left: 0; padding-left: 0; }
}
@media (max-width: 560px) {
  body { padding: 0 10px 30px; }
  .wrong li { grid-template-columns: 1fr auto; padding: 8px 10px; }
  .wrong .what { order: -1; }
  .wrong .reading, .wrong .since, .wrong .todo { grid-column: 1 / -1; }
  .verdict .generated { margin-left: 0; }
  .facts .minor { display: none; }
  nav button { margin-left: 0; }
  #table tbody th { max-width: 130px; min-width: 112px; }
  .tip { white-space: normal; }
}
@media print {
  @page { size: A4 landscape; margin: 11mm; }
  :root, :root[data-theme] { color-scheme: light; --page: #fff; }
  body { font-size: 11px; padding: 0; max-width: none; }
  nav, #filters, #charts, .skip { display: none; }
  .scroll { max-height: none; overflow: visible; border: 0; }
  #table thead th, #table tbody th { position: static; }
  th, td { padding: 3px 5px; }
  thead { display: table-header-group; }
  tr, figure, .wrong li { break-inside: avoid; }
  th button::after { display: none; }
  #print { display: block; }
  .charts { grid-template-columns: 1fr 1fr; }
  .plot { min-height: 0; }
  .advice article { content-visibility: visible; }
  .symbol { break-inside: avoid; }
  .top, .verdict, .badge, .band, .wrong li { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@media (forced-colors: active) { .badge { border: 1px solid; } .curve { stroke: CanvasText; } }
)css";

}  // namespace soak
