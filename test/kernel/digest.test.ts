import { describe, expect, it, test } from "vitest";
import { PAGE_SIZE } from "../../runtime/abi/layout.ts";
import { Page } from "../../runtime/image/page.ts";
import { PageTable } from "../../runtime/image/page-table.ts";
import { digest } from "../../runtime/kernel/digest.ts";
import { HostPort } from "../../runtime/kernel/files/host.ts";
import { addFile, makeKernel, spawn } from "./world-for-tests.ts";

class Port extends HostPort {
  constructor(readonly name: string) {
    super();
  }
}

class One {
  value = 1;
}

class Other {
  value = 1;
}

function tableOf(...fills: number[]): PageTable {
  const table = new PageTable();
  table.grow(fills.length);
  fills.forEach((fill, i) => {
    if (fill !== 0) table.set(i, new Page(new Uint8Array(PAGE_SIZE).fill(fill), 0));
  });
  return table;
}

test("a digest is sixteen hex digits", () => {
  expect(digest({})).toMatch(/^[0-9a-f]{16}$/);
});

test("bytes are the same wherever they lie, in a Buffer as well", () => {
  const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
  for (let at = 0; at < 4; at++) {
    const elsewhere = new Uint8Array(at + bytes.length);
    elsewhere.set(bytes, at);
    expect(digest(elsewhere.subarray(at))).toBe(digest(bytes));
    expect(digest(Buffer.from(elsewhere.buffer, at))).toBe(digest(bytes));
  }
});

test("a digest is the same in every run and on every machine", () => {
  expect(digest({ a: [1, "x", 2n, null], m: new Map([["k", new Set([true])]]), b: Uint8Array.of(1, 2) })).toBe(
    digest({ a: [1, "x", 2n, null], m: new Map([["k", new Set([true])]]), b: Uint8Array.of(1, 2) }),
  );
});

describe("the digests are equal of", () => {
  it.each<[string, () => unknown]>([
    ["two objects with the same fields", () => ({ a: 1, b: [2, 3] })],
    ["two circles", () => circle()],
    ["two page tables of equal pages", () => tableOf(1, 0, 2)],
    ["two worlds that were made the same way", () => makeWorld()],
  ])("%s", (_what, make) => {
    expect(digest(make())).toBe(digest(make()));
  });

  it("two graphs that differ in the host's side only", () => {
    expect(digest([new Port("one")])).toBe(digest([new Port("other")]));
  });
});

describe("the digests differ of", () => {
  it.each<[string, unknown, unknown]>([
    ["1 and 2", 1, 2],
    ["1 and '1'", [1], ["1"]],
    ...Array.from({ length: 20 }, (_, n): [string, unknown, unknown] => [`undefined and ${n}`, [undefined], [n]]),
    ["null and 5", { a: null }, { a: 5 }],
    ["true and 3, 1", [true], [3, 1]],
    ["1.5 and its words", [1.5], [8, 0, 1073217536]],
    ["1 and 1n", [1], [1n]],
    ["null and undefined", [null], [undefined]],
    ["fields of other names", { a: 1 }, { b: 1 }],
    ["fields with exchanged values", { a: 1, b: 2 }, { a: 2, b: 1 }],
    ["two classes", new One(), new Other()],
    ["an array and a Set", [1], new Set([1])],
    ["a Map and a Set", new Map([[1, 2]]), new Set([1, 2])],
    ["one byte", Uint8Array.of(1, 2, 3), Uint8Array.of(1, 2, 4)],
    ["one zero byte more", Uint8Array.of(1), Uint8Array.of(1, 0)],
    ["bytes cut elsewhere", [Uint8Array.of(1, 2), Uint8Array.of(3)], [Uint8Array.of(1), Uint8Array.of(2, 3)]],
    ["strings cut elsewhere", ["ab", "c"], ["a", "bc"]],
    ["strings that differ in a high byte", "\u0141", "\u0041"],
    ["one page", tableOf(1, 2), tableOf(1, 3)],
    ["one page that is zero and one that is not there", tableOf(1, 0), tableOf(1)],
    [
      "the order in a Map",
      new Map([
        ["a", 1],
        ["b", 2],
      ]),
      new Map([
        ["b", 2],
        ["a", 1],
      ]),
    ],
  ])("%s", (_what, one, other) => {
    expect(digest(one)).not.toBe(digest(other));
  });

  it("one thing twice and two equal things", () => {
    const thing = { offset: 0 };
    expect(digest([thing, thing])).not.toBe(digest([{ offset: 0 }, { offset: 0 }]));
  });

  it("two worlds when one byte of a file was changed", () => {
    expect(digest(makeWorld("content"))).not.toBe(digest(makeWorld("contenT")));
  });

  it("two worlds when a process of one has got another state", () => {
    const world = makeWorld();
    const before = digest(world);
    (world.processes.get(3) as { state: unknown }).state = { kind: "stopped", by: 19 };
    expect(digest(world)).not.toBe(before);
  });
});

test("every byte of a page counts", () => {
  const bytes = new Uint8Array(PAGE_SIZE);
  const seen = new Set([digest(new Page(bytes, 0))]);
  for (let i = 0; i < PAGE_SIZE; i += 97) {
    bytes[i] = 1;
    seen.add(digest(new Page(bytes, 0)));
    bytes[i] = 0;
  }
  expect(seen.size).toBe(1 + Math.ceil(PAGE_SIZE / 97));
});

function circle(): unknown {
  const one: { next: unknown } = { next: undefined };
  one.next = { next: one };
  return one;
}

function makeWorld(content = "content") {
  const { kernel, world, first } = makeKernel();
  addFile(world, "file", content);
  spawn(kernel, first);
  return world;
}
