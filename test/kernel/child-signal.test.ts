import { describe, expect, it } from "vitest";
import { Signal, signalSet } from "../../runtime/abi/signal.ts";
import { CLD_EXITED, SA_NOCLDWAIT, SIG_DFL } from "../../runtime/abi/signal-flags.ts";
import { sendChildSignal } from "../../runtime/kernel/child-signal.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import type { Process } from "../../runtime/kernel/process.ts";
import { handle, ignore, makeKernel, spawn } from "./world-for-tests.ts";

const { SIGCHLD } = Signal;
const block = (process: Process) => {
  process.signals.blocked = signalSet(SIGCHLD);
};

describe("SIGCHLD", () => {
  it.each<[string, (parent: Process) => void, boolean]>([
    ["is pending for who handles it", (parent) => handle(parent, SIGCHLD), true],
    [
      "is pending for who handles it and wants no zombies",
      (parent) => handle(parent, SIGCHLD, { flags: SA_NOCLDWAIT }),
      true,
    ],
    ["is nothing by default", () => {}, false],
    ["is pending by default where it is blocked: it may be waited for", block, true],
    [
      "is pending where it is blocked and no zombies are wanted",
      (parent) => {
        handle(parent, SIGCHLD, { handler: SIG_DFL, flags: SA_NOCLDWAIT });
        block(parent);
      },
      true,
    ],
    ["is nothing for who ignores it", (parent) => ignore(parent, SIGCHLD), false],
    [
      "is nothing for who ignores it, even where it is blocked",
      (parent) => {
        ignore(parent, SIGCHLD);
        block(parent);
      },
      false,
    ],
  ])("%s", (_, prepare, isPending) => {
    const { kernel, first, events } = makeKernel();
    const child = spawn(kernel, first);
    prepare(first);
    sendChildSignal(kernel, first, child, CLD_EXITED, 7);
    expect([first.signals.pending.count, events.length]).toEqual(isPending ? [1, 1] : [0, 0]);
  });

  it("says which child it is about, and what it did", () => {
    const { kernel, first, events } = makeKernel();
    handle(first, SIGCHLD);
    sendChildSignal(kernel, first, spawn(kernel, first), CLD_EXITED, 7);
    expect(first.signals.pending.take(signalSet(SIGCHLD))).toMatchObject({
      signal: SIGCHLD,
      code: CLD_EXITED,
      pid: 3,
      status: 7,
    });
    expect(events).toEqual([{ kind: "signal", pid: 2, signal: SIGCHLD, from: 3, why: "a child's" }]);
  });

  it("does not reach a parent that has ended", () => {
    const { kernel, first } = makeKernel();
    const parent = spawn(kernel, first);
    const child = spawn(kernel, parent);
    handle(parent, SIGCHLD);
    endProcess(kernel, parent, { code: 0 });
    sendChildSignal(kernel, parent, child, CLD_EXITED, 0);
    expect(parent.signals.pending.count).toBe(0);
  });
});
