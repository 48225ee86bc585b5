/** What programs may try with signals and jumps: only their own end comes of it. */

import { describe, expect, it } from "vitest";
import { Signal } from "../../runtime/abi/signal.ts";
import { wat } from "../guest/wat.ts";
import { BUSY_HOST } from "./busy-host.ts";
import { HOST_COMPILER, runSourceOnHost } from "./on-host.ts";
import { expected, type RunOptions, run, runWithSeed, source } from "./run-guest.ts";

const { SIGABRT, SIGKILL, SIGSEGV } = Signal;
const killedBy = (signal: number) => 128 + signal;
const hostile = await source("signal-hostile.c");
const QUIET: RunOptions = { watchCalls: false };

describe("a program in C", () => {
  it.each<[string, number, number, string]>([
    ["whose handler raises its own signal for ever runs out of stack", 0, killedBy(SIGSEGV), ""],
    [
      "that queues signals without end is refused",
      2,
      0,
      "queued: 16384\none more: EAGAIN\nby kill: 0\nanother: 0\nhandled: 16384\n",
    ],
    ["that jumps by garbage is aborted", 3, killedBy(SIGABRT), ""],
    ["that jumps to what was never set is aborted", 4, killedBy(SIGABRT), ""],
    ["that jumps to another process's stack is aborted", 5, killedBy(SIGABRT), ""],
    [
      "that puts more stacks aside than are kept may jump to the last of them",
      6,
      killedBy(SIGABRT),
      "there again: 3000\n",
    ],
    ["whose handler is no function is killed", 7, killedBy(SIGSEGV), ""],
    ["whose handler is of another type is killed", 8, killedBy(SIGSEGV), ""],
    ["whose alternate stack is nowhere is killed, as Linux has no place for the frame", 9, killedBy(SIGSEGV), ""],
    ["that gives back a mask of its own making cannot block SIGKILL", 10, killedBy(SIGKILL), "SIGTERM is blocked\n"],
  ])("%s", async (_, which, exitCode, stdout) => {
    const seen = await run(hostile, { ...QUIET, args: [String(which)] });
    expect(seen).toMatchObject({ exitCode, stdout, outcome: { kind: "ended" } });
  });

  it.each([undefined, 1, 2])(
    "whose handler forks without end is stopped by the limit on processes (seed %s)",
    async (seed) => {
      const options: RunOptions = { ...QUIET, args: ["1"], limits: { processes: 12 } };
      const seen = seed === undefined ? await run(hostile, options) : await runWithSeed(hostile, seed, options);
      expect(seen).toMatchObject({ exitCode: 0, outcome: { kind: "ended" } });
      expect(seen.stdout).toMatch(/^(no more\n)+$/);
    },
  );
});

/** Tens of thousands of stops: too many to compare all memory at each. */
const STORM: RunOptions = { ...QUIET, checkMemory: false };

describe("storms of signals", async () => {
  const stdout = await expected("signal-storm");

  it("end, and none is lost that is waited for", async () => {
    expect(await run(await source("signal-storm.c"), STORM)).toMatchObject({ stdout, stderr: "", exitCode: 0 });
  });

  it.each([1, 2])("in another order, too (seed %i)", async (seed) => {
    const program = await source("signal-storm.c");
    expect(await runWithSeed(program, seed, { ...STORM, preempt: "loops" })).toMatchObject({ stdout, exitCode: 0 });
  });

  it.skipIf(HOST_COMPILER === undefined)("as on the host", BUSY_HOST, () => {
    expect(runSourceOnHost("signal-storm.c")).toEqual({ stdout, stderr: "", exitCode: 0 });
  });
});

/** Has a handler for SIGSEGV and SIGALRM, as its kernel knows; `deliver` is what it exports, `start` what it does. */
const guest = (deliver: string, start: string) =>
  wat(`(module
    (import "prong_v1" "sigaction" (func $sigaction (param i32 i32 i32) (result i32)))
    (import "prong_v1" "alarm" (func $alarm (param i32) (result i32)))
    (import "prong_v1" "pipe2" (func $pipe (param i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 1)
    (data (i32.const 16) "start\\n") (data (i32.const 32) "\\10\\00\\00\\00\\06\\00\\00\\00")
    (data (i32.const 64) "\\01\\00\\00\\00") (data (i32.const 80) "\\00\\00\\00\\10")
    ${deliver}
    (func (export "_start")
      (drop (call $write (i32.const 1) (i32.const 32) (i32.const 1) (i32.const 48)))
      (drop (call $sigaction (i32.const 11) (i32.const 64) (i32.const 0)))
      (drop (call $sigaction (i32.const 14) (i32.const 64) (i32.const 0)))
      ${start}))`);

const TRAP = "(i32.store (i32.const -8) (i32.const 1))";
/** Reads from a pipe that nothing comes through; an alarm rings after a second. */
const READ = `(drop (call $pipe (i32.const 96) (i32.const 0))) (drop (call $alarm (i32.const 1)))
  (drop (call $read (i32.load (i32.const 96)) (i32.const 32) (i32.const 1) (i32.const 48)))`;

describe("a guest that has a handler, but", () => {
  const cannot: [string, string][] = [
    ["exports nothing to take signals", ""],
    ["exports a function with a parameter", `(func (export "prong_deliver_signals") (param i32))`],
    ["exports a function with a result", `(func (export "prong_deliver_signals") (result i32) (i32.const 0))`],
    ["exports a memory by that name", `(export "prong_deliver_signals" (memory 0))`],
  ];
  const never: [string, string] = ["never takes its signals", `(func (export "prong_deliver_signals"))`];

  it.each([...cannot, never])("%s ends by its trap, and is not started again", async (_, deliver) => {
    const seen = await run(guest(deliver, TRAP));
    expect(seen).toMatchObject({ exitCode: killedBy(SIGSEGV), stdout: "start\n" });
  });

  it.each(cannot)("%s is interrupted by them all the same", async (_, deliver) => {
    const seen = await run(guest(deliver, READ));
    expect(seen).toMatchObject({ exitCode: 0, stdout: "start\n" });
  });

  it("never takes its signals is interrupted once its call was made again", async () => {
    expect(await run(guest(never[1], READ))).toMatchObject({ exitCode: 0, stdout: "start\n" });
  });
});
