/** An executor without a machine: programs made from text, and turns whose system calls a test answers itself. */
import { beforeEach, expect } from "vitest";
import { SYSCALL_TABLE } from "../../../runtime/abi/syscall-table.ts";
import { EmulatedExecutor } from "../../../runtime/backend/emulated/executor.ts";
import { freshImage } from "../../../runtime/backend/emulated/program.ts";
import { ProgramStore } from "../../../runtime/backend/emulated/program-store.ts";
import type { ProcessImage } from "../../../runtime/image/process-image.ts";
import { MemoryCache } from "../../../runtime/instrument/cache.ts";
import { GuestMemory } from "../../../runtime/kernel/guest-memory.ts";
import type { Process } from "../../../runtime/kernel/process.ts";
import { SignalState } from "../../../runtime/kernel/signal-state.ts";
import type { CallHandler } from "../../../runtime/scheduler/executor.ts";
import { wat } from "../../guest/wat.ts";

const IMPORTS = `
  (import "prong_v1" "fork" (func $fork (result i32)))
  (import "prong_v1" "getpid" (func $getpid (result i32)))
  (import "prong_v1" "kill" (func $kill (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_seek" (func $seek (param i32 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))`;

const cache = new MemoryCache();
export const GROWTH = 100;
export let programs: ProgramStore;
export let memory: GuestMemory;
/** It has two places, and looks at all memory at every stop. */
export let executor: EmulatedExecutor;

beforeEach(() => {
  programs = new ProgramStore(cache, { marks: true });
  memory = new GuestMemory();
  executor = new EmulatedExecutor(programs, memory, { places: 2, checked: true });
});

/** From here on another executor, of the same memory. */
export function replaceExecutor(options: { places: number; checked?: boolean }): void {
  executor = new EmulatedExecutor(programs, memory, options);
}

/** As much of a process as an executor looks at. */
export async function start(body: string, more = ""): Promise<Process> {
  const text = `(module ${IMPORTS} (memory (export "memory") 1) ${more} (func $start (export "_start") ${body}))`;
  return withImage(freshImage(await programs.prepare(wat(text), "guest")));
}

export function withImage(image: ProcessImage): Process {
  return {
    pid: 2,
    program: "/bin/guest",
    image,
    resume: { kind: "start" },
    signals: new SignalState(),
  } as unknown as Process;
}

let epochs = 1;
export const nextEpoch = () => epochs++;

/** The child's image after a fork. */
export function forkOf(process: Process): Process {
  executor.save(process);
  const image = process.image as ProcessImage;
  return withImage({ ...image, space: image.space.fork(epochs++, epochs++) });
}

/** Answers calls as the rows say, and writes them down. */
class Answers implements CallHandler {
  readonly calls: string[] = [];
  readonly #rows: Readonly<Record<string, number | (() => number)>>;

  constructor(rows: Readonly<Record<string, number | (() => number)>>) {
    this.#rows = rows;
  }

  call(syscall: number, ...args: (number | bigint | undefined)[]): number {
    const name = SYSCALL_TABLE[syscall]?.name ?? "";
    this.calls.push(`${name}(${args.filter((value) => value !== undefined).join(", ")})`);
    const answer = this.#rows[name];
    if (answer === undefined) throw new Error(`unexpected ${name}`);
    return typeof answer === "number" ? answer : answer();
  }
}

/** A turn, after which nobody asks what was written. */
export function turn(
  process: Process,
  rows: Readonly<Record<string, number | (() => number)>> = {},
  value?: number,
  growth = GROWTH,
) {
  const answers = new Answers(rows);
  return { stop: executor.run(process, value, answers, growth), calls: answers.calls };
}

/** A turn as the machine gives it. */
export function run(...args: Parameters<typeof turn>) {
  const ran = turn(...args);
  settle(args[0]);
  return ran;
}

function settle(process: Process): void {
  executor.eachWritten(process, (page) => process.image?.space.write(page));
}

/** The word that a process has stored at address 0. */
export function wordOf(process: Process, address = 0): number {
  expect(executor.lend(process, memory)).toBeUndefined();
  return memory.u32(address);
}
