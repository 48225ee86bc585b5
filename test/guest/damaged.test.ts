/**
 * Damaged programs: whatever is done to a module, it is refused with a reason or it is whole, and what the engine takes of those
 * that are whole, it takes when they have been instrumented too. See inspect.test.ts for modules cut off and for changed bytes.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspectGuest } from "../../runtime/guest/inspect.ts";
import { GuestModule } from "../../runtime/guest/module.ts";
import { GuestRefusal } from "../../runtime/guest/refusal.ts";
import { readModule } from "../../runtime/guest/wasm/reader.ts";
import { instrument } from "../../runtime/instrument/pipeline.ts";
import { ByteWriter } from "../../runtime/instrument/wasm/writer.ts";
import { compileGuest } from "../frontend/compile/compile-guest.ts";
import { wat } from "./wat.ts";

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const SECTIONS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];

function outcome(bytes: Uint8Array): GuestModule | GuestRefusal {
  try {
    return inspectGuest(bytes);
  } catch (error) {
    if (error instanceof GuestRefusal) return error;
    throw error;
  }
}

const program = wat(
  `(module (import "prong_v1" "fork" (func $fork (result i32))) (tag $e (param i32)) (table 2 funcref)
    (global $g (mut i64) (i64.const 5)) (memory (export "memory") 1 9)
    (func $f (param i32) (result f64) (local i64 v128)
      (loop $l (local.set 0 (i32.add (local.get 0) (call $fork))) (br_if $l (i32.lt_u (local.get 0) (i32.const 7))))
      (if (result f64) (local.get 0) (then (f64.const 1)) (else (f64.convert_i32_s (call $fork)))))
    (func (export "_start") (local i32)
      (block (br_table 0 0 (call $fork)))
      (try (do (throw $e (call $fork))) (catch $e (local.set 0)))
      (drop (i32.add (i32.load (local.get 0)) (call_indirect (result i32) (i32.const 0))))
      (drop (call $f (i32.const 3))))
    (elem (i32.const 0) $fork $f) (data (i32.const 8) "hello"))`,
  { names: true },
);
const compiled = (await compileGuest("hello-fork.c")).wasm;

describe("a count that is a lie, or a size, is refused before anything is made for it", () => {
  const counts: readonly (readonly [string, readonly number[]])[] = [
    ["2^32 - 1", [0xff, 0xff, 0xff, 0xff, 0x0f]],
    ["2^31", [0x80, 0x80, 0x80, 0x80, 0x08]],
    ["a million", [0xc0, 0x84, 0x3d]],
    ["a number of more than 32 bits", [0xff, 0xff, 0xff, 0xff, 0x1f]],
    ["a number without an end", [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80]],
  ];

  it.each(SECTIONS.flatMap((id) => counts.map(([what, count]) => [id, what, count] as const)))(
    "in section %i: %s",
    (id, _, count) => {
      const before = process.memoryUsage().arrayBuffers;
      for (const filling of [[], new Array<number>(20).fill(0), new Array<number>(200).fill(0x60)]) {
        const section = new ByteWriter().u8(...count, ...filling);
        const bytes = new ByteWriter()
          .u8(...HEADER)
          .section(id, section)
          .finish();
        expect(outcome(bytes)).toMatchObject({ reason: expect.stringMatching(/malformed|no-memory/) });
        const sized = new ByteWriter().u8(...HEADER, id, ...count, ...filling).finish();
        expect(outcome(sized)).toMatchObject({ reason: "malformed" });
      }
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 24);
    },
  );

  it("of the locals of a function", () => {
    const groups = [
      [1, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x7f],
      [2, 0xd0, 0x86, 0x03, 0x7f, 0xd0, 0x86, 0x03, 0x7b],
      [0xff, 0xff, 0xff, 0xff, 0x0f],
    ];
    for (const locals of groups) {
      const code = new ByteWriter().u32(1).sized(Uint8Array.of(...locals, 0x0b));
      const bytes = new ByteWriter()
        .u8(...HEADER)
        .section(1, Uint8Array.of(1, 0x60, 0, 0))
        .section(3, Uint8Array.of(1, 0))
        .section(5, Uint8Array.of(1, 0, 1))
        .section(7, new ByteWriter().u32(2).text("_start").u8(0, 0).text("memory").u8(2, 0))
        .section(10, code)
        .finish();
      expect(outcome(bytes)).toMatchObject({ reason: "malformed" });
    }
  });
});

/** What is done to the bytes from `at` on: some are taken out, put in twice, or moved, or others put in. */
const damage = fc.record({
  kind: fc.constantFrom("take out", "repeat", "put in", "change" as const),
  at: fc.nat(),
  size: fc.integer({ min: 1, max: 12 }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }),
});
type Damage = typeof damage extends fc.Arbitrary<infer Kind> ? Kind : never;

function damaged(bytes: Uint8Array, { kind, at, size, bytes: others }: Damage, from: number, to: number): Uint8Array {
  const start = from + (at % (to - from));
  const end = Math.min(to, start + size);
  const [head, middle, tail] = [bytes.subarray(0, start), bytes.subarray(start, end), bytes.subarray(end)];
  const put = {
    "take out": [],
    repeat: [...middle, ...middle],
    "put in": [...others, ...middle],
    change: [others[0] ?? 0, ...middle.subarray(1)],
  };
  return Uint8Array.from([...head, ...put[kind], ...tail]);
}

/** With the sizes of the code section and of the function made right again, so that more than the sizes is wrong. */
function damagedInside(bytes: Uint8Array, which: number, change: Damage): Uint8Array {
  const { bodies, sections } = readModule(bytes);
  const code = sections.find(({ id }) => id === 10) as { start: number; end: number };
  const section = new ByteWriter().u32(bodies.length);
  bodies.forEach(({ start, end }, n) => {
    const body = bytes.subarray(start, end);
    section.sized(n === which % bodies.length ? damaged(body, change, 0, body.length) : body);
  });
  return new ByteWriter()
    .raw(bytes.subarray(0, code.start))
    .section(10, section)
    .raw(bytes.subarray(code.end))
    .finish();
}

describe("a module that was damaged", () => {
  it("anywhere is refused or whole", () => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
        const bytes = damages.reduce((so, one) => damaged(so, one, 8, so.length), program);
        const found = outcome(bytes);
        expect(found instanceof GuestModule || found instanceof GuestRefusal).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("in a function is refused, or instrumented to what the engine takes", () => {
    const seen = { refused: 0, made: 0 };
    fc.assert(
      fc.property(fc.constantFrom(program, program, program, compiled), fc.nat(), damage, (base, which, change) => {
        const bytes = damagedInside(base, which, change);
        const found = outcome(bytes);
        // What is instrumented must be valid: whoever runs guests asks the engine first.
        if (found instanceof GuestRefusal || !WebAssembly.validate(bytes as BufferSource)) {
          seen.refused++;
          return;
        }
        try {
          expect(WebAssembly.validate(instrument(found).bytes as BufferSource)).toBe(true);
          seen.made++;
        } catch (error) {
          if (!(error instanceof GuestRefusal)) throw error;
          seen.refused++;
        }
      }),
      { numRuns: 1500 },
    );
    expect(Math.min(seen.refused, seen.made)).toBeGreaterThan(100);
  });
});
