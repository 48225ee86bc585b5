import { describe, expect, it } from "vitest";
import { Errno } from "../../../runtime/abi/errno.ts";
import { Signal } from "../../../runtime/abi/signal.ts";
import { endProcess } from "../../../runtime/kernel/exit.ts";
import { startSession } from "../../../runtime/kernel/process-groups.ts";
import {
  acquire,
  giveUpTerminal,
  leaveTerminal,
  takeIfFree,
} from "../../../runtime/kernel/terminal/controlling-terminal.ts";
import { foregroundOf, setForeground } from "../../../runtime/kernel/terminal/foreground.ts";
import { Rig } from "../rig.ts";

function session() {
  const rig = new Rig({ terminals: { stdin: true, stdout: true, stderr: true, raw: true } });
  const child = rig.fork();
  child.group = child.pid;
  return { rig, world: rig.world, terminal: rig.terminal, leader: rig.process, child };
}

describe("the end of a session's leader", () => {
  it("hangs up the foreground and frees the terminal", () => {
    const { rig, world, terminal, leader, child } = session();
    setForeground(world, leader, terminal, child.group);
    endProcess(rig.kernel, leader, { code: 0 });
    expect([child.state, child.terminal]).toMatchObject([
      { kind: "zombie", end: { signal: Signal.SIGHUP } },
      undefined,
    ]);
    expect([terminal.session, terminal.foreground]).toEqual([undefined, undefined]);
  });

  it("leaves the background alone", () => {
    const { rig, leader, child } = session();
    endProcess(rig.kernel, leader, { code: 0 });
    expect([child.state.kind, child.terminal]).toEqual(["runnable", undefined]);
  });

  it("is nothing special for who leads none", () => {
    const { world, terminal, child, leader } = session();
    expect([leaveTerminal(world, child), leader.terminal]).toEqual([[], terminal]);
  });
});

describe("giving it up", () => {
  it("hangs up the foreground, and lets it go on, for a leader", () => {
    const { world, leader, child } = session();
    const told = giveUpTerminal(world, leader).map(({ target, signal }) => [target.pid, signal]);
    expect(told).toEqual([
      [leader.pid, Signal.SIGHUP],
      [leader.pid, Signal.SIGCONT],
    ]);
    expect([leader.terminal, child.terminal]).toEqual([undefined, undefined]);
  });

  it("is one's own affair for others", () => {
    const { world, terminal, leader, child } = session();
    expect([giveUpTerminal(world, child), child.terminal, leader.terminal]).toEqual([[], undefined, terminal]);
  });
});

describe("taking it", () => {
  it("is for who leads a session without one, when nobody has it, to read from", () => {
    const { rig, world, terminal, leader, child } = session();
    expect([acquire(leader, terminal, true), acquire(child, terminal, true)]).toEqual([0, -Errno.EPERM]);
    startSession(rig.kernel, child.group === child.pid ? rig.fork() : child);
    const other = [...world.processes.values()].at(-1) ?? child;
    expect(acquire(other, terminal, true)).toBe(-Errno.EPERM);
    giveUpTerminal(world, leader);
    expect([acquire(other, terminal, false), acquire(other, terminal, true)]).toEqual([-Errno.EPERM, 0]);
    expect([terminal.session, terminal.foreground, other.terminal]).toEqual([other.pid, other.pid, terminal]);
    takeIfFree(leader, terminal);
    expect(leader.terminal).toBeUndefined();
  });
});

describe("the foreground", () => {
  it("is a group of the session", () => {
    const { rig, world, terminal, leader, child } = session();
    const stranger = rig.fork();
    startSession(rig.kernel, stranger);
    const answers = [-1, 999, stranger.pid, child.pid].map((group) => setForeground(world, leader, terminal, group));
    expect(answers).toEqual([-Errno.EINVAL, -Errno.ESRCH, -Errno.EPERM, 0]);
    expect([foregroundOf(leader, terminal), foregroundOf(stranger, terminal)]).toEqual([child.pid, -Errno.ENOTTY]);
    expect(setForeground(world, stranger, terminal, stranger.pid)).toBe(-Errno.ENOTTY);
  });
});
