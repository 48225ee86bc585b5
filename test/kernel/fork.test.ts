import { describe, expect, it, test } from "vitest";
import { Errno } from "../../runtime/abi/errno.ts";
import { FD_CLOEXEC, FD_CLOFORK } from "../../runtime/abi/flags.ts";
import { PAGE_SIZE } from "../../runtime/abi/layout.ts";
import { Signal, signalSet } from "../../runtime/abi/signal.ts";
import { Page, ZERO_PAGE } from "../../runtime/image/page.ts";
import { CAPTURE, ENDED, WAIT } from "../../runtime/kernel/answer.ts";
import { execute } from "../../runtime/kernel/exec.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import { fork, vfork } from "../../runtime/kernel/fork.ts";
import { KernelPanic } from "../../runtime/kernel/panic.ts";
import { imageOf } from "../../runtime/kernel/process.ts";
import { raise } from "../../runtime/kernel/signals.ts";
import { addFile, forkOf, ignore, makeImage, makeKernel, openFile, spawn, transcript } from "./world-for-tests.ts";

const page = (value: number) => new Page(new Uint8Array(PAGE_SIZE).fill(value), 0);

describe("fork()", () => {
  it("first asks for the caller's image, and makes nothing before it has that", () => {
    const { kernel, world, first, saved } = makeKernel();
    expect(fork(kernel, first)).toBe(CAPTURE);
    expect([world.processes.size, world.nextPid, saved]).toEqual([1, 3, []]);
  });

  it("answers the child's pid, once the caller's memory was saved", () => {
    const { kernel, first, saved, events } = makeKernel();
    first.captured = true;
    expect(fork(kernel, first)).toBe(3);
    expect(saved).toEqual([2]);
    expect(transcript(events)).toEqual(['fork 2 {"child":3,"vfork":false}']);
  });

  it("answers 0 in the child, which is runnable", () => {
    const { kernel, world, first } = makeKernel();
    const child = forkOf(kernel, first);
    expect(child.resume).toEqual({ kind: "return", value: 0 });
    expect(world.runQueue.processes).toContain(child);
  });
});

describe("a forked child has", () => {
  it("a pid of its own, the caller as its parent, and no children", () => {
    const { kernel, first } = makeKernel();
    const [older, younger] = [forkOf(kernel, first), forkOf(kernel, first)];
    expect([older.pid, younger.pid, older.parent, younger.parent]).toEqual([3, 4, 2, 2]);
    expect([older.children.size, [...first.children]]).toEqual([0, [3, 4]]);
  });

  it("the parent's group, directory, program, arguments, environment, what it does with signals and its mask", () => {
    const { kernel, first } = makeKernel();
    first.group = 77;
    first.args = ["a", "b"];
    first.environment = ["K=v"];
    first.program = "/bin/other";
    ignore(first, Signal.SIGPIPE);
    first.signals.blocked = signalSet(Signal.SIGTERM);
    expect(forkOf(kernel, first)).toMatchObject({
      group: 77,
      args: ["a", "b"],
      environment: ["K=v"],
      program: "/bin/other",
      signals: { dispositions: first.signals.dispositions, blocked: signalSet(Signal.SIGTERM) },
      cwd: first.cwd,
    });
  });

  it("no pending signals, and nothing to tell its parent: they were the caller's", () => {
    const { kernel, first } = makeKernel();
    first.signals.blocked = signalSet(Signal.SIGTERM);
    raise(kernel, first, Signal.SIGTERM, "test");
    first.news = "continued";
    expect(forkOf(kernel, first)).toMatchObject({ signals: { pending: { set: 0n, count: 0 } }, news: undefined });
  });

  it("the same open files under the same numbers, each known to have one user more", () => {
    const { kernel, first } = makeKernel();
    const file = openFile();
    first.descriptors.set(5, file, FD_CLOEXEC);
    const child = forkOf(kernel, first);
    expect(child.descriptors.get(5)).toEqual({ file, flags: FD_CLOEXEC });
    expect(child.descriptors.get(5)?.file).toBe(file);
    expect(file.references).toBe(2);
  });

  it("a descriptor table of its own", () => {
    const { kernel, first } = makeKernel();
    const file = openFile();
    first.descriptors.set(5, file);
    const child = forkOf(kernel, first);
    child.descriptors.close(5);
    expect([first.descriptors.get(5)?.file, file.fd.closed]).toEqual([file, 0]);
  });

  it("no descriptor that is marked CLOFORK; the parent keeps it", () => {
    const { kernel, first } = makeKernel();
    const file = openFile();
    first.descriptors.set(5, file, FD_CLOFORK);
    expect(forkOf(kernel, first).descriptors.get(5)).toBeUndefined();
    expect([first.descriptors.get(5)?.file, file.references]).toEqual([file, 1]);
  });

  it.each([
    ["itself", true],
    ["copied, where stores leave no marks", false],
  ])("the parent's memory %s as it was, and each goes on with its own", (_how, marked) => {
    const { kernel, first } = makeKernel();
    const parent = spawn(kernel, first, { marked });
    const [before, ofParent, ofChild] = [page(1), page(2), page(3)];
    imageOf(parent).space.pages.set(0, before);
    const child = forkOf(kernel, parent);
    expect(imageOf(child).space.pages.get(0) === before).toBe(marked);
    imageOf(parent).space.pages.set(0, ofParent);
    imageOf(child).space.pages.set(1, ofChild);
    expect(imageOf(child).space.pages.get(0).bytes[0]).toBe(1);
    expect(imageOf(parent).space.pages.get(1)).toBe(ZERO_PAGE);
  });

  it("its memory charged to the world, which gets it back", () => {
    const { kernel, world } = makeKernel();
    const parent = spawn(kernel, undefined, { pages: 3 });
    const before = world.pagesUsed;
    const child = forkOf(kernel, parent);
    expect(world.pagesUsed).toBe(before + 48);
    endProcess(kernel, child, { code: 0 });
    expect(world.pagesUsed).toBe(before);
  });
});

describe("fork() fails", () => {
  it.each([
    ["fork", fork],
    ["vfork", vfork],
  ])("with EAGAIN at the limit of processes, zombies included: %s uses no pid", (_name, call) => {
    const { kernel, world, first } = makeKernel({ processes: 3 });
    endProcess(kernel, forkOf(kernel, first), { code: 0 });
    forkOf(kernel, first);
    for (const captured of [false, true]) {
      first.captured = captured;
      expect(call(kernel, first)).toBe(-Errno.EAGAIN);
    }
    expect([world.processes.size, world.nextPid, first.state.kind]).toEqual([3, 5, "runnable"]);
  });

  it("with ENOMEM when the child's memory does not fit, and no child", () => {
    const { kernel, world } = makeKernel({ memory: 6 * 65536 });
    const parent = spawn(kernel, undefined, { pages: 3 }); // with the first one's page: 4 of 6
    const pid = world.nextPid;
    parent.captured = true;
    expect(fork(kernel, parent)).toBe(-Errno.ENOMEM);
    expect([world.processes.size, world.nextPid, world.pagesUsed]).toEqual([2, pid, 64]);
  });

  it("not with ENOMEM when it just fits", () => {
    const { kernel } = makeKernel({ memory: 7 * 65536 });
    const parent = spawn(kernel, undefined, { pages: 3 });
    parent.captured = true;
    expect(fork(kernel, parent)).toBe(4);
  });
});

test("a process that has ended has no image to copy: that is a panic", () => {
  const { kernel, first } = makeKernel();
  endProcess(kernel, first, { code: 0 });
  expect(() => imageOf(first)).toThrow(KernelPanic);
});

describe("vfork()", () => {
  it("puts the caller to sleep until its child gives the memory back", () => {
    const { kernel, first } = makeKernel();
    expect(vfork(kernel, first)).toBe(CAPTURE);
    first.captured = true;
    expect(vfork(kernel, first)).toBe(WAIT);
    expect(first.state).toMatchObject({ kind: "waiting", on: [{ name: "the vfork child to exec or end" }] });
    expect(first.progress).toBe(3);
  });

  it("lends the memory itself, and nobody is charged for it twice", () => {
    const { kernel, world, first } = makeKernel({ memory: 65536 });
    const child = forkOf(kernel, first, vfork);
    expect(imageOf(child).space).toBe(imageOf(first).space);
    expect([child.borrowsFrom, world.pagesUsed]).toEqual([2, 16]);
  });

  it.each<[string, (made: ReturnType<typeof makeKernel>, child: ReturnType<typeof forkOf>) => unknown]>([
    ["ends", ({ kernel }, child) => endProcess(kernel, child, { code: 0 })],
    ["is killed", ({ kernel }, child) => raise(kernel, child, 9, "test")],
    ["runs another program", ({ kernel }, child) => execute(kernel, child, "/program", ["p"], [])],
  ])("goes on in the parent when the child %s, with the child's pid", (_how, act) => {
    const made = makeKernel();
    const { kernel, world, first, programs } = made;
    addFile(world, "program", "a program");
    programs.set("a program", makeImage());
    const child = forkOf(kernel, first, vfork);
    act(made, child);
    expect(first.state).toEqual({ kind: "runnable" });
    expect(child.borrowsFrom).toBeUndefined();
    expect(vfork(kernel, first)).toBe(child.pid);
  });

  it("sleeps on when it was woken by something else", () => {
    const { kernel, first } = makeKernel();
    forkOf(kernel, first, vfork);
    first.memoryReturned.wake();
    expect(vfork(kernel, first)).toBe(WAIT);
    expect(kernel.world.processes.size).toBe(2);
  });

  it("is stopped, if that was asked meanwhile, once it has its memory again", () => {
    const { kernel, first } = makeKernel();
    const child = forkOf(kernel, first, vfork);
    raise(kernel, first, Signal.SIGSTOP, "test");
    expect(first.state.kind).toBe("waiting");
    endProcess(kernel, child, { code: 0 });
    expect([vfork(kernel, first), first.state.kind]).toEqual([child.pid, "stopped"]);
    raise(kernel, first, Signal.SIGCONT, "test");
    expect(first.state.kind).toBe("runnable");
  });

  it("is ended, if that was asked meanwhile, once it has its memory again", () => {
    const { kernel, first } = makeKernel();
    const child = forkOf(kernel, first, vfork);
    raise(kernel, first, Signal.SIGTERM, "test");
    expect(first.state.kind).toBe("waiting");
    endProcess(kernel, child, { code: 0 });
    expect([vfork(kernel, first), first.state.kind]).toEqual([ENDED, "zombie"]);
  });

  it("gives the memory back to the world once, however it ends", () => {
    const { kernel, world, first } = makeKernel();
    const child = forkOf(kernel, first, vfork);
    endProcess(kernel, child, { code: 0 });
    expect(world.pagesUsed).toBe(16);
    endProcess(kernel, first, { code: 0 });
    expect(world.pagesUsed).toBe(0);
  });
});

describe("what if the lender is killed while its vfork child runs?", () => {
  it("the memory stays the child's, and charged, until the child ends", () => {
    const { kernel, world, first } = makeKernel();
    const child = forkOf(kernel, first, vfork);
    raise(kernel, first, 9, "test");
    expect([world.pagesUsed, imageOf(child).space.users]).toEqual([16, 1]);
    endProcess(kernel, child, { code: 0 });
    expect(world.pagesUsed).toBe(0);
  });

  it("it is given back when the child runs another program", () => {
    const { kernel, world, first, programs } = makeKernel();
    addFile(world, "program", "a program");
    programs.set("a program", makeImage(5));
    const child = forkOf(kernel, first, vfork);
    raise(kernel, first, 9, "test");
    execute(kernel, child, "/program", ["p"], []);
    expect(world.pagesUsed).toBe(80);
  });

  it("a grandchild that borrows on keeps it too", () => {
    const { kernel, world, first } = makeKernel();
    const child = forkOf(kernel, first, vfork);
    const grandchild = forkOf(kernel, child, vfork);
    raise(kernel, child, 9, "test"); // the first one goes on, beside the grandchild
    raise(kernel, first, 9, "test");
    expect([world.pagesUsed, imageOf(grandchild).space.users]).toEqual([16, 1]);
    endProcess(kernel, grandchild, { code: 0 });
    expect(world.pagesUsed).toBe(0);
  });
});
