import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { PAGE_SIZE } from "../../runtime/abi/layout.ts";
import { Page } from "../../runtime/image/page.ts";
import { PageTable } from "../../runtime/image/page-table.ts";
import { digest } from "../../runtime/kernel/digest.ts";
import { HostPort } from "../../runtime/kernel/files/host.ts";
import { KernelPanic } from "../../runtime/kernel/panic.ts";
import { copyGraph } from "../../runtime/kernel/snapshot.ts";
import { sleepOn, WaitQueue } from "../../runtime/kernel/wait-queue.ts";
import { addFile, makeKernel, openFile, spawn } from "./world-for-tests.ts";

class Node {
  value = 1;
  next: Node | undefined = undefined;

  twice(): number {
    return this.value * 2;
  }
}

class Port extends HostPort {
  readonly written: string[] = [];
}

describe("copyGraph() keeps", () => {
  it("what is shared, shared", () => {
    const file = { offset: 5 };
    const copy = copyGraph({ one: file, other: [file] });
    expect(copy.one).toBe(copy.other[0]);
    expect(copy.one).not.toBe(file);
  });

  it("circles", () => {
    const node = new Node();
    node.next = node;
    const copy = copyGraph(node);
    expect(copy).not.toBe(node);
    expect(copy.next).toBe(copy);
  });

  it("classes, with their methods", () => {
    const copy = copyGraph(new Node());
    expect(copy).toBeInstanceOf(Node);
    expect(copy.twice()).toBe(2);
  });

  it("Maps and Sets in their order, also those with objects as keys", () => {
    const key = new Node();
    const copy = copyGraph({
      key,
      map: new Map<unknown, number>([
        [key, 1],
        ["b", 2],
      ]),
      set: new Set([key, 3]),
    });
    expect([...copy.map.keys()]).toEqual([copy.key, "b"]);
    expect(copy.set.has(copy.key)).toBe(true);
    expect(copy.set.has(key)).toBe(false);
  });

  it.each([0, -0, Number.NaN, 1n << 70n, "text", true, null, undefined])("%s as it is", (value) => {
    expect(Object.is(copyGraph({ value }).value, value)).toBe(true);
  });

  it("pages themselves, which nobody changes", () => {
    const page = new Page(new Uint8Array(PAGE_SIZE), 0);
    expect(copyGraph({ page }).page).toBe(page);
  });

  it("the host's side, which is not part of the world", () => {
    const port = new Port();
    expect(copyGraph([port])[0]).toBe(port);
  });
});

describe("what is changed in the one is not changed in the other:", () => {
  it("fields, Maps and Sets", () => {
    const original = { node: new Node(), map: new Map([["a", new Node()]]), set: new Set([1]) };
    const copy = copyGraph(original);
    copy.node.value = 9;
    (copy.map.get("a") as Node).value = 9;
    copy.set.add(2);
    expect([original.node.value, original.map.get("a")?.value, original.set.size]).toEqual([1, 1, 1]);
  });

  it.each([
    ["bytes", () => Uint8Array.of(1, 2, 3)],
    ["bytes in the middle of a buffer", () => Uint8Array.of(0, 1, 2, 3, 4).subarray(1, 4)],
    ["a Buffer of Node, whose own slice() would share its bytes", () => Buffer.from([1, 2, 3])],
  ])("%s", (_what, make) => {
    const original = make();
    const copy = copyGraph(original);
    copy[0] = 9;
    expect([[...original], [...copy]]).toEqual([
      [1, 2, 3],
      [9, 2, 3],
    ]);
  });

  it("page tables, both ways", () => {
    const pageOf = (value: number) => new Page(new Uint8Array(PAGE_SIZE).fill(value), 0);
    const [old, ofOne, ofOther] = [pageOf(1), pageOf(2), pageOf(3)];
    const table = new PageTable();
    table.grow(2);
    table.set(0, old);
    const copy = copyGraph({ table }).table;
    table.set(0, ofOne);
    copy.set(1, ofOther);
    expect([copy.get(0) === old, table.get(0) === ofOne, table.used, copy.used]).toEqual([true, true, 1, 2]);
  });
});

test.each<[string, () => unknown]>([
  ["function", () => () => 1],
  ["function", () => class {}],
  ["symbol", () => Symbol("s")],
  ["Promise", () => Promise.resolve()],
  ["WeakMap", () => new WeakMap()],
  ["ArrayBuffer", () => new ArrayBuffer(1)],
  ["DataView", () => new DataView(new ArrayBuffer(1))],
  ["Int32Array", () => new Int32Array(1)],
])("a %s is a panic wherever it hides: it could not be put back", (kind, make) => {
  for (const hide of [
    (v: unknown) => ({ deep: [v] }),
    (v: unknown) => new Map([[1, v]]),
    (v: unknown) => new Set([v]),
  ]) {
    expect(() => copyGraph(hide(make()))).toThrow(new KernelPanic(`kernel panic: a ${kind} is part of the world`));
  }
});

test("a list of a hundred thousand objects is copied without deep recursion", () => {
  const first = new Node();
  let last = first;
  for (let i = 0; i < 100_000; i++) {
    last.next = new Node();
    last = last.next;
  }
  let length = 0;
  for (let node: Node | undefined = copyGraph(first); node !== undefined; node = node.next) length++;
  expect(length).toBe(100_001);
});

test("a copy has the digest of what it was copied from", () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withMap: true, withSet: true, maxDepth: 4 }), (value) => {
      expect(digest(copyGraph({ value }))).toBe(digest({ value }));
    }),
  );
});

test("a world is copied with processes asleep on queues, open files shared, and files", () => {
  const { kernel, world, first } = makeKernel();
  addFile(world, "file", "content");
  const child = spawn(kernel, first);
  const file = openFile();
  first.descriptors.add(file);
  child.descriptors.add(file);
  const queue = new WaitQueue("a thing");
  sleepOn(child, [queue], 500);
  const { world: copy, queue: queueCopy } = copyGraph({ world, queue });
  const [firstCopy, childCopy] = [...copy.processes.values()];
  expect(digest(copy)).toBe(digest(world));
  expect(childCopy?.descriptors.get(0)?.file).toBe(firstCopy?.descriptors.get(0)?.file);
  expect(childCopy?.descriptors.get(0)?.file).not.toBe(file);
  queueCopy.wake();
  expect(copy.runQueue.processes.map(({ pid }) => pid)).toEqual([2, 3]);
  expect(copy.runQueue.nextDeadline).toBeUndefined();
  expect(world.runQueue.processes.map(({ pid }) => pid)).toEqual([2]);
  expect(world.runQueue.nextDeadline).toBe(500);
});
