import { describe, expect, it } from "vitest";
import { readFunctionNames, readGlobalNames, readLocalNames } from "../../../runtime/guest/wasm/names.ts";
import { readModule } from "../../../runtime/guest/wasm/reader.ts";
import { wat } from "../wat.ts";

const TEXT = `(module (import "prong_v1" "fork" (func $imported (result i32))) (func $hidden) (func $shown (export "exported")))`;

describe("readFunctionNames()", () => {
  it("takes the names from the name section", () => {
    const names = readFunctionNames(readModule(wat(TEXT, { names: true })));
    expect([...names]).toEqual(
      expect.arrayContaining([
        [0, "imported"],
        [1, "hidden"],
        [2, "shown"],
      ]),
    );
  });

  it("makes do with imports and exports where there is none", () => {
    expect([...readFunctionNames(readModule(wat(TEXT)))].sort()).toEqual([
      [0, "fork"],
      [2, "exported"],
    ]);
  });

  it("gives what it can of a damaged name section", () => {
    const bytes = wat(TEXT, { names: true });
    const at =
      bytes.length -
      1 -
      [...bytes]
        .reverse()
        .findIndex(
          (_, back) =>
            String.fromCharCode(...bytes.slice(bytes.length - back - 1, bytes.length - back + 4)) === "shown",
        );
    bytes[at] = 0xff; // no UTF-8
    const names = readFunctionNames(readModule(bytes));
    expect([names.get(1), names.get(2)]).toEqual(["hidden", "exported"]);
  });
});

describe("readGlobalNames()", () => {
  it("takes the name section's names, and those of exports where it has none", () => {
    const module = readModule(
      namesSection(
        wat(
          `(module (global (export "shown") i32 (i32.const 0)) (global (export "other") i32 (i32.const 0)) (global i32 (i32.const 0)))`,
        ),
        7,
        [2, 1, 1, 0x61, 2, 1, 0x62],
      ),
    );
    expect([...readGlobalNames(module)]).toEqual([
      [0, "shown"],
      [1, "a"],
      [2, "b"],
    ]);
  });
});

describe("readLocalNames()", () => {
  it("takes those of one function", () => {
    const text = "(module (func (param $a i32) (local $b i64)) (func (param $c f32)) (func))";
    const module = readModule(wat(text, { names: true }));
    const names = [0, 1, 2, 3].map((index) => Object.fromEntries(readLocalNames(module, index)));
    expect(names).toEqual([{ 0: "a", 1: "b" }, { 0: "c" }, {}, {}]);
  });

  it("gives what it can of a damaged name section", () => {
    const module = readModule(namesSection(wat("(module (func (param i32)))"), 2, [1, 0, 2, 0, 1, 0x61]));
    expect([...readLocalNames(module, 0)]).toEqual([[0, "a"]]);
  });
});

/** The module with a name section that has one list. */
function namesSection(bytes: Uint8Array, kind: number, list: readonly number[]): Uint8Array {
  const payload = [4, ...new TextEncoder().encode("name"), kind, list.length, ...list];
  return Uint8Array.from([...bytes, 0, payload.length, ...payload]);
}
