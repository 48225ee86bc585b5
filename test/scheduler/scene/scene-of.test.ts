import { describe, expect, it } from "vitest";
import { Signal, signalSet } from "../../../runtime/abi/signal.ts";
import { digest } from "../../../runtime/kernel/digest.ts";
import { endProcess } from "../../../runtime/kernel/exit.ts";
import { vfork } from "../../../runtime/kernel/fork.ts";
import { raise } from "../../../runtime/kernel/signals.ts";
import { sceneOf } from "../../../runtime/scheduler/scene/scene-of.ts";
import { Rig } from "../../kernel/rig.ts";
import { forkOf, handle, ignore, makeKernel, spawn } from "../../kernel/world-for-tests.ts";

const sceneOfPid = (world: Parameters<typeof sceneOf>[0], pid: number) =>
  sceneOf(world).processes.find((process) => process.pid === pid);

describe("of a process is seen", () => {
  it("who it is, and whose child, in the order of pids", () => {
    const { kernel, world, first } = makeKernel();
    const child = spawn(kernel, first, { group: 3 });
    const { processes } = sceneOf(world);
    expect(processes.map(({ pid }) => pid)).toEqual([first.pid, child.pid]);
    expect(processes[0]).toMatchObject({
      state: "runnable",
      parent: 1,
      children: [child.pid],
      program: "/bin/test",
      args: ["test"],
      cwd: "/",
      umask: 0o022,
      foreground: false,
      borrowsFrom: undefined,
    });
    expect(processes[1]).toMatchObject({ parent: first.pid, children: [], group: 3, session: first.session });
  });

  it("how it ended, and no memory any more", () => {
    const { kernel, world, first } = makeKernel();
    const child = spawn(kernel, first);
    endProcess(kernel, child, { code: 7 });
    expect(sceneOfPid(world, child.pid)).toMatchObject({
      state: "zombie",
      end: { code: 7 },
      on: [first.pid],
      descriptors: [],
      memory: undefined,
    });
  });

  it("what it does with signals: those that are ignored by default are not told", () => {
    const { kernel, world, first } = makeKernel();
    handle(first, Signal.SIGUSR1);
    ignore(first, Signal.SIGINT, Signal.SIGPIPE);
    first.signals.blocked = signalSet(Signal.SIGTERM, 34);
    raise(kernel, first, Signal.SIGTERM, "kill");
    expect(sceneOfPid(world, first.pid)?.signals).toEqual({
      pending: ["SIGTERM"],
      blocked: ["SIGTERM", "SIGRT34"],
      ignored: ["SIGINT", "SIGPIPE"],
      handled: ["SIGUSR1"],
    });
  });

  it("what is in its memory, which the borrower of a vfork sees, too", () => {
    const { kernel, world, first } = makeKernel();
    const child = forkOf(kernel, first, vfork);
    const { processes, pagesUsed } = sceneOf(world);
    const [lender, borrower] = processes;
    expect(pagesUsed).toBe(16);
    expect(lender?.memory).toEqual({
      virtual: 16,
      resident: 16,
      private: 16,
      shared: 0,
      zero: 0,
      pages: [{ from: 0, to: 16, kind: "private" }],
    });
    expect(borrower).toMatchObject({ pid: child.pid, borrowsFrom: first.pid, memory: lender?.memory });
  });

  it("whether its group is in the foreground of its terminal", () => {
    const rig = new Rig({ terminals: { stdin: true, stdout: true } });
    const { pid } = rig.process;
    expect(sceneOfPid(rig.world, pid)?.foreground).toBe(true);
    expect(sceneOf(rig.world).inodes.filter(({ kind }) => kind === "terminal")).toMatchObject([
      { foreground: pid, unread: 0 },
    ]);
  });
});

it("to look changes nothing, and what was seen does not change", () => {
  const rig = new Rig();
  const [reader, writer] = rig.pipe();
  rig.write(writer, "abc");
  rig.create("/tmp/file");
  const before = digest(rig.world);
  const scene = sceneOf(rig.world);
  expect(digest(rig.world)).toBe(before);
  const kept = structuredClone(scene);
  rig.read(reader);
  rig.fork();
  expect(scene).toEqual(kept);
});
