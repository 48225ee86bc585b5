import { expect, it, test } from "vitest";
import { PAGE_SIZE } from "../../runtime/abi/layout.ts";
import { Page } from "../../runtime/image/page.ts";
import type { KernelEvent } from "../../runtime/kernel/event.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import { vfork } from "../../runtime/kernel/fork.ts";
import { settle } from "../../runtime/kernel/page-faults.ts";
import { imageOf, type Process } from "../../runtime/kernel/process.ts";
import { forkOf, makeKernel, spawn } from "./world-for-tests.ts";

/** A process of 16 pages, of which the program has page 3. */
function makeFaults(watching = true) {
  const made = makeKernel({}, watching);
  const process = spawn(made.kernel, made.first, { marked: true });
  imageOf(process).space.pages.set(3, new Page(new Uint8Array(PAGE_SIZE).fill(1)));
  imageOf(process).space.resident = 1;
  const write = (who: Process, ...pages: number[]) => {
    made.written.set(who.pid, pages);
    settle(made.kernel, who);
  };
  return { ...made, process, write };
}

const faults = (events: readonly KernelEvent[]) =>
  events.flatMap((event) => (event.kind === "fault" ? [`${event.pid} ${event.page} ${event.cause}`] : []));

it("tells of the first write to each page, why it is one, and no more until the next fork", () => {
  const { kernel, process, write, events } = makeFaults();
  write(process, 3, 0, 3);
  write(process, 0, 4);
  const child = forkOf(kernel, process);
  write(child, 0, 5);
  write(process, 0, 3, 0);
  expect(faults(events)).toEqual([
    "3 3 program",
    "3 0 zero",
    "3 4 zero",
    "4 0 fork",
    "4 5 zero",
    "3 0 fork",
    "3 3 fork",
  ]);
  expect([process.faults, child.faults]).toEqual([
    { zero: 2, program: 1, fork: 2 },
    { zero: 1, program: 0, fork: 1 },
  ]);
});

it("counts where nobody watches, too", () => {
  const { process, write, events } = makeFaults(false);
  write(process, 3, 0);
  expect([process.faults, faults(events)]).toEqual([{ zero: 1, program: 1, fork: 0 }, []]);
});

it("says whose fault it was when two run in one memory", () => {
  const { kernel, process, write } = makeFaults();
  write(process, 1);
  const child = forkOf(kernel, process, vfork);
  write(child, 1, 2);
  expect([process.faults.zero, child.faults.zero, imageOf(process).space.own]).toEqual([1, 1, 2]);
});

it("a child begins to count anew", () => {
  const { kernel, process, write } = makeFaults();
  write(process, 1, 2, 3);
  expect(forkOf(kernel, process).faults).toEqual({ zero: 0, program: 0, fork: 0 });
});

it("asks nobody about a process that has ended", () => {
  const { kernel, process, written } = makeFaults();
  endProcess(kernel, process, { code: 0 });
  written.set(process.pid, [1]);
  settle(kernel, process);
  expect([written.has(process.pid), process.faults.zero]).toEqual([true, 0]);
});

test("a space without marks has no faults: it is charged for its size", () => {
  const { kernel, first, world, write } = makeFaults();
  imageOf(first).space.pages.grow(64);
  write(first);
  expect([first.faults, world.pagesUsed, imageOf(first).space.own]).toEqual([{ zero: 0, program: 0, fork: 0 }, 64, 64]);
  expect(kernel.process(first.pid)).toBe(first);
});
