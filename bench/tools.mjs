/** What the cases share: compiling guests, timing programs, the host's own compiler. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { HostStreams, MemoryCache, System } from "../dist/node.js";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
export const CLI = join(ROOT, "dist/frontend/cli/prong.cjs");

const scratch = mkdtempSync(join(tmpdir(), "prong-bench-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

/** Compiles a guest of bench/guests with the compiler's usual -O2; answers the path of the Wasm file. */
export function buildGuest(name, flags = [], folder = join(ROOT, "bench/guests")) {
  const output = join(scratch, `${basename(name)}.wasm`);
  execFileSync(process.execPath, [CLI, "build", ...flags, join(folder, `${name}.c`), "-o", output], {
    stdio: "inherit",
  });
  return output;
}

/** Compiles the same source for the host; undefined where there is no compiler. */
export function buildNative(name) {
  const output = join(scratch, name);
  const made = spawnSync("cc", ["-O2", join(ROOT, `bench/guests/${name}.c`), "-o", output]);
  return made.status === 0 ? output : undefined;
}

class Quiet extends HostStreams {
  text = "";
  write(_stream, bytes) {
    this.text += new TextDecoder().decode(bytes);
    this.onWrite?.(this.text);
  }
}

const cache = new MemoryCache();

/** Runs a guest in this process; answers milliseconds and output. */
export async function runGuest(path, args, { onWrite, ...options } = {}) {
  const streams = new Quiet();
  streams.onWrite = onWrite;
  const system = await System.create({
    program: new Uint8Array(readFileSync(path)),
    args: args.map(String),
    streams,
    cache,
    ...options,
  });
  const start = performance.now();
  const outcome = await system.finish();
  const time = performance.now() - start;
  if (outcome.kind !== "ended" || outcome.end.code !== 0)
    throw new Error(`${path} ended with ${JSON.stringify(outcome)}: ${streams.text}`);
  return { time, text: streams.text };
}

/** The least of several measurements: what is left when other programs are not in the way. Taken in turn, as below. */
export async function least(rounds, ...measures) {
  const results = measures.map(() => Infinity);
  for (let i = 0; i < rounds; i++)
    for (const [at, measure] of measures.entries()) results[at] = Math.min(results[at], await measure());
  return results;
}

/** Runs a program of the host; answers milliseconds. */
export function runNative(path, args) {
  const start = performance.now();
  const { status } = spawnSync(path, args.map(String));
  if (status !== 0) throw new Error(`${path} ended with ${status}`);
  return performance.now() - start;
}

/** The median of several measurements, taken in turn so that a machine that slows down slows all of them. */
export async function interleaved(rounds, ...measures) {
  const results = measures.map(() => []);
  for (let i = 0; i < rounds; i++) for (const [at, measure] of measures.entries()) results[at].push(await measure());
  return results.map((values) => values.sort((a, b) => a - b)[values.length >> 1]);
}

/** Microseconds per repetition: what `count` repetitions cost beyond `base` of them. */
export const perItem = (long, short, count) => ((long - short) * 1000) / count;
