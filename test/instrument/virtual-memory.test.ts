import { describe, expect, it } from "vitest";
import { CANARY, GAP } from "../../runtime/instrument/page-marks.ts";
import type { RewriteOptions } from "../../runtime/instrument/rewrite.ts";
import { guestPageLimit, pagesBehind } from "../../runtime/instrument/virtual-memory.ts";
import { wat } from "../guest/wat.ts";
import { rewritten, Woven } from "./woven.ts";

const guest = (limits: string) =>
  wat(`(module (memory (export "memory") ${limits}) (func (export "_start"))
    (func (export "size") (result i32) (memory.size))
    (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
    (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
    (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1))))`);

interface Exports {
  size(): number;
  grow(delta: number): number;
  load(address: number): number;
  store(address: number, value: number): void;
}

function plain(limits: string): Exports {
  return new WebAssembly.Instance(new WebAssembly.Module(guest(limits) as BufferSource)).exports as unknown as Exports;
}

function virtual(limits: string, options: RewriteOptions): { host: Woven; exports: Exports; physical: () => number } {
  const host = new Woven(rewritten(guest(limits), options));
  const physical = () => host.memory.buffer.byteLength / 65536;
  return { host, exports: host.exports as unknown as Exports, physical };
}

const EACH: readonly (readonly [string, RewriteOptions])[] = [
  ["nothing behind it", { room: 0 }],
  ["room behind it", { room: 16 }],
  ["marks behind it", { room: 0, marks: true }],
  ["room and marks behind it", { room: 3, marks: true }],
];

describe.each(EACH)("a memory with %s", (_, options) => {
  it.each([
    ["0", [0, 1, 0, 2]],
    ["1 4", [0, 1, 1, 2, 1, 1, 0, 0xffffffff]],
    ["1 1", [1, 0, -1]],
    ["0 0", [1, 0]],
    ["2", [65535, -1, 65534 - 40, 1]],
    ["1", [-2147483648, 0x7fffffff, 3, 5, 100]],
  ])("has the size of the plain one: memory %s, grown by %j", (limits, deltas) => {
    const wanted = plain(limits);
    const { host, exports, physical } = virtual(limits, options);
    const maximum = limits.includes(" ") ? Number(limits.split(" ")[1]) : undefined;
    const behind = pagesBehind(maximum, options.room ?? 0, options.marks ?? false);
    expect(exports.size()).toBe(wanted.size());
    for (const delta of deltas) {
      expect(exports.grow(delta)).toBe(wanted.grow(delta));
      expect(exports.size()).toBe(wanted.size());
      expect(host.pages).toBe(wanted.size());
      expect(physical()).toBeGreaterThanOrEqual(wanted.size() + behind);
      if (options.marks)
        expect((host.global("prong:marks").value as number) >>> 0).toBe(
          (wanted.size() + (options.room ?? 0)) * 65536 + GAP,
        );
    }
  });

  it("gives zeros, even where the guest has stored behind its memory", () => {
    const { host, exports } = virtual("1", options);
    host.memory.grow(8);
    const stray = [65536, 70000, 2 * 65536 - 4, 2 * 65536, 6 * 65536];
    for (const address of stray) exports.store(address, 7);
    expect([exports.grow(1), exports.grow(20)]).toEqual([1, 2]);
    expect(stray.map((address) => exports.load(address))).toEqual(stray.map(() => 0));
  });

  it("obeys the limit that the host sets, even one below what the guest has", () => {
    const { host, exports } = virtual("4", options);
    host.global("prong:limit").value = 5;
    expect([exports.grow(2), exports.grow(1), exports.grow(1), exports.grow(0)]).toEqual([-1, 4, -1, 5]);
    host.global("prong:limit").value = 2;
    expect([exports.grow(1), exports.grow(0), exports.size()]).toEqual([-1, 5, 5]);
  });

  it("uses a physical memory that is larger already", () => {
    const { host, exports, physical } = virtual("1 50", options);
    host.memory.grow(10);
    const before = physical();
    expect([exports.grow(10), physical(), exports.load(10 * 65536)]).toEqual([1, before, 0]);
    expect([exports.grow(1), physical()]).toEqual([11, before + 1]);
  });
});

describe("marks", () => {
  it.each([0, 3])("take what no guest may change along with their end, and leave zeros (room: %i)", (room) => {
    const { host, exports } = virtual("1 50", { room, marks: true });
    host.memory.grow(10);
    for (const delta of [0, 1, 3, 20]) {
      exports.grow(delta);
      const map = (host.global("prong:marks").value as number) + 16 * host.pages;
      const behind = new Uint8Array(host.memory.buffer, host.pages * 65536).slice();
      const words = new Int32Array(behind.buffer, map - host.pages * 65536, 2);
      expect([...words].map((word) => word >>> 0)).toEqual([...CANARY]);
      words.fill(0);
      expect(behind.every((byte) => byte === 0)).toBe(true);
    }
  });
});

describe("a guest", () => {
  it.each([
    [undefined, 0, 65536],
    [undefined, 16, 65520],
    [4, 16, 4],
    [65536, 1, 65535],
    [65535, 1, 65535],
  ])("with a maximum of %s and %i pages behind has at most %i", (maximum, behind, limit) => {
    expect(guestPageLimit(maximum, behind)).toBe(limit);
  });
});
