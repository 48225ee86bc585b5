import { describe, expect, it } from "vitest";
import { inspectGuest } from "../../runtime/guest/inspect.ts";
import { Op } from "../../runtime/guest/wasm/opcodes.ts";
import { readTypedBody } from "../../runtime/guest/wasm/read-body.ts";
import { readModule } from "../../runtime/guest/wasm/reader.ts";
import type { TypedBody } from "../../runtime/guest/wasm/typed-body.ts";
import { type CallSites, findCallSites, type Sequence } from "../../runtime/instrument/call-sites.ts";
import { instrument } from "../../runtime/instrument/pipeline.ts";
import { wat } from "../guest/wat.ts";

const FORK = `(import "prong_v1" "fork" (func $fork (result i32)))`;

/** The plan of a function in which every call of `$fork`, and every indirect call, is a site. */
function plan(body: string, more = ""): { body: TypedBody; sites: CallSites | undefined } {
  const module = readModule(
    wat(
      `(module ${FORK} (tag $e) (table 1 funcref) (func $two (param i32 i64) (result i32) (call $fork) (local.get 0) (i32.add)) (func ${body}) ${more})`,
    ),
  );
  const typed = readTypedBody(module, 2);
  return {
    body: typed,
    sites: findCallSites(
      typed,
      (i) => typed.opcode(i) === Op.callIndirect || (typed.opcode(i) === Op.call && typed.index(i) <= 1),
    ),
  };
}

const NAMES: Readonly<Record<number, string>> = {
  2: "block",
  3: "loop",
  4: "if",
  6: "try",
  16: "call",
  17: "indirect",
};

/** `call 1 [kept of operands] saves ...`, blocks with what is in them. */
function lines(body: TypedBody, sequence: Sequence, indent = ""): string[] {
  return sequence.targets.flatMap(({ at, first, last, operands, kept, saved, inside, isEntry, hasEntry }) => [
    `${indent}${isEntry ? "entry " : hasEntry ? "to entry " : ""}${NAMES[body.opcode(at)]} ${first === last ? first : `${first}-${last}`} keeps ${kept} of ${operands.length}` +
      (inside.length === 0 ? `, saves [${[...saved].sort((a, b) => a - b)}]` : ""),
    ...inside.flatMap((each, arm) => [...(arm === 1 ? [`${indent}else`] : []), ...lines(body, each, `${indent}  `)]),
  ]);
}

const planned = (text: string) => {
  const { body, sites } = plan(text);
  return { lines: sites === undefined ? undefined : lines(body, sites.body), added: sites?.added };
};

/** The locals that go through globals when the function is handed over. */
const handedOver = (text: string) => {
  const locals = plan(text).sites?.handedOver;
  return locals === undefined ? undefined : [...locals].sort((a, b) => a - b);
};

describe("the sites of a function", () => {
  it("are none where it makes no such call, or only in dead code", () => {
    expect(planned("(nop)").lines).toBeUndefined();
    expect(planned("(return) (drop (call $fork))").lines).toBeUndefined();
  });

  it("keep what lies on the stack below the arguments", () => {
    expect(planned("(param i32) (drop (i32.add (local.get 0) (call $two (i32.const 1) (i64.const 2))))")).toEqual({
      lines: ["call 1 keeps 1 of 3, saves [1]"],
      added: ["i32", "i32", "i64"],
    });
  });

  it("do not keep the index of an indirect call: the frame says whom to call again", () => {
    expect(planned("(call_indirect (param f32) (f32.const 1) (i32.const 0))")).toEqual({
      lines: ["indirect 1 keeps 0 of 2, saves []"],
      added: ["f32", "i32"],
    });
  });

  it("keep what the blocks around them lie on, and what is needed afterwards", () => {
    const text = `(param i64 i32) (result i64)
      (local.get 0)
      (block (result i64)
        (if (local.get 1) (then (drop (call $fork))) (else (loop (br_if 0 (call $fork)))))
        (i64.const 1))
      (i64.add) (drop (call $fork))`;
    expect(planned(text)).toEqual({
      lines: [
        "to entry block 1-3 keeps 1 of 1",
        "  to entry if 1-3 keeps 0 of 1",
        "    call 1 keeps 0 of 0, saves [2]",
        "  else",
        "    entry loop 2-3 keeps 0 of 0",
        "      call 3 keeps 0 of 0, saves [2]",
        "call 4 keeps 1 of 1, saves [2]",
      ],
      added: ["i64", "i32"],
    });
  });

  it("are found in the body of a try", () => {
    expect(planned("(try (do (drop (call $fork))) (catch $e) (catch_all))").lines).toEqual([
      "try 1 keeps 0 of 0",
      "  call 1 keeps 0 of 0, saves []",
    ]);
  });
});

describe("an outermost loop with sites", () => {
  it("has a number, and so have those in it that are much of it, but not the small ones", () => {
    const small = "(loop (br_if 0 (call $fork)))";
    const text = `(param i32) (loop (loop ${"(nop) ".repeat(40)} ${small} (br_if 0 (local.get 0))) (br_if 0 (local.get 0))) ${small}`;
    expect(planned(text).lines).toEqual([
      "entry loop 1-3 keeps 0 of 0",
      "  entry loop 2-3 keeps 0 of 0",
      "    loop 3 keeps 0 of 0",
      "      call 3 keeps 0 of 0, saves [0]",
      "entry loop 4-5 keeps 0 of 0",
      "  call 5 keeps 0 of 0, saves []",
    ]);
  });

  it("has none where the one around it has none, however much of that it is", () => {
    const text = `(param i32) (loop ${"(nop) ".repeat(100)} (loop (loop (br_if 0 (call $fork))) (br_if 0 (local.get 0))))`;
    expect(planned(text).lines?.slice(0, 3)).toEqual([
      "entry loop 1-2 keeps 0 of 0",
      "  loop 2 keeps 0 of 0",
      "    loop 2 keeps 0 of 0",
    ]);
  });

  it.each([
    [
      "nothing where there is no such loop",
      "(param i32) (drop (call $fork)) (loop (br_if 0 (local.get 0)))",
      undefined,
    ],
    ["what is needed at its head", "(param i32 i64) (loop (drop (call $fork)) (br_if 0 (local.get 0)))", [0]],
    ["what it lies on", "(param i64) (local.get 0) (loop (br_if 0 (call $fork))) (drop)", [1]],
    ["what it takes", "(i32.const 5) (loop (param i32) (drop) (i32.const 4) (br_if 0 (call $fork)) (drop))", [0]],
  ])("hands over %s", (_, text, locals) => {
    expect(handedOver(text)).toEqual(locals);
  });
});

describe("a function is refused by its number and name", () => {
  const program = (body: string) =>
    inspectGuest(
      wat(
        `(module ${FORK} (tag $e) (memory (export "memory") 1) (func $use (param externref)) ${body} (export "_start" (func $f)))`,
      ),
      "it.wasm",
    );

  it.each([
    [
      "with a site in a catch",
      "(func $f (try (do) (catch $e (drop (call $fork)))))",
      "function 2 (_start) calls what may wait from within a catch",
    ],
    [
      "with a site in the second catch, and one in the try",
      "(func $f (try (do (drop (call $fork))) (catch $e) (catch_all (block (drop (call $fork))))))",
      "function 2 (_start) calls what may wait from within a catch",
    ],
    [
      "with a reference in a variable across a site",
      "(func $f (local $r externref) (drop (call $fork)) (call $use (local.get $r)))",
      "function 2 (_start) keeps a reference (externref) while it calls what may wait",
    ],
    [
      "with a reference on the stack across a site",
      "(func $f (ref.null func) (drop (call $fork)) (drop))",
      "function 2 (_start) keeps a reference (funcref) while it calls what may wait",
    ],
  ])("%s", (_, body, message) => {
    expect(() => instrument(program(body))).toThrow(message);
  });

  it.each([
    [
      "a block with parameters that has no site",
      "(func $f (i32.const 1) (block (param i32) (drop)) (drop (call $fork)))",
    ],
    [
      "a reference that nobody needs after the site",
      "(func $f (local $r externref) (call $use (local.get $r)) (drop (call $fork)))",
    ],
    [
      "a reference among the arguments",
      "(func $g (param externref) (drop (call $fork))) (func $f (call $g (ref.null extern)))",
    ],
    ["a catch without a site", "(func $f (try (do (drop (call $fork))) (catch $e)))"],
  ])("but not for %s", (_, body) => {
    expect(WebAssembly.validate(instrument(program(body)).bytes as BufferSource)).toBe(true);
  });
});
