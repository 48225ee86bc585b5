/** Runs guests in the emulator, and keeps all that can be seen of a run. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { exitCode } from "../../runtime/abi/wait-status.ts";
import { type FinalOutcome, System, type SystemOptions } from "../../runtime/backend/emulated/system.ts";
import { compileAssemblyScript } from "../../runtime/frontend/compile/assemblyscript.ts";
import { compileC } from "../../runtime/frontend/compile/c.ts";
import { folderCache, loadSdk, SDK_C_FOLDER, SDK_FOLDER } from "../../runtime/frontend/compile/node-sources.ts";
import { traceLine } from "../../runtime/frontend/format/trace.ts";
import { ProcessTree } from "../../runtime/frontend/format/tree.ts";
import { TextStreams } from "../../runtime/frontend/text-streams.ts";
import { DiskCache } from "../../runtime/node/disk-cache.ts";
import { Random } from "../../runtime/scheduler/policies/random.ts";
import { formatSchedule, parseSchedule } from "../../runtime/scheduler/schedule.ts";
import { compileGuest, GUESTS, ROOT } from "../frontend/compile/compile-guest.ts";

/** `streams` takes the output elsewhere: then it is not in what is seen. */
export interface RunOptions extends Partial<SystemOptions> {
  /** What comes on standard input, chunk by chunk; after the last comes the end. */
  readonly input?: readonly string[];
}

/** All that can be seen of a run. */
export interface Seen {
  readonly outcome: FinalOutcome;
  /** The first process's, as a shell would say it; undefined where it never ended. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly trace: readonly string[];
  readonly tree: readonly string[];
  readonly schedule: string;
}

/** Guests are instrumented once for each state of the instrumenter: its sources, and the table of calls, are part of the folder's name. */
export const instrumentCache = new DiskCache(join(ROOT, ".cache", `instrument-${stateOfInstrumenter()}`));

/** `PRONG_CAPTURE=asyncify npx vitest run test/guests` asks the oracle: the same tests, with stacks captured by Binaryen. */
export const CAPTURE = process.env.PRONG_CAPTURE === "asyncify" ? "asyncify" : "rewriter";

const compiled = folderCache(join(ROOT, ".cache", "compile"));

function stateOfInstrumenter(): string {
  const folder = join(ROOT, "runtime/instrument");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const hash = createHash("sha256").update(readFileSync(join(ROOT, "runtime/abi/syscall-table.ts")));
  for (const name of names.sort()) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  return hash.digest("hex").slice(0, 12);
}

/** A system with its output, trace and tree. */
export class Watched {
  readonly output = new TextStreams();
  readonly trace: string[] = [];
  readonly #tree = new ProcessTree();
  #system: System | undefined;

  static async create(program: Uint8Array, options: RunOptions = {}): Promise<Watched> {
    const watched = new Watched();
    const { input: _, ...rest } = options;
    watched.#system = await System.create({
      name: "guest",
      cache: instrumentCache,
      capture: CAPTURE,
      watchCalls: true,
      checkMemory: true,
      ...rest,
      program,
      streams: rest.streams ?? watched.output,
      listen: (event) => {
        watched.#tree.listen(event);
        const line = traceLine(event);
        if (line !== undefined) watched.trace.push(line);
        rest.listen?.(event);
      },
    });
    return watched;
  }

  get system(): System {
    return this.#system as System;
  }

  get tree(): string[] {
    return this.#tree.lines();
  }

  get schedule(): string {
    return formatSchedule(this.system.schedule);
  }
}

export async function run(program: Uint8Array, options: RunOptions = {}): Promise<Seen> {
  const watched = await Watched.create(program, options);
  const chunks = (options.input ?? []).map((text) => new TextEncoder().encode(text));
  const outcome = await watched.system.finish(async () => chunks.shift());
  const { output, trace, tree, schedule } = watched;
  const code = outcome.end === undefined ? undefined : exitCode(outcome.end);
  return { outcome, exitCode: code, stdout: output.stdout, stderr: output.stderr, trace, tree, schedule };
}

/** Runs it under the random policy with this seed. */
export function runWithSeed(program: Uint8Array, seed: number, options: RunOptions = {}): Promise<Seen> {
  return run(program, { ...options, policy: new Random(seed), seed });
}

/** Runs it exactly as a schedule says. */
export function replay(program: Uint8Array, schedule: string, options: RunOptions = {}): Promise<Seen> {
  return run(program, { ...options, schedule: parseSchedule(schedule) });
}

/** The program of a guest in `assembly/guests`: "sieve.c". */
export async function guest(name: string, flags: readonly string[] = []): Promise<Uint8Array> {
  return (await compileGuest(name, flags)).wasm;
}

/** What the shell and the tools under /bin are compiled with, in every test: they take seconds. */
export const SMALL = ["-Oz", "-Wl,--strip-all"];

/** The program of a test's own source in `test/guests/sources`: "patterns.c". */
export function source(name: string, flags: readonly string[] = []): Promise<Uint8Array> {
  return guest(relative(GUESTS, join(ROOT, "test/guests/sources", name)), flags);
}

/** The output that a guest must have: "sieve", "hostile/abort". */
export function expected(name: string): Promise<string> {
  return readFile(join(ROOT, "test/guests/expected", `${name}.txt`), "utf8");
}

/** A program in AssemblyScript, given its text. */
export async function assemblyScript(text: string, flags: readonly string[] = []): Promise<Uint8Array> {
  const sdk = await loadSdk(SDK_FOLDER);
  return (await compileAssemblyScript({ source: { path: "program.ts", text }, sdk, flags, cache: compiled })).wasm;
}

/** A program in C, given its text. */
export async function compileText(text: string, flags: readonly string[] = []): Promise<Uint8Array> {
  const sdk = await loadSdk(SDK_C_FOLDER);
  return (await compileC({ sources: [{ path: "program.c", text }], sdk, flags, cache: compiled })).wasm;
}
