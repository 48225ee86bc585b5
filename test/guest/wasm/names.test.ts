import { describe, expect, it } from "vitest";
import { readFunctionNames } from "../../../runtime/guest/wasm/names.ts";
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
