import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspectGuest } from "../../runtime/guest/inspect.ts";
import { Op } from "../../runtime/guest/wasm/opcodes.ts";
import { readTypedBody } from "../../runtime/guest/wasm/read-body.ts";
import { readModule } from "../../runtime/guest/wasm/reader.ts";
import { exportState } from "../../runtime/instrument/export-state.ts";
import { preempt } from "../../runtime/instrument/preempt.ts";
import { virtualMemory } from "../../runtime/instrument/virtual-memory.ts";
import { ModuleEdit } from "../../runtime/instrument/wasm/module-edit.ts";
import { writeModule } from "../../runtime/instrument/wasm/write-module.ts";
import { program, wat } from "../guest/wat.ts";
import { randomProgram } from "./random-program.ts";
import { rewritten, Woven } from "./woven.ts";

const COUNTS = ["the global", "locals"] as const;
const PROGRAMS = Number(process.env.PRONG_PROGRAMS ?? 400);

function counting(guest: Uint8Array, count: (typeof COUNTS)[number]): Uint8Array {
  const edit = new ModuleEdit(inspectGuest(guest, "test.wasm").wasm);
  virtualMemory(edit, 0, false);
  exportState(edit);
  preempt(edit, undefined, count === "locals");
  return writeModule(edit);
}

/** How many points the program passes, the host letting it pass `fuel` each time. */
function pointsOf(bytes: Uint8Array, fuel: number): { points: number; visits: number } {
  let visits = 0;
  const host: Woven = new Woven(bytes, undefined, (what) => {
    expect([what, host.global("prong:fuel").value]).toEqual([0, -1]);
    host.global("prong:fuel").value = fuel;
    if (++visits > 100) throw new Error("it goes round and round");
  });
  host.global("prong:fuel").value = fuel;
  host.call("prong:entry");
  const left = host.global("prong:fuel").value as number;
  return { points: visits * (fuel + 1) + fuel - left, visits };
}

const LOOP =
  "(local $i i32) (loop $l (br_if $l (i32.lt_s (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 10))))";

describe.each(COUNTS)("points counted in %s", (count) => {
  it.each([
    ["nothing", "", "", 0],
    ["a loop of ten rounds", LOOP, "", 10],
    ["a call of a leaf", "(call $leaf)", "(func $leaf)", 1],
    ["a call of a function that calls", "(call $f)", "(func $leaf) (func $f (call $leaf))", 2],
    ["a call of a leaf with a loop", "(call $f)", `(func $f ${LOOP})`, 11],
    [
      "a call through a table",
      "(call_indirect (i32.const 0))",
      "(table 1 funcref) (elem (i32.const 0) $leaf) (func $leaf)",
      1,
    ],
    ["a loop that nobody goes round", "(loop) (loop)", "", 2],
    ["a loop left in the middle", "(block $b (loop $l (br_if $b (i32.const 1)) (br $l)))", "", 1],
    ["a loop left for good", "(loop $l (return))", "", 1],
    ["a loop left by a branch", "(block $b (loop $l (if (i32.const 1) (then (br $b))) (br $l)))", "", 1],
    [
      "a loop left with a value",
      "(drop (block $b (result i32) (loop $l (drop (br_if $b (i32.const 5) (i32.const 1))) (br $l)) (i32.const 3)))",
      "",
      1,
    ],
    ["a loop left by two blocks", "(block $b (loop $k (loop $l (br_if $b (i32.const 1)) (br $l)) (br $k)))", "", 2],
    [
      "a loop left for the next round of another",
      `(local $i i32) (loop $k (loop $l
      (br_if $k (i32.lt_s (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 5)))))`,
      "",
      10,
    ],
    ["a loop left by a table", "(block $b (loop $l (br_table $l $b $b (i32.const 2))))", "", 1],
    [
      "nested loops",
      "(local $i i32) (local $j i32) (loop $a (local.set $j (i32.const 0)) (loop $b (br_if $b (i32.lt_s (local.tee $j (i32.add (local.get $j) (i32.const 1))) (i32.const 4)))) (br_if $a (i32.lt_s (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 3))))",
      "",
      15,
    ],
    [
      "a loop with parameters and results",
      `(local $x i32) i32.const 5 loop $l (param i32) (result i32)
        i32.const 1 i32.sub local.tee $x local.get $x br_if $l end drop`,
      "",
      5,
    ],
    ["a start function", "", `(start $s) (func $s ${LOOP})`, 11],
  ])("%s", (_, body, more, points) => {
    const guest = more.includes("start $s")
      ? wat(`(module (memory (export "memory") 1) (func (export "_start")) ${more})`)
      : wat(`(module (memory (export "memory") 1) (func (export "_start") ${body}) ${more})`);
    const bytes = counting(guest, count);
    const ofStart = more.includes("start $s") ? points - 1 : points;
    for (const fuel of [0, 1, 2, 1000])
      expect(pointsOf(bytes, fuel)).toEqual({ points: ofStart, visits: Math.floor(ofStart / (fuel + 1)) });
  });
});

describe("however points are counted", () => {
  it("the host is visited at the same moments", () => {
    let visited = 0;
    fc.assert(
      fc.property(
        fc.record({
          head: fc.uint8Array({ maxLength: 60 }),
          bodies: fc.array(fc.uint8Array({ maxLength: 250 }), { minLength: 1, maxLength: 5 }),
        }),
        fc.array(fc.nat(9), { minLength: 1, maxLength: 9 }),
        (choices, fuels) => {
          const guest = randomProgram(choices);
          const [first, ...others] = COUNTS.map((count) => transcript(counting(guest, count), fuels));
          for (const other of others) expect(other).toEqual(first);
          visited += (first?.filter((line) => line.startsWith("door")) ?? []).length;
        },
      ),
      { numRuns: PROGRAMS },
    );
    expect(visited).toBeGreaterThan(PROGRAMS);
  });
});

/** Everything that the host can see, in order. */
function transcript(bytes: Uint8Array, fuels: readonly number[]): string[] {
  const lines: string[] = [];
  let visits = 0;
  const fuel = () => fuels[visits++ % fuels.length] as number;
  const state = () =>
    `fuel ${host.global("prong:fuel").value}, memory ${sum(host.bytes())}, ${host.global("global1").value}`;
  const host: Woven = new Woven(
    bytes,
    (name, args) => {
      lines.push(`${name}(${args.join(", ")}) with ${state()}`);
      return lines.length;
    },
    () => {
      if (visits > 5000) throw new Error("it does not end");
      lines.push(`door with ${state()}`);
      host.global("prong:fuel").value = fuel();
    },
  );
  host.global("prong:fuel").value = fuel();
  try {
    lines.push(String(host.call("prong:entry")));
  } catch (error) {
    if (!(error instanceof WebAssembly.Exception)) throw error;
    lines.push("it throws");
  }
  lines.push(`ended with ${state()}`);
  return lines;
}

function sum(bytes: Uint8Array): number {
  let hash = 0;
  for (let at = 0; at < 1100; at++) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
  return hash;
}

describe("a point", () => {
  it("delivers signals, in a guest that takes them", () => {
    const guest = wat(`(module
      (import "prong_v1" "sigaction" (func $sigaction (param i32 i32 i32) (result i32)))
      (memory (export "memory") 1)
      (global $taken (export "taken") (mut i32) (i32.const 0))
      (func (export "prong_deliver_signals") (global.set $taken (i32.add (global.get $taken) (i32.const 1))))
      (func (export "_start") ${LOOP}))`);
    let visits = 0;
    const host: Woven = new Woven(rewritten(guest, { preempt: "loops" }), undefined, () => {
      visits++;
      host.global("prong:fuel").value = 3;
      host.global("prong:pending").value = visits === 2 ? 1 : 0;
    });
    host.call("prong:entry");
    expect([visits, host.global("taken").value]).toEqual([3, 1]);
  });

  it("leaves a leaf without loops byte for byte as it was", () => {
    const guest = program("(call $leaf)", "(func $leaf (drop (memory.grow (i32.const 0)))) (func $other)");
    const [before, after] = [guest, rewritten(guest, { preempt: "loops" })].map((bytes) => {
      const module = readModule(bytes);
      return module.bodies.map(({ start, end }) => [...module.bytes.slice(start, end)]);
    });
    expect(after?.[2]).not.toEqual(before?.[2]);
    expect(after?.[1]).toEqual(before?.[1]);
  });

  it("keeps loops without calls free of calls", () => {
    const guest = wat(`(module (memory (export "memory") 1) (func (export "_start") ${LOOP}))`);
    const body = readTypedBody(readModule(rewritten(guest, { preempt: "loops" })), 0);
    const all = Array.from({ length: body.length }, (_, i) => i);
    const [outer, inner] = all.filter((i) => body.opcode(i) === Op.loop) as [number, number];
    const isInside = (i: number, loop: number) => i > loop && i < body.match(loop);
    const calls = all.filter((i) => body.opcode(i) === Op.call);
    expect(calls.map((i) => [isInside(i, outer), isInside(i, inner)])).toEqual([[true, false]]);
  });
});
