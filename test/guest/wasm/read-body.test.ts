import { describe, expect, it } from "vitest";
import { MalformedModule } from "../../../runtime/guest/wasm/leb.ts";
import { Op } from "../../../runtime/guest/wasm/opcodes.ts";
import { readTypedBody } from "../../../runtime/guest/wasm/read-body.ts";
import { readModule } from "../../../runtime/guest/wasm/reader.ts";
import type { TypedBody } from "../../../runtime/guest/wasm/typed-body.ts";
import type { FunctionType } from "../../../runtime/guest/wasm/types.ts";
import { CodeWriter } from "../../../runtime/instrument/wasm/writer.ts";
import { compileGuest, guestNames } from "../../frontend/compile/compile-guest.ts";
import { wat } from "../wat.ts";
import { bodyOf, moduleOf, where } from "./bodies.ts";
import { engineProblemOf, problemOf, tinyModule } from "./tiny-module.ts";

/** The stack and the depth at each call of $here. */
function atCalls(body: TypedBody): string[] {
  const calls = where(body, Op.call).filter((i) => body.index(i) === 0);
  return calls.map((i) => {
    if (!body.isReachable(i)) return "dead";
    const stack = body.stackBefore(i);
    expect(body.height(i)).toBe(stack.length);
    return `${body.depth(i)}: ${stack.join(" ")}`.trim();
  });
}

describe("the operand stack at a call", () => {
  it.each<[string, string, string[]]>([
    ["of an empty function", "call $here", ["0:"]],
    ["holds what is below", "i32.const 1 i64.const 2 call $here drop drop", ["0: i32 i64"]],
    [
      "holds constants of all types",
      "f32.const 0 f64.const 0 v128.const i64x2 0 0 ref.null func ref.null extern call $here drop drop drop drop drop",
      ["0: f32 f64 v128 funcref externref"],
    ],
    [
      "counts from the start of the function, not of the block",
      "i32.const 1 (block (result f32) f32.const 1 call $here) call $here drop drop",
      ["1: i32 f32", "0: i32 f32"],
    ],
    [
      "in the arms of an if",
      "(local i32) i64.const 1 (if (result f64) (local.get 0) (then f64.const 1 call $here) (else call $here f64.const 2)) call $here drop drop",
      ["1: i64 f64", "1: i64", "0: i64 f64"],
    ],
    ["in a condition", "(if (block (result i32) i32.const 1 call $here) (then call $here))", ["1: i32", "1:"]],
    [
      "in a loop that takes values",
      "i32.const 1 i64.const 2 (loop (param i32 i64) (result i32) call $here drop call $here) call $here drop",
      ["1: i32 i64", "1: i32", "0: i32"],
    ],
    [
      "in the arms of an if that takes values",
      "i32.const 1 f32.const 2 (if (param i32 f32) (result f32) (i32.const 0) (then call $here drop drop f32.const 0) (else call $here drop drop f32.const 1)) drop",
      ["1: i32 f32", "1: i32 f32"],
    ],
    ["after a call with two results", "call $two call $here drop drop", ["0: i32 i64"]],
    [
      "after a call with arguments",
      "i32.const 1 i32.const 2 i32.const 3 call $add call $here drop drop",
      ["0: i32 i32"],
    ],
    [
      "after select, which has the type of its operands",
      "f64.const 1 f64.const 2 i32.const 1 select call $here drop",
      ["0: f64"],
    ],
    [
      "after select of references",
      "ref.null func ref.null func i32.const 1 (select (result funcref)) call $here drop",
      ["0: funcref"],
    ],
    [
      "after a branch that may not be taken",
      "(block (result i32) i64.const 5 i32.const 1 i32.const 2 br_if 0 call $here drop drop i32.const 1) call $here drop",
      ["1: i64 i32", "0: i32"],
    ],
    ["after variables", "(local i64 f32) global.get $g local.get 1 local.tee 1 call $here drop drop", ["0: f64 f32"]],
    ["in dead code", "(block (result i32) i32.const 1 br 0 call $here) call $here drop", ["dead", "0: i32"]],
    ["in a block in dead code", "unreachable (block call $here) call $here", ["dead", "dead"]],
    [
      "in the else of an if whose then is left",
      "(if (i32.const 1) (then return call $here) (else call $here)) call $here",
      ["dead", "1:", "0:"],
    ],
    [
      "after br_table",
      "(block (block (result i32) i32.const 7 (br_table 0 0 (i32.const 0)) call $here) call $here drop) call $here",
      ["dead", "1: i32", "0:"],
    ],
    [
      "in a try and its catches",
      "i64.const 1 (try (result i32) (do f32.const 1 call $here drop i32.const 1) (catch $t call $here drop) (catch_all call $here i32.const 2)) call $here drop drop",
      ["1: i64 f32", "1: i64 i32 f32", "1: i64", "0: i64 i32"],
    ],
    [
      "after a try that delegates",
      "(try (do (try (result i32) (do i32.const 1 call $here) (delegate 0)) call $here drop) (catch_all (rethrow 0) call $here))",
      ["2: i32", "1: i32", "dead"],
    ],
    ["after throw", "i32.const 1 f32.const 1 throw $t call $here", ["dead"]],
    ["after tables were read", "i32.const 0 table.get 0 ref.is_null table.size 0 call $here drop drop", ["0: i32 i32"]],
    ["after a tail call", "return_call $here call $here", ["dead"]],
  ])("%s", (_, text, expected) => {
    expect(atCalls(bodyOf(text))).toEqual(expected);
  });
});

describe("readTypedBody() refuses, as the engine does,", () => {
  it.each([
    ["an operand of another type", "i64.const 1 i32.eqz drop", "0x45 wants i32, but finds i64"],
    ["an operand that is missing", "i32.const 1 i32.add drop", "0x6a wants i32, but the stack is empty"],
    [
      "an operand that lies outside of the block",
      "i32.const 1 (block drop)",
      "0x1a wants a value, but the stack is empty",
    ],
    ["a value that nobody takes", "i32.const 1", "0x0b finds more values"],
    ["a result that is missing", "(result i32)", "0x0b wants i32"],
    [
      "an if without else that has a result",
      "(result i32) (if (result i32) (i32.const 1) (then (i32.const 1)))",
      "needs an else",
    ],
    [
      "arms of different types",
      "(if (result i32) (i32.const 1) (then (i32.const 1)) (else (i64.const 1))) drop",
      "wants i32, but finds i64",
    ],
    ["a branch without its value", "(block (result i32) br 0) drop", "0x0c wants i32"],
    [
      "labels that take different numbers of values",
      "(block (result i32) (block (br_table 0 1 (i32.const 1) (i32.const 0))) i32.const 0) drop",
      "different numbers",
    ],
    ["a label too far out", "br 1", "there is no label 1"],
    ["a local that is not there", "(local i32) local.get 1 drop", "there is no local 1"],
    ["setting a local of another type", "(local i32) i64.const 1 local.set 0", "wants i32, but finds i64"],
    ["a global of another type", "i32.const 1 global.set $g", "wants f64, but finds i32"],
    ["select of two types", "i32.const 1 i64.const 1 i32.const 1 select drop", "wants i64, but finds i32"],
    ["untyped select of references", "ref.null func ref.null func i32.const 1 select drop", "selects references"],
    ["ref.is_null of a number", "i32.const 1 ref.is_null drop", "wants a reference"],
    ["a known type in dead code", "unreachable i64.const 1 i32.eqz drop", "wants i32, but finds i64"],
    [
      "what br_if made known in dead code",
      "(block (result i32) unreachable br_if 0 f32.neg br 0) drop",
      "wants f32, but finds i32",
    ],
    ["a tail call with other results", "(result i64) (return_call $add (i32.const 1) (i32.const 1))", "other results"],
    ["rethrow outside of a catch", "(try (do (rethrow 0)))", "in no such catch"],
  ])("%s", (_, text, problem) => {
    const bytes = moduleOf(text);
    expect(engineProblemOf(bytes)).toBeDefined();
    expect(problemOf(bytes)).toContain(problem);
  });

  it("a memory that is not there, and sets of a constant", () => {
    const without = (text: string) => wat(`(module (global $c i32 (i32.const 1)) (func ${text}))`);
    expect(problemOf(without("i32.const 0 i32.load drop"))).toContain("there is no memory 0");
    expect(problemOf(without("i32.const 0 global.set $c"))).toContain("is constant");
  });

  it("says at which byte", () => {
    const module = readModule(moduleOf("i64.const 1 i32.eqz drop"));
    const { end } = module.bodies[2] as { end: number };
    expect(() => readTypedBody(module, 3)).toThrow(expect.objectContaining({ offset: end - 3 }));
  });
});

describe("readTypedBody() does not take", () => {
  it.each([
    ["try_table", [0x1f, 0x40, 0x00, 0x0b], "0x1f is not supported"],
    ["throw_ref", [0x00, 0x0a], "0x0a is not supported"],
    ["call_ref", [0x00, 0x14, 0x00], "0x14 is not supported"],
    ["GC instructions", [0x00, 0xfb, 0x00, 0x00], "0xfb 0 is not supported"],
    ["null of other types", [0xd0, 0x6e, 0x1a], "null of a type"],
  ])("%s", (_, code, problem) => {
    expect(problemOf(tinyModule({ takes: [], leaves: [] }, Uint8Array.of(...code, 0x0b)))).toContain(problem);
  });

  it("memories with 64-bit addresses", () => {
    expect(problemOf(wat("(module (memory i64 1) (func i64.const 0 i32.load drop))"))).toContain("64-bit");
  });

  it("a function that pushes values without end", () => {
    const many = Array(1000).fill("i32") as "i32"[];
    const code = new CodeWriter();
    for (let calls = 0; calls < 20_000; calls++) code.with(Op.loop, 2).with(Op.br, 0).op(Op.end);
    const body = new CodeWriter().op(Op.unreachable).raw(code.finish()).op(Op.unreachable).op(Op.end).finish();
    const type = { takes: [], leaves: [] };
    const module = tinyModule(type, body, [type, { takes: many, leaves: many }]);
    expect(engineProblemOf(module)).toBeUndefined();
    expect(problemOf(module)).toContain("more values than any compiler");
  });
});

describe("readTypedBody() reads all of", async () => {
  const names = (await guestNames()).filter((name) => /hello-fork|sieve|qsort|pipeline|fork-tree/.test(name));

  it.each(names.flatMap((name) => ["-O0", "-O2"].map((level) => [name, level] as const)))(
    "%s %s",
    async (name, level) => {
      const module = readModule((await compileGuest(name, [level])).wasm);
      for (let index = module.importedFunctions.length; index < module.functions.length; index++) {
        const body = readTypedBody(module, index);
        for (const i of where(body, Op.call)) {
          if (!body.isReachable(i)) continue;
          const { parameters } = module.types[module.functions[body.index(i)] as number] as FunctionType;
          expect(body.stackBefore(i).slice(body.height(i) - parameters.length)).toEqual(parameters);
        }
      }
    },
  );
});

it("an imported function has no body", () => {
  expect(() => readTypedBody(readModule(moduleOf("")), 0)).toThrow(RangeError);
  expect(() => readTypedBody(readModule(moduleOf("local.get 0 drop")), 3)).toThrow(MalformedModule);
});
