import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PAGE_SIZE } from "../../runtime/abi/layout.ts";
import { Page } from "../../runtime/image/page.ts";
import { PageTable } from "../../runtime/image/page-table.ts";
import { Checkpoint } from "../../runtime/kernel/checkpoint.ts";
import { digest } from "../../runtime/kernel/digest.ts";
import { HostPort } from "../../runtime/kernel/files/host.ts";

class Port extends HostPort {}

describe("going back to a checkpoint", () => {
  it("puts back what was in objects, lists, maps, sets and bytes, and leaves them the objects that they are", () => {
    const shared = { n: 1 };
    const root = {
      shared,
      list: [1, shared],
      map: new Map<string, unknown>([["a", shared]]),
      set: new Set<unknown>([shared, 2]),
      bytes: Uint8Array.of(1, 2),
    };
    const { list, map, set, bytes } = root;
    const [checkpoint, before] = [new Checkpoint(root), digest(root)];
    shared.n = 9;
    list.push(5);
    map.clear();
    map.set("b", 3);
    set.add("more");
    bytes[0] = 7;
    Object.assign(root, { list: [], shared: { n: 2 } });
    checkpoint.restore();
    expect(digest(root)).toBe(before);
    expect([root.shared, root.list, root.map, root.set, root.bytes]).toEqual([shared, list, map, set, bytes]);
    expect(root.shared).toBe(shared);
    expect(root.list).toBe(list);
  });

  it("can be done again and again, and to any of several moments", () => {
    const root = { count: 0, list: [] as number[] };
    const moments = [0, 1, 2, 3].map((n) => {
      root.count = n;
      root.list.push(n);
      return new Checkpoint(root);
    });
    for (const n of [3, 0, 2, 2, 1]) {
      moments[n]?.restore();
      expect(root).toEqual({ count: n, list: [0, 1, 2, 3].slice(0, n + 1) });
      root.list.length = 0;
    }
  });

  it("gives page tables their pages again, however they were changed", () => {
    const pages = new PageTable();
    pages.grow(2);
    const page = new Page(new Uint8Array(PAGE_SIZE).fill(1), 1);
    pages.set(0, page);
    const root = { pages };
    const checkpoint = new Checkpoint(root);
    for (let i = 0; i < 2; i++) {
      root.pages.set(0, new Page(new Uint8Array(PAGE_SIZE).fill(2), 1));
      root.pages.grow(5);
      checkpoint.restore();
      expect([root.pages.get(0), root.pages.size]).toEqual([page, 2]);
    }
  });

  it("leaves the host's ports and pages alone", () => {
    const root = { port: new Port(), page: new Page(new Uint8Array(PAGE_SIZE), 0) };
    const { port, page } = root;
    const checkpoint = new Checkpoint(root);
    Object.assign(root, { port: new Port(), page: undefined });
    checkpoint.restore();
    expect(root.port).toBe(port);
    expect(root.page).toBe(page);
  });
});

it("a function in the world is our own bug", () => {
  expect(() => new Checkpoint({ call: () => 1 })).toThrow("function");
});

it("whatever was changed, the graph is as it was", () => {
  fc.assert(
    fc.property(fc.object({ withMap: true, withSet: true }), fc.object({ withMap: true }), (data, other) => {
      const root = { data: data as Record<string, unknown> };
      const [checkpoint, before] = [new Checkpoint(root), digest(root)];
      for (const value of Object.values(root.data)) {
        if (value instanceof Map) value.set(other, 1);
        else if (value instanceof Set) value.clear();
        else if (Array.isArray(value)) value.unshift(other);
      }
      for (const key of Object.keys(root.data)) root.data[key] = other;
      root.data = other as Record<string, unknown>;
      checkpoint.restore();
      expect(digest(root)).toBe(before);
    }),
    { numRuns: 300 },
  );
});
