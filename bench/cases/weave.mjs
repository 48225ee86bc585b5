/**
 * What points and marks cost by themselves, without stack capture: modules of the first stage beside the plain one, for the nine
 * loops of bench/guests/loops.c. Times are of the processor, the least of many rounds taken in turn.
 */
import { readFileSync } from "node:fs";
import { guestFunction } from "../../dist/backend/emulated/guest-function.js";
import { inspectGuest } from "../../dist/guest/inspect.js";
import { rewrite } from "../../dist/instrument/rewrite.js";
import { buildGuest, least } from "../tools.mjs";

const LOOPS = ["sieve", "sort", "tree", "matrix", "fib", "table interpreter", "switch interpreter", "hash", "printf"];
const ROUNDS = 20;
/** How many points the guest passes until it comes to the door. */
const FUEL = 100_000;

const CASES = [
  ["points", { preempt: "loops" }, { mean: "at most 1.20", worst: "at most 1.40" }],
  ["marks", { marks: true }, { mean: "at most 1.10", worst: "at most 1.60" }],
  ["points and marks", { preempt: "loops", marks: true }, { mean: "at most 1.30", worst: "at most 1.80" }],
  ["points, marks and looks for shared memory", { preempt: "memory", marks: true }, { mean: "", worst: "" }],
];

export async function run() {
  const bytes = new Uint8Array(readFileSync(buildGuest("loops")));
  const guest = inspectGuest(bytes, "loops.wasm");
  const made = CASES.map(([, options]) => rewrite(guest, { room: 0, ...options }).bytes);
  const modules = [bytes, ...made].map((code) => new WebAssembly.Module(code));
  const ratios = CASES.map(() => []);
  for (const which of LOOPS.keys()) {
    const runs = modules.map((module) => () => shortest(module, [which, 3]));
    await least(2, ...runs); // replaces the code
    const [plain, ...times] = await least(ROUNDS, ...runs);
    for (const [n, time] of times.entries()) ratios[n].push(time / plain);
  }
  return CASES.flatMap(([name, , goals], n) => [
    ...LOOPS.map((loop, which) => row(`${name}: ${loop}`, ratios[n][which], "")),
    row(`${name}: geometric mean`, mean(ratios[n]), goals.mean),
    row(`${name}: the worst`, Math.max(...ratios[n]), goals.worst),
    row(`${name}: size`, made[n].length / bytes.length, ""),
  ]);
}

/** Milliseconds of the processor between two reads of the clock; the shortest of the repetitions. */
function shortest(module, args) {
  const reads = [];
  const entry = start(module, args, () => {
    const { user, system } = process.cpuUsage();
    reads.push((user + system) / 1000);
  });
  try {
    entry();
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
  }
  let time = Infinity;
  for (let i = 1; i < reads.length; i += 2) time = Math.min(time, reads[i] - reads[i - 1]);
  return time;
}

class Exit extends Error {}

/** An instance under the least WASI that its C library gets along with; what is written is forgotten. */
function start(module, args, onClock) {
  const words = ["bench", ...args].map((arg) => new TextEncoder().encode(`${arg}\0`));
  let view;
  const wasi = {
    args_sizes_get(count, size) {
      view().setUint32(count, words.length, true);
      const bytes = words.reduce((sum, word) => sum + word.length, 0);
      view().setUint32(size, bytes, true);
      return 0;
    },
    args_get(pointers, text) {
      let at = text;
      for (const [i, word] of words.entries()) {
        view().setUint32(pointers + 4 * i, at, true);
        new Uint8Array(view().buffer).set(word, at);
        at += word.length;
      }
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
    clock_time_get() {
      onClock();
      return 0;
    },
    proc_exit() {
      throw new Exit();
    },
  };
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = wasi[name] ?? (() => 0);
  }
  const { exports } = new WebAssembly.Instance(module, imports);
  const memory = exports["prong:memory"] ?? exports.memory;
  view = () => new DataView(memory.buffer);
  const fuel = exports["prong:fuel"];
  if (fuel !== undefined) {
    const refuel = () => {
      fuel.value = FUEL;
    };
    exports["prong:door"].set(0, guestFunction(refuel));
    refuel();
  }
  return exports["prong:entry"] ?? exports._start;
}

const mean = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** In the column of the host stands the plain module. */
function row(what, ratio, goal) {
  return { what, prong: ratio.toFixed(2), host: "1.00", ratio: ratio.toFixed(2), goal };
}
