import { describe, expect, it } from "vitest";
import { readTypedBody } from "../../runtime/guest/wasm/read-body.ts";
import { readModule } from "../../runtime/guest/wasm/reader.ts";
import { findMarks } from "../../runtime/instrument/find-marks.ts";
import { wat } from "../guest/wat.ts";

function marks(body: string, shares = true): { stores: unknown[]; loops: number[] } {
  const module = readModule(
    wat(`(module (memory 1) (func $leaf) (func (param $p i32) (param $q i32) ${body}) (func (call $leaf)))`),
  );
  const { stores, loops } = findMarks(readTypedBody(module, 1), shares);
  return { stores: [...stores.values()], loops: [...loops.values()] };
}

const store = (base: string) => `(i32.store ${base} (i32.const 1))`;
const P = store("(local.get $p)");
const Q = store("(local.get $q)");

describe("findMarks()", () => {
  it.each([
    ["a store relative to a local: the usual mark", P, [], []],
    ["the same again", P + P, ["none"], []],
    ["a constant address", store("(i32.const 8191)"), [{ page: 1 }], []],
    ["a constant address near 4 GiB", "(i32.store offset=4096 (i32.const -1) (i32.const 1))", [{ page: 2 ** 20 }], []],
    ["a loop without calls", `(loop ${P} ${Q} ${P})`, [{ last: 0 }, { last: 1 }, "none"], [2]],
    ["a loop in a loop", `(loop (loop ${P}) ${P})`, [{ last: 0 }, { last: 1 }], [2]],
    ["a loop with calls around one without", `(loop (call $leaf) (loop ${P}) ${Q})`, [{ last: 0 }], [1]],
    ["a store behind a loop", `(loop ${P}) ${P}`, [{ last: 0 }], [1]],
    [
      "many stores in a loop",
      `(loop ${`${P}(local.set $p (i32.const 0))`.repeat(10)})`,
      [0, 1, 2, 3, 4, 5, 6, 7].map((last) => ({ last })),
      [8],
    ],
    ["dead code", `(return) ${P} ${P}`, [], []],
  ])("%s", (_, body, stores, loops) => {
    expect(marks(body)).toEqual({ stores, loops });
  });

  it("lets no stores share where the host may look between them", () => {
    expect(marks(P + P, false)).toEqual({ stores: [], loops: [] });
  });
});
