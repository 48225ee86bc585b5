import { expect, test } from "vitest";
import { withLines } from "../../../runtime/frontend/compile/line-section.ts";
import { openDebugLines } from "../../../runtime/guest/wasm/debug-lines.ts";
import { SectionId } from "../../../runtime/guest/wasm/declarations.ts";
import { Op } from "../../../runtime/guest/wasm/opcodes.ts";
import { readTypedBody } from "../../../runtime/guest/wasm/read-body.ts";
import { readModule } from "../../../runtime/guest/wasm/reader.ts";
import { where } from "../../guest/wasm/bodies.ts";
import { wat } from "../../guest/wat.ts";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A number as source maps write it. */
function vlq(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = "";
  do {
    const low = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? low | 32 : low];
  } while (rest > 0);
  return text;
}

/** Of places in the file, each made of a line and column (from 1) of a source; or of nothing. */
function mappings(...rows: [at: number, source?: number, line?: number, column?: number][]): string {
  let before = [0, 0, 1, 1];
  const segments = rows.map((row) => {
    const text = row.map((value = 0, index) => vlq(value - (before[index] ?? 0))).join("");
    before = before.map((value, index) => row[index] ?? value);
    return text;
  });
  return segments.join(",");
}

const wasm = await wat(`(module
  (func $first call $second call $second)
  (func $second)
  (func $third call $second))`);

/** Where the calls are in the file. */
function callsOf(bytes: Uint8Array): number[] {
  const module = readModule(bytes);
  return module.bodies.flatMap((_, index) => {
    const body = readTypedBody(module, index);
    return where(body, Op.call).map((instruction) => body.start(instruction));
  });
}

function linesOf(bytes: Uint8Array): string[] {
  const module = readModule(bytes);
  const code = module.sections.find(({ id }) => id === SectionId.code)?.payload ?? 0;
  const lines = openDebugLines(module);
  return callsOf(bytes).map((at) => {
    const found = lines?.locate(at - code);
    return found === undefined ? "-" : `${found.file}:${found.line}:${found.column}`;
  });
}

test("a line of the map is a line of the section", () => {
  const [a = 0, b = 0, c = 0] = callsOf(wasm);
  const map = {
    sources: ["main.ts", "~lib/größe.ts"],
    mappings: mappings([a, 0, 3, 7], [b, 1, 1000, 1], [c, 0, 2, 90]),
  };
  expect(linesOf(withLines(wasm, map))).toEqual(["main.ts:3:7", "~lib/größe.ts:1000:1", "main.ts:2:90"]);
});

test("what comes before the first line of a function has none, though another function is before it", () => {
  const [a = 0, b = 0, c = 0] = callsOf(wasm);
  const map = { sources: ["main.ts"], mappings: mappings([b, 0, 3, 1], [c + 1, 0, 9, 1]) };
  expect(a).toBeLessThan(b);
  expect(linesOf(withLines(wasm, map))).toEqual(["-", "main.ts:3:1", "-"]);
});

test("what is made of nothing keeps the line before it, and what lies outside of all code is left out", () => {
  const [a = 0, b = 0] = callsOf(wasm);
  const map = {
    sources: ["main.ts"],
    mappings: mappings([2, 0, 99, 1], [a, 0, 3, 1], [b], [wasm.length + 5, 0, 98, 1]),
  };
  expect(linesOf(withLines(wasm, map))).toEqual(["main.ts:3:1", "main.ts:3:1", "-"]);
});

test("the address of the map is taken out, and all else is as it was", () => {
  const url = new Uint8Array([0, 18, 16, ...new TextEncoder().encode("sourceMappingURL"), 0x78]);
  const made = withLines(new Uint8Array([...wasm, ...url]), { sources: [], mappings: "" });
  expect(made.subarray(0, wasm.length)).toEqual(wasm);
  expect(readModule(made).sections.flatMap(({ name = [] }) => name)).toEqual([".debug_line"]);
});
