import { describe, expect, it } from "vitest";
import type { ValueType } from "../../runtime/guest/wasm/types.ts";
import { Frame } from "../../runtime/instrument/frame.ts";
import { CodeWriter } from "../../runtime/instrument/wasm/writer.ts";

const TYPES: readonly ValueType[] = ["i32", "i64", "f32", "f64", "v128", "funcref", "externref"];
const CURSOR = 9;

const frameOf = (...locals: number[]) => {
  const frame = new Frame(3, (local) => TYPES[local] as ValueType, CURSOR);
  for (const local of locals) frame.reserve(local);
  return frame;
};

const written = (write: (code: CodeWriter) => void) => {
  const code = new CodeWriter();
  write(code);
  return Buffer.from(code.finish()).toString("hex");
};

describe("the frame of a function", () => {
  it.each([
    ["nothing but its header", [], 8],
    ["each value at its size", [0, 1, 2, 3, 4], 8 + 4 + 8 + 4 + 8 + 16],
    ["a local once", [1, 1, 1], 16],
  ])("holds %s", (_, locals, size) => {
    expect(frameOf(...locals).size).toBe(size);
  });

  it.each([
    ["the first slot", [0], 0, "23092000360208"],
    ["the second, behind an i64", [1, 0], 0, "23092000360210"],
    ["an i64", [1], 1, "23092001370208"],
    ["an f32", [2], 2, "23092002380208"],
    ["an f64", [3], 3, "23092003390208"],
    ["a v128", [0, 4], 4, "23092004fd0b020c"],
  ])("saves a local to its slot: %s", (_, locals, local, code) => {
    expect(written((to) => frameOf(...locals).save(to, local))).toBe(code);
  });

  it("moves the cursor down before it reads slots and site, and up after it wrote the header", () => {
    const frame = frameOf(3, 0);
    const down = "230941146b2409"; // cursor -= 20
    const slots = "23092b02082103" + "230928021021" + "00";
    expect(written((to) => frame.restore(to, 7))).toBe(`${down}${slots}23092802042107`);
    expect(written((to) => frame.finish(to, 7))).toBe("23094103360200" + "23092007360204" + "230941146a2409");
  });

  it.each([5, 6])("refuses a reference (local %i), and names the function", (local) => {
    expect(() => frameOf(local)).toThrow(
      `function 3 keeps a reference (${TYPES[local]}) while it calls what may wait, and a frame cannot hold that`,
    );
  });
});
