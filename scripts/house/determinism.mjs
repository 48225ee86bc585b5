/**
 * Same program, same schedule, same bytes: from `abi` to `scheduler` nothing reads a clock, draws a number, waits for
 * the host or asks where it is. Time belongs to the kernel, chance to the policy, Wasm instances to the backend.
 */
import { isBuiltin } from "node:module";
import { listFiles, parse, visit } from "./source.mjs";

export const title = "nothing left of the backend depends on when or where it runs";

const FOLDERS = /^runtime\/(abi|guest|instrument|image|kernel|scheduler)\/.*\.ts$/;

/** Making a module ready to run may take a while (a compiler to load, a cache to ask): it happens before any program runs. */
const MAY_AWAIT = new Set(["asyncify", "cache", "pipeline"].map((name) => `runtime/instrument/${name}.ts`));

const TIME = "ask the kernel's clock (runtime/kernel/clock.ts)";
const CHANCE = "ask the policy (surroundings.nextRandom)";
const WAITING = "answer WAIT, or let the backend do the waiting";
const LATER = "let the backend or the frontend do it, and take the result as an argument";
const LOCALE = "compare or print without the host's locale";

const REMEDIES = new Map([
  ...["Date", "performance", "Temporal"].map((name) => [name, TIME]),
  ...["crypto", "Math.random"].map((name) => [name, CHANCE]),
  ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "requestAnimationFrame"].map((name) => [
    name,
    WAITING,
  ]),
  ...["Promise", "WebAssembly", "WeakRef", "FinalizationRegistry", "fetch", "import()"].map((name) => [name, LATER]),
  ...["Intl", "localeCompare", "toLocaleString"].map((name) => [name, LOCALE]),
]);
const ASYNC = new Set(["Promise", "async", "import()"]);
const METHODS = new Set(["localeCompare", "toLocaleString"]);

/** @param {string} root @returns {string[]} */
export function check(root) {
  return listFiles(root, FOLDERS).flatMap((path) => {
    const { program, lineAt } = parse(root, path);
    const problems = [];
    visit(program, (node, parent, key) => {
      const name = outsideName(node, parent, key);
      if (name === undefined || (MAY_AWAIT.has(path) && ASYNC.has(name))) return;
      problems.push(`${path}:${lineAt(node.start)} uses ${name}: ${REMEDIES.get(name) ?? LATER}.`);
    });
    return problems;
  });
}

/** The forbidden thing that this node is, or undefined. */
function outsideName(node, parent, key) {
  if (node.async === true || node.type === "AwaitExpression" || node.await === true) return "async";
  if (node.type === "ImportExpression") return "import()";
  if (node.type === "Literal" && key === "source" && isBuiltin(String(node.value))) return `"${node.value}"`;
  if (node.type !== "Identifier" || (parent.operator === "instanceof" && key === "right")) return undefined;
  const of =
    key === "property" && parent.type === "MemberExpression" && !parent.computed ? parent.object.name : undefined;
  if (of === "Math" && node.name === "random") return "Math.random";
  const isOwnName =
    (key === "property" && !parent.computed && of !== "globalThis") || (key === "key" && !parent.computed);
  if (isOwnName && !METHODS.has(node.name)) return undefined;
  return REMEDIES.has(node.name) ? node.name : undefined;
}
