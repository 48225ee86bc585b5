import { describe, expect, it } from "vitest";
import type { WasmModule } from "../../../runtime/guest/wasm/declarations.ts";
import { typeText } from "../../../runtime/guest/wasm/instruction-text.ts";
import { readTypedBody } from "../../../runtime/guest/wasm/read-body.ts";
import { readModule } from "../../../runtime/guest/wasm/reader.ts";
import { printFunction } from "../../../runtime/guest/wasm/text.ts";
import { compileGuest } from "../../frontend/compile/compile-guest.ts";
import { wat } from "../wat.ts";
import { bodyOf } from "./bodies.ts";
import { tinyModule } from "./tiny-module.ts";

const PRINTED = `(func $f (;3;) (param $0 i32) (result i32)
  (local $1 i64) (local $2 i64)
  block (;@1;)
    local.get $0
    i32.eqz
    br_if 0 (;@1;)
    loop (result i32) (;@2;)            ;; again while $0 is not 0
      i32.const 1
      local.get $0
      br_if 0 (;@2;)
      if
        call $here
      else
        nop
      end
      i32.const 2
    end
    ;; Two lines,
    ;; before it
    return
  ;; this comment is so long that nobody would look for it at the end of a line
  end
  call $here
  i32.const -1
)
`;

describe("printFunction()", () => {
  it("prints one instruction a line, indented by block, with comments between", () => {
    const body = bodyOf(`(param i32) (result i32) (local i64 i64)
      block
        local.get 0  i32.eqz  br_if 0
        loop (result i32)
          i32.const 1  local.get 0  br_if 0
          if call $here else nop end
          i32.const 2
        end
        return
      end
      call $here
      i32.const -1`);
    const names = new Map([
      [3, "f"],
      [0, "here"],
    ]);
    const comments = new Map<number, string | readonly string[]>([
      [4, "again while $0 is not 0"],
      [15, ["Two lines,", "before it"]],
      [16, "this comment is so long that nobody would look for it at the end of a line"],
    ]);
    expect(printFunction(body, { names, comments })).toBe(PRINTED);
  });

  it("lets no name and no comment end a line", () => {
    const body = bodyOf("call $here");
    const names = new Map([
      [3, "a\nb"],
      [0, "\u001b[2J"],
    ]);
    expect(printFunction(body, { names, comments: new Map([[0, "one\ntwo\u001b[31m"]]) })).toBe(
      '(func $"a\\u{a}b" (;3;)\n  call $"\\u{1b}[2J"                     ;; one two [31m\n)\n',
    );
  });

  it("wraps many parameters and locals", () => {
    const text = printFunction(bodyOf(`(param ${"i32 ".repeat(20)}) (local ${"f64 ".repeat(20)})`));
    expect(text.split("\n").every((line) => line.length <= 120)).toBe(true);
    expect(text).toContain("\n    (param $");
    expect(text).toContain("\n  (local $");
    expect(text.match(/\(local /g)).toHaveLength(20);
  });

  it("says the names of locals", () => {
    const body = bodyOf("(param i32) (local i32) local.get 0 local.set 1");
    expect(printFunction(body, { locals: new Map([[0, "count"]]) })).toBe(
      "(func (;3;) (param $count i32)\n  (local $1 i32)\n  local.get $count\n  local.set $1\n)\n",
    );
  });

  it("does not indent without end", () => {
    const open = Array.from({ length: 5000 }, () => [0x02, 0x40]).flat();
    const code = Uint8Array.from([...open, ...new Array<number>(5001).fill(0x0b)]);
    const module = readModule(tinyModule({ takes: [], leaves: [] }, code));
    expect(printFunction(readTypedBody(module, 0)).length).toBeLessThan(10_000 * 60);
  });
});

/** A module that declares what this one does, with other functions. */
function assembled(module: WasmModule, functions: string): Uint8Array {
  const parts = [
    ...module.types.map((type) => `(type (func ${type === undefined ? "" : typeText(type)}))`),
    ...module.importedFunctions.map(({ typeIndex }) => `(import "e" "f" (func (type ${typeIndex})))`),
    ...module.tables.map((type) => `(table 1 ${type})`),
    ...module.memories.map(() => "(memory 1)"),
    ...module.globals.map(({ type, mutable }) => `(global ${mutable ? `(mut ${type})` : type} (${type}.const 0))`),
  ];
  return wat(`(module ${parts.join("\n")}\n${functions})`);
}

describe("what is printed, assembled by wabt,", () => {
  it.each(["hello-fork.ts", "hello-fork.c", "sieve.c"])("is the code of %s", async (name) => {
    const module = readModule((await compileGuest(name)).wasm);
    const first = module.importedFunctions.length;
    const bodies = module.bodies.map((_, n) => readTypedBody(module, first + n));
    const again = readModule(assembled(module, bodies.map((body) => printFunction(body)).join("")));
    // Linkers pad numbers, so texts are compared, not bytes.
    bodies.forEach((body, n) => {
      const copy = readTypedBody(again, first + n);
      expect(printFunction(copy)).toBe(printFunction(body));
    });
  });

  it("is the same, byte for byte, where the compiler wrote the shortest numbers", async () => {
    const module = readModule((await compileGuest("hello-fork.ts")).wasm);
    const first = module.importedFunctions.length;
    const text = module.bodies.map((_, n) => printFunction(readTypedBody(module, first + n))).join("");
    const again = readModule(assembled(module, text));
    const code = ({ bytes, bodies }: WasmModule) =>
      bodies.map(({ start, end }) => Buffer.from(bytes.subarray(start, end)).toString("hex"));
    expect(code(again)).toEqual(code(module));
  });
});
