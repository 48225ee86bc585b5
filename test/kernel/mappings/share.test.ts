import { describe, expect, it } from "vitest";
import { countPages, memoryUsage } from "../../../runtime/kernel/memory-usage.ts";
import { imageOf } from "../../../runtime/kernel/process.ts";
import { ANONYMOUS, Mapper, PRIVATE, READ, SHARED } from "./mapper.ts";

describe("what one process stores to shared memory", () => {
  it("another sees when it runs next, and its own stores are kept", () => {
    const mapper = new Mapper();
    const { process } = mapper.rig;
    const at = mapper.mapped(8192, SHARED | ANONYMOUS);
    const child = mapper.fork();
    mapper.run(process, (bytes) => bytes.set([1, 2, 3], at));
    mapper.run(child, (bytes) => {
      expect([...bytes.subarray(at, at + 3)]).toEqual([1, 2, 3]);
      bytes[at + 1] = 9;
      bytes[at + 4096] = 8;
    });
    mapper.run(process, (bytes) => {
      expect([bytes[at], bytes[at + 1], bytes[at + 4096]]).toEqual([1, 9, 8]);
    });
  });

  it("is not seen where the mapping is private", () => {
    const mapper = new Mapper();
    const at = mapper.mapped(4096, PRIVATE | ANONYMOUS);
    const child = mapper.fork();
    mapper.run(mapper.rig.process, (bytes) => bytes.fill(1, at, at + 1));
    mapper.run(child, (bytes) => expect(bytes[at]).toBe(0));
  });

  it("is all there for who has not looked for long", () => {
    const mapper = new Mapper();
    const at = mapper.mapped(3 * 4096, SHARED | ANONYMOUS);
    const child = mapper.fork();
    for (let i = 1; i <= 1500; i++) {
      mapper.run(mapper.rig.process, (bytes) => new DataView(bytes.buffer).setUint16(at + (i % 3) * 4096, i));
    }
    mapper.run(child, (bytes) => {
      const view = new DataView(bytes.buffer);
      expect([0, 1, 2].map((page) => view.getUint16(at + page * 4096))).toEqual([1500, 1498, 1499]);
    });
  });

  it("is put together where it has the object at two addresses", () => {
    const mapper = new Mapper();
    const fd = mapper.rig.create("/tmp/file");
    mapper.rig.write(fd, "........");
    const [one, other] = [mapper.mapped(4096, SHARED, { fd }), mapper.mapped(4096, SHARED, { fd })];
    mapper.run(mapper.rig.process, (bytes) => {
      bytes[one] = 65;
      bytes[other + 2] = 66;
    });
    mapper.run(mapper.rig.process, () => {});
    expect(mapper.rig.text(one, 4)).toBe("A.B.");
    expect(mapper.rig.text(other, 4)).toBe("A.B.");
    expect(mapper.rig.contents("/tmp/file")).toBe("A.B.....");
  });

  it("is in a file at the next call that reads it, and what is written to the file is in memory", () => {
    const mapper = new Mapper();
    const fd = mapper.rig.create("/tmp/file");
    mapper.rig.write(fd, "content");
    const at = mapper.mapped(4096, SHARED, { fd });
    mapper.bytes()[at] = 67;
    expect(mapper.rig.contents("/tmp/file")).toBe("Content");
    mapper.rig.seek(fd, 1n);
    mapper.rig.write(fd, "ART");
    expect(mapper.rig.text(at, 7)).toBe("CARTent");
    mapper.rig.call("fd_filestat_set_size", fd, 2n);
    expect(mapper.rig.text(at, 4)).toBe("CA\0\0");
  });

  it.each<[string, number, number, string]>([
    ["that may only be read", READ, 0, "read-only"],
    ["behind the end of its file", READ | 2, 0x10000, "behind the end of its file"],
  ])("%s is lost, and found out", (_what, protection, offset, why) => {
    const mapper = new Mapper();
    const fd = mapper.rig.create("/tmp/file");
    mapper.rig.write(fd, "content");
    const at = mapper.mapped(0x20000, SHARED, { fd, protection });
    mapper.run(mapper.rig.process, (bytes) => bytes.fill(1, at + offset, at + offset + 1));
    expect(mapper.mappings.violation).toEqual({ page: (at + offset) / 4096, why });
    expect(mapper.bytes()[at + offset]).toBe(offset === 0 ? 99 : 0);
  });
});

describe("a shared page", () => {
  it("counts once, however many have it and wherever, and as shared", () => {
    const mapper = new Mapper();
    const { world, process } = mapper.rig;
    const at = mapper.mapped(3 * 4096, SHARED | ANONYMOUS);
    const child = mapper.fork();
    for (const one of [process, child]) mapper.run(one, () => {});
    const before = countPages(world);
    mapper.run(process, (bytes) => bytes.fill(1, at, at + 8192));
    mapper.run(child, (bytes) => bytes.fill(2, at, at + 8192));
    expect(countPages(world) - before).toBe(2);
    const { own, shared, pages } = imageOf(child).space;
    expect([shared, own]).toEqual([3, pages.size - 3]);
    expect(memoryUsage(world).get(child.pid)?.shared).toBe(3);
  });
});

describe("fork", () => {
  it("keeps, wipes or drops a mapping, as was advised", () => {
    const mapper = new Mapper();
    const at = mapper.mapped(3 * 4096);
    mapper.bytes().fill(5, at, at + 3 * 4096);
    mapper.rig.call("madvise", at + 4096, 4096, 18);
    mapper.rig.call("madvise", at + 8192, 4096, 10);
    mapper.rig.call("mlock", at, 4096);
    const child = mapper.fork();
    expect([0, 4096, 8192].map((offset) => mapper.bytes(child)[at + offset])).toEqual([5, 0, 0]);
    const mappings = imageOf(child).space.mappings;
    expect(mappings?.list.map(({ from, to }) => [from, to])).toEqual([
      [at / 4096, at / 4096 + 1],
      [at / 4096 + 1, at / 4096 + 2],
    ]);
    expect(mappings?.locked.size).toBe(0);
  });
});
