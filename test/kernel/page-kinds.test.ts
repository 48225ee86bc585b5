import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PAGE_SIZE } from "../../runtime/abi/layout.ts";
import { Mappings } from "../../runtime/image/mappings.ts";
import { SHARED_ZERO_PAGE } from "../../runtime/image/page.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import { memoryUsage } from "../../runtime/kernel/memory-usage.ts";
import { type PageKind, PageKinds } from "../../runtime/kernel/page-kinds.ts";
import { PageVersions } from "../../runtime/kernel/page-versions.ts";
import { imageOf, type Process } from "../../runtime/kernel/process.ts";
import { ANONYMOUS, Mapper, REGION, SHARED, WHOLE } from "./mappings/mapper.ts";
import { forkOf, makeMarked } from "./world-for-tests.ts";

function make(pages = 1) {
  const made = makeMarked(pages);
  const kinds = (process: Process) => new PageKinds(new PageVersions(made.world)).runsOf(imageOf(process).space);
  const row = (process: Process) => kinds(process).map(({ from, to, kind }) => `${from}-${to} ${kind}`);
  return { ...made, kinds, row };
}

describe("the pages of a process are", () => {
  it("its program's, and zero", () => {
    const { parent, row } = make();
    expect(row(parent)).toEqual(["0-2 program", "2-16 zero"]);
  });

  it("private once it has written them", () => {
    const { parent, write, row } = make();
    write(parent, 1, 2, 9);
    expect(row(parent)).toEqual(["0-1 program", "1-3 private", "3-9 zero", "9-10 private", "10-16 zero"]);
  });

  it("shared since a fork, and private where one of the two writes: both then have one of their own", () => {
    const { kernel, parent, write, row } = make();
    write(parent, 4, 5);
    const child = forkOf(kernel, parent);
    expect(row(child)).toEqual(["0-2 program", "2-4 zero", "4-6 shared", "6-16 zero"]);
    expect(row(parent)).toEqual(row(child));
    write(child, 5);
    expect(row(child)).toEqual(["0-2 program", "2-4 zero", "4-5 shared", "5-6 private", "6-16 zero"]);
    expect(row(parent)).toEqual(row(child));
  });

  it("private again, once nobody else is left who has them", () => {
    const { kernel, parent, write, row } = make();
    write(parent, 4, 5);
    const child = forkOf(kernel, parent);
    endProcess(kernel, child, { code: 0 });
    expect(row(parent)).toEqual(["0-2 program", "2-4 zero", "4-6 private", "6-16 zero"]);
  });

  it("private, all of them, where stores leave no marks", () => {
    const { first, row } = make();
    expect(row(first)).toEqual(["0-16 private"]);
  });

  it("in runs that go over the leaves of a page table, and to the last page", () => {
    const { parent, write, row } = make(300);
    write(parent, 62, 63, 64, 65, 4095, 4096, 4799);
    expect(row(parent)).toEqual([
      "0-2 program",
      "2-62 zero",
      "62-66 private",
      "66-4095 zero",
      "4095-4097 private",
      "4097-4799 zero",
      "4799-4800 private",
    ]);
  });

  it("unmapped in regions for mappings where there is none, and mapped where they are shared", () => {
    const { parent, row } = make();
    const { space } = imageOf(parent);
    space.mappings = new Mappings();
    space.mappings.regions.add(4, 12);
    space.mappings.insert({ ...MAPPING, from: 6, to: 8, shared: true });
    space.mappings.insert({ ...MAPPING, from: 8, to: 9, shared: false });
    for (const page of [6, 7]) space.replace(page, SHARED_ZERO_PAGE);
    expect(row(parent)).toEqual([
      "0-2 program",
      "2-4 zero",
      "4-6 unmapped",
      "6-8 mapped",
      "8-9 zero",
      "9-12 unmapped",
      "12-16 zero",
    ]);
  });

  it("unmapped and mapped without marks, too", () => {
    const mapper = new Mapper();
    mapper.mapped(WHOLE, SHARED | ANONYMOUS, { address: REGION });
    const kinds = new PageKinds(new PageVersions(mapper.rig.world)).runsOf(mapper.space);
    expect(kinds.map(({ kind, from, to }) => [kind, to - from])).toEqual([
      ["private", REGION / PAGE_SIZE],
      ["mapped", 16],
      ["unmapped", 6 * 16],
    ]);
  });
});

const MAPPING = {
  protection: 3,
  mayWrite: true,
  object: undefined,
  at: 0,
  seen: 0,
  atFork: "keep",
} as const;

it("there are as many pages of each kind as memory usage counts", () => {
  const act = fc.tuple(fc.constantFrom("fork", "write", "write", "write", "end"), fc.nat(), fc.array(fc.nat(199)));
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const { kernel, world, first, parent, write, kinds } = make(13);
      endProcess(kernel, first, { code: 0 });
      const living = [parent];
      for (const [what, who, pages] of acts) {
        const process = living[who % living.length] as Process;
        if (what === "fork") living.push(forkOf(kernel, process));
        else if (what === "write") write(process, ...pages);
        else if (living.length > 1) {
          endProcess(kernel, process, { code: 0 });
          living.splice(living.indexOf(process), 1);
        }
      }
      const usage = memoryUsage(world);
      for (const process of living) {
        const runs = kinds(process);
        const count = (...wanted: PageKind[]) =>
          runs.reduce((sum, { from, to, kind }) => sum + (wanted.includes(kind) ? to - from : 0), 0);
        expect(usage.get(process.pid)).toEqual({
          virtual: 208,
          resident: count("program", "shared", "private"),
          private: count("private"),
          shared: count("program", "shared"),
          zero: count("zero"),
        });
        expect(runs.every(({ to }, i) => to === (runs[i + 1]?.from ?? 208))).toBe(true);
        expect(runs.every(({ kind }, i) => kind !== runs[i + 1]?.kind)).toBe(true);
      }
    }),
  );
});
