import { describe, expect, it } from "vitest";
import { inspectGuest } from "../../runtime/guest/inspect.ts";
import { instrument } from "../../runtime/instrument/pipeline.ts";
import { FRAME_PAGES } from "../../runtime/instrument/virtual-memory.ts";
import { wat } from "../guest/wat.ts";
import { ByHand, make } from "./by-hand.ts";

const guest = (limits: string) =>
  wat(`(module (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
    (memory (export "memory") ${limits}) (func (export "_start") (drop (call $yield)))
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
  const module = new WebAssembly.Module(guest(limits) as BufferSource);
  const imports = { wasi_snapshot_preview1: { sched_yield: () => 0 } };
  return new WebAssembly.Instance(module, imports).exports as unknown as Exports;
}

function virtual(limits: string): { host: ByHand; exports: Exports } {
  const host = new ByHand(make(guest(limits)), () => 0);
  return { host, exports: host.exports as unknown as Exports };
}

describe("memory.size and memory.grow", () => {
  it.each([
    ["0", [0, 1, 0, 2]],
    ["1 4", [0, 1, 1, 2, 1, 1, 0, 0xffffffff]],
    ["1 1", [1, 0, -1]],
    ["0 0", [1, 0]],
    ["2", [65535, -1, 65534 - 17, 1]],
    ["1", [-2147483648, 0x7fffffff, 3, 5, 100]],
  ])("behave as those of the plain module: memory %s, grown by %j", (limits, deltas) => {
    const wanted = plain(limits);
    const { host, exports } = virtual(limits);
    expect(exports.size()).toBe(wanted.size());
    for (const delta of deltas) {
      expect(exports.grow(delta)).toBe(wanted.grow(delta));
      expect(exports.size()).toBe(wanted.size());
      expect(host.global("prong:pages").value).toBe(wanted.size());
      expect(host.memory.buffer.byteLength / 65536).toBeGreaterThanOrEqual(wanted.size() + FRAME_PAGES);
    }
  });

  it("give zeros, even where the guest has stored behind its memory", () => {
    const { exports } = virtual("1");
    for (const address of [65536, 70000, 2 * 65536 - 4, 2 * 65536]) exports.store(address, 7);
    expect(exports.grow(1)).toBe(1);
    expect([65536, 70000, 2 * 65536 - 4].map((address) => exports.load(address))).toEqual([0, 0, 0]);
    expect([exports.grow(20), exports.load(2 * 65536)]).toEqual([2, 0]);
  });

  it("leave room for the frames: a guest has at most 65536 pages less the frame area", () => {
    const { host } = virtual("1");
    expect(host.made.pageLimit).toBe(65536 - FRAME_PAGES);
    expect(host.global("prong:limit").value).toBe(65536 - FRAME_PAGES);
  });

  it("obey the limit that the host sets, even one below what the guest has", () => {
    const { host, exports } = virtual("4");
    host.global("prong:limit").value = 5;
    expect([exports.grow(2), exports.grow(1), exports.grow(1), exports.grow(0)]).toEqual([-1, 4, -1, 5]);
    host.global("prong:limit").value = 2;
    expect([exports.grow(1), exports.grow(0), exports.size()]).toEqual([-1, 5, 5]);
  });

  it("use a memory that is larger already", () => {
    const { host, exports } = virtual("1 50");
    host.memory.grow(10);
    const before = host.memory.buffer.byteLength;
    expect(exports.grow(10)).toBe(1);
    expect(host.memory.buffer.byteLength).toBe(before);
    expect(exports.load(10 * 65536)).toBe(0);
    expect(exports.grow(1)).toBe(11);
    expect(host.memory.buffer.byteLength).toBe(before + 65536);
  });
});

describe("a memory", () => {
  it("keeps its declared maximum, counted without the frame area", () => {
    const { made } = virtual("1 4").host;
    expect(made).toMatchObject({ guestPages: 1, maximumPages: 4, pageLimit: 4 });
  });

  it("too large to leave room for frames is refused", () => {
    expect(() => instrument(inspectGuest(guest("65530"), "big.wasm"))).toThrow(
      /Cannot run big.wasm: its memory of 65530 pages leaves no room/,
    );
  });
});
