/**
 * Processes do not see each other's memory. Random programs store, fill, grow and fork; at its end each process prints a
 * hash of all its memory, which must be that of a plain model, however often it was moved out of its place and back.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pagesBehind } from "../../runtime/instrument/virtual-memory.ts";
import { HostStreams } from "../../runtime/kernel/files/host.ts";
import { Random } from "../../runtime/scheduler/policies/random.ts";
import { wat } from "../guest/wat.ts";
import { CAPTURE, run } from "./run-guest.ts";

const WASM_PAGE = 65536;
const FIRST_PAGES = 2;
/** Below are the iovec and the report. */
const MEMORY_START = 64;

type Action =
  | { readonly kind: "store"; readonly at: number; readonly value: bigint }
  | { readonly kind: "fill"; readonly at: number; readonly size: number; readonly value: number }
  | { readonly kind: "grow" }
  | { readonly kind: "yield" }
  | { readonly kind: "fork"; readonly child: readonly Action[] };

/** Addresses as they hurt: about the borders of the pages that are shared between processes. */
const address = fc
  .tuple(fc.nat(FIRST_PAGES * 16 - 2), fc.oneof(fc.nat(4095), fc.constantFrom(0, 1, 4088, 4089, 4095)))
  .map(([page, offset]) => Math.max(MEMORY_START, page * 4096 + offset));

const { actions } = fc.letrec<{ action: Action; actions: Action[] }>((tie) => ({
  action: fc.oneof(
    { depthSize: "small" },
    fc.record({ kind: fc.constant("store" as const), at: address, value: fc.bigInt(0n, 2n ** 64n - 1n) }),
    fc.record({ kind: fc.constant("fill" as const), at: address, size: fc.nat(5000), value: fc.nat(255) }),
    fc.record({ kind: fc.constantFrom("grow" as const, "yield" as const) }),
    fc.record({ kind: fc.constant("fork" as const), child: tie("actions") }),
  ),
  actions: fc.array(tie("action"), { maxLength: 6 }),
}));

/** What every process of the program must report, computed on plain arrays; sorted. */
function model(program: readonly Action[]): string[] {
  const reports: string[] = [];
  let processes = 0;
  function runProcess(todo: readonly Action[], inherited: Uint8Array): void {
    let memory = inherited;
    const id = processes++;
    for (const action of todo) {
      if (action.kind === "store") new DataView(memory.buffer).setBigUint64(action.at, action.value, true);
      else if (action.kind === "fill") memory.fill(action.value, action.at, action.at + action.size);
      else if (action.kind === "grow") {
        const larger = new Uint8Array(memory.length + WASM_PAGE);
        larger.set(memory);
        memory = larger;
      } else if (action.kind === "fork") runProcess(action.child, memory.slice());
    }
    reports.push(`${id} ${memory.length / WASM_PAGE} ${hash(memory)}`);
  }
  runProcess(program, new Uint8Array(FIRST_PAGES * WASM_PAGE));
  return reports.sort();
}

/** FNV-1a over words of 32 bits. */
function hash(memory: Uint8Array): number {
  const words = new Uint32Array(memory.buffer, MEMORY_START);
  let value = 0x811c9dc5;
  for (const word of words) value = Math.imul(value ^ word, 0x01000193);
  return value >>> 0;
}

/** The same program as a guest: each process's actions are nested in the fork that makes it. */
function compile(program: readonly Action[]): Uint8Array {
  let processes = 0;
  function code(todo: readonly Action[]): string {
    const id = processes++;
    const body = todo.map((action) => {
      if (action.kind === "store") return `(i64.store (i32.const ${action.at}) (i64.const ${action.value}))`;
      if (action.kind === "fill")
        return `(memory.fill (i32.const ${action.at}) (i32.const ${action.value}) (i32.const ${action.size}))`;
      if (action.kind === "grow") return "(drop (memory.grow (i32.const 1)))";
      if (action.kind === "yield") return "(drop (call $yield))";
      return `(if (i32.eqz (call $fork)) (then ${code(action.child)}))`;
    });
    return `${body.join("\n")} (call $report (i32.const ${id}))`;
  }
  return wat(`(module
    (import "prong_v1" "fork" (func $fork (result i32)))
    (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
    (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (memory (export "memory") ${FIRST_PAGES})
    (func $report (param $id i32) (local $at i32) (local $hash i32)
      (local.set $at (i32.const ${MEMORY_START}))
      (local.set $hash (i32.const 0x811c9dc5))
      (loop $words
        (local.set $hash (i32.mul (i32.xor (local.get $hash) (i32.load (local.get $at))) (i32.const 0x01000193)))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br_if $words (i32.lt_u (local.get $at) (i32.mul (memory.size) (i32.const ${WASM_PAGE})))))
      (i32.store (i32.const 0) (i32.const 16))
      (i32.store (i32.const 4) (i32.const 12))
      (i32.store (i32.const 16) (local.get $id))
      (i32.store (i32.const 20) (memory.size))
      (i32.store (i32.const 24) (local.get $hash))
      (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
      (call $exit (i32.const 0)))
    (func (export "_start") ${code(program)}))`);
}

/** Collects reports: three words of 32 bits each. */
class Reports extends HostStreams {
  readonly lines: string[] = [];

  override write(_stream: "stdout" | "stderr", bytes: Uint8Array): void {
    this.lines.push(new Uint32Array(bytes.slice().buffer).join(" "));
  }
}

it("every process finds in its memory what it and its ancestors stored, and nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(actions, fc.integer({ min: 1, max: 3 }), fc.nat(1000), async (program, places, seed) => {
      const wasm = compile(program);
      const wanted = model(program);
      for (const policy of [new Random(seed), undefined]) {
        const streams = new Reports();
        const options = policy === undefined ? { places, streams } : { places, streams, policy, seed };
        const { outcome } = await run(wasm, options);
        expect(outcome).toEqual({ kind: "ended", end: { code: 0 } });
        expect(streams.lines.sort()).toEqual(wanted);
      }
    }),
    { numRuns: 60 },
  );
});

/** Forks a child that yields; stores where its argument says, one page being all it has; waits. */
const wild = (address: number) =>
  wat(`(module
  (import "prong_v1" "fork" (func $fork (result i32)))
  (import "prong_v1" "wait4" (func $wait4 (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (func (export "_start")
    (if (i32.eqz (call $fork)) (then (drop (memory.grow (i32.const 3))) (drop (call $yield)) (call $exit (i32.const 0))))
    (drop (call $wait4 (i32.const -1) (i32.const 0) (i32.const 0) (i32.const 0)))
    (i32.store (i32.const ${address}) (i32.const 7))
    (call $exit (i32.load (i32.const ${address})))))`);

// Asyncify keeps its frames behind the memory, where a store does not trap; and where stores leave marks, these lie there.
describe.skipIf(CAPTURE === "asyncify")("a store past the end of the memory", () => {
  const END = WASM_PAGE;
  /** Behind the marks of the child, which has grown. */
  const MARKS_END = (1 + 3 + pagesBehind(undefined, 0, true)) * WASM_PAGE;

  it.each([
    ["is the end", "eager", END, 1],
    ["is the end", "eager", END, 2],
    ["is the end", "eager", END, 64],
    ["of the largest relative, and its marks, is the end", "cow", MARKS_END, 1],
    ["of the largest relative, and its marks, is the end", "cow", MARKS_END, 2],
    ["of the largest relative, and its marks, is the end", "cow", MARKS_END, 64],
  ] as const)("%s, whoever ran there before (%s: %i, with %i places)", async (_what, memory, end, places) => {
    const last = await run(wild(end - 4), { memory, places });
    expect(last.outcome).toEqual({ kind: "ended", end: { code: 7 } });
    const next = await run(wild(end - 3), { memory, places });
    expect(next.outcome).toEqual({ kind: "ended", end: { signal: 11 } });
  });
});
