import { describe, expect, it } from "vitest";
import { instructionName } from "../../../runtime/guest/wasm/instruction-names.ts";
import { identifier, instructionText } from "../../../runtime/guest/wasm/instruction-text.ts";
import { readTypedBody } from "../../../runtime/guest/wasm/read-body.ts";
import { readModule } from "../../../runtime/guest/wasm/reader.ts";
import { signatureOf } from "../../../runtime/guest/wasm/signatures.ts";
import { wat } from "../wat.ts";
import { tinyModule } from "./tiny-module.ts";

/** What we print for an instruction that wabt has assembled; in dead code, where all operands fit. */
function printed(text: string, names = {}): string {
  const bytes = wat(`(module (import "e" "here" (func $here)) (memory 1) (memory 1)
    (table 1 funcref) (table 1 externref) (table 1 funcref) (table 1 externref)
    (tag (param i32)) (global (mut i32) (i32.const 0)) (global i32 (i32.const 0)) (data "") (data "") (elem func) (elem func)
    (func (local i32 i32 f64) loop block unreachable ${text} unreachable end end))`);
  const body = readTypedBody(readModule(bytes), 1);
  expect(instructionText(body, 2, names)).toBe("unreachable");
  return instructionText(body, 3, names);
}

const MEMORY = /^(?!memory\.(size|grow|copy|fill|init)).*(load|store|rmw|notify|wait)/;
const WITH_ONE_LANE = /(extract|replace)_lane/;
const ACCESSES_OF_LANES = /(load|store)\d+_lane$/;

/** All instructions with a signature that wabt knows, with the immediates that their names ask for. */
const ALL = [0, 0xfc, 0xfd, 0xfe].flatMap((prefix) =>
  Array.from(
    { length: prefix === 0 ? 0xfb : 0x140 },
    (_, n) => (prefix === 0 ? [n, 0] : [prefix, n]) as [number, number],
  ).flatMap(([opcode, sub]) => {
    const name = signatureOf(opcode, sub) === undefined ? undefined : instructionName(opcode, sub);
    if (name === undefined || /128$|wide_.$|^i64.(add|sub)128/.test(name)) return [];
    if (/^...\.const|^v128.const|shuffle|^(data|elem)\.drop|memory\.init/.test(name)) return []; // rows below
    return [name];
  }),
);

describe("instructionText()", () => {
  it("says what wabt takes for the same instruction, for all with nothing or little after their names", () => {
    const written = ALL.flatMap((name) => {
      if (ACCESSES_OF_LANES.test(name)) return [`${name} 1`, `${name} offset=9 1`, `${name} 1 offset=9 1`];
      if (MEMORY.test(name)) return [name, `${name} offset=4294967295`, `${name} 1`, `${name} 1 offset=3`];
      return [WITH_ONE_LANE.test(name) ? `${name} 1` : name];
    });
    expect(written.length).toBeGreaterThan(700);
    expect(written.filter((text) => printed(text) !== text)).toEqual([]);
  });

  it.each([
    "i32.load align=1",
    "i64.load32_u offset=4 align=2",
    "v128.load32x2_s offset=1 align=4",
    "i64.store8 1 offset=8",
    "i32.const -2147483648",
    "i32.const 2147483647",
    "i64.const 9223372036854775807",
    "i64.const -9223372036854775808",
    "i64.const -1",
    "i64.const 4294967296",
    "v128.const i32x4 0x00000001 0xffffffff 0x12345678 0x80000000",
    "i8x16.shuffle 0 1 2 3 4 5 6 7 24 25 26 27 28 29 30 31",
    "memory.size",
    "memory.size 1",
    "memory.grow",
    "memory.grow 1",
    "memory.copy",
    "memory.copy 1 0",
    "memory.fill",
    "memory.fill 1",
    "memory.init 1",
    "memory.init 1 0",
    "data.drop 1",
    "elem.drop 0",
    "table.get 2",
    "table.set 0",
    "table.size 1",
    "table.grow 3",
    "table.fill",
    "table.copy",
    "table.copy 1 3",
    "table.init 1",
    "table.init 2 1",
    "select",
    "select (result f64)",
    "ref.null func",
    "ref.null extern",
    "ref.is_null",
    "ref.func 1",
    "call 0",
    "return_call 1",
    "call_indirect",
    "call_indirect 2 (param i32 i64) (result f32 f64)",
    "return_call_indirect (param i32)",
    "global.get 1",
    "global.set 0",
    "throw 0",
    "br 0 (;@2;)",
    "br_if 1 (;@1;)",
    "br 2 (;return;)",
    "br_table 1 0 2 0 (;@1 @2 return @2;)",
    "nop",
    "return",
  ])("%s", (text) => {
    expect(printed(text)).toBe(text);
  });

  it.each([
    ["block (result i32 i64)", "i32.const 0 i64.const 0 end"],
    ["loop (param i32) (result f64)", "drop f64.const 0 end"],
    ["if (result funcref)", "ref.null func else ref.null func end"],
    ["block", "end"],
    ["try", "end"],
  ])("%s", (text, rest) => {
    expect(printed(`${text} ${rest}`)).toBe(text);
  });

  it("counts the labels of delegate from outside of its try", () => {
    const bytes = wat("(module (func block try try delegate 0 try delegate 1 try delegate 2 catch_all end end))");
    const body = readTypedBody(readModule(bytes), 0);
    expect([3, 5, 7].map((i) => instructionText(body, i, {}))).toEqual([
      "delegate 0 (;@2;)",
      "delegate 1 (;@1;)",
      "delegate 2 (;return;)",
    ]);
  });

  it.each([
    "f32.const 0.1",
    "f32.const -0",
    "f32.const 3.4028235e+38",
    "f32.const 1e-45",
    "f32.const 16777216",
    "f32.const inf",
    "f32.const -inf",
    "f32.const nan",
    "f32.const -nan:0x1",
    "f32.const nan:0x7fffff",
    "f64.const 0.1",
    "f64.const -0",
    "f64.const 5e-324",
    "f64.const 1.7976931348623157e+308",
    "f64.const -inf",
    "f64.const nan",
    "f64.const nan:0x4000000000001",
  ])("%s", (text) => {
    expect(printed(text)).toBe(text);
  });

  it("names the functions, globals and locals that have a name", () => {
    const names = {
      functions: new Map([[0, "fork"]]),
      globals: new Map([[0, "prong:state"]]),
      locals: new Map([[1, "a b"]]),
    };
    expect(printed("call 0", names)).toBe("call $fork");
    expect(printed("global.get 0", names)).toBe("global.get $prong:state");
    expect(printed("local.get 0", names)).toBe("local.get $0");
    expect(printed("local.tee 1", names)).toBe('local.tee $"a b"');
  });

  it("says all 64 bits of a number, however it was written", () => {
    const padded = [0x42, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x1a, 0x0b];
    const bytes = tinyModule({ takes: [], leaves: [] }, Uint8Array.from(padded));
    expect(instructionText(readTypedBody(readModule(bytes), 0), 0, {})).toBe("i64.const -1");
  });
});

describe("identifier()", () => {
  it.each([
    ["main", "$main"],
    ["std::vector<int>", "$std::vector<int>"],
    ["operator new(unsigned long)", '$"operator new(unsigned long)"'],
    ["", '$""'],
    ['"\\', '$"\\u{22}\\u{5c}"'],
    ["\u001b[31m\n\u0085\u202e", '$"\\u{1b}[31m\\u{a}\\u{85}\\u{202e}"'],
    ["größe", '$"größe"'],
  ])("%j is %s", (name, text) => {
    expect(identifier(name)).toBe(text);
  });
});
