/**
 * What stack capture costs: the module that our rewriter makes and the one that Asyncify makes, beside the plain one.
 *
 * Times are the least of many rounds taken in turn. Every loop of bench/guests/loops.c calls something that may fork, and never does.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { inspectGuest } from "../../dist/guest/inspect.js";
import { SectionId } from "../../dist/guest/wasm/declarations.js";
import { ByteReader } from "../../dist/guest/wasm/leb.js";
import { readModule } from "../../dist/guest/wasm/reader.js";
import { instrument, loadStackCapture } from "../../dist/instrument/pipeline.js";
import { ByteWriter } from "../../dist/instrument/wasm/writer.js";
import { complete, shortest } from "../by-hand.mjs";
import { buildGuest, least } from "../tools.mjs";

const LOOPS = ["sieve", "sort", "tree", "matrix", "fib", "table interpreter", "switch interpreter", "hash", "printf"];
/** Loops that fork early when told where, and go on in resumed frames. */
const AFTER_FORK = [
  [0, 1000],
  [3, 1],
  [7, 1],
];
/** What is measured beside the plain module; in the column of the host stands Asyncify, which gets the same to do. */
const VARIANTS = [
  { name: "captured in fork only", onlyFork: true, goal: "at most 1.04", worst: "at most 1.12" },
  { name: "captured in all calls that wait", goal: "at most 1.06", worst: "" },
  { name: "preemptible", options: { preempt: "loops" }, goal: "at most 1.30", worst: "" },
  { name: "marking", options: { marks: true }, goal: "at most 1.10", worst: "" },
  { name: "preemptible and marking", options: { preempt: "loops", marks: true }, goal: "", worst: "" },
];
const ROUNDS = 12;
const CAPTURES = ["rewriter", "asyncify"];

export async function run() {
  await loadStackCapture();
  return [...(await loopRows()), ...(await instrumentationRows()), ...(await deepRows())];
}

/** Run time beside the plain module. */
async function loopRows() {
  setFlagsFromString("--no-liftoff"); // V8 makes its best code at once, whatever else the machine does
  try {
    return await measureLoops();
  } finally {
    setFlagsFromString("--liftoff");
  }
}

async function measureLoops() {
  const bytes = new Uint8Array(readFileSync(buildGuest("loops")));
  const plain = compiled(bytes);
  const pairs = VARIANTS.map((variant) => CAPTURES.map((capture) => compiled(made(bytes, { ...variant, capture }))));
  const programs = [plain, ...pairs.flat()];
  const rows = [];
  const ratios = [];
  for (const which of LOOPS.keys()) {
    const runs = programs.map((program) => () => shortest(program, [which, 4]));
    await least(2, ...runs); // replaces the code
    const [base, ...others] = await least(ROUNDS, ...runs);
    ratios.push(others.map((time) => time / base));
  }
  for (const [n, { name, goal, worst }] of VARIANTS.entries()) {
    const [ours, theirs] = [2 * n, 2 * n + 1].map((at) => ratios.map((all) => all[at]));
    for (const [which, loop] of LOOPS.entries())
      rows.push(row(`${loop}, ${name}`, ours[which], theirs[which], times, ""));
    rows.push(row(`all ${LOOPS.length}, ${name}: geometric mean`, mean(ours), mean(theirs), times, goal));
    rows.push(row(`the worst, ${name}`, Math.max(...ours), Math.max(...theirs), times, worst));
  }
  for (const [which, forkAt] of AFTER_FORK) {
    const runs = [plain, ...pairs[1]].map((program) => () => shortest(program, [which, 1, forkAt]));
    const [base, ours, theirs] = await least(8 * ROUNDS, ...runs);
    rows.push(row(`${LOOPS[which]}, after a fork`, ours / base, theirs / base, times, ""));
  }
  for (const [n, { name }] of VARIANTS.entries()) {
    const [ours, theirs] = pairs[n].map(({ size }) => size / plain.size);
    rows.push(row(`size of ${(plain.size / 1024).toFixed(0)} KB, ${name}`, ours, theirs, times, ""));
  }
  return rows;
}

function made(bytes, { onlyFork = false, options = {}, capture }) {
  const guest = inspectGuest(bytes);
  const imports = onlyFork ? guest.imports.filter(({ name }) => name === "fork") : guest.imports;
  return instrument({ ...guest, imports }, { ...options, capture }).bytes;
}

/** How long the tool takes, the first time in a process and when the engine has compiled it. */
async function instrumentationRows() {
  const path = buildGuest("loops");
  const bytes = new Uint8Array(readFileSync(path));
  const size = `${(bytes.length / 1024).toFixed(0)} KB`;
  const cold = await least(5, ...CAPTURES.map((capture) => () => firstInstrumentation(path, capture)));
  const large = multiplied(path, 31);
  const coldLarge = [
    ...(await least(5, () => firstInstrumentation(large, "rewriter"))),
    firstInstrumentation(large, "asyncify"), // takes seconds: once will do
  ];
  const warm = [];
  for (const [capture, rounds] of [
    ["rewriter", 40],
    ["asyncify", 5],
  ]) {
    warm.push(...(await least(rounds, () => timed(() => instrument(inspectGuest(bytes), { capture })))));
  }
  return [
    row(`instrumenting ${size}, first in a process`, ...cold, milliseconds, "under 30 ms"),
    row("instrumenting 1 MB, first in a process", ...coldLarge, milliseconds, "under 400 ms"),
    row(`instrumenting ${size}, again`, ...warm, milliseconds, ""),
  ];
}

/** A file with the same module, but all of its functions so many times over; the first of each are those that are called. */
function multiplied(path, times) {
  const module = readModule(new Uint8Array(readFileSync(path)));
  const { bytes, sections } = module;
  const out = new ByteWriter(times * bytes.length).raw(bytes.subarray(0, 8));
  for (const { id, start, payload, end } of sections) {
    if (id !== SectionId.function && id !== SectionId.code) out.raw(bytes.subarray(start, end));
    else {
      const reader = new ByteReader(bytes, payload, end);
      const all = new ByteWriter(times * (end - payload) + 8).u32(times * reader.u32());
      for (let n = 0; n < times; n++) all.raw(bytes.subarray(reader.at, end));
      out.section(id, all);
    }
  }
  const large = `${path}.${times}`;
  writeFileSync(large, out.finish());
  return large;
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
  return [bytes, ...CAPTURES.map((capture) => made(bytes, { capture }))].map(compiled);
}

const compiled = (code) => ({ module: new WebAssembly.Module(code), size: code.length });

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
