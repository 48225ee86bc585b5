import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspectGuest } from "../../runtime/guest/inspect.ts";
import { GuestModule } from "../../runtime/guest/module.ts";
import { GuestRefusal } from "../../runtime/guest/refusal.ts";
import { program, wat } from "./wat.ts";

const text = (value: string) => new TextEncoder().encode(value);
const bytes = (...values: number[]) => Uint8Array.from(values);

const WASI = "wasi_snapshot_preview1";
const FORK = `(import "prong_v1" "fork" (func $fork (result i32)))`;
const EXIT = `(import "${WASI}" "proc_exit" (func $exit (param i32)))`;
const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

function refusal(module: Uint8Array): GuestRefusal {
  try {
    inspectGuest(module, "x.wasm");
  } catch (error) {
    if (error instanceof GuestRefusal) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("inspectGuest() takes", () => {
  it("a program, and says what it imports, exports and how much memory it wants", () => {
    const guest = inspectGuest(
      wat(`(module ${FORK} ${EXIT} (memory (export "memory") 2 5) (func (export "_start")))`),
      "x.wasm",
    );
    expect(guest.imports).toMatchObject([
      { module: "prong_v1", name: "fork", kind: "function" },
      { module: WASI, name: "proc_exit", kind: "function" },
    ]);
    expect(guest.exports.map(({ name }) => name)).toEqual(["memory", "_start"]);
    expect(guest.memory).toEqual({ initialPages: 2, maximumPages: 5 });
    expect(guest.name).toBe("x.wasm");
  });

  it.each([
    [
      "SIMD",
      "(drop (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 (v128.const i32x4 1 2 3 4) (v128.load (i32.const 0)))) (drop (v128.load8_lane 3 (i32.const 0) (v128.const i64x2 1 2)))",
    ],
    ["atomics on unshared memory", "(drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1))) (atomic.fence)"],
    [
      "saturating conversions and sign extension",
      "(drop (i32.trunc_sat_f64_s (f64.const 1))) (drop (i64.extend8_s (i64.const -9)))",
    ],
    [
      "bulk memory",
      "(memory.copy (i32.const 0) (i32.const 9) (i32.const 4)) (memory.fill (i32.const 0) (i32.const 9) (i32.const 4))",
    ],
    ["multiple values", "(block (result i32 i64) (i32.const 1) (i64.const 2)) drop drop"],
    ["legacy exceptions", "(try (do (try (do nop) (delegate 0))) (catch_all (rethrow 0)))"],
    [
      "every kind of constant",
      "(drop (i32.const -2147483648)) (drop (i64.const -9223372036854775808)) (drop (f32.const 1)) (drop (f64.const 1))",
    ],
    ["br_table", "(block (block (br_table 0 1 0 1 (i32.const 3))))"],
    [
      "typed select and null references",
      "(drop (select (result funcref) (ref.null func) (ref.null func) (i32.const 1)))",
    ],
  ])("%s", (_, body) => {
    expect(inspectGuest(program(body))).toBeInstanceOf(GuestModule);
  });

  it("reading from a table, and memory.init from a segment that is never dropped", () => {
    const more = `(table 1 funcref) (data $d "abc")`;
    const body = "(drop (table.get 0 (i32.const 0))) (memory.init $d (i32.const 0) (i32.const 0) (i32.const 3))";
    expect(inspectGuest(program(body, more))).toBeInstanceOf(GuestModule);
  });

  it("every kind of element segment", () => {
    const module =
      wat(`(module (memory (export "memory") 1) (table $a 4 funcref) (table $b 4 funcref) (func $f (export "_start"))
      (elem (i32.const 0) $f) (elem (table $b) (i32.const 0) func $f) (elem func $f) (elem declare func $f)
      (elem (i32.const 1) funcref (ref.func $f) (ref.null func)) (elem (table $b) (i32.const 1) funcref (ref.func $f)) (elem funcref (ref.func $f)))`);
    expect(WebAssembly.validate(module as BufferSource)).toBe(true);
    expect(inspectGuest(module).wasm.references).toHaveLength(7);
  });
});

it("inspectGuest() takes blocks nested 2,000 deep", () => {
  expect(WebAssembly.validate(nested(2000) as BufferSource)).toBe(true);
  expect(inspectGuest(nested(2000))).toBeInstanceOf(GuestModule);
});

describe("inspectGuest() refuses what is no core module:", () => {
  it.each([
    ["an empty file", bytes(), "empty", "the file is empty"],
    ["an ELF file", bytes(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0), "not-wasm", "ELF"],
    ["a Mach-O file", bytes(0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1), "not-wasm", "Mach-O"],
    ["a Windows program", bytes(0x4d, 0x5a, 0x90, 0), "not-wasm", "Windows"],
    ["a script", text("#!/bin/sh\necho hi\n"), "not-wasm", "#!"],
    ["C source", text("// hi\n#include <stdio.h>\nint main(void) { return 0; }\n"), "not-wasm", "C source"],
    ["AssemblyScript source", text('import { fork } from "prong";\n'), "not-wasm", "AssemblyScript"],
    ["WebAssembly text", text("(module (func))"), "not-wasm", "wat2wasm"],
    ["a web page", text("<!doctype html><title>404</title>"), "not-wasm", "web page"],
    ["a text", text("hello"), "not-wasm", "a text"],
    ["a gzip file", bytes(0x1f, 0x8b, 8, 0, 0), "not-wasm", "gunzip"],
    ["unknown bytes", bytes(1, 2, 3, 4, 5, 6, 7, 8, 9), "not-wasm", "unknown format"],
    ["a component", bytes(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0), "component", "wasm32-wasip1"],
    ["another version", bytes(0, 0x61, 0x73, 0x6d, 2, 0, 0, 0), "unknown-version", "version 2"],
    ["half a header", bytes(0, 0x61, 0x73), "malformed", "cut off"],
    ["a header and half a version", bytes(0, 0x61, 0x73, 0x6d, 1), "malformed", "cut off"],
    ["a header and nothing", bytes(...HEADER), "no-memory", "no memory"],
    ["a section that is cut off", bytes(...HEADER, 1, 9, 0), "malformed", "at byte 10"],
    ["a section out of order", bytes(...HEADER, 3, 1, 0, 1, 1, 0), "malformed", "too late or twice at byte 11"],
    ["an unknown section", bytes(...HEADER, 99, 0), "malformed", "no section 99 at byte 8"],
    ["a count that is a lie", bytes(...HEADER, 1, 5, 0xff, 0xff, 0xff, 0xff, 0x0f), "malformed", "4294967295 types"],
    ["a number too wide", bytes(...HEADER, 1, 0x80, 0x80, 0x80, 0x80, 0x10), "malformed", "32 bits at byte 9"],
  ])("%s", (_, module, reason, hint) => {
    const error = refusal(module);
    expect(error.reason).toBe(reason);
    expect(error.message).toContain(hint);
    expect(error.message).toMatch(/^Cannot run x\.wasm: [^\n]+\. [^\n]+\.$/);
  });
});

const STARTS = `(memory (export "memory") 1) (func (export "_start"))`;

/** A _start of nothing but nested blocks; wabt itself cannot take so many. */
function nested(depth: number): Uint8Array {
  const module = program("nop ".repeat(3 * depth));
  const at = module.indexOf(1, module.length - 3 * depth - 1);
  module.fill(0x0b, at);
  for (let index = 0; index < depth; index++) module.set([0x02, 0x40], at + 2 * index);
  return module;
}

// biome-ignore format: one case a line
const MODULES: readonly (readonly [what: string, module: Uint8Array, reason: string, hint: string])[] = [
  ["unknown imports, all of them", wat(`(module (import "env" "a" (func)) (import "env" "b" (func)) ${STARTS})`), "unknown-import", "env.a, env.b"],
  ["an imported global", wat(`(module (import "env" "g" (global i32)) ${STARTS})`), "unknown-import", "env.g (a global)"],
  ["Emscripten's imports", wat(`(module (import "env" "emscripten_resize_heap" (func)) ${STARTS})`), "unknown-import", "Emscripten"],
  ["AssemblyScript's env", wat(`(module (import "env" "abort" (func (param i32 i32 i32 i32))) ${STARTS})`), "unknown-import", "SDK"],
  ["WASI preview 0", wat(`(module (import "wasi_unstable" "fd_write" (func (param i32 i32 i32 i32) (result i32))) ${STARTS})`), "unknown-import", "preview 0"],
  ["a call of a newer Prong", wat(`(module (import "prong_v1" "teleport" (func)) ${STARTS})`), "unknown-import", "newer Prong"],
  ["setjmp", wat(`(module (import "env" "__wasm_setjmp" (func)) ${STARTS})`), "unknown-import", "setjmp"],
  ["a call of the wrong type", wat(`(module (import "prong_v1" "fork" (func (param i64))) ${STARTS})`), "wrong-import-type", "(i64) -> (), but the call is () -> (i32)"],
  ["no memory", wat(`(module (func (export "_start")))`), "no-memory", "no memory"],
  ["a memory that is not exported", wat(`(module (memory 1) (func (export "_start")))`), "no-memory", "--export-memory"],
  ["an imported memory", wat(`(module (import "env" "memory" (memory 1)) (export "memory" (memory 0)) (func (export "_start")))`), "imported-memory", "--import-memory"],
  ["a shared memory", wat(`(module (memory (export "memory") 1 2 shared) (func (export "_start")))`), "shared-memory", "-pthread"],
  ["a 64-bit memory", wat(`(module (memory (export "memory") i64 1) (func (export "_start")))`), "memory64", "wasm32"],
  ["two memories", wat(`(module (memory (export "memory") 1) (memory 1) (func (export "_start")))`), "multiple-memories", "more than one memory"],
  ["no _start", wat(`(module (memory (export "memory") 1))`), "no-start", "library"],
  ["a reactor", wat(`(module (memory (export "memory") 1) (func (export "_initialize")))`), "no-start", "reactor"],
  ["a _start that takes something", wat(`(module (memory (export "memory") 1) (func (export "_start") (param i32)))`), "no-start", "(i32) -> ()"],
  ["what Asyncify made", wat(`(module ${STARTS} (func (export "asyncify_start_unwind") (param i32)))`), "already-instrumented", "asyncify_start_unwind"],
  ["what Prong made", wat(`(module ${STARTS} (func (export "prong:entry")))`), "already-instrumented", "prong:entry"],
  ["table.set", program("(table.set 0 (i32.const 0) (ref.null func))", "(table 1 funcref)"), "table-mutation", "table.set"],
  ["table.grow", program("(drop (table.grow 0 (ref.null func) (i32.const 1)))", "(table 1 funcref)"), "table-mutation", "table.grow"],
  ["table.copy", program("(table.copy (i32.const 0) (i32.const 0) (i32.const 1))", "(table 1 funcref)"), "table-mutation", "table.copy"],
  ["elem.drop", program("(elem.drop $e)", "(table 1 funcref) (func $f) (elem $e func $f)"), "table-mutation", "elem.drop"],
  ["data.drop", program("(data.drop $d)", `(data $d "abc")`), "data-drop", "data.drop"],
  ["blocks nested too deep", nested(2001), "too-deeply-nested", "(_start) uses blocks nested more than 2000 deep"],
  ["a mutable reference global", wat(`(module (global (mut funcref) (ref.null func)) ${STARTS})`), "reference-global", "global 0"],
  ["a mutable vector global", wat(`(module (global (mut v128) (v128.const i32x4 0 0 0 0)) ${STARTS})`), "vector-global", "v128"],
];

describe("inspectGuest() refuses a module with", () => {
  it.each(MODULES)("%s", (_, module, reason, hint) => {
    const error = refusal(module);
    expect(error.reason).toBe(reason);
    expect(error.message).toContain(hint);
    expect(error.message).toMatch(/^Cannot run x\.wasm: [^\n]+\. [^\n]+\.$/);
  });

  it("instructions of newer proposals, by the name of the function that uses them", () => {
    const named = (code: number[]) => {
      // (module (func $evil ...) (memory 1) (export "memory" ...) (export "_start" ...)), with the code in place of a nop.
      const module = wat(
        `(module (memory (export "memory") 1) (func $evil (export "_start") ${"nop ".repeat(code.length)}))`,
        { names: true },
      );
      const at = module.findIndex(
        (byte, index) => byte === 1 && module[index + 1] === (code.length > 1 ? 1 : 0x0b) && module[index - 1] === 0,
      );
      module.set(code, at);
      return refusal(module);
    };
    expect(named([0x1f, 0x40, 0x00, 0x0b])).toMatchObject({
      reason: "try-table",
      problem: expect.stringContaining("(evil) uses try_table"),
    });
    expect(named([0xd4])).toMatchObject({
      reason: "function-references",
      problem: expect.stringContaining("ref.as_non_null"),
    });
    expect(named([0x14, 0x00])).toMatchObject({ reason: "function-references" });
    expect(named([0xfb, 0x0f])).toMatchObject({ reason: "gc" });
    expect(named([0xc9])).toMatchObject({
      reason: "malformed",
      problem: expect.stringContaining("0xc9 is no instruction"),
    });
  });

  it("GC types", () => {
    const module = bytes(...HEADER, 1, 10, 3, 0x60, 0, 0, 0x5f, 1, 0x7f, 1, 0x5e, 0x78, 1);
    module[9] = module.length - 10;
    const rest = wat(`(module (type (func)) ${STARTS})`).subarray(8 + 2 + 4);
    expect(refusal(Uint8Array.from([...module, ...rest]))).toMatchObject({ reason: "gc" });
  });

  it("names that would break the line of the message", () => {
    const error = refusal(wat(`(module (import "a\\nb" "c\\u{1b}[31m" (func)) ${STARTS})`));
    expect(error.message).toContain("a\\u{a}b.c\\u{1b}[31m");
    expect(error.message).toMatch(/^[\x20-\x7e]+$/);
  });
});

describe("inspectGuest() never hangs or crashes", () => {
  const source = wat(
    `(module ${FORK} ${EXIT} (table 2 funcref) (global $g (mut i64) (i64.const 5)) (memory (export "memory") 1 9)
      (func $f (param i32) (result f64) (local i64 i64) (if (result f64) (local.get 0) (then (f64.const 1)) (else (f64.const 2))))
      (func (export "_start") (block (br_table 0 0 (call $fork))) (drop (call_indirect (result i32) (i32.const 0))) (call $exit (i32.const 0)))
      (elem (i32.const 0) $fork $f) (data (i32.const 8) "hello"))`,
    { names: true },
  );

  const outcome = (module: Uint8Array) => {
    try {
      return inspectGuest(module);
    } catch (error) {
      return error;
    }
  };

  it("on a module cut off anywhere", () => {
    for (let length = 0; length < source.length; length++) {
      const result = outcome(source.slice(0, length));
      expect(result instanceof GuestModule || result instanceof GuestRefusal).toBe(true);
    }
  });

  it("on a module with bytes changed", () => {
    const change = fc.tuple(fc.nat(source.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const module = source.slice();
        for (const [at, value] of changes) module[at] = value;
        const result = outcome(module);
        return result instanceof GuestModule || result instanceof GuestRefusal;
      }),
      { numRuns: 3000 },
    );
  });

  it("on any bytes after a header", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (rest) => {
        const result = outcome(Uint8Array.from([...HEADER, ...rest]));
        return result instanceof GuestModule || result instanceof GuestRefusal;
      }),
      { numRuns: 1000 },
    );
  });
});
