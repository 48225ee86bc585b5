import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { PAGE_SIZE } from "../../runtime/abi/layout.ts";
import type { AddressSpace } from "../../runtime/image/address-space.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import { fork } from "../../runtime/kernel/fork.ts";
import { DEFAULT_LIMITS } from "../../runtime/kernel/limits.ts";
import { chargeSize, growthLeft, hasRoom, pagesToFork } from "../../runtime/kernel/memory-budget.ts";
import { countPages, memoryUsage } from "../../runtime/kernel/memory-usage.ts";
import { settle } from "../../runtime/kernel/page-faults.ts";
import { imageOf, type Process } from "../../runtime/kernel/process.ts";
import { World } from "../../runtime/kernel/world.ts";
import { forkOf, makeKernel, spawn } from "./world-for-tests.ts";

const TEN = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const spaceOf = (process: Process): AddressSpace => imageOf(process).space;

/** A world whose first process takes nothing of the limit, and one with marks in it. */
function makeBudget(pages: number) {
  const made = makeKernel({ memory: pages * PAGE_SIZE });
  endProcess(made.kernel, made.first, { code: 0 });
  const parent = spawn(made.kernel, undefined, { marked: true });
  const write = (process: Process, ...pages: number[]) => {
    made.written.set(process.pid, pages);
    settle(made.kernel, process);
  };
  return { ...made, parent, write };
}

describe("the world is charged", () => {
  it("for no page that nobody has written", () => {
    expect(makeBudget(100).world.pagesUsed).toBe(0);
  });

  it("for a page once, however often it is written", () => {
    const { world, parent, write } = makeBudget(100);
    write(parent, 1, 2, 1);
    write(parent, 2, 1, 5);
    expect(world.pagesUsed).toBe(3);
  });

  it("for all pages of a space without marks, as it grows", () => {
    const { world, kernel } = makeBudget(100);
    const process = spawn(kernel, undefined, { pages: 2 });
    expect(world.pagesUsed).toBe(32);
    spaceOf(process).pages.grow(48);
    chargeSize(world, spaceOf(process));
    expect([world.pagesUsed, spaceOf(process).own, spaceOf(process).resident]).toEqual([48, 48, 48]);
  });

  it("for no page that a space with marks grows by", () => {
    const { world, parent } = makeBudget(100);
    spaceOf(parent).pages.grow(48);
    chargeSize(world, spaceOf(parent));
    expect(world.pagesUsed).toBe(0);
  });

  it("at a fork for as many pages as the parent wrote, for each of the two, and shared pages once", () => {
    const { kernel, world, parent, write } = makeBudget(100);
    write(parent, ...TEN);
    const child = forkOf(kernel, parent);
    expect(world.pagesUsed).toBe(10 + 2 * 10);
    write(parent, ...TEN);
    write(child, ...TEN);
    expect(world.pagesUsed).toBe(30);
    write(child, 11);
    expect(world.pagesUsed).toBe(31);
  });

  it("for eight pages in each at least, where the parent has written less", () => {
    const { kernel, world, parent } = makeBudget(100);
    forkOf(kernel, parent);
    expect([world.pagesUsed, pagesToFork(spaceOf(parent))]).toEqual([16, 8]);
  });

  it("for nothing when all have ended", () => {
    const { kernel, world, parent, write } = makeBudget(100);
    write(parent, 1, 2, 3);
    const child = forkOf(kernel, parent);
    write(child, 1);
    endProcess(kernel, parent, { code: 0 });
    endProcess(kernel, child, { code: 0 });
    expect(hasRoom(world, 100)).toBe(true);
    expect(world.pagesUsed).toBe(0);
  });
});

describe("a fork", () => {
  it.each([
    ["just fits", 30, true],
    ["is a page too much", 29, false],
  ])("that %s is made or not, of a parent that wrote 10 pages", (_how, pages, fits) => {
    const { kernel, world, parent, write } = makeBudget(pages);
    write(parent, ...TEN);
    const seen = () => [world.pagesUsed, world.nextEpoch, world.nextPid, world.processes.size];
    const before = seen();
    parent.captured = true;
    expect(fork(kernel, parent) > 0).toBe(fits);
    if (fits) expect(seen()).not.toEqual(before);
    else expect([seen(), spaceOf(parent).own, spaceOf(parent).promised]).toEqual([before, 10, 0]);
  });

  it("that succeeds leaves room for what both are promised, even when nothing more is left", () => {
    const { kernel, world, parent, write } = makeBudget(30);
    write(parent, ...TEN);
    const child = forkOf(kernel, parent);
    expect(hasRoom(world, 1)).toBe(false);
    write(parent, 11, 12, 13);
    write(child, 9, 10, 11, 12, 13, 14, 15);
    expect(hasRoom(world, 0)).toBe(true);
    expect(hasRoom(world, 1)).toBe(false);
    write(parent, 14, 15, 0, 1, 2, 3, 4); // its tenth page: the promise is used up
    write(child, 0, 8, 7); // 10 pages too
    expect(hasRoom(world, 0)).toBe(true);
    write(parent, 5);
    write(child, 6);
    expect(hasRoom(world, 0)).toBe(false);
  });

  it("gives its promise back when the child ends without having used it", () => {
    const { kernel, world, parent, write } = makeBudget(30);
    write(parent, ...TEN);
    for (let i = 0; i < 50; i++) endProcess(kernel, forkOf(kernel, parent), { code: 0 });
    expect(hasRoom(world, 30 - 10 - 8)).toBe(true); // its ten pages, and the promise of the last fork
    expect(hasRoom(world, 30 - 10 - 7)).toBe(false);
  });
});

test.each([
  ["nothing is used", 10 * 16, 0, 10],
  ["a part is used", 10 * 16, 4 * 16, 6],
  ["a page is used", 10 * 16, 1, 9],
  ["all is used", 10 * 16, 10 * 16, 0],
  ["more is used than there is", 10 * 16, 12 * 16, 0],
  ["the limit is zero", 0, 0, 0],
])("when %s, what a process may grow by is counted and never negative", (_when, pages, used, left) => {
  const world = new World({ ...DEFAULT_LIMITS, memory: pages * PAGE_SIZE });
  world.pagesUsed = used;
  expect(growthLeft(world)).toBe(left);
});

test("a limit that ends in the middle of a page ends before it", () => {
  const world = new World({ ...DEFAULT_LIMITS, memory: 16 * PAGE_SIZE - 1 });
  expect([growthLeft(world), hasRoom(world, 15), hasRoom(world, 16)]).toEqual([0, true, false]);
});

type Step = { readonly kind: "write" | "fork" | "leave" | "enter"; readonly who: number; readonly pages: number[] };
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("write", "write", "write", "fork", "leave", "enter"),
  who: fc.nat({ max: 9 }),
  pages: fc.array(fc.nat({ max: 15 }), { maxLength: 5 }),
});

/** A process as anybody would account for it: which version of each page it has, and what it is promised. */
interface Model {
  readonly process: Process;
  readonly versions: Map<number, string>;
  epoch: number;
  own: number;
  promised: number;
}

test("what is used is never more than the count, and room is told as well as it has to be, whatever is done in whatever order", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 200 }), (steps, limit) => {
      const { kernel, world, parent, write } = makeBudget(limit);
      let models: Model[] = [{ process: parent, versions: new Map(), epoch: 0, own: 0, promised: 0 }];
      let epochs = 1;
      const slack = Math.floor(limit / 64); // what nobody counts before it is worth it
      for (const { kind, who, pages } of steps) {
        const one = models[who % models.length];
        if (kind === "enter" || one === undefined) {
          const process = spawn(kernel, undefined, { marked: true });
          models.push({ process, versions: new Map(), epoch: epochs++, own: 0, promised: 0 });
        } else if (kind === "write") {
          write(one.process, ...pages);
          for (const page of new Set(pages)) {
            if (one.versions.get(page) === `${one.epoch}`) continue;
            one.versions.set(page, `${one.epoch}`);
            one.own++;
            one.promised = Math.max(0, one.promised - 1);
          }
        } else if (kind === "leave") {
          endProcess(kernel, one.process, { code: 0 });
          models = models.filter((model) => model !== one);
        } else {
          const promised = Math.max(8, one.own);
          const needed = exact(models) + 2 * promised - one.promised;
          one.process.captured = true;
          const pid = fork(kernel, one.process);
          if (needed <= limit - slack) expect(pid).toBeGreaterThan(0);
          else if (needed > limit) expect(pid).toBeLessThan(0);
          if (pid > 0) {
            const versions = new Map(one.versions);
            Object.assign(one, { epoch: epochs++, own: 0, promised });
            models.push({ process: kernel.process(pid), versions, epoch: epochs++, own: 0, promised });
          }
        }
        const count = exact(models);
        expect(countPages(world)).toBe(count);
        expect(world.pagesUsed).toBeGreaterThanOrEqual(count);
        expect(world.pagesUsed - world.pagesStale).toBeLessThanOrEqual(count);
        const usage = memoryUsage(world);
        for (const one of models) {
          expect(spaceOf(one.process)).toMatchObject({ own: one.own, promised: one.promised });
          const alone = [...one.versions].filter(([page, version]) =>
            models.every((other) => other === one || other.versions.get(page) !== version),
          );
          expect(usage.get(one.process.pid)).toMatchObject({ resident: one.versions.size, private: alone.length });
        }
      }
      const free = limit - exact(models);
      if (free >= slack) expect(hasRoom(world, free - slack)).toBe(true);
      expect(hasRoom(world, Math.max(0, free + 1))).toBe(false);
    }),
    { numRuns: 300 },
  );
});

/** Each version of each page once, and all promises. */
function exact(models: readonly Model[]): number {
  const versions = new Set(models.flatMap((one) => [...one.versions].map(([page, version]) => `${page} ${version}`)));
  return versions.size + models.reduce((sum, { promised }) => sum + promised, 0);
}
