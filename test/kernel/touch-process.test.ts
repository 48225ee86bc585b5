import { describe, expect, it } from "vitest";
import { RLIMIT_NPROC } from "../../runtime/abi/resource.ts";
import { Signal } from "../../runtime/abi/signal.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import { makePipe } from "../../runtime/kernel/files/pipe.ts";
import { AWAIT, READ } from "../../runtime/kernel/footprint.ts";
import { OpenFile } from "../../runtime/kernel/open-file.ts";
import type { Process } from "../../runtime/kernel/process.ts";
import { stop } from "../../runtime/kernel/stop.ts";
import {
  awaited,
  thingOf,
  touchDeadlines,
  touchEnd,
  touchReleases,
  touchRoom,
  touchTurn,
} from "../../runtime/kernel/touch-process.ts";
import { sleepOn, WaitQueue } from "../../runtime/kernel/wait-queue.ts";
import { NotedFootprint } from "./noted-footprint.ts";
import { handle, ignore, makeKernel, openFile, spawn, type TestKernel } from "./world-for-tests.ts";

/** What is touched by something that is done in a world of a parent (2), its child (3), and that one's child (4). */
function touched(act: (footprint: NotedFootprint, kernel: TestKernel, child: Process, grandchild: Process) => void) {
  const made = makeKernel();
  const child = spawn(made.kernel, made.first);
  const grandchild = spawn(made.kernel, child);
  const footprint = new NotedFootprint();
  act(footprint, made, child, grandchild);
  return footprint.told().touched;
}

it("a turn needs its process alive, and without a signal", () => {
  expect(touched((footprint, { kernel }, child) => touchTurn(footprint, kernel, child))).toEqual([
    "reads life 3",
    "reads pending 3",
  ]);
});

it("while somebody sleeps for a time, a turn touches everything", () => {
  const sleeping = (until: number | undefined) =>
    touched((footprint, { world }, child) => {
      sleepOn(child, [new WaitQueue("a thing")], until);
      touchDeadlines(footprint, world);
    });
  expect([sleeping(undefined), sleeping(5)]).toEqual([[], ["everything"]]);
});

describe("the end of a process touches", () => {
  const LIFE = ["writes life 3", "reads parent 3"];
  const CHILD = ["writes parent 4", "writes name 4", "reads end 4"];
  const END = ["writes end 3", "reads actions 2"];

  it.each<[what: string, before: (kernel: TestKernel, child: Process, grandchild: Process) => void, touches: string[]]>(
    [
      ["its life, its children's parent and what its parent waits for", () => {}, [...LIFE, ...CHILD, ...END]],
      [
        "its parent's signals, where that has a handler",
        ({ first }) => handle(first, Signal.SIGCHLD),
        [...LIFE, ...CHILD, ...END, "writes pending 2"],
      ],
      [
        "its name, where its parent wants to hear of no child",
        ({ first }) => ignore(first, Signal.SIGCHLD),
        [...LIFE, ...CHILD, ...END, "writes name 3", "writes children 2"],
      ],
      [
        "its name, where it has no parent",
        ({ kernel, first }) => endProcess(kernel, first, { code: 0 }),
        [...LIFE, ...CHILD, "writes end 3", "writes name 3"],
      ],
      [
        "whose memory it has borrowed",
        (_, child) => {
          child.borrowsFrom = 2;
        },
        [...LIFE, ...CHILD, ...END, "writes life 2"],
      ],
      [
        "everything, where it sleeps: who could have woken it before?",
        (_, child) => sleepOn(child, [child.signalled]),
        ["everything"],
      ],
      [
        "everything, where somebody is stopped",
        ({ kernel }, _child, grandchild) => stop(kernel, grandchild, Signal.SIGSTOP),
        ["everything"],
      ],
    ],
  )("%s", (_, before, touches) => {
    const seen = touched((footprint, made, child, grandchild) => {
      before(made, child, grandchild);
      touchEnd(footprint, made.world, child);
    });
    expect(seen).toEqual(touches);
  });
});

describe("closing descriptors touches", () => {
  it("nothing but the count of a pipe's end, and that only with the last", () => {
    const { world } = makeKernel();
    const { reader } = makePipe(world);
    const file = new OpenFile(reader, 0, "an end").retain();
    const footprint = new NotedFootprint();
    touchReleases(footprint, [file]);
    file.retain();
    touchReleases(footprint, [file]);
    expect(footprint.told().touched).toEqual([`counts readers of ${reader.node.ino}`]);
    touchReleases(footprint, [file, file]);
    expect(footprint.told().touched).toHaveLength(1);
  });

  it("everything, of what is not known", () => {
    const footprint = new NotedFootprint();
    expect(thingOf(openFile())).toBeUndefined();
    touchReleases(footprint, [openFile()]);
    expect(footprint.isEverything).toBe(true);
  });
});

it("room for processes matters where there is little", () => {
  const room = (most: number) =>
    touched((footprint, { world }, child) => {
      child.limits = child.limits.with(RLIMIT_NPROC, { soft: BigInt(most), hard: BigInt(most) });
      touchRoom(footprint, world, child);
    });
  expect([room(1000), room(999)]).toEqual([[], ["everything"]]);
});

it("who handles signals may have been interrupted: it has not waited for one thing alone", () => {
  const { first } = makeKernel();
  expect(awaited(first)).toBe(AWAIT);
  handle(first, Signal.SIGUSR1);
  expect(awaited(first)).toBe(READ);
});
