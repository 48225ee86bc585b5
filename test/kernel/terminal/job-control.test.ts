import { describe, expect, it } from "vitest";
import { Errno } from "../../../runtime/abi/errno.ts";
import { Signal, signalSet } from "../../../runtime/abi/signal.ts";
import { SIG_IGN } from "../../../runtime/abi/signal-flags.ts";
import { TOSTOP } from "../../../runtime/abi/termios.ts";
import { WAIT } from "../../../runtime/kernel/answer.ts";
import { mayChange, mayRead } from "../../../runtime/kernel/terminal/job-control.ts";
import { Rig } from "../rig.ts";

/** A shell in the foreground, and two children in a group behind it. */
function jobs() {
  const rig = new Rig({ terminals: { stdin: true, stdout: true, stderr: true, raw: true } });
  const [one, other] = [rig.fork(), rig.fork()];
  one.group = other.group = one.pid;
  return { rig, kernel: rig.kernel, terminal: rig.terminal, one, other };
}

describe("in the background", () => {
  it("who reads is stopped, and the group with it", () => {
    const { rig, one, other } = jobs();
    expect(rig.as(one, () => rig.read(0))).toBe("<WAIT>");
    expect([one.state, other.state]).toEqual([1, 2].map(() => ({ kind: "stopped", by: Signal.SIGTTIN })));
    expect(rig.process.state.kind).toBe("runnable");
  });

  it("who writes is stopped with TOSTOP only", () => {
    const { rig, terminal, one } = jobs();
    expect(rig.as(one, () => rig.write(1, "x"))).toBe(1);
    terminal.attributes.local |= TOSTOP;
    expect(rig.as(one, () => rig.write(1, "y"))).toBe("WAIT");
    expect(one.state).toEqual({ kind: "stopped", by: Signal.SIGTTOU });
    terminal.foreground = one.group;
    expect(rig.as(one, () => rig.write(1, "y"))).toBe(1);
    expect(rig.output.text.stdout).toBe("xy");
  });

  it("who ignores or blocks the signal is told, or let", () => {
    const { kernel, terminal, one, other } = jobs();
    const action = { handler: SIG_IGN, mask: 0n, flags: 0 };
    one.signals.dispositions = one.signals.dispositions.with(Signal.SIGTTIN, action).with(Signal.SIGTTOU, action);
    other.signals.blocked = signalSet(Signal.SIGTTIN, Signal.SIGTTOU);
    for (const process of [one, other]) {
      expect([mayRead(kernel, process, terminal), mayChange(kernel, process, terminal)]).toEqual([-Errno.EIO, 0]);
    }
  });

  it("who is of an orphaned group is told", () => {
    const { kernel, terminal, one, other } = jobs();
    one.parent = other.parent = 1;
    expect([mayRead(kernel, one, terminal), mayChange(kernel, one, terminal)]).toEqual([-Errno.EIO, -Errno.EIO]);
  });

  it("who catches the signal sleeps only until that", () => {
    const { kernel, terminal, one, other } = jobs();
    one.signals.dispositions = one.signals.dispositions.with(Signal.SIGTTIN, { handler: 7, mask: 0n, flags: 0 });
    expect(mayRead(kernel, one, terminal)).toBe(WAIT);
    expect([one.state.kind, other.state.kind]).toEqual(["runnable", "stopped"]);
  });
});

describe("whose terminal it is not, or has nobody in front", () => {
  it("may do everything", () => {
    const { kernel, terminal, one } = jobs();
    one.terminal = undefined;
    expect([mayRead(kernel, one, terminal), mayChange(kernel, one, terminal)]).toEqual([0, 0]);
    one.terminal = terminal;
    terminal.foreground = undefined;
    expect([mayRead(kernel, one, terminal), mayChange(kernel, one, terminal)]).toEqual([0, 0]);
  });
});
