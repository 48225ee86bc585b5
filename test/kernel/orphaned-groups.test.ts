import { describe, expect, it } from "vitest";
import { Signal, signalName } from "../../runtime/abi/signal.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import { isOrphaned, leaveGroups } from "../../runtime/kernel/orphaned-groups.ts";
import { setGroup, startSession } from "../../runtime/kernel/process-groups.ts";
import { raise } from "../../runtime/kernel/signals.ts";
import { makeKernel, spawn } from "./world-for-tests.ts";

/** A session leader, a child in its group, and that one's child in a group of its own. */
function family() {
  const made = makeKernel();
  const middle = spawn(made.kernel, made.first);
  const child = spawn(made.kernel, middle);
  setGroup(made.kernel, child, 0, 0);
  return { ...made, middle, child };
}

const stop = (kernel: Parameters<typeof raise>[0], process: Parameters<typeof raise>[1]) =>
  raise(kernel, process, Signal.SIGSTOP, "a test");

describe("a group is orphaned", () => {
  it("when no member has a parent outside of it, in its session", () => {
    const { kernel, world, first, middle, child } = family();
    expect([first.group, middle.group, child.group].map((group) => isOrphaned(world, group))).toEqual([
      true,
      true,
      false,
    ]);
    startSession(kernel, middle);
    expect(isOrphaned(world, child.group)).toBe(true);
  });

  it("though a zombie of it still has one", () => {
    const { kernel, world, child } = family();
    endProcess(kernel, child, { code: 0 });
    expect(isOrphaned(world, child.group)).toBe(true);
  });

  it("and is then not stopped by what is typed, but by SIGSTOP", () => {
    const { kernel, first } = family();
    for (const signal of [Signal.SIGTSTP, Signal.SIGTTIN, Signal.SIGTTOU]) raise(kernel, first, signal, "a test");
    expect(first.state.kind).toBe("runnable");
    stop(kernel, first);
    expect(first.state.kind).toBe("stopped");
  });
});

describe("the end of a process", () => {
  it("hangs up the stopped group of its child, all of it, and lets it go on", () => {
    const { kernel, child, middle, events } = family();
    const other = spawn(kernel, child);
    stop(kernel, child);
    endProcess(kernel, middle, { code: 0 });
    expect([child.state.kind, other.state.kind]).toEqual(["zombie", "zombie"]);
    const told = events.flatMap((event) =>
      event.kind === "signal" && event.why.includes("orphaned") ? [`${event.pid} ${signalName(event.signal)}`] : [],
    );
    expect(told).toEqual(["4 SIGHUP", "5 SIGHUP", "4 SIGCONT"]); // the dead are told nothing
  });

  it("leaves a group alone in which nobody is stopped", () => {
    const { kernel, child, middle } = family();
    endProcess(kernel, middle, { code: 0 });
    expect(child.state.kind).toBe("runnable");
  });

  it("leaves a group alone that is tied to the session by another", () => {
    const { kernel, world, child, first, middle } = family();
    const other = spawn(kernel, first);
    setGroup(kernel, first, other.pid, child.pid);
    stop(kernel, child);
    middle.state = { kind: "zombie", end: { code: 0 } };
    child.parent = 1;
    expect(leaveGroups(world, middle, [child])).toEqual([]);
    other.state = { kind: "zombie", end: { code: 0 } };
    expect(leaveGroups(world, other, []).map(({ target, signal }) => [target.pid, signal])).toEqual([
      [4, Signal.SIGHUP],
      [5, Signal.SIGHUP],
      [4, Signal.SIGCONT],
      [5, Signal.SIGCONT],
    ]);
  });

  it("hangs up its own group, if it was the tie", () => {
    const { kernel, first } = family();
    const leader = spawn(kernel, first);
    setGroup(kernel, leader, 0, 0);
    const member = spawn(kernel, leader);
    stop(kernel, member);
    endProcess(kernel, leader, { code: 0 });
    expect(member.state.kind).toBe("zombie");
  });
});
