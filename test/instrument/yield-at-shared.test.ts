import { describe, expect, it } from "vitest";
import { DoorCall } from "../../runtime/instrument/door.ts";
import { wat } from "../guest/wat.ts";
import { rewritten, Woven } from "./woven.ts";

const guest = (body: string) =>
  wat(`(module (memory (export "memory") 2) (data $d "abcdefgh")
    (func (export "_start"))
    (func (export "f") (param $a i32) (param $n i32) (result i32) ${body}))`);

/** How often the host is at the door in a call of `f`, when [from, from + length) is shared; and what `f` answers. */
function visits(body: string, [from, length]: readonly [number, number], args: readonly number[]): [number, unknown] {
  const { host, count } = start(body, [from, length]);
  const answer = host.call("f", ...args);
  return [count(), answer];
}

function start(body: string, [from, length]: readonly [number, number]): { host: Woven; count: () => number } {
  let count = 0;
  const host: Woven = new Woven(rewritten(guest(body), { preempt: "memory", marks: true }), undefined, () => {
    count++;
    host.global("prong:fuel").value = 1000;
  });
  host.global("prong:fuel").value = 1000;
  host.global("prong:shared").value = from;
  host.global("prong:shared-length").value = length;
  return { host, count: () => count };
}

const SHARED = [4096, 100] as const;
const NONE = [4096, 0] as const;
const TRAP = "memory access out of bounds";

describe("an access", () => {
  it.each([
    ["that ends before the range", "(i32.load (local.get $a))", [4092], 0],
    ["that ends in its first byte", "(i32.load (local.get $a))", [4093], 1],
    ["of its last byte", "(i32.load (local.get $a))", [4195], 1],
    ["behind it", "(i32.load (local.get $a))", [4196], 0],
    ["of 16 bytes before it", "(i32x4.extract_lane 0 (v128.load (local.get $a)))", [4080], 0],
    ["of 16 bytes across its start", "(i32x4.extract_lane 0 (v128.load (local.get $a)))", [4081], 1],
    ["of one byte before it", "(i32.load8_u (local.get $a))", [4095], 0],
    ["of its first byte", "(i32.load8_u (local.get $a))", [4096], 1],
    ["by an offset", "(i32.load8_u offset=4000 (local.get $a))", [96], 1],
    ["by an offset, before it", "(i32.load8_u offset=4000 (local.get $a))", [95], 0],
    ["that stores", "(i32.store (local.get $a) (i32.const 7)) (i32.const 0)", [4093], 1],
    ["that stores a lane", "(v128.store16_lane 1 (local.get $a) (v128.const i32x4 0 0 0 0)) (i32.const 0)", [4095], 1],
    ["that is atomic", "(i32.atomic.rmw.add (local.get $a) (i32.const 1))", [4192], 1],
    ["that fills up to it", "(memory.fill (local.get $a) (i32.const 0) (local.get $n)) (i32.const 0)", [4090, 6], 0],
    ["that fills into it", "(memory.fill (local.get $a) (i32.const 0) (local.get $n)) (i32.const 0)", [4090, 7], 1],
    [
      "that fills nothing in it",
      "(memory.fill (local.get $a) (i32.const 0) (local.get $n)) (i32.const 0)",
      [4100, 0],
      0,
    ],
    ["that fills around it", "(memory.fill (local.get $a) (i32.const 0) (local.get $n)) (i32.const 0)", [0, 9000], 1],
    ["that copies into it", "(memory.copy (local.get $a) (i32.const 0) (local.get $n)) (i32.const 0)", [4100, 6], 1],
    ["that copies out of it", "(memory.copy (i32.const 0) (local.get $a) (local.get $n)) (i32.const 0)", [4100, 6], 1],
    [
      "that copies in it: once",
      "(memory.copy (local.get $a) (i32.const 4096) (local.get $n)) (i32.const 0)",
      [4100, 6],
      1,
    ],
    ["from a segment", "(memory.init $d (local.get $a) (i32.const 0) (local.get $n)) (i32.const 0)", [4090, 8], 1],
  ])("%s", (_, body, args, wanted) => {
    expect(visits(body, SHARED, args)).toEqual([wanted, 0]);
    expect(visits(body, NONE, args)).toEqual([0, 0]);
  });

  it.each([
    ["far away", "(i32.load (local.get $a))", [-2], 0],
    ["by a huge offset, that wraps into the range", "(i32.load offset=0xffffffff (local.get $a))", [4097], 0],
    ["across the end of memory", "(i32.load (local.get $a))", [19 * 65536 - 3], 0],
    ["that fills on and on", "(memory.fill (local.get $a) (i32.const 0) (local.get $n)) (i32.const 0)", [4000, -1], 1],
  ])("%s, still traps", (_, body, args, wanted) => {
    expect(visits(body, SHARED, args)).toEqual([wanted, TRAP]);
  });

  it("sees what the host has changed at the door, and is made with the operands that it had", () => {
    const { host } = start(
      "(i32.add (local.tee $n (i32.const 5)) (i32.load (local.tee $a (i32.add (local.get $a) (local.get $n)))))",
      SHARED,
    );
    new DataView(host.memory.buffer).setUint32(4100, 37, true);
    expect(host.call("f", 4095, 5)).toBe(42);
  });

  it("next to the end of 4 GiB is not taken for one of the range at 0", () => {
    expect(visits("(i32.load (local.get $a))", [0, 8], [-4])).toEqual([0, TRAP]);
    expect(visits("(i32.load (local.get $a))", [0, 8], [4])).toEqual([1, 0]);
  });
});

const READS = 1;
const WRITES = 2;
const ATOMIC = 4;

describe("the host is told", () => {
  it.each<[what: string, body: string, args: number[], told: [what: number, to: number, from: number, length: number]]>(
    [
      ["of a load", "(i64.load16_s offset=90 (local.get $a)) i32.wrap_i64", [4010], [READS, 4100, 4100, 2]],
      [
        "of a store",
        "(i64.store offset=4 (local.get $a) (i64.const 7)) (i32.const 0)",
        [4096],
        [WRITES, 4100, 4100, 8],
      ],
      ["of an atomic load", "(i32.atomic.load (local.get $a))", [4096], [READS + ATOMIC, 4096, 4096, 4]],
      [
        "of an atomic store",
        "(i32.atomic.store (local.get $a) (i32.const 0)) (i32.const 0)",
        [4096],
        [WRITES + ATOMIC, 4096, 4096, 4],
      ],
      [
        "of an atomic change",
        "(i32.atomic.rmw16.add_u (local.get $a) (i32.const 0))",
        [4096],
        [READS + WRITES + ATOMIC, 4096, 4096, 2],
      ],
      [
        "of both ranges of a copy into it",
        "(memory.copy (local.get $a) (i32.const 16) (local.get $n)) (i32.const 0)",
        [4090, 60],
        [READS + WRITES, 4090, 16, 60],
      ],
      [
        "of both ranges of a copy out of it",
        "(memory.copy (i32.const 16) (local.get $a) (local.get $n)) (i32.const 0)",
        [4090, 60],
        [READS + WRITES, 16, 4090, 60],
      ],
      [
        "of a fill",
        "(memory.fill (local.get $a) (i32.const 0) (local.get $n)) (i32.const 0)",
        [16, 70000],
        [WRITES, 16, 16, 70000],
      ],
      [
        "of bytes from a segment",
        "(memory.init $d (local.get $a) (i32.const 0) (local.get $n)) (i32.const 0)",
        [4096, 8],
        [WRITES, 4096, 4096, 8],
      ],
    ],
  )("%s", (_, body, args, told) => {
    const seen: unknown[] = [];
    const host: Woven = new Woven(rewritten(guest(body), { preempt: "memory", marks: true }), undefined, (what) => {
      const names = ["", "-to", "-from", "-length"];
      seen.push([what, ...names.map((name) => host.global(`prong:access${name}`).value)]);
    });
    host.global("prong:fuel").value = 1000;
    host.global("prong:shared").value = SHARED[0];
    host.global("prong:shared-length").value = SHARED[1];
    host.call("f", ...args);
    expect(seen).toEqual([[DoorCall.access, ...told]]);
  });

  it("again after handlers have run, who touch shared memory themselves", () => {
    const bytes = wat(`(module
      (import "prong_v1" "sigaction" (func $sigaction (param i32 i32 i32) (result i32)))
      (memory (export "memory") 2)
      (func (export "_start") (drop (call $sigaction (i32.const 1) (i32.const 0) (i32.const 0))))
      (func (export "prong_deliver_signals") (i32.store (i32.const 4104) (i32.const 1)))
      (func (export "f") (result i32) (i32.load (i32.const 4096))))`);
    const seen: unknown[] = [];
    let signals = 1;
    const host: Woven = new Woven(rewritten(bytes, { preempt: "memory", marks: true }), undefined, () => {
      seen.push([host.global("prong:access").value, host.global("prong:access-to").value]);
      host.global("prong:pending").value = signals-- === 1 ? 1 : 0;
    });
    host.global("prong:fuel").value = 1000;
    host.global("prong:shared").value = SHARED[0];
    host.global("prong:shared-length").value = SHARED[1];
    host.call("f");
    expect(seen).toEqual([
      [READS, 4096],
      [WRITES, 4104],
      [READS, 4096],
    ]);
  });
});
