import { describe, expect, it } from "vitest";
import { signatureOf } from "../../runtime/guest/wasm/signatures.ts";
import { accessOf } from "../../runtime/instrument/accesses.ts";

const MEMORY_SIZE = 0x3f;
const MEMORY_GROW = 0x40;

/** All instructions with a fixed signature. */
function* instructions(): Generator<readonly [opcode: number, sub: number]> {
  for (let opcode = 0; opcode < 0xfb; opcode++) yield [opcode, 0];
  for (const opcode of [0xfc, 0xfd, 0xfe]) for (let sub = 0; sub < 0x140; sub++) yield [opcode, sub];
}

describe("accessOf()", () => {
  it("knows the instructions that take an address, and no others", () => {
    for (const [opcode, sub] of instructions()) {
      if (opcode === MEMORY_SIZE || opcode === MEMORY_GROW) continue;
      const needsMemory = signatureOf(opcode, sub)?.needsMemory ?? false;
      expect([opcode, sub, accessOf(opcode, sub) !== undefined]).toEqual([opcode, sub, needsMemory]);
    }
  });

  it("says of those that leave nothing that they write, and of loads that they do not", () => {
    for (const [opcode, sub] of instructions()) {
      const access = accessOf(opcode, sub);
      if (access === undefined || opcode === 0xfe) continue;
      expect([opcode, sub, access.writes]).toEqual([opcode, sub, signatureOf(opcode, sub)?.leaves.length === 0]);
    }
  });

  it.each([
    ["i32.load", 0x28, 0, 4, "reads"],
    ["i64.load32_u", 0x35, 0, 4, "reads"],
    ["i64.store", 0x37, 0, 8, "writes"],
    ["i64.store8", 0x3c, 0, 1, "writes"],
    ["v128.load8x8_s", 0xfd, 1, 8, "reads"],
    ["v128.store", 0xfd, 11, 16, "writes"],
    ["v128.store64_lane", 0xfd, 91, 8, "writes"],
    ["memory.atomic.wait64", 0xfe, 2, 8, "reads atomic"],
    ["i64.atomic.load16_u", 0xfe, 0x15, 2, "reads atomic"],
    ["i64.atomic.store32", 0xfe, 0x1d, 4, "writes atomic"],
    ["i32.atomic.rmw.add", 0xfe, 0x1e, 4, "reads writes atomic"],
    ["i64.atomic.rmw32.cmpxchg_u", 0xfe, 0x4e, 4, "reads writes atomic"],
  ])("%s", (_, opcode, sub, width, does) => {
    const [reads, writes, atomic] = ["reads", "writes", "atomic"].map((word) => does.includes(word));
    expect(accessOf(opcode, sub)).toEqual({ kind: "scalar", width, reads, writes, atomic });
  });
});
