import { describe, expect, it } from "vitest";
import type { ValueType } from "../../runtime/guest/wasm/types.ts";
import { Frame } from "../../runtime/instrument/frame.ts";
import { CodeWriter } from "../../runtime/instrument/wasm/writer.ts";

const TYPES: readonly ValueType[] = ["i32", "i64", "f32", "f64", "v128", "funcref", "externref"];
const CURSOR = 9;
const SITE = 7;

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
    ["nothing but its footer", [], 8],
    ["each value at its size", [0, 1, 2, 3, 4], 8 + 4 + 8 + 4 + 8 + 16],
    ["a local once", [1, 1, 1], 16],
  ])("holds %s", (_, locals, size) => {
    expect(frameOf(...locals).size).toBe(size);
  });

  it.each([
    ["the first slot", [0], 0, "23092000360200"],
    ["the second, behind an i64", [1, 0], 0, "23092000360208"],
    ["an i64", [1], 1, "23092001370200"],
    ["an f32", [2], 2, "23092002380200"],
    ["an f64", [3], 3, "23092003390200"],
    ["a v128", [0, 4], 4, "23092004fd0b0204"],
  ])("saves a local to its slot: %s", (_, locals, local, code) => {
    expect(written((to) => frameOf(...locals).save(to, local))).toBe(code);
  });

  it("is finished with the numbers of its function and its site", () => {
    const [footer, site] = ["2309" + "4103" + "36020c", "2309" + "2007" + "360210"];
    expect(written((to) => frameOf(3, 0).finish(to, SITE))).toBe(`${footer}${site}2309${"4114"}6a2409`);
  });

  it("is taken below the cursor, if it is the function's: its slots, then its site", () => {
    const address = "2309" + "4114" + "6b" + "2207" + "2409";
    const check = "2007" + "28020c" + "4103" + "47" + "0440000b";
    const slots = "2007" + "2b0200" + "2103" + "2007" + "280208" + "2100";
    expect(written((to) => frameOf(3, 0).take(to, SITE))).toBe(
      `${address}${check}${slots}${"2007" + "280210" + "2107"}`,
    );
  });

  it.each([5, 6])("cannot hold a reference (local %i)", (local) => {
    expect(frameOf().reserve(local)).toBe(false);
    expect(frameOf().reserve(0)).toBe(true);
  });
});
