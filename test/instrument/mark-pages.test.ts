import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PAGE_SIZE } from "../../runtime/abi/layout.ts";
import { GAP, SPAN, type TakeMark } from "../../runtime/instrument/page-marks.ts";
import type { RewriteOptions } from "../../runtime/instrument/rewrite.ts";
import { wat } from "../guest/wat.ts";
import { randomStores } from "./random-stores.ts";
import { rewritten, Woven } from "./woven.ts";

const PROGRAMS = Number(process.env.PRONG_PROGRAMS ?? 400);

/** The marks that there are: from now on there are none. */
function takeMarks(host: Woven, pages: number): number[] {
  const take = host.exports["prong:take-mark"] as TakeMark;
  const marked: number[] = [];
  for (let page = take(0, pages); page < pages; page = take(page + 1, pages)) marked.push(page);
  return marked;
}

/** Looks at the marks as a host does, and at the memory as no host has the time to. */
class Watched {
  readonly host: Woven;
  readonly hasMarks: boolean;
  #before: Uint8Array;
  /** How many pages were found to be changed, and how many to be marked. */
  changed = 0;
  marked = 0;
  looks = 0;

  constructor(guest: Uint8Array, options: RewriteOptions) {
    this.host = new Woven(
      rewritten(guest, options),
      () => this.look(),
      () => {
        this.host.global("prong:fuel").value = 2;
        this.look();
      },
    );
    this.hasMarks = "prong:marks" in this.host.exports;
    this.#before = this.host.bytes().slice();
  }

  /** Every page that has changed since the last time is marked, or has changed only near its start, behind a marked one. */
  look(): number {
    this.looks++;
    if (!this.hasMarks) return 0;
    const now = this.host.bytes();
    const marked = new Set(takeMarks(this.host, now.length / PAGE_SIZE));
    for (let page = 0; page * PAGE_SIZE < now.length; page++) {
      const last = this.#lastChange(now, page);
      if (last < 0) continue;
      this.changed++;
      if (!marked.has(page) && !(marked.has(page - 1) && last < SPAN)) {
        throw new Error(`page ${page} has changed up to byte ${last}, and only [${[...marked]}] are marked`);
      }
    }
    this.marked += marked.size;
    this.#before = now.slice();
    return 0;
  }

  /** The last byte of the page that is another than before; -1: none is. */
  #lastChange(now: Uint8Array, page: number): number {
    const [from, to] = [page * PAGE_SIZE, (page + 1) * PAGE_SIZE];
    if (Buffer.compare(now.subarray(from, to), this.#before.subarray(from, to)) === 0) return -1;
    for (let at = to - 1; at >= from; at--) if (now[at] !== (this.#before[at] ?? 0)) return at - from;
    return -1;
  }

  /** Runs; answers all that can be seen at the end. */
  run(): unknown {
    const end = this.host.call("prong:entry");
    this.look();
    return { end, pages: this.host.pages, memory: Buffer.from(this.host.bytes()).toString("latin1") };
  }
}

const WAYS: readonly RewriteOptions[] = [
  { marks: true },
  { marks: true, room: 3, preempt: "loops" },
  { marks: true, preempt: "memory" },
];

describe("marks", () => {
  it("miss no page, and change nothing", () => {
    let [changed, marked] = [0, 0];
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 300 }), (bytes) => {
        const guest = randomStores(bytes);
        const plain = new Watched(guest, {}).run();
        for (const options of WAYS) {
          const watched = new Watched(guest, options);
          if (options.preempt === "memory") {
            watched.host.global("prong:shared").value = 4096;
            watched.host.global("prong:shared-length").value = 70_000;
          }
          expect(watched.run()).toEqual(plain);
          changed += watched.changed;
          marked += watched.marked;
        }
      }),
      { numRuns: PROGRAMS },
    );
    expect(changed).toBeGreaterThan(10 * PROGRAMS);
    expect(marked).toBeLessThan(2 * changed);
  });
});

/** The pages that a function marks. */
function marksOf(body: string, options: RewriteOptions = {}): { end: unknown; pages: number[]; host: Woven } {
  const guest = wat(`(module (memory (export "memory") 2 6) (func (export "_start") (local i32) ${body}))`);
  const host = new Woven(rewritten(guest, { marks: true, ...options }));
  const end = host.call("prong:entry");
  return { end, pages: takeMarks(host, host.pages * 16), host };
}

describe("a mark", () => {
  it.each([
    ["a store", "(i32.store (i32.const 8192) (i32.const 1))", [2]],
    ["a store with an offset", "(i64.store offset=8192 (i32.const 100) (i64.const 1))", [2]],
    ["a store across pages: the first", "(i64.store (i32.const 4092) (i64.const 1))", [0]],
    [
      "a small offset that leads to the next page: that of the base",
      "(local.set 0 (i32.const 4000)) (i32.store offset=100 (local.get 0) (i32.const 1))",
      [0],
    ],
    ["a fill", "(memory.fill (i32.const 4095) (i32.const 1) (i32.const 8194))", [0, 1, 2, 3]],
    ["a fill with nothing", "(memory.fill (i32.const 4095) (i32.const 1) (i32.const 0))", []],
    ["a fill with nothing at the end", "(memory.fill (i32.const 131072) (i32.const 1) (i32.const 0))", []],
    ["a copy", "(memory.copy (i32.const 40960) (i32.const 0) (i32.const 4096))", [10]],
    ["an atomic that fails", "(drop (i32.atomic.rmw.cmpxchg (i32.const 4096) (i32.const 9) (i32.const 1)))", [1]],
    ["a load: none", "(drop (i32.load (i32.const 4096)))", []],
    ["the last byte", "(i32.store8 (i32.const 131071) (i32.const 1))", [31]],
  ])("of %s", (_, body, pages) => {
    expect(marksOf(body)).toMatchObject({ end: undefined, pages });
  });

  it.each([
    ["a store", "(i32.store (i32.const -1) (i32.const 1))", "memory access out of bounds"],
    [
      "a store with a huge offset",
      "(i32.store offset=0xffffffff (i32.const -1) (i32.const 1))",
      "memory access out of bounds",
    ],
    ["a fill", "(memory.fill (i32.const 4096) (i32.const 1) (i32.const -1))", "memory access out of bounds"],
    [
      "a copy from nowhere",
      "(memory.copy (i32.const 4096) (i32.const -2) (i32.const 5))",
      "memory access out of bounds",
    ],
    [
      "an atomic out of line",
      "(i32.atomic.store (i32.const 4097) (i32.const 1))",
      "operation does not support unaligned accesses",
    ],
  ])("is not made of %s that traps", (_, body, end) => {
    expect(marksOf(body)).toMatchObject({ end, pages: [] });
  });

  it("moves with the end of the memory, and what was its place reads as zero", () => {
    for (const room of [0, 3]) {
      const store = (address: number) => `(i32.store (i32.const ${address}) (i32.const 1))`;
      const { host, pages } = marksOf(
        `${store(0)} (drop (memory.grow (i32.const 1))) ${store(131072)} (drop (memory.grow (i32.const 2))) ${store(5 * 65536 - 4)}`,
        { room },
      );
      expect(pages).toEqual([0, 32, 79]);
      expect(host.global("prong:marks").value).toBe((5 + room) * 65536 + GAP);
      const written = [...host.bytes().keys()].filter((at) => host.bytes()[at] !== 0);
      expect(written).toEqual([0, 131072, 5 * 65536 - 4]);
      const behind = new Uint8Array(host.memory.buffer, 5 * 65536, room * 65536);
      expect(behind.every((byte) => byte === 0)).toBe(true);
    }
  });

  it("has its place in a memory that cannot grow, too", () => {
    const { host, pages } = marksOf(
      "(drop (memory.grow (i32.const 5))) (drop (memory.grow (i32.const 4))) (i32.store (i32.const 393212) (i32.const 1))",
    );
    expect([host.pages, host.memory.buffer.byteLength / 65536, pages]).toEqual([6, 7, [95]]);
  });
});

describe("stores that share a mark", () => {
  const marks = (body: string) => {
    const guest = wat(`(module (import "prong_v1" "getpid" (func $call (result i32))) (memory (export "memory") 1)
      (func (export "_start")) (func $f (param $p i32) (param $q i32) ${body}))`);
    const text = rewritten(guest, { marks: true, preempt: "syscalls" });
    const without = rewritten(guest, {});
    const count = (bytes: Uint8Array) => [...bytes].filter((byte, at) => byte === 0x76 && bytes[at - 1] === 12).length;
    return count(text) - count(without) - 2; // prong:mark has two shifts of its own
  };
  const store = (base: string, offset = 0) => `(i32.store offset=${offset} ${base} (i32.const 1))`;

  it.each([
    ["one base, one bucket", store("(local.get $p)") + store("(local.get $p)", 252), 1],
    ["one base, two buckets", store("(local.get $p)") + store("(local.get $p)", 256), 2],
    ["two bases", store("(local.get $p)") + store("(local.get $q)"), 2],
    ["a base that changed", `${store("(local.get $p)")}(local.set $p (i32.const 9))${store("(local.get $p)")}`, 2],
    ["a base after a tee", `${store("(local.tee $p (i32.const 9))")}${store("(local.get $p)", 4)}`, 1],
    ["a call between them", `${store("(local.get $p)")}(drop (call $call))${store("(local.get $p)")}`, 2],
    ["a label between them", `(block ${store("(local.get $p)")})${store("(local.get $p)")}`, 2],
    [
      "a branch between them",
      `(block ${store("(local.get $p)")}(br_if 0 (local.get $q))${store("(local.get $p)")})`,
      1,
    ],
  ])("%s", (_, body, wanted) => {
    expect(marks(body)).toBe(wanted);
  });
});
