import type { Fd } from "@bjorn3/browser_wasi_shim";
import { describe, expect, it } from "vitest";
import { RLIMIT_NPROC } from "../../runtime/abi/resource.ts";
import { Signal } from "../../runtime/abi/signal.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import { DirectoryFd } from "../../runtime/kernel/files/directory-fd.ts";
import { FileLocks } from "../../runtime/kernel/files/file-locks.ts";
import { MemoryDirectory } from "../../runtime/kernel/files/memory-directory.ts";
import { MemoryFile, MemoryFileFd } from "../../runtime/kernel/files/memory-file.ts";
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
  touchLock,
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
  const LIFE = ["writes life 3", "reads parent 3", "reads children 3"];
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
  /** An open file that so many descriptors name, and some of them are closed. */
  function closed(file: OpenFile, names: number, count: number): string[] {
    return touched((footprint, _made, child) => {
      for (let i = 0; i < names; i++) file.retain();
      touchReleases(footprint, child, Array<OpenFile>(count).fill(file));
    });
  }

  it("the count of a pipe's end, with the last of them: and who is that", () => {
    const { reader, writer } = makePipe(makeKernel().world);
    const { ino } = reader.node;
    const end = (fd: Fd) => new OpenFile(makeKernel().world, fd, 0, "an end");
    expect(closed(end(reader), 2, 1)).toEqual([`reads uses of pipe ${ino}`]);
    expect(closed(end(reader), 2, 2)).toEqual([`writes uses of pipe ${ino}`, `counts readers of ${ino}`]);
    expect(closed(end(writer), 1, 1)).toEqual([`writes uses of pipe ${ino} to write`, `counts writers of ${ino}`]);
  });

  it("a file in memory, with the last", () => {
    const file = new MemoryFile(makeKernel().world);
    const opened = () => new OpenFile(makeKernel().world, new MemoryFileFd(file), 0, "a file");
    expect(closed(opened(), 2, 1)).toEqual([`reads uses of file ${file.ino}`]);
    expect(closed(opened(), 1, 1)).toEqual([`writes uses of file ${file.ino}`, `writes file ${file.ino}`]);
  });

  it("nothing of a directory", () => {
    const directory = new DirectoryFd(new MemoryDirectory(makeKernel().world));
    expect(closed(new OpenFile(makeKernel().world, directory, 0, "/"), 1, 1)).toEqual([]);
  });

  it("locks, where any go with it", () => {
    const { reader } = makePipe(makeKernel().world);
    const file = new OpenFile(makeKernel().world, reader, 0, "an end");
    file.locked = new FileLocks().of(reader.node);
    expect(closed(file, 2, 1)).toEqual(["writes locks", `reads uses of pipe ${reader.node.ino}`]);
  });

  it("everything, of what is not known", () => {
    expect(thingOf(openFile())).toBeUndefined();
    expect(closed(openFile(), 1, 1)).toEqual(["everything"]);
  });
});

describe("a lock touches", () => {
  const locked = (fd: Fd) =>
    touched((footprint) => touchLock(footprint, new OpenFile(makeKernel().world, fd, 0, "a file")));

  it("all locks, and who may have closed the file before", () => {
    const file = new MemoryFile(makeKernel().world);
    expect(locked(new MemoryFileFd(file))).toEqual([`writes uses of file ${file.ino}`, "writes locks"]);
  });

  it("everything, where that is no file in memory", () => {
    expect(locked(makePipe(makeKernel().world).reader)).toEqual(["everything"]);
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
