/** Checks the house rules, one line a rule: `node scripts/house.mjs`, or with words to choose rules by their title. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as browserSafe from "./house/browser-safe.mjs";
import * as cycles from "./house/cycles.mjs";
import * as determinism from "./house/determinism.mjs";
import * as imports from "./house/imports.mjs";
import * as length from "./house/length.mjs";
import * as papers from "./house/papers.mjs";
import * as stubs from "./house/stubs.mjs";
import * as twins from "./house/twins.mjs";

/** In the order in which a person would mend them. */
export const RULES = [imports, cycles, browserSafe, determinism, stubs, length, twins, papers];

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Prints what a rule says of the tree at `root`; answers whether it holds. */
export function checkRule(rule, root) {
  const problems = problemsOf(rule, root);
  console.log(`${problems.length === 0 ? "ok  " : "FAIL"}  ${rule.title}`);
  for (const problem of problems) console.log(`      ${problem}`);
  return problems.length === 0;
}

function problemsOf(rule, root) {
  try {
    return rule.check(root);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2);
  const chosen = RULES.filter(({ title }) => words.every((word) => title.includes(word)));
  const holding = chosen.map((rule) => checkRule(rule, ROOT));
  for (const note of chosen.flatMap(({ notes }) => notes?.(ROOT) ?? [])) console.log(`note  ${note}`);
  process.exitCode = holding.every(Boolean) ? 0 : 1;
}
