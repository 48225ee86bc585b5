import { Fd } from "@bjorn3/browser_wasi_shim";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Errno } from "../../runtime/abi/errno.ts";
import { FD_CLOEXEC, FD_CLOFORK } from "../../runtime/abi/flags.ts";
import { DescriptorTable } from "../../runtime/kernel/descriptor-table.ts";
import { DEFAULT_LIMITS } from "../../runtime/kernel/limits.ts";
import { OpenFile } from "../../runtime/kernel/open-file.ts";
import { World } from "../../runtime/kernel/world.ts";

class CountingFd extends Fd {
  closed = 0;

  override fd_close(): number {
    this.closed++;
    return 0;
  }
}

const LIMIT = 8;
const world = new World(DEFAULT_LIMITS);
const openFile = (name = "file") => new OpenFile(world, new CountingFd(), 0, name);
const closedTimes = (file: OpenFile) => (file.fd as CountingFd).closed;

describe("DescriptorTable", () => {
  it("gives the lowest free descriptor", () => {
    const table = new DescriptorTable(LIMIT);
    for (const expected of [0, 1, 2]) expect(table.add(openFile())).toBe(expected);
    table.close(1);
    expect(table.add(openFile())).toBe(1);
    expect(table.add(openFile(), 0, 5)).toBe(5);
  });

  it("answers EMFILE when it is full, and keeps nothing of the file", () => {
    const table = new DescriptorTable(2);
    table.add(openFile());
    table.add(openFile());
    const file = openFile();
    expect(table.add(file)).toBe(-Errno.EMFILE);
    expect(file.references).toBe(0);
    expect(table.hasRoomFor(1)).toBe(false);
  });

  it("closes an open file with its last descriptor only", () => {
    const table = new DescriptorTable(LIMIT);
    const file = openFile();
    table.add(file);
    const child = table.fork();
    table.close(0);
    expect(closedTimes(file)).toBe(0);
    child.closeAll();
    expect(closedTimes(file)).toBe(1);
  });

  it("keeps a file open that is set onto itself", () => {
    const table = new DescriptorTable(LIMIT);
    const file = openFile();
    table.add(file);
    expect(table.set(0, file)).toBe(0);
    expect([file.references, closedTimes(file)]).toEqual([1, 0]);
  });

  it("gives a child what is open over a limit that was lowered", () => {
    const table = new DescriptorTable(LIMIT);
    table.set(2, openFile());
    table.limit = 1;
    const child = table.fork();
    expect(child.entries().map(([fd]) => fd)).toEqual([2]);
    expect([child.limit, child.add(openFile(), 0, 1)]).toEqual([1, -Errno.EMFILE]);
  });

  it("leaves CLOFORK descriptors out of a child and closes CLOEXEC ones at exec", () => {
    const table = new DescriptorTable(LIMIT);
    table.add(openFile("kept"));
    table.add(openFile("clofork"), FD_CLOFORK);
    table.add(openFile("cloexec"), FD_CLOEXEC);
    const names = (of: DescriptorTable) => of.entries().map(([fd, { file }]) => `${fd} ${file.name}`);
    expect(names(table.fork())).toEqual(["0 kept", "2 cloexec"]);
    table.closeForExec();
    expect(names(table)).toEqual(["0 kept", "1 clofork"]);
  });

  it("keeps what is open past a limit that is lowered, in children too, and counts the room below it", () => {
    const table = new DescriptorTable(LIMIT);
    for (const fd of [0, 1, 6, 7]) table.set(fd, openFile());
    table.limit = 3;
    expect([table.hasRoomFor(1), table.hasRoomFor(2)]).toEqual([true, false]);
    expect(
      table
        .fork()
        .entries()
        .map(([fd]) => fd),
    ).toEqual([0, 1, 6, 7]);
    expect([table.add(openFile()), table.add(openFile())]).toEqual([2, -Errno.EMFILE]);
    expect(table.hasRoomFor(1)).toBe(false);
  });

  it("does what a Map of numbers would do, whatever is done to it", () => {
    const fd = fc.integer({ min: -1, max: LIMIT });
    const step = fc.oneof(
      fc.record({ kind: fc.constant("add" as const), from: fc.nat(LIMIT) }),
      fc.record({ kind: fc.constant("set" as const), fd }),
      fc.record({ kind: fc.constant("close" as const), fd }),
      fc.record({ kind: fc.constant("dup" as const), fd }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const table = new DescriptorTable(LIMIT);
        const model = new Map<number, OpenFile>();
        const all: OpenFile[] = [];
        const make = () => {
          const file = openFile();
          all.push(file);
          return file;
        };
        const lowest = (from: number) => {
          let free = from;
          while (model.has(free)) free++;
          return free < LIMIT ? free : -Errno.EMFILE;
        };
        const put = (where: number, file: OpenFile) => {
          if (where >= 0) model.set(where, file);
          return where;
        };
        for (const one of steps) {
          if (one.kind === "add") {
            const file = make();
            expect(table.add(file, 0, one.from)).toBe(put(lowest(one.from), file));
          } else if (one.kind === "set") {
            const file = make();
            const fits = one.fd >= 0 && one.fd < LIMIT;
            expect(table.set(one.fd, file)).toBe(put(fits ? one.fd : -Errno.EBADF, file));
          } else if (one.kind === "close") {
            expect(table.close(one.fd)).toBe(model.delete(one.fd) ? 0 : -Errno.EBADF);
          } else {
            const file = model.get(one.fd);
            if (file !== undefined) expect(table.add(file)).toBe(put(lowest(0), file));
          }
          expect(table.entries().map(([number, { file }]) => [number, file])).toEqual(
            [...model].sort(([a], [b]) => a - b),
          );
          const free = LIMIT - model.size;
          expect([table.hasRoomFor(free), table.hasRoomFor(free + 1)]).toEqual([true, false]);
          for (const file of all) {
            const names = [...model.values()].filter((other) => other === file).length;
            expect(file.references).toBe(names);
          }
        }
        table.closeAll();
        for (const file of all) expect(closedTimes(file)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
