import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GuestRefusal } from "../../runtime/guest/refusal.ts";
import { Op } from "../../runtime/guest/wasm/opcodes.ts";
import { readModule } from "../../runtime/guest/wasm/reader.ts";
import { accessOf } from "../../runtime/instrument/accesses.ts";
import { SiteLocator } from "../../runtime/instrument/locate-site.ts";
import type { InstrumentOptions } from "../../runtime/instrument/pipeline.ts";
import { readStack } from "../../runtime/instrument/read-stack.ts";
import { program, wat } from "../guest/wat.ts";
import { ByHand, type Image, make, SUSPEND } from "./by-hand.ts";
import { type Features, NO_FEATURES, randomProgram } from "./random-program.ts";
import { eachStack, StackPlaces } from "./stack-places.ts";

const IMPORTS = `
  (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
  (import "prong_v1" "getpid" (func $getpid (result i32)))`;

/** The places of a program's stacks, as `1:call 2`: the third call of function 1. */
function places(bytes: Uint8Array, options: InstrumentOptions = {}, fuel?: number): string[] {
  const seen: string[] = [];
  eachStack(
    bytes,
    options,
    (name) => name === "sched_yield" || name === "preempt",
    (frames, _, reader) => {
      seen.push(
        frames
          .map(({ functionIndex, site }) =>
            site !== undefined && "at" in site
              ? `${functionIndex}:${reader.describe(functionIndex, site.at)}`
              : (site?.kind ?? "unknown"),
          )
          .join(" < "),
      );
    },
    fuel,
  );
  return seen;
}

describe("a site is found", () => {
  it("among calls that are no sites, in whatever blocks", () => {
    const bytes = program(
      `(drop (call $getpid)) (drop (call $yield))
       (block (br_if 0 (call $getpid)) (drop (call $yield)))
       (if (call $getpid) (then (drop (call $yield))) (else (drop (call $yield))))
       (drop (i32.add (call $getpid) (call $yield)))`,
      IMPORTS,
    );
    expect(places(bytes)).toEqual(["2:call 1 < entry", "2:call 5 < entry", "2:call 8 < entry"]);
  });

  it("behind dead code, which is left out", () => {
    const bytes = program(
      `(block (br 0) (drop (call $yield)) (loop (drop (call $yield)) (drop (call $getpid))))
       (drop (call $yield)) (return) (drop (call $yield))`,
      IMPORTS,
    );
    expect(places(bytes)).toEqual(["2:call 3 < entry"]);
    expect(places(bytes, { preempt: "memory" }).at(-1)).toBe("2:call 3 < entry");
  });

  it("where others are called through tables, and the host too", () => {
    const bytes = program(
      `(drop (call_indirect (type $t) (i32.const 0))) (drop (call_indirect (type $t) (i32.const 1)))
       (drop (call_indirect (type $t) (i32.const 2)))`,
      `${IMPORTS} (type $t (func (result i32))) (table 3 funcref) (elem (i32.const 0) $yield $inner $tail)
       (func $inner (type $t) (drop (memory.grow (i32.const 0))) (call $yield))
       (func $tail (type $t) (drop (call $getpid)) (return_call $yield))`,
    );
    expect(places(bytes, { marks: true })).toEqual([
      "syscall < 4:call_indirect 0 < entry",
      "2:call 0 < 4:call_indirect 1 < entry",
      "syscall < 3:return_call 0 < 4:call_indirect 2 < entry",
    ]);
  });

  it("in a function that was called in place of its caller", () => {
    const bytes = program(
      "(call $one)",
      `${IMPORTS} (func $two (drop (call $yield))) (func $one (drop (call $getpid)) (return_call $two))`,
    );
    expect(places(bytes)).toEqual(["2:call 0 < 4:call 0 < entry"]);
  });

  it.each([
    ["with names", true],
    ["without names", false],
  ])("at points, %s: the beginning, or the head of the loop", (_, names) => {
    const bytes = program(
      `(local i32 i32)
       (drop (call $getpid))
       (loop (local.set 1 (i32.const 0))
         (loop (br_if 0 (i32.lt_u (local.tee 1 (i32.add (local.get 1) (i32.const 1))) (i32.const 3))))
         (br_if 0 (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 3))))
       (loop (drop (call $getpid)) (br_if 0 (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 6))))`,
      IMPORTS,
      { names },
    );
    const inner = ["loop 0", "loop 1", "loop 1", "loop 1"];
    expect(places(bytes, { preempt: "loops", names }, 0)).toEqual(
      ["call 0", ...inner, ...inner, ...inner, "loop 2", "loop 2", "loop 2"].map(
        (place) => `preempted < 2:${place} < entry`,
      ),
    );
  });

  it("at accesses to shared memory", () => {
    const bytes = program(
      `(i32.store (i32.const 0) (i32.const 1)) (i32.store (i32.const 100) (i32.const 1))
       (drop (i32.load (i32.const 200))) (drop (call $yield)) (i32.store (i32.const 80) (i32.const 1))`,
      IMPORTS,
    );
    for (const marks of [false, true]) {
      expect(places(bytes, { preempt: "memory", marks })).toEqual([
        "preempted < 2:store 1 < entry",
        "preempted < 2:load 0 < entry",
        "2:call 0 < entry",
        "preempted < 2:store 2 < entry",
      ]);
    }
  });

  it("in what delivers signals", () => {
    const bytes = wat(`(module ${IMPORTS}
      (import "prong_v1" "signal_take" (func $take (param i32) (result i32)))
      (import "prong_v1" "sigaction" (func $sigaction (param i32 i32 i32) (result i32)))
      (memory (export "memory") 1)
      (func $deliver (export "prong_deliver_signals") (drop (call $take (i32.const 64))) (drop (call $yield)))
      (func (export "_start") (drop (call $getpid))))`);
    const host = new ByHand(make(bytes), (name) => {
      host.global("prong:pending").value = name === "getpid" ? 1 : 0;
      return name === "sched_yield" ? SUSPEND : 1;
    });
    const reader = new StackPlaces(bytes, host);
    const frames = reader.read(host.start() as Image);
    expect(frames.map(({ functionIndex, site }) => [functionIndex, site?.kind])).toEqual([
      [4, "call"],
      [expect.any(Number), "signals"],
      [5, "call"],
      [expect.any(Number), "entry"],
    ]);
  });
});

it("nothing is said of sites and functions that there are not", () => {
  const bytes = program("(drop (call $yield)) (call $leaf)", `${IMPORTS} (func $leaf)`);
  const reader = new StackPlaces(bytes, new ByHand(make(bytes), () => 0));
  expect(reader.locate(3, 1)).toMatchObject({ kind: "call" });
  for (const [functionIndex, site] of [
    [3, 0],
    [3, 2],
    [3, -1],
    [2, 1],
    [0, 1],
    [1e6, 1],
    [-1, 1],
  ] as const)
    expect(reader.locate(functionIndex, site)).toBeUndefined();
});

it("nothing is said of places where the guest is not the one that was instrumented", () => {
  const [one, other] = [1, 2].map((calls) => program("(drop (call $yield))".repeat(calls), IMPORTS)) as [
    Uint8Array,
    Uint8Array,
  ];
  const host = new ByHand(make(one), () => SUSPEND);
  const [frame] = readStack((host.start() as Image).frames, host.made.frames);
  const wrong = new SiteLocator(readModule(other), readModule(host.made.bytes));
  expect(wrong.locate(frame?.functionIndex ?? -1, frame?.site ?? -1)).toBeUndefined();
});

const WAITING = new Set(["sched_yield", "proc_raise", "kill", "preempt"]);
const choices = fc.noBias(
  fc.record({
    head: fc.uint8Array({ minLength: 8, maxLength: 120, size: "max" }),
    bodies: fc.array(fc.uint8Array({ maxLength: 250, size: "max" }), { minLength: 3, maxLength: 5 }),
  }),
);
const FEATURES: readonly Partial<Features>[] = [
  {},
  { tailCalls: true },
  { blockParameters: true },
  { waitingCatches: true },
];
const options = fc.constantFrom<InstrumentOptions>(
  {},
  { marks: true },
  { preempt: "loops" },
  { preempt: "memory" },
  { preempt: "memory", marks: true },
);

it("in random programs, every frame is at the call of the function inside it, or at a point", {
  timeout: 120_000,
}, () => {
  let checked = 0;
  fc.assert(
    fc.property(choices, options, fc.constantFrom(...FEATURES), (chosen, how, features) => {
      const bytes = randomProgram(chosen, { ...NO_FEATURES, ...features });
      try {
        eachStack(
          bytes,
          how,
          (name) => WAITING.has(name),
          (frames, name, reader) => {
            frames.forEach(({ functionIndex, site, instruction }, n) => {
              const inner = frames[n - 1];
              if (functionIndex >= reader.guest.functions.length) return;
              checked++;
              if (site?.kind === "point") {
                const first = reader.instructions(functionIndex)[0]?.start;
                const isPlace = [first, ...reader.heads(functionIndex)].includes(site.at);
                const isAccess = accessOf(instruction?.opcode ?? 0, instruction?.sub ?? 0) !== undefined;
                expect(inner?.site?.kind).toBe("preempted");
                expect(isPlace || (isAccess && how.preempt === "memory")).toBe(true);
                return;
              }
              expect(site?.kind).toBe("call");
              if (instruction?.opcode === Op.callIndirect || features.tailCalls === true) return;
              const called = reader.guest.importedFunctions[instruction?.index ?? -1]?.name;
              if (inner === undefined) expect(called).toBe(name);
              else expect(instruction?.index).toBe(inner.functionIndex);
            });
          },
        );
      } catch (error) {
        if (!(error instanceof GuestRefusal)) throw error;
      }
    }),
    { numRuns: 150 },
  );
  expect(checked).toBeGreaterThan(1000);
});
