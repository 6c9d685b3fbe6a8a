// Grafana and Loki do not run here. What can be had of them: the types that Grafana's own code is compiled with, and the
// grammar that its query editor parses LogQL by.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { parser } = require('@grafana/lezer-logql');
const ts = require('typescript');

const folder = process.env.SOAK_GRAFANA_OUTPUT;
const dashboard = JSON.parse(fs.readFileSync(process.env.SOAK_DASHBOARD, 'utf8'));

// A dashboard of 11.6 is one that newer versions take too, since they migrate it.
const composable = '@grafana/schema/dist/esm/raw/composable';
const prelude = `
import type { Dashboard, FieldConfig, Panel } from '@grafana/schema';
import type * as common from '@grafana/schema';
import type { Options as StatOptions } from '${composable}/stat/panelcfg/x/StatPanelCfg_types.gen.d.ts';
import type { Options as StateTimelineOptions, FieldConfig as StateTimelineField }
  from '${composable}/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen.d.ts';
import type { Options as TimeSeriesOptions, FieldConfig as TimeSeriesField }
  from '${composable}/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen.d.ts';
import type { Options as BarGaugeOptions } from '${composable}/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen.d.ts';
import type { Options as TableOptions, FieldConfig as TableField }
  from '${composable}/table/panelcfg/x/TablePanelCfg_types.gen.d.ts';
import type { Options as LogsOptions } from '${composable}/logs/panelcfg/x/LogsPanelCfg_types.gen.d.ts';
import type { LokiDataQuery } from '${composable}/loki/dataquery/x/LokiDataQuery_types.gen.d.ts';

// As JSON has it: an enumerator is its text or number, and what has a default may be left out.
type Json<T> = unknown extends T ? any
  : T extends string ? \`\${T}\`
  : T extends (infer Item)[] ? Json<Item>[]
  : T extends object ? { [Key in keyof T]?: Json<T[Key]> }
  : T;
`;

const optionsOf = {
  stat: 'StatOptions',
  'state-timeline': 'StateTimelineOptions',
  timeseries: 'TimeSeriesOptions',
  bargauge: 'BarGaugeOptions',
  table: 'TableOptions',
  logs: 'LogsOptions',
};
const fieldOf = { 'state-timeline': 'StateTimelineField', timeseries: 'TimeSeriesField', table: 'TableField' };

function program(model) {
  const lines = [prelude, `export const dashboard: Json<Dashboard> = ${JSON.stringify(model, null, 2)};`];
  for (const panel of model.panels) {
    const name = `panel_${panel.id}`;
    assert.ok(optionsOf[panel.type], `no types are known for a panel of type ${panel.type}`);
    lines.push(`export const ${name}: Json<Panel> = ${JSON.stringify(panel, null, 2)};`);
    lines.push(`export const ${name}_options: Json<${optionsOf[panel.type]}> = ${JSON.stringify(panel.options, null, 2)};`);
    const custom = panel.fieldConfig?.defaults?.custom;
    if (custom) {
      assert.ok(fieldOf[panel.type], `panels of type ${panel.type} have no custom fields`);
      lines.push(`export const ${name}_custom: Json<${fieldOf[panel.type]}> = ${JSON.stringify(custom, null, 2)};`);
    }
    for (const target of panel.targets.filter((one) => one.datasource.type === 'loki')) {
      lines.push(`export const ${name}_${target.refId}: Json<LokiDataQuery> = ${JSON.stringify(target, null, 2)};`);
    }
  }
  return lines.join('\n');
}

/** What the compiler has to say of a dashboard. */
function complaints(model, name) {
  const file = path.join(folder, `${name}.ts`);
  fs.writeFileSync(file, program(model));
  const options = {
    noEmit: true, strict: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const found = ts.getPreEmitDiagnostics(ts.createProgram([file], options));
  return found.map((one) => ts.flattenDiagnosticMessageText(one.messageText, '\n').split('\n').pop());
}

test('the dashboard has the types of Grafana', () => {
  assert.deepStrictEqual(complaints(dashboard, 'dashboard'), []);
});

test('a slip in the dashboard is seen', () => {
  const slips = {
    a_panel_without_place: (model) => { model.panels[0].gridPos.x = 'left'; },
    an_option_of_no_panel: (model) => { model.panels[0].options.colourMode = 'background'; },
    a_mode_that_is_none: (model) => { model.panels[0].options.colorMode = 'backgrund'; },
    a_field_that_is_none: (model) => {
      model.panels.find((panel) => panel.type === 'timeseries').fieldConfig.defaults.custom.lineWith = 2;
    },
    a_threshold_without_number: (model) => { model.panels[0].fieldConfig.defaults.thresholds.steps[0].value = 'low'; },
    a_member_of_no_dashboard: (model) => { model.refreshEvery = '1m'; },
  };
  for (const [name, slip] of Object.entries(slips)) {
    const model = structuredClone(dashboard);
    slip(model);
    assert.notDeepStrictEqual(complaints(model, name), [], name);
  }
});

/** The first place that the grammar does not know; -1 if there is none. */
function errorAt(expression) {
  let at = -1;
  parser.parse(expression).iterate({
    enter(node) {
      if (node.type.isError && at < 0) at = node.from;
    },
  });
  return at;
}

test('every query of a log is LogQL', () => {
  const targets = dashboard.panels.flatMap((panel) => panel.targets.filter((one) => one.datasource.type === 'loki'));
  assert.ok(targets.length >= 9);
  for (const { expr } of targets) {
    const sent = expr.replaceAll('$__auto', '5m'); // as Grafana fills it in
    assert.equal(errorAt(sent), -1, `${sent}: at ${errorAt(sent)}`);
  }
});

test('what is no LogQL is seen', () => {
  for (const expression of ['{job="soak-runner"', '{job="soak-runner"} |= INCIDENT', 'sum by (state) rate({a="b"} [1m])',
    '{job="soak-runner"} | patern "<_> a=<a>"']) {
    assert.notEqual(errorAt(expression), -1, expression);
  }
});
