import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspectGuest } from "../../runtime/guest/inspect.ts";
import type { GuestModule } from "../../runtime/guest/module.ts";
import { GuestRefusal } from "../../runtime/guest/refusal.ts";
import { SectionId, type WasmModule } from "../../runtime/guest/wasm/declarations.ts";
import { readFunctionNames } from "../../runtime/guest/wasm/names.ts";
import { readModule } from "../../runtime/guest/wasm/reader.ts";
import { type RewriteOptions, rewrite } from "../../runtime/instrument/rewrite.ts";
import { wat } from "../guest/wat.ts";

const TEXT = `(module
  (import "prong_v1" "fork" (func $fork (result i32)))
  INSTALLS (table 4 funcref) (elem (i32.const 0) $fork $same)
  (memory (export "memory") 1 4)
  (global $kept (mut i32) (i32.const 3)) (global $reference funcref (ref.func $fork))
  (func $same (param i64 f32) (result i64) (local f64 i32 i32)
    (loop $l (br_if $l (i32.eqz (local.tee 3 (i32.const -70000)))))
    (i64.xor (local.get 0) (i64.const 0x123456789abcdef)))
  (func $sized (result i32) (i32.add (memory.size) (memory.grow (i32.const 1))))
  (func (export "_start") (drop (call $fork)) (drop (call $sized)))
  SIGNALS
  (data (i32.const 8) "hello"))`;

const body = (module: WasmModule, index: number) => {
  const range = module.bodies[index - module.importedFunctions.length];
  return range === undefined ? undefined : module.bytes.slice(range.start, range.end);
};

const sectionBytes = (module: WasmModule, id: number) => {
  const section = module.sections.find((one) => one.id === id);
  return section === undefined ? undefined : module.bytes.slice(section.start, section.end);
};

const text = (installs: string, signals: string) => TEXT.replace("INSTALLS", installs).replace("SIGNALS", signals);
const INSTALLS = `(import "prong_v1" "sigaction" (func $sigaction (param i32 i32 i32) (result i32)))`;
const DELIVER = `(func $deliver (export "prong_deliver_signals") (drop (call $fork)))`;

const EACH: readonly RewriteOptions[] = [
  {},
  { room: 0 },
  { marks: true, room: 2 },
  { preempt: "loops" },
  { preempt: "memory", marks: true },
];

describe("rewrite()", () => {
  const before = readModule(wat(text("", ""), { names: true }));
  const after = readModule(rewrite(inspectGuest(before.bytes)).bytes);

  it("makes a valid module", () => {
    expect(WebAssembly.validate(after.bytes as BufferSource)).toBe(true);
  });

  it("leaves a function it need not touch byte for byte as it was, at its index", () => {
    expect(body(after, 1)).toEqual(body(before, 1));
    expect(body(after, 3)).toEqual(body(before, 3));
    expect(body(after, 2)).not.toEqual(body(before, 2));
    expect(after.functions.slice(0, before.functions.length)).toEqual(before.functions);
  });

  it("leaves tables, data and imports as they were", () => {
    for (const id of [SectionId.table, SectionId.data, SectionId.import]) {
      expect(sectionBytes(after, id)).toEqual(sectionBytes(before, id));
    }
  });

  it("leaves elements as they were, but for functions of the host", () => {
    expect(before.references.map(({ index }) => index)).toEqual([0, 0, 1]);
    const [first, second, third] = after.references.map(({ index }) => index);
    expect([first, third]).toEqual([second, 1]);
    expect(first).toBeGreaterThanOrEqual(before.functions.length);
  });

  it("keeps the guest's own exports, and adds its own behind them", () => {
    expect(after.exports.map(({ name }) => name)).toEqual([
      "memory",
      "_start",
      "prong:memory",
      "prong:pages",
      "prong:limit",
      "prong:global:0",
      "prong:entry",
    ]);
  });

  it("names what it adds, where the guest has names", () => {
    expect([...readFunctionNames(after).values()]).toEqual(
      expect.arrayContaining(["sized", "prong:grow", "prong:entry"]),
    );
  });

  it("leaves the memory as large as it was, unless there is to be room behind it", () => {
    expect(after.memories[0]).toMatchObject({ minimum: 1, maximum: 4 });
    const roomy = readModule(rewrite(inspectGuest(before.bytes), { room: 16 }).bytes);
    expect(roomy.memories[0]).toMatchObject({ minimum: 17, maximum: 20 });
  });

  it.each([
    ["without a maximum", "1", { room: 3 }, 3],
    ["with marks: a byte for each 4 KiB of 4 GiB, and a gap", "1", { room: 0, marks: true }, 17],
    ["with marks and room", "1", { room: 5, marks: true }, 22],
    ["with marks and a maximum", "1 4", { room: 0, marks: true }, 1],
    ["with marks and a maximum that just has room in a page", "1 3836", { room: 3, marks: true }, 4],
    ["with marks and a maximum that just has none", "1 3837", { room: 3, marks: true }, 5],
    ["with marks and the largest maximum", "1 65536", { room: 0, marks: true }, 17],
  ])("says how many pages must lie behind those of the guest: %s", (_, limits, options, behind) => {
    const guest = inspectGuest(wat(`(module (memory (export "memory") ${limits}) (func (export "_start")))`));
    const made = rewrite(guest, options);
    expect(WebAssembly.validate(made.bytes as BufferSource)).toBe(true);
    const [memory] = readModule(made.bytes).memories;
    const maximum = guest.memory.maximumPages;
    expect([made.behind, memory?.minimum]).toEqual([behind, 1 + behind]);
    expect(memory?.maximum).toBe(maximum === undefined ? undefined : Math.min(maximum + behind, 65536));
  });

  it("puts wrappers in the place of calls, in code, elements and globals, when signals are delivered", () => {
    const guest = inspectGuest(wat(text(INSTALLS, DELIVER), { names: true }));
    const made = readModule(rewrite(guest).bytes);
    expect(WebAssembly.validate(made.bytes as BufferSource)).toBe(true);
    const wrapper = [...readFunctionNames(made)].find(([, name]) => name.includes("fork:deliver"))?.[0];
    expect(guest.wasm.references.map(({ index }) => index)).toEqual([0, 0, 2]);
    expect(made.references.map(({ index }) => index)).toEqual([wrapper, wrapper, 2]);
    expect(body(made, 5)).toEqual(body(guest.wasm, 5)); // prong_deliver_signals itself
    expect(body(made, 4)).not.toEqual(body(guest.wasm, 4));
  });

  it("adds a global section where there is none", () => {
    const module = rewrite(inspectGuest(wat(`(module (memory (export "memory") 1) (func (export "_start")))`))).bytes;
    expect(WebAssembly.validate(module as BufferSource)).toBe(true);
    expect(readModule(module).globals).toHaveLength(2);
  });

  it("makes a valid module of every valid module that passes inspection", () => {
    const source = wat(text(INSTALLS, DELIVER), { names: true });
    let rewritten = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(source.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }),
        (changes) => {
          const module = source.slice();
          for (const [at, value] of changes) module[at] = value;
          if (!WebAssembly.validate(module as BufferSource)) return;
          const guest = passes(module);
          if (guest === undefined) return;
          rewritten++;
          for (const options of EACH) {
            expect(WebAssembly.validate(rewrite(guest, options).bytes as BufferSource)).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    );
    expect(rewritten).toBeGreaterThan(100);
  });
});

function passes(module: Uint8Array): GuestModule | undefined {
  try {
    return inspectGuest(module);
  } catch (error) {
    if (error instanceof GuestRefusal) return undefined;
    throw error;
  }
}
