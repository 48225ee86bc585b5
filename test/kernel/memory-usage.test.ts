import { describe, expect, it, test } from "vitest";
import { endProcess } from "../../runtime/kernel/exit.ts";
import { vfork } from "../../runtime/kernel/fork.ts";
import { countPages, countVersions, type MemoryUsage, memoryUsage } from "../../runtime/kernel/memory-usage.ts";
import { PageVersions } from "../../runtime/kernel/page-versions.ts";
import { imageOf } from "../../runtime/kernel/process.ts";
import { forkOf, makeMarked, spawn } from "./world-for-tests.ts";

/** In a world without anybody else. */
function makeUsage(pages = 1) {
  const made = makeMarked(pages);
  endProcess(made.kernel, made.first, { code: 0 });
  return { ...made, usage: () => [...memoryUsage(made.world).values()].map(row) };
}

/** virtual, resident, private, shared, zero. */
const row = (usage: MemoryUsage) => [usage.virtual, usage.resident, usage.private, usage.shared, usage.zero];

describe("a process has", () => {
  it("what its program began with as shared, and the rest as zero", () => {
    const { usage } = makeUsage();
    expect(usage()).toEqual([[16, 2, 0, 2, 14]]);
  });

  it("what it writes as private", () => {
    const { parent, write, usage } = makeUsage();
    write(parent, 0, 5, 6);
    expect(usage()).toEqual([[16, 4, 3, 1, 12]]);
  });

  it("nothing private just after a fork, and neither has its child", () => {
    const { kernel, parent, write, usage } = makeUsage();
    write(parent, 5, 6);
    forkOf(kernel, parent);
    expect(usage()).toEqual([
      [16, 4, 0, 4, 12],
      [16, 4, 0, 4, 12],
    ]);
  });

  it("private what it wrote since, and what it wrote before where the other has written since", () => {
    const { kernel, parent, write, usage } = makeUsage();
    write(parent, 5, 6);
    const child = forkOf(kernel, parent);
    write(child, 5, 7);
    expect(usage()).toEqual([
      [16, 4, 1, 3, 12],
      [16, 5, 2, 3, 11],
    ]);
  });

  it("private again what it shared, once all others have ended", () => {
    const { kernel, parent, write, usage } = makeUsage();
    write(parent, 5, 6);
    const child = forkOf(kernel, parent);
    write(child, 9);
    endProcess(kernel, child, { code: 0 });
    expect(usage()).toEqual([[16, 4, 2, 2, 12]]);
  });

  it("all of its memory as private where stores leave no marks", () => {
    const { kernel, parent, usage } = makeUsage();
    spawn(kernel, parent);
    expect(usage()[1]).toEqual([16, 16, 16, 0, 0]);
  });

  it("what it borrows since a vfork, as its lender has", () => {
    const { kernel, world, parent, write } = makeUsage();
    write(parent, 5);
    const child = forkOf(kernel, parent, vfork);
    const usage = memoryUsage(world);
    expect(usage.get(child.pid)).toEqual(usage.get(parent.pid));
    expect(row(usage.get(child.pid) as MemoryUsage)).toEqual([16, 3, 1, 2, 13]);
  });

  it("nothing once it has ended: zombies are not there", () => {
    const { kernel, world, parent } = makeUsage();
    const child = forkOf(kernel, parent);
    endProcess(kernel, child, { code: 0 });
    expect([...memoryUsage(world).keys()]).toEqual([parent.pid]);
  });

  it("its pages behind the first 64 and the first 4096 counted too", () => {
    const { kernel, parent, write, usage } = makeUsage(300);
    write(parent, 63, 64, 4095, 4096, 4799);
    write(forkOf(kernel, parent), 64, 4096);
    expect(usage()).toEqual([
      [4800, 7, 2, 5, 4793],
      [4800, 7, 2, 5, 4793],
    ]);
  });
});

describe("all together use", () => {
  it("a page once that many share, and what was promised", () => {
    const { kernel, world, parent, write } = makeUsage();
    write(parent, 5, 6);
    const children = [1, 2, 3].map(() => forkOf(kernel, parent));
    const promised = [parent, ...children].reduce((sum, one) => sum + imageOf(one).space.promised, 0);
    expect(countPages(world)).toBe(2 + promised);
    expect(countVersions(world, new PageVersions(world))).toBe(2);
  });

  it("nothing of what their program began with", () => {
    const { kernel, world, parent } = makeUsage();
    expect(countPages(world)).toBe(0);
    spawn(kernel, parent, { marked: true });
    expect(countPages(world)).toBe(0);
  });

  it("all that a space without marks has, and what is lent once", () => {
    const { kernel, world, parent } = makeUsage();
    const other = spawn(kernel, parent, { pages: 2 });
    forkOf(kernel, other, vfork);
    expect(countPages(world)).toBe(32);
  });
});

test("the page of two programs with the same number is two pages", () => {
  const { kernel, world, parent, write } = makeUsage();
  const other = spawn(kernel, parent, { marked: true });
  write(parent, 5);
  write(other, 5);
  expect(countPages(world)).toBe(2);
});
