import { describe, expect, it } from "vitest";
import { PAGE_SIZE } from "../../../runtime/abi/layout.ts";
import { Page } from "../../../runtime/image/page.ts";
import { vfork } from "../../../runtime/kernel/fork.ts";
import { settle } from "../../../runtime/kernel/page-faults.ts";
import { imageOf, type Process } from "../../../runtime/kernel/process.ts";
import { pageOf } from "../../../runtime/scheduler/scene/page-of.ts";
import { Mapper, PRIVATE, RW, SHARED } from "../../kernel/mappings/mapper.ts";
import { forkOf, makeKernel, spawn } from "../../kernel/world-for-tests.ts";

/** A parent (3) and its child (4); page 0 is the program's, 1 was written before the fork, 2 by the child since. */
function make() {
  const made = makeKernel();
  const { kernel, written } = made;
  const parent = spawn(kernel, undefined, { marked: true });
  imageOf(parent).space.pages.set(0, new Page(new Uint8Array(PAGE_SIZE).fill(9)));
  const write = (process: Process, page: number) => {
    written.set(process.pid, [page]);
    settle(kernel, process);
  };
  write(parent, 1);
  const child = forkOf(kernel, parent);
  write(child, 2);
  return { ...made, parent, child };
}

describe("of a page is seen", () => {
  it.each([
    ["what its program began with", 0, "program", [3, 4]],
    ["what it and its child have since the fork", 1, "shared", [3, 4]],
    ["what only it has", 2, "private", [4]],
    ["what nobody has written", 3, "zero", [4]],
  ])("%s, and who has this version", (_what, page, kind, sharers) => {
    const { world } = make();
    expect(pageOf(world, 4, page)).toMatchObject({ pid: 4, page, kind, sharers, mapping: undefined });
  });

  it("its bytes, as a copy", () => {
    const { world } = make();
    const { bytes } = pageOf(world, 3, 0);
    expect([bytes.length, bytes[0]]).toEqual([PAGE_SIZE, 9]);
    bytes.fill(1);
    expect(pageOf(world, 4, 0).bytes[0]).toBe(9);
  });

  it("that the borrower of a vfork has what its lender has", () => {
    const { kernel, world, child } = make();
    const borrower = forkOf(kernel, child, vfork);
    expect(pageOf(world, borrower.pid, 2)).toMatchObject({ kind: "private", sharers: [child.pid, borrower.pid] });
  });

  it("which file is mapped there, and who else maps it, wherever", () => {
    const mapper = new Mapper();
    const { rig } = mapper;
    const file = rig.create("/tmp/file");
    rig.write(file, "x".repeat(PAGE_SIZE + 1));
    const address = mapper.mapped(2 * PAGE_SIZE, SHARED, { fd: file });
    const other = mapper.mapped(PAGE_SIZE, PRIVATE, { fd: file, protection: 1 });
    const child = mapper.fork();
    const [page, pid] = [address / PAGE_SIZE + 1, rig.process.pid];
    const seen = pageOf(rig.world, pid, page);
    expect(seen).toMatchObject({
      kind: "mapped",
      sharers: [pid, child.pid],
      mapping: {
        from: address / PAGE_SIZE,
        to: address / PAGE_SIZE + 2,
        protection: { read: true, write: RW > 1, execute: false },
        shared: true,
        file: { name: "/tmp/file", page: 1 },
      },
    });
    expect([...seen.bytes.subarray(0, 2)]).toEqual([120, 0]);
    expect(pageOf(rig.world, pid, other / PAGE_SIZE)).toMatchObject({
      kind: "private",
      mapping: { shared: false, protection: { write: false }, file: { name: "/tmp/file", page: 0 } },
    });
  });
});

it("a page that is not there, and a process that is not, are refused", () => {
  const { world } = make();
  expect(() => pageOf(world, 4, 16)).toThrow("Cannot show page 16 of process 4: expected a whole number from 0 to 15");
  expect(() => pageOf(world, 9, 0)).toThrow(
    "Cannot show page 0 of process 9: there is no such process, or it has ended",
  );
});
