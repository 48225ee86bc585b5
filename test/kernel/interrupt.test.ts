import { describe, expect, it } from "vitest";
import { Errno } from "../../runtime/abi/errno.ts";
import { Signal, signalSet } from "../../runtime/abi/signal.ts";
import { RESTART, SA_RESTART } from "../../runtime/abi/signal-flags.ts";
import { ENDED, WAIT } from "../../runtime/kernel/answer.ts";
import { takeSignal } from "../../runtime/kernel/deliver.ts";
import { settleCall } from "../../runtime/kernel/interrupt.ts";
import { callHandlers } from "../../runtime/kernel/pend.ts";
import type { Process } from "../../runtime/kernel/process.ts";
import { temporaryMask } from "../../runtime/kernel/signal-mask.ts";
import { raise } from "../../runtime/kernel/signals.ts";
import { sleepOn } from "../../runtime/kernel/wait-queue.ts";
import { handle, makeKernel } from "./world-for-tests.ts";

const { SIGINT, SIGTERM, SIGUSR1 } = Signal;

/** Has handlers and pending signals as said, and falls asleep. */
function fallAsleep(actions: readonly (readonly [signal: number, flags: number])[], on?: "memory") {
  const made = makeKernel();
  const { kernel, first } = made;
  for (const [signal, flags] of actions) {
    handle(first, signal, { flags });
    raise(kernel, first, signal, "test");
  }
  sleepOn(first, [on === "memory" ? first.memoryReturned : first.childEnded]);
  return made;
}

describe("a call that would sleep", () => {
  it.each<[string, [number, number][], boolean, number]>([
    ["sleeps while there is nothing to handle", [], true, WAIT],
    ["is EINTR when there is", [[SIGINT, 0]], true, -Errno.EINTR],
    ["is made again when the handler wants that", [[SIGINT, SA_RESTART]], true, RESTART],
    ["is EINTR even so when it is one that is never made again", [[SIGINT, SA_RESTART]], false, -Errno.EINTR],
    [
      "does as the first signal says: made again",
      [
        [SIGTERM, 0],
        [SIGINT, SA_RESTART],
      ],
      true,
      RESTART,
    ],
    [
      "does as the first signal says: EINTR",
      [
        [SIGTERM, SA_RESTART],
        [SIGINT, 0],
      ],
      true,
      -Errno.EINTR,
    ],
  ])("%s", (_, actions, restarts, answer) => {
    const { kernel, first } = fallAsleep(actions);
    expect(settleCall(kernel, first, WAIT, restarts)).toBe(answer);
    expect(first.state.kind).toBe(answer === WAIT ? "waiting" : "runnable");
    expect(first.childEnded.sleepers).toEqual(answer === WAIT ? [first] : []);
  });

  it("is EINTR the second time when nothing was taken between: a guest that takes nothing would ask for ever", () => {
    const { kernel, first } = fallAsleep([[SIGINT, SA_RESTART]]);
    const again = () => {
      sleepOn(first, [first.childEnded]);
      return settleCall(kernel, first, WAIT, true);
    };
    expect([settleCall(kernel, first, WAIT, true), again()]).toEqual([RESTART, -Errno.EINTR]);
    takeSignal(kernel, first);
    raise(kernel, first, SIGINT, "test");
    first.signals.blocked = 0n;
    callHandlers(first);
    expect(again()).toBe(RESTART);
  });

  it("sleeps in spite of all signals while a vfork child has its memory", () => {
    const { kernel, first } = fallAsleep([[SIGINT, 0]], "memory");
    expect([settleCall(kernel, first, WAIT, false), first.state.kind]).toEqual([WAIT, "waiting"]);
  });

  it("awaits no signal any more when it is interrupted", () => {
    const { kernel, first } = fallAsleep([[SIGINT, 0]]);
    first.signals.awaited = signalSet(SIGUSR1);
    settleCall(kernel, first, WAIT, false);
    expect(first.signals.awaited).toBe(0n);
  });
});

describe("the mask of a call", () => {
  const masked = (prepare: (process: Process) => void = () => {}) => {
    const made = makeKernel();
    made.first.signals.blocked = signalSet(SIGUSR1);
    temporaryMask(made.kernel, made.first, signalSet(SIGTERM));
    prepare(made.first);
    return made;
  };

  it.each([0, 3, -Errno.EINVAL])("ends with its answer %i", (answer) => {
    const { kernel, first } = masked();
    expect([settleCall(kernel, first, answer, false), first.signals.blocked]).toEqual([answer, signalSet(SIGUSR1)]);
  });

  it("may end its process then", () => {
    const { kernel, first } = masked();
    raise(kernel, first, SIGTERM, "test");
    expect(settleCall(kernel, first, 1, false)).toBe(ENDED);
  });

  it("holds while the call sleeps, and for the handler that interrupts it", () => {
    const { kernel, first } = masked((process) => handle(process, SIGINT));
    sleepOn(first, [first.signalled]);
    expect([settleCall(kernel, first, WAIT, false), first.signals.blocked]).toEqual([WAIT, signalSet(SIGTERM)]);
    raise(kernel, first, SIGINT, "test");
    sleepOn(first, [first.signalled]);
    expect([settleCall(kernel, first, WAIT, false), first.signals.blocked]).toEqual([-Errno.EINTR, signalSet(SIGTERM)]);
    expect(first.signals.maskBefore).toBe(signalSet(SIGUSR1));
  });
});
