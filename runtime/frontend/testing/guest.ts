/**
 * A program that tests search, and how it is run:
 *
 *     guest("counter.c", { args: ["2"], preempt: "memory" })
 *
 * It is compiled when it is searched, and searched once for all tests that ask the same of it.
 */
import { isAbsolute, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Exploration } from "../../backend/emulated/explore.ts";
import type { Preemption } from "../../instrument/pipeline.ts";
import type { TimePasses } from "../../kernel/clock.ts";

export interface GuestOptions {
  /** What follows `argv[0]`. */
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Where a process may have to let others run: `"loops"`, as for `prong explore`, unless told otherwise. */
  readonly preempt?: Preemption;
  /** When sleeps, alarms and timeouts end: when nobody can run (`"idle"`, unless told otherwise), or at `"any"` moment, too. */
  readonly time?: TimePasses;
  /** Of the random numbers that it draws. */
  readonly seed?: number;
  /** Tries only schedules with so many preemptions at most; then a search of these is a complete one. */
  readonly bound?: number;
  /** The search ends after so many steps, and the test fails if that was too early: 1,000,000 unless told otherwise. */
  readonly maxSteps?: number;
  /** Says that it may read standard input, which is empty. */
  readonly input?: "";
}

/** What a search looks at: how runs end, who is left to process 1 too, or races. */
export type Watch = "outcomes" | "reaping" | "races";

export class Guest {
  /** As a command line has it: relative to the current directory where it is below it. */
  readonly path: string;
  /** What it is called in reports. */
  readonly title: string;
  readonly options: GuestOptions;
  /** What was found already. */
  readonly searches = new Map<Watch, Promise<Exploration>>();

  /** @internal Use `guest`, `c` or `assemblyScript`. */
  constructor(path: string, title: string, options: GuestOptions) {
    this.path = path;
    this.title = title;
    this.options = options;
  }
}

/** The program of a `.c`, `.cc`, `.cpp`, `.ts` or `.wasm` file, as seen from the current directory; or a guest with other options. */
export function guest(program: string | URL | Guest, options: GuestOptions = {}): Guest {
  if (program instanceof Guest) return new Guest(program.path, program.title, { ...program.options, ...options });
  if (typeof program !== "string" && !(program instanceof URL)) {
    throw new TypeError(`Cannot make a guest of ${typeof program}: expected a path, a URL or another guest`);
  }
  const path = shortPath(program instanceof URL ? fileURLToPath(program) : program);
  return new Guest(path, [path, ...(options.args ?? [])].join(" "), options);
}

/** As people give it on a command line. */
export function shortPath(path: string): string {
  const short = relative(process.cwd(), resolve(path));
  return short.startsWith("..") || isAbsolute(short) ? resolve(path) : short;
}

/** Throws where a test was given something else. */
export function checkGuest(value: unknown): asserts value is Guest {
  if (value instanceof Guest) return;
  const what = value === null || typeof value !== "object" ? String(value) : Object.prototype.toString.call(value);
  throw new TypeError(
    `Cannot search ${what}: expected a guest, as guest("program.c"), c\`...\` or assemblyScript\`...\` make it`,
  );
}
