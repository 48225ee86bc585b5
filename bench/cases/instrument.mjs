/**
 * What stack capture costs: the module that our rewriter makes and the one that Asyncify makes, beside the plain one.
 *
 * Times are the least of many rounds taken in turn, in instances of modules that have run before: V8 replaces the code of a
 * function only when it is called again. Every loop of bench/guests/loops.c calls something that may fork, and never does.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { guestFunction } from "../../dist/backend/emulated/guest-function.js";
import { inspectGuest } from "../../dist/guest/inspect.js";
import { instrument, loadStackCapture, openCallStack } from "../../dist/instrument/pipeline.js";
import { buildGuest, least } from "../tools.mjs";

const LOOPS = ["sieve", "sort", "tree", "matrix", "fib", "table interpreter", "switch interpreter", "hash", "printf"];
/** Loops that fork early when told where, and go on in resumed frames. */
const AFTER_FORK = [
  [0, 1000],
  [3, 1],
  [7, 1],
];
const ROUNDS = 12;
const CAPTURES = ["rewriter", "asyncify"];

export async function run() {
  await loadStackCapture();
  return [...(await loopRows()), ...(await instrumentationRows()), ...(await deepRows())];
}

/** Run time beside the plain module. */
async function loopRows() {
  const path = buildGuest("loops");
  const programs = programsOf(path);
  const rows = [];
  const all = [];
  for (const [which, name] of LOOPS.entries()) {
    const runs = programs.map((program) => () => shortest(program, [which, 4]));
    await least(2, ...runs); // replaces the code
    const [plain, ours, theirs] = await least(ROUNDS, ...runs);
    all.push([ours / plain, theirs / plain]);
    rows.push(row(`${name}, run time beside plain`, ours / plain, theirs / plain, times, ""));
  }
  const [ours, theirs] = [0, 1].map((at) => all.map((pair) => pair[at]));
  const goals = { mean: "at most 1.06", worst: "at most 1.12" };
  rows.push(row(`all ${LOOPS.length}: geometric mean (host: Asyncify)`, mean(ours), mean(theirs), times, goals.mean));
  rows.push(row("the worst of them", Math.max(...ours), Math.max(...theirs), times, goals.worst));
  for (const [which, forkAt] of AFTER_FORK) {
    const runs = programs.map((program) => () => shortest(program, [which, 1, forkAt]));
    const [plain, ours, theirs] = await least(8 * ROUNDS, ...runs);
    rows.push(row(`${LOOPS[which]} after a fork, beside plain`, ours / plain, theirs / plain, times, ""));
  }
  const [plain, ...made] = programs.map((program) => program.size);
  rows.push(row(`size beside the plain ${(plain / 1024).toFixed(0)} KB`, made[0] / plain, made[1] / plain, times, ""));
  return rows;
}

/** How long the tool takes, the first time in a process and when the engine has compiled it. */
async function instrumentationRows() {
  const path = buildGuest("loops");
  const bytes = new Uint8Array(readFileSync(path));
  const size = `${(bytes.length / 1024).toFixed(0)} KB`;
  const cold = await least(5, ...CAPTURES.map((capture) => () => firstInstrumentation(path, capture)));
  const warm = [];
  for (const [capture, rounds] of [
    ["rewriter", 40],
    ["asyncify", 5],
  ]) {
    warm.push(...(await least(rounds, () => timed(() => instrument(inspectGuest(bytes), { capture })))));
  }
  return [
    row(`instrumenting ${size}, first in a process`, ...cold, milliseconds, "under 30 ms"),
    row(`instrumenting ${size}, again`, ...warm, milliseconds, ""),
  ];
}

/** A capture and the resume after it, by depth; and how deep a program gets. */
async function deepRows() {
  const programs = programsOf(buildGuest("deep"));
  const rows = [];
  for (const [depth, forks, goal] of [
    [10, 20_000, "under 1 us"],
    [1000, 1000, "under 20 us"],
  ]) {
    const costs = programs
      .slice(1)
      .map((program) => () => (timed(() => complete(program, [depth, forks])) * 1000) / forks);
    await least(2, ...costs);
    rows.push(row(`capture and resume, ${depth} frames`, ...(await least(ROUNDS, ...costs)), microseconds, goal));
  }
  const [plain, ours, theirs] = programs.map(deepest);
  rows.push(row(`recursion beside the plain ${plain} calls`, ours / plain, theirs / plain, times, "at least 0.80"));
  return rows;
}

/** The plain module, then what each tool makes of it. */
function programsOf(path) {
  const bytes = new Uint8Array(readFileSync(path));
  const made = CAPTURES.map((capture) => instrument(inspectGuest(bytes), { capture }).bytes);
  return [bytes, ...made].map((code) => ({ module: new WebAssembly.Module(code), size: code.length }));
}

class Exit extends Error {}

/** An instance under the least WASI that its C library gets along with: nothing waits, what is written is forgotten. */
function start({ module }, args, calls = {}) {
  const words = ["bench", ...args].map((arg) => new TextEncoder().encode(`${arg}\0`));
  let view;
  const wasi = {
    args_sizes_get(count, size) {
      view().setUint32(count, words.length, true);
      view().setUint32(
        size,
        words.reduce((sum, word) => sum + word.length, 0),
        true,
      );
      return 0;
    },
    args_get(pointers, text) {
      let at = text;
      words.forEach((word, i) => {
        view().setUint32(pointers + 4 * i, at, true);
        new Uint8Array(view().buffer).set(word, at);
        at += word.length;
      });
      return 0;
    },
    fd_fdstat_get(_fd, stat) {
      view().setBigUint64(stat, 4n, true); // a regular file: buffered
      view().setBigUint64(stat + 8, -1n, true);
      return 0;
    },
    fd_write(_fd, vectors, count, written) {
      let size = 0;
      for (let i = 0; i < count; i++) size += view().getUint32(vectors + 8 * i + 4, true);
      view().setUint32(written, size, true);
      return 0;
    },
    proc_exit(code) {
      throw new Exit(`ended with ${code}`);
    },
    ...calls,
  };
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = wasi[name] ?? (() => 0);
  }
  const { exports } = new WebAssembly.Instance(module, imports);
  const memory = exports["prong:memory"] ?? exports.memory;
  view = () => new DataView(memory.buffer);
  return { exports, entry: exports["prong:entry"] ?? exports._start };
}

/** Runs to the end. When it forks it is captured, and resumed as its own parent; the plain one is told that it has a child. */
function complete(program, args, calls = {}) {
  let port;
  const { exports, entry } = start(program, args, {
    fork() {
      if (port?.state === "running") {
        port.startCapture();
        return 0;
      }
      port?.finishResume();
      return 2;
    },
    ...calls,
  });
  if ("prong:entry" in exports) port = openCallStack(exports);
  exports["prong:door"]?.set(
    0,
    guestFunction(() => port.moveFrames()),
  );
  try {
    for (entry(); port?.state === "capturing"; port.resume()) port.startResume(port.finishCapture());
  } catch (error) {
    if (!(error instanceof Exit) || error.message !== "ended with 0") throw error;
  }
}

/** Milliseconds between two reads of the clock; the shortest of the repetitions. */
export function shortest(program, args, now = () => performance.now()) {
  const reads = [];
  complete(program, args, {
    clock_time_get() {
      reads.push(now());
      return 0;
    },
  });
  let time = Infinity;
  for (let i = 1; i < reads.length; i += 2) time = Math.min(time, reads[i] - reads[i - 1]);
  return time;
}

/** How many calls deep the program gets, when the engine has optimised it. */
function deepest(program) {
  const fits = (depth) => {
    try {
      complete(program, [depth, 0]);
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  };
  for (let i = 0; i < 2000; i++) fits(1000);
  let [low, high] = [1000, 200_000];
  while (high - low > 50) {
    const middle = (low + high) >> 1;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Milliseconds in a process of its own, with what the tool has to load. */
export function firstInstrumentation(path, capture) {
  const { stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), path, capture], {
    encoding: "utf8",
  });
  if (!/^\d/.test(stdout)) throw new Error(stderr);
  return Number(stdout);
}

function timed(work) {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

export const mean = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
export const times = (value) => value.toFixed(2);
export const milliseconds = (value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const microseconds = (value) => `${value.toFixed(2)} us`;

/** In the column of the host stands Asyncify. */
function row(what, ours, theirs, format, goal) {
  return { what, prong: format(ours), host: format(theirs), ratio: (ours / theirs).toFixed(2), goal };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [path, capture] = process.argv.slice(2);
  const bytes = new Uint8Array(readFileSync(path));
  const begin = performance.now();
  if (capture === "asyncify") await loadStackCapture();
  instrument(inspectGuest(bytes), { capture });
  process.stdout.write(String(performance.now() - begin));
}
