import { describe, expect, it, test } from "vitest";
import { Signal } from "../../../runtime/abi/signal.ts";
import { asTrap } from "../../../runtime/backend/emulated/traps.ts";
import { wat } from "../../guest/wat.ts";

/** Runs the body of a function, and answers what it throws. */
function thrownBy(body: string, more = ""): unknown {
  const bytes = wat(`(module (memory 1) (table 2 funcref) ${more} (func (export "run") ${body}))`);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes as BufferSource));
  try {
    (exports["run"] as () => void)();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

describe("on the engine that runs this test", () => {
  it.each([
    ["an integer divided by zero", "(drop (i32.div_s (i32.const 1) (i32.const 0)))", "SIGFPE"],
    ["a remainder of zero", "(drop (i64.rem_u (i64.const 1) (i64.const 0)))", "SIGFPE"],
    ["the quotient that does not fit", "(drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))", "SIGFPE"],
    ["a float that no integer can hold", "(drop (i32.trunc_f64_s (f64.const nan)))", "SIGFPE"],
    ["a load past the end of memory", "(drop (i32.load (i32.const 65533)))", "SIGSEGV"],
    ["a store at a negative address", "(i64.store (i32.const -8) (i64.const 1))", "SIGSEGV"],
    ["memory filled past its end", "(memory.fill (i32.const 0) (i32.const 1) (i32.const 65537))", "SIGSEGV"],
    ["memory copied past its end", "(memory.copy (i32.const 1) (i32.const 0) (i32.const 65536))", "SIGSEGV"],
    ["a null function called", "(call_indirect (i32.const 0))", "SIGSEGV"],
    ["a function called past the end of the table", "(call_indirect (i32.const 7))", "SIGSEGV"],
    ["a function of another type called", "(call_indirect (i32.const 1))", "SIGSEGV"],
    ["unreachable code", "unreachable", "SIGILL"],
    ["recursion without end", "(call $deep)", "SIGSEGV"],
  ] as const)("%s is a signal", (_what, body, signal) => {
    const more = "(func $deep (call $deep)) (func $other (param i32)) (elem (i32.const 1) $other)";
    expect(asTrap(thrownBy(body, more))?.signal).toBe(Signal[signal]);
  });
});

describe("the words of other engines are known:", () => {
  it.each([
    ["integer divide by zero", "SIGFPE"], // SpiderMonkey
    ["integer overflow", "SIGFPE"],
    ["invalid conversion to integer", "SIGFPE"],
    ["index out of bounds", "SIGSEGV"],
    ["indirect call to null", "SIGSEGV"],
    ["indirect call signature mismatch", "SIGSEGV"],
    ["unreachable executed", "SIGILL"],
    ["Division by zero (evaluating 'f()')", "SIGFPE"], // JavaScriptCore
    ["Integer overflow", "SIGFPE"],
    ["Out of bounds Trunc operation", "SIGFPE"],
    ["Out of bounds memory access (evaluating 'f()')", "SIGSEGV"],
    ["Out of bounds table access", "SIGSEGV"],
    ["Out of bounds call_indirect", "SIGSEGV"],
    ["call_indirect to a null table entry", "SIGSEGV"],
    ["call_indirect to a signature that does not match", "SIGSEGV"],
    ["Unreachable code should not be executed", "SIGILL"],
    ["something that nobody has thought of", "SIGILL"],
  ] as const)("%s", (message, signal) => {
    expect(asTrap(new WebAssembly.RuntimeError(message))?.signal).toBe(Signal[signal]);
  });

  it("that of an overflowing stack, which is no RuntimeError", () => {
    const internal = new Error("too much recursion");
    internal.name = "InternalError"; // SpiderMonkey
    for (const error of [new RangeError("Maximum call stack size exceeded"), internal]) {
      expect(asTrap(error)).toEqual({ signal: Signal.SIGSEGV, why: "call stack overflow" });
    }
  });
});

test.each([
  ["a RangeError of our own", new RangeError("Cannot set page 5 of a table of 3")],
  ["the engine's word on an allocation", new RangeError("Array buffer allocation failed")],
  ["an ordinary error", new Error("unreachable")],
  ["a TypeError", new TypeError("x is not a function")],
  ["something that is not even an error", "unreachable"],
  ["nothing", undefined],
])("%s is not the guest's doing", (_what, error) => {
  expect(asTrap(error)).toBeUndefined();
});
