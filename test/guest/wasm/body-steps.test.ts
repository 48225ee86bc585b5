import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Op } from "../../../runtime/guest/wasm/opcodes.ts";
import { readModule } from "../../../runtime/guest/wasm/reader.ts";
import { CodeWriter } from "../../../runtime/instrument/wasm/writer.ts";
import { compileGuest } from "../../frontend/compile/compile-guest.ts";
import { moduleOf } from "./bodies.ts";
import { engineProblemOf, problemOf, tinyModule } from "./tiny-module.ts";

// biome-ignore format: one instruction a line
const PIECES: readonly (readonly number[])[] = [
  [0x00],                                                          // unreachable
  [0x02, 0x40], [0x02, 0x7f], [0x02, 0x01], [0x02, 0x02],          // block
  [0x03, 0x40], [0x03, 0x7d], [0x03, 0x01], [0x03, 0x02],          // loop
  [0x04, 0x40], [0x04, 0x7f], [0x04, 0x01], [0x04, 0x02], [0x05],  // if else
  [0x06, 0x40], [0x06, 0x7f], [0x07, 0x00], [0x19], [0x18, 0x00], [0x18, 0x01], [0x09, 0x00], [0x08, 0x00], // try ...
  [0x0b], [0x0b], [0x0b],                                          // end
  [0x0c, 0x00], [0x0c, 0x01], [0x0d, 0x00], [0x0d, 0x01],          // br br_if
  [0x0e, 0x01, 0x00, 0x01], [0x0e, 0x02, 0x01, 0x00, 0x00],        // br_table
  [0x0f], [0x10, 0x00], [0x11, 0x01, 0x00], [0x12, 0x00],          // return call call_indirect return_call
  [0x1a], [0x1a], [0x1b], [0x1c, 0x01, 0x7f], [0x1c, 0x01, 0x70],  // drop select
  [0x20, 0x00], [0x20, 0x01], [0x21, 0x00], [0x22, 0x01],          // locals
  [0x23, 0x00], [0x24, 0x00], [0x25, 0x00], [0x26, 0x00],          // globals, tables
  [0x41, 0x07], [0x41, 0x07], [0x43, 0x00, 0x00, 0x00, 0x00],      // constants
  [0x45], [0x6a], [0x8c], [0xa8], [0xb2],                          // eqz add neg trunc convert
  [0xd0, 0x70], [0xd0, 0x6f], [0xd1], [0xd2, 0x00],                // ref.null ref.is_null ref.func
  [0xfc, 0x0f, 0x00], [0xfc, 0x10, 0x00], [0xfc, 0x11, 0x00], [0xfc, 0x0e, 0x00, 0x00], [0xfc, 0x0c, 0x00, 0x00],
];

describe("readTypedBody() and the engine agree", () => {
  const type = { takes: ["i32", "f32"], leaves: ["i32"] } as const;
  const more = [
    { takes: ["i32"], leaves: [] },
    { takes: ["i32", "f32"], leaves: ["f32", "i32"] },
  ] as const;

  /** Closes what is open, and ends with dead code so that any result is there. */
  function complete(pieces: readonly (readonly number[])[]): Uint8Array {
    const code = new CodeWriter();
    let open = 1;
    for (const piece of pieces) {
      const opcode = piece[0] as number;
      if (opcode === Op.end || opcode === Op.delegate) {
        if (open === 1) continue;
        open--;
      }
      if (opcode === Op.block || opcode === Op.loop || opcode === Op.if || opcode === Op.try) open++;
      code.u8(...piece);
    }
    for (; open > 0; open--) code.op(Op.unreachable).op(Op.end);
    return code.finish();
  }

  it("on instructions in any order, dead or alive", () => {
    let valid = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), fc.boolean(), (pieces, startsDead) => {
        const module = tinyModule(type, complete(startsDead ? [[Op.unreachable], ...pieces] : pieces), more);
        const engine = engineProblemOf(module);
        const ours = problemOf(module);
        if (engine === undefined) valid++;
        expect(
          [engine, ours].map((problem) => problem === undefined),
          `engine: ${engine}; ours: ${ours}`,
        ).toEqual(Array(2).fill(engine === undefined));
      }),
      { numRuns: 5000 },
    );
    expect(valid).toBeGreaterThan(500);
  });

  /** No type depends on these, so we leave them to the engine. */
  const LEFT_TO_THE_ENGINE =
    /alignment|atomic operand|lane|shuffle|data segment|element segment|undeclared|data count|local count|memory offset|offset \d+ is larger|maximum|type index/;

  it("on mutated modules, but for what no type depends on", async () => {
    const guests = await Promise.all(["hello-fork.c", "sieve.ts"].map(async (name) => (await compileGuest(name)).wasm));
    const bases = [
      ...guests,
      moduleOf(
        "(param i32 i64) (result i32) (local v128 f64) (block (result i32) (loop (br_if 0 (i32.eqz (local.get 0)))) (try (result i32) (do (call $two) drop) (catch_all (i32.load8_u offset=4 (i32.const 3)))))",
      ),
      moduleOf(
        "(local v128) (local.set 0 (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 (local.get 0) (v128.const i32x4 1 2 3 4))) (v128.store8_lane 3 (i32.const 0) (local.get 0)) (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))",
      ),
    ];
    const readable = bases.map((bytes) => ({ bytes, bodies: readModule(bytes).bodies }));
    const counts = { both: 0, neither: 0 };
    fc.assert(
      fc.property(
        fc.constantFrom(...readable),
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 3 }),
        ({ bytes, bodies }, which, changes) => {
          const { start, end } = bodies[which % bodies.length] as { start: number; end: number };
          const mutated = bytes.slice();
          for (const [at, value] of changes) mutated[start + (at % (end - start))] = value;
          const engine = engineProblemOf(mutated);
          const ours = problemOf(mutated);
          const say = `engine: ${engine}; ours: ${ours}`;
          if (engine === undefined && ours !== undefined) expect(ours, say).toMatch(/not supported/);
          if (engine !== undefined && ours === undefined) expect(engine, say).toMatch(LEFT_TO_THE_ENGINE);
          if ((engine === undefined) === (ours === undefined)) counts[engine === undefined ? "both" : "neither"]++;
        },
      ),
      { numRuns: 1500 },
    );
    expect(Math.min(counts.both, counts.neither)).toBeGreaterThan(50);
  });
});
