import { describe, expect, it } from "vitest";
import { readFunctionNames } from "../../runtime/guest/wasm/names.ts";
import { readModule } from "../../runtime/guest/wasm/reader.ts";
import { reach } from "../../runtime/instrument/reach.ts";
import { wat } from "../guest/wat.ts";

const IMPORTS = `(import "prong_v1" "fork" (func $fork (result i32))) (import "prong_v1" "getpid" (func $getpid (result i32)))`;

function reached(text: string, suspends = "fork") {
  const module = readModule(wat(`(module ${IMPORTS} ${text})`, { names: true }));
  const names = readFunctionNames(module);
  const suspending = (index: number) => module.importedFunctions[index]?.name === suspends;
  const found = reach(module, suspending);
  return { module, names: [...found.functions].map((index) => names.get(index)), indirect: found.indirect };
}

describe("reach() finds", () => {
  it.each<[string, string, string[]]>([
    [
      "callers of what suspends, and their callers",
      "(func $a (drop (call $fork))) (func $b (call $a)) (func $c (call $b)) (func $other (drop (call $getpid)))",
      ["a", "b", "c"],
    ],
    [
      "callers in a circle",
      "(func $a (call $b)) (func $b (call $a) (drop (call $fork))) (func $alone (call $alone))",
      ["a", "b"],
    ],
    [
      "callers that come before and after",
      "(func $early (call $late)) (func $late (drop (call $fork)))",
      ["early", "late"],
    ],
    ["nothing where nothing suspends", "(func $a (drop (call $getpid)))", []],
    ["tail calls", "(func $a (result i32) (return_call $fork)) (func $b (drop (call $a)))", ["a", "b"]],
    ["calls in dead code, as nobody asks whether code is dead", "(func $a unreachable (drop (call $fork)))", ["a"]],
    [
      "indirect calls of the type of a function in an element segment",
      "(table 1 funcref) (elem (i32.const 0) $in) (func $in (param i32) (drop (call $fork))) (func $caller (call_indirect (param i32) (i32.const 0) (i32.const 0))) (func $else (call_indirect (param i64) (i64.const 0) (i32.const 0)))",
      ["in", "caller"],
    ],
    [
      "no indirect calls where the function is in no table",
      "(table 1 funcref) (func $in (param i32) (drop (call $fork))) (func $caller (call_indirect (param i32) (i32.const 0) (i32.const 0)))",
      ["in"],
    ],
    [
      "types that say the same under two numbers",
      "(type $one (func (param i32))) (type $two (func (param i32))) (table 1 funcref) (elem (i32.const 0) $in) (func $in (type $one) (drop (call $fork))) (func $caller (call_indirect (type $two) (i32.const 0) (i32.const 0)))",
      ["in", "caller"],
    ],
    [
      "what suspends itself in a table",
      "(table 1 funcref) (elem (i32.const 0) $fork) (func $caller (drop (call_indirect (result i32) (i32.const 0))))",
      ["caller"],
    ],
    [
      "indirect tail calls",
      "(table 1 funcref) (elem (i32.const 0) $fork) (func $caller (result i32) (return_call_indirect (result i32) (i32.const 0)))",
      ["caller"],
    ],
    [
      "functions that code refers to",
      "(table $t 1 funcref) (elem declare func $in) (func $in (drop (call $fork))) (func $put (table.set $t (i32.const 0) (ref.func $in))) (func $caller (call_indirect (i32.const 0)))",
      ["in", "caller"],
    ],
    [
      "functions that a global refers to",
      "(table $t 1 funcref) (global funcref (ref.func $in)) (func $in (drop (call $fork))) (func $caller (call_indirect (i32.const 0)))",
      ["in", "caller"],
    ],
    [
      "exported functions where a table is exported",
      `(table (export "t") 1 funcref) (func $in (export "in") (drop (call $fork))) (func $caller (call_indirect (i32.const 0)))`,
      ["in", "caller"],
    ],
    [
      "no exported functions where no table is",
      `(table 1 funcref) (func $in (export "in") (drop (call $fork))) (func $caller (call_indirect (i32.const 0)))`,
      ["in"],
    ],
  ])("%s", (_, text, expected) => {
    expect(reached(text).names.sort()).toEqual(expected.sort());
  });

  it("exported functions where a table is imported", () => {
    const text = `(import "e" "t" (table 1 funcref)) (func $in (export "in") (drop (call $fork))) (func $caller (call_indirect (i32.const 0)))`;
    // Its export gives the function another name.
    expect(reached(text).names).toEqual(["in", "caller"]);
  });

  it("functions with bodies that suspend by themselves", () => {
    const module = readModule(wat("(module (func) (func call 0) (func))"));
    expect([...reach(module, (index) => index === 0).functions]).toEqual([0, 1]);
  });
});

describe("indirect()", () => {
  it("says it of each type", () => {
    const { module, indirect } = reached(
      "(type $same (func (param i32))) (table 1 funcref) (elem (i32.const 0) $in $out) (func $in (param i32) (drop (call $fork))) (func $out (param f32)) (func $caller (call_indirect (type $same) (i32.const 0) (i32.const 0)))",
    );
    const told = module.types.map((type, index) => `${type?.parameters}>${type?.results} ${indirect(index)}`);
    expect(told.sort()).toEqual(["> false", ">i32 false", "f32> false", "i32> true"]);
    expect(indirect(99)).toBe(false);
  });
});

it("a chain of 100,000 functions is followed without recursion", () => {
  const length = 100_000;
  const module = readModule(wat(`(module ${IMPORTS} (func (drop (call $fork))) ${chain(length)})`));
  expect(reach(module, (index) => index === 0).functions.size).toBe(length);
});

/** Functions that each call the one before. */
function chain(length: number): string {
  return Array.from({ length: length - 1 }, (_, index) => `(func (call ${index + 2}))`).join("");
}
