/**
 * `npm run check`: style, types and house rules, all of them even when one fails, one line a step.
 * PRONG_CHECK_REPORT names a file that is left with how many passed and failed.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkRule, ROOT, RULES } from "./house.mjs";

const STEPS = [
  ["format and lint (mend with `npm run format`)", "biome", "check", "--error-on-warnings", "--max-diagnostics=100"],
  ["types, and dist/ up to date", "tsc", "-p", "tsconfig.json"],
  ["types of the browser-safe files, without Node's", "tsc", "-p", "tsconfig.browser.json"],
  ["types of the playground", "tsc", "-p", "playground/tsconfig.json"],
  ["types of the tests", "tsc", "-p", "tsconfig.test.json"],
];

function runStep([title, tool, ...args]) {
  const { status, stdout, stderr, error } = spawnSync(join(ROOT, "node_modules/.bin", tool), args, {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    shell: process.platform === "win32",
  });
  const passed = status === 0;
  console.log(`${passed ? "ok  " : "FAIL"}  ${title}`);
  if (!passed) console.log(error?.message ?? `${stdout}${stderr}`.trimEnd());
  return passed;
}

const results = [...STEPS.map(runStep), ...RULES.map((rule) => checkRule(rule, ROOT))];
const passed = results.filter(Boolean).length;
const failed = results.length - passed;
console.log(`\n${passed} of ${results.length} checks passed`);

const report = process.env.PRONG_CHECK_REPORT;
if (report !== undefined) writeFileSync(report, JSON.stringify({ passed, failed }));
process.exitCode = failed === 0 ? 0 : 1;
