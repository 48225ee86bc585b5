import { describe, expect, it } from "vitest";
import { type Explanation, explainGuest, type FunctionText } from "../../../runtime/frontend/explain/explanation.ts";
import { inspectGuest } from "../../../runtime/guest/inspect.ts";
import type { InstrumentOptions } from "../../../runtime/instrument/pipeline.ts";
import { wat } from "../../guest/wat.ts";
import { compileGuest } from "../compile/compile-guest.ts";

const GUESTS = ["hello-fork.c", "hello-fork.ts", "qsort-fork.c"];
const FORK = '(import "prong_v1" "fork" (func $fork (result i32)))';
const PROGRAM = `(module ${FORK} (memory (export "memory") 1) (global $depth (mut i32) (i32.const 0))
  (func $leaf (param $a i32) (result i32) (i32.add (local.get $a) (memory.size)))
  (func $same (param i32) (result i32) (local.get 0))
  (func $main (param $count i32) (result i32) (local $pid i32)
    (local.set $pid (call $fork))
    (i32.add (call $leaf (local.get $count)) (local.get $pid)))
  (func $start (export "_start") (drop (call $main (i32.const 3)))))`;

function explain(text: string, names = true, options: InstrumentOptions = {}): Explanation {
  const guest = inspectGuest(wat(text, { names }));
  return explainGuest(guest, options);
}

const resumed = ({ copies }: FunctionText) => copies.find(({ kind }) => kind === "resume")?.text ?? "";

describe("the functions of an explanation", () => {
  it("are those with code, with their sites and sizes", () => {
    const { functions, imports, names } = explain(PROGRAM);
    expect([imports, names.get(0)]).toEqual([1, "fork"]);
    expect(functions.map(({ index, name, isInstrumented, sites }) => [index, name, isInstrumented, sites])).toEqual([
      [1, "leaf", false, 0],
      [2, "same", false, 0],
      [3, "main", true, 1],
      [4, "start", true, 1],
    ]);
    for (const { isInstrumented, before, after, copies } of functions) {
      expect(after > before).toBe(isInstrumented);
      expect(copies > 0).toBe(isInstrumented);
    }
  });

  it("are the same of a program without names", () => {
    const named = explain(PROGRAM);
    const bare = explain(PROGRAM, false);
    expect(bare.functions.map(({ name }) => name)).toEqual([undefined, undefined, undefined, "_start"]);
    const rest = ({ functions }: Explanation) => functions.map((each) => ({ ...each, name: "" }));
    expect(rest(bare)).toEqual(rest(named));
    expect(resumed(bare.text(3)).split("\n").length).toBe(resumed(named.text(3)).split("\n").length);
  });
});

describe("the text of a function", () => {
  it("shows what was, and with a + what was added", () => {
    const text = explain(PROGRAM).text(3);
    const { before, after } = text;
    const resume = resumed(text);
    expect(before).toContain("(func $main (;3;) (param $count i32) (result i32)\n  (local $pid i32)\n");
    expect(before).not.toMatch(/prong:|\$\+/);
    expect(after).toMatch(/\$main .*\(param \$count i32\)/);
    expect(after).toMatch(
      / {6}call \$fork\n {6};; Was the stack captured in this call\?.*\n.*\n {6}global\.get \$prong:state/,
    );
    expect(after).toMatch(/;; \$count into the frame/);
    expect(after).toContain("local.set $+site");
    expect(resume).toMatch(/^\(func \$resume:3 /);
    expect(resume).toMatch(/;; The last frame, \d+ bytes, is this function's/);
    expect(resume).toMatch(/;; \$count from the frame/);
  });

  it("shows all copies, and takes no function of the guest for one", () => {
    const main = `(func $main (local i32) (loop $again (drop (call $fork)) (call $resume:2) (br_if $again (local.get 0))))`;
    const { functions, text } = explain(`(module ${FORK} (memory (export "memory") 1) ${main}
      (func $resume:2 nop nop) (func $start (export "_start") (call $main)))`);
    const { copies } = text(1);
    expect(copies.map(({ kind }) => kind)).toContain("resume");
    for (const { kind, text } of copies) expect(text).toMatch(new RegExp(`^\\(func \\$${kind}:1 `));
    expect(functions[1]).toMatchObject({ name: "resume:2", copies: 0 });
  });

  it("has no more than one part where a function stays as it is", () => {
    expect(explain(PROGRAM).text(2)).toMatchObject({ after: undefined, copies: [] });
  });

  it("says the lines of source, where the program has them", async () => {
    const { functions, text } = explainGuest(inspectGuest((await compileGuest("hello-fork.c", ["-g"])).wasm));
    const main = functions.find(({ name }) => name === "__original_main");
    const lines = text(main?.index ?? 0).before.match(/(?<=;; ).*hello-fork\.c:\d+$/gm);
    expect(lines?.[0]).toBe("assembly/guests/hello-fork.c:10");
    expect(new Set(lines).size).toBeGreaterThan(10);
  });

  it("shows what else is changed", () => {
    const { after, copies } = explain(PROGRAM).text(1);
    expect(after).toMatch(/global\.get \$prong:pages +;; memory\.size: what the guest has/);
    expect(copies).toEqual([]);
  });
});

describe("explainGuest()", () => {
  it.each(GUESTS)("takes all of %s, and finds words for each kind of code that was added", async (name) => {
    const guest = inspectGuest((await compileGuest(name)).wasm);
    const explanation = explainGuest(guest);
    const instrumented = explanation.functions.filter(({ isInstrumented }) => isInstrumented);
    expect(instrumented.length).toBeGreaterThan(0);
    for (const { index, sites } of instrumented) {
      const text = explanation.text(index);
      const { after = "" } = text;
      expect(sites).toBeGreaterThan(0);
      expect(after.match(/[wW]as the stack captured in this call\?/g)).toHaveLength(sites);
      expect(after).toContain(";; All captures end here");
      expect(resumed(text)).toMatch(/;; The last frame, \d+ bytes, is this function's/);
    }
  });
});
