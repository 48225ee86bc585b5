/**
 * What stack capture costs a real interpreter: five Lua scripts in the plain module, in those that our rewriter makes and in the
 * one that Asyncify makes. All of a script happens in one call of the interpreter's loop, and V8 replaces the code of a
 * function only when it is called again, once it has found the time to make better. That loop is so large that this takes
 * seconds of a busy machine, so here V8 makes its best code at once; and each script is called several times all the same.
 */
import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { inspectGuest } from "../../dist/guest/inspect.js";
import { instrument, loadStackCapture } from "../../dist/instrument/pipeline.js";
import { luaFlags, luaSource } from "../../test/lua/lua-source.mjs";
import { shortest } from "../by-hand.mjs";
import { buildGuest, least } from "../tools.mjs";
import { firstInstrumentation, mean, milliseconds, times } from "./instrument.mjs";

/**
 * How a module is made and run: a further way is a line here. `options` are those of `instrument`. With `forks` a script forks
 * first of all, and goes on in resumed frames; without it, it never does. Asyncify is measured beside each, without the options.
 */
const VARIANTS = [
  { name: "fork only", options: {}, forks: false, goal: "at most 1.06" },
  { name: "preemptible", options: { preempt: "loops" }, forks: false, goal: "at most 1.35" },
  { name: "preemptible and marking", options: { preempt: "loops", marks: true }, forks: false, goal: "" },
  { name: "after a fork", options: {}, forks: true, goal: "at most 1.10" },
];

const FORK_FIRST = "if fork() == 0 then _exit(0) end\n";

/** Each takes some 4 ms, and is called so often in an instance. */
const CALLS = 8;
const SCRIPTS = {
  fib: `
    local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
    assert(fib(24) == 46368)`,
  trees: `
    local function grow(depth) return depth == 0 and {} or { grow(depth - 1), grow(depth - 1) } end
    local function count(tree) return tree[1] and 1 + count(tree[1]) + count(tree[2]) or 1 end
    for _ = 1, 2 do assert(count(grow(12)) == 8191) end`,
  strings: `
    local parts = {}
    for i = 1, 3000 do parts[i] = ("%d:%s"):format(i, ("x"):rep(i % 7)) .. "," .. i end
    local text = table.concat(parts, ";"):gsub("%d+", "n"):upper():reverse()
    assert(text:find("^N,X*:N;") == 1)`,
  sort: `
    local values, seed = {}, 1
    for i = 1, 5000 do
      seed = seed * 1103515245 + 12345 & 0x7fffffff
      values[i] = seed
    end
    table.sort(values, function(a, b) return a > b end)
    assert(values[1] >= values[2500] and values[2500] >= values[5000])`,
  integers: `
    local sum = 0
    for i = 1, 150000 do sum = sum ~ i * 31 + (sum >> 3) & 0xffffff end
    assert(sum > 0)`,
};

const ROUNDS = 8;

export async function run() {
  const { folder, missing } = luaSource();
  if (folder === undefined) return [{ what: `Lua: ${missing}`, prong: "", host: "", ratio: "", goal: "" }];
  await loadStackCapture();
  const path = buildGuest("lua", luaFlags(folder));
  const bytes = new Uint8Array(readFileSync(path));
  // Functions are compiled when they are first called: with the flags of then.
  setFlagsFromString("--no-liftoff");
  try {
    const programs = programsOf(bytes);
    return [...(await scriptRows(programs)), ...sizeRows(programs), ...(await instrumentationRows(path, bytes))];
  } finally {
    setFlagsFromString("--liftoff");
  }
}

/** The plain module, what Asyncify makes of it, and what each variant needs. */
function programsOf(bytes) {
  const made = new Map();
  const program = (options) => {
    const key = JSON.stringify(options);
    if (!made.has(key)) made.set(key, compiled(instrument(inspectGuest(bytes), options).bytes));
    return made.get(key);
  };
  return {
    plain: compiled(bytes),
    asyncify: program({ capture: "asyncify" }),
    variants: VARIANTS.map((variant) => ({ ...variant, program: program(variant.options) })),
  };
}

/** Run time beside the plain module, of which each script is told that it has a child. */
async function scriptRows({ plain, asyncify, variants }) {
  const rows = [];
  for (const forks of [false, true]) {
    const chosen = variants.filter((variant) => variant.forks === forks);
    const all = [plain, asyncify, ...chosen.map(({ program }) => program)];
    const ratios = [];
    for (const [name, script] of Object.entries(SCRIPTS)) {
      const text = (forks ? FORK_FIRST : "") + script;
      const runs = all.map((program) => () => shortest(program, [text, CALLS], processorTime));
      await least(2, ...runs); // replaces the code
      const [base, ...others] = await least(ROUNDS, ...runs);
      ratios.push(others.map((time) => time / base));
      const [theirs, ...ours] = ratios.at(-1);
      for (const [at, variant] of chosen.entries())
        rows.push(row(`Lua ${name}, ${variant.name}, beside plain`, ours[at], theirs, ""));
    }
    const [theirs, ...ours] = all.slice(1).map((_, at) => mean(ratios.map((ratio) => ratio[at])));
    for (const [at, { name, goal }] of chosen.entries())
      rows.push(row(`Lua, ${name}: geometric mean (host: Asyncify)`, ours[at], theirs, goal));
  }
  return rows;
}

function sizeRows({ plain, asyncify, variants }) {
  const programs = new Map(variants.map(({ program, options }) => [program, nameOf(options)]));
  return [...programs].map(([program, name]) =>
    row(
      `size beside the plain ${kilobytes(plain.size)}${name}`,
      program.size / plain.size,
      asyncify.size / plain.size,
      "",
    ),
  );
}

/** With the rewriter's usual options, in a process of its own. */
async function instrumentationRows(path, bytes) {
  const [ours, theirs] = [
    ...(await least(5, () => firstInstrumentation(path, "rewriter"))),
    firstInstrumentation(path, "asyncify"), // takes ten seconds: once will do
  ];
  return [row(`instrumenting ${kilobytes(bytes.length)}, first in a process`, ours, theirs, "", milliseconds)];
}

/** Milliseconds of the processor, which a busy machine does not lengthen as it does those of a clock. */
function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const compiled = (bytes) => ({ module: new WebAssembly.Module(bytes), size: bytes.length });
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(0)} KB`;
const nameOf = (options) => (Object.keys(options).length === 0 ? "" : `, ${JSON.stringify(options)}`);

/** In the column of the host stands Asyncify. */
function row(what, ours, theirs, goal, format = times) {
  return { what, prong: format(ours), host: format(theirs), ratio: (ours / theirs).toFixed(2), goal };
}
