import { describe, expect, it } from "vitest";
import { Errno } from "../../runtime/abi/errno.ts";
import { SIGRTMIN, Signal, signalSet } from "../../runtime/abi/signal.ts";
import { WAIT } from "../../runtime/kernel/answer.ts";
import { awaitSignal } from "../../runtime/kernel/await-signal.ts";
import { raise } from "../../runtime/kernel/signals.ts";
import { handle, ignore, makeKernel } from "./world-for-tests.ts";

const { SIGINT, SIGKILL, SIGTERM, SIGUSR1 } = Signal;
const SET = signalSet(SIGINT, SIGUSR1, SIGRTMIN);

const block = ({ first }: ReturnType<typeof makeKernel>) => {
  first.signals.blocked = SET;
};

describe("waiting for a signal", () => {
  it("takes one that is pending at once, the lowest number first", () => {
    const { kernel, first } = makeKernel();
    first.signals.blocked = SET;
    for (const signal of [SIGRTMIN, SIGUSR1]) raise(kernel, first, signal, "test", 9);
    expect(awaitSignal(kernel, first, SET, 0)).toMatchObject({ signal: SIGUSR1, pid: 9 });
    expect(awaitSignal(kernel, first, SET, 0)).toMatchObject({ signal: SIGRTMIN });
    expect(awaitSignal(kernel, first, SET, 0)).toBe(-Errno.EAGAIN);
  });

  it("leaves those alone that it does not want", () => {
    const { kernel, first } = makeKernel();
    first.signals.blocked = signalSet(SIGTERM);
    raise(kernel, first, SIGTERM, "test");
    expect([awaitSignal(kernel, first, SET, 0), first.signals.pending.count]).toEqual([-Errno.EAGAIN, 1]);
  });

  it.each<[string, (kernel: ReturnType<typeof makeKernel>) => void]>([
    ["blocked", block],
    ["not blocked, with a handler: that does not run", ({ first }) => handle(first, SIGINT)],
    [
      "blocked and ignored",
      (made) => {
        block(made);
        ignore(made.first, SIGINT);
      },
    ],
  ])("sleeps until one comes that is %s", (_, prepare) => {
    const made = makeKernel();
    const { kernel, first } = made;
    prepare(made);
    expect([awaitSignal(kernel, first, SET, undefined), first.state.kind]).toEqual([WAIT, "waiting"]);
    raise(kernel, first, SIGINT, "test");
    expect([first.state.kind, first.signals.ready]).toEqual(["runnable", false]);
    expect(awaitSignal(kernel, first, SET, undefined)).toMatchObject({ signal: SIGINT });
    expect(first.signals.awaited).toBe(0n);
  });

  it("may wait for one that is not blocked, but is ended by it, or does not notice it, as ever (Linux)", () => {
    const { kernel, first } = makeKernel();
    ignore(first, SIGINT);
    awaitSignal(kernel, first, SET, undefined);
    raise(kernel, first, SIGINT, "test");
    expect(first.state.kind).toBe("waiting");
    raise(kernel, first, SIGUSR1, "test");
    expect(first.state).toEqual({ kind: "zombie", end: { signal: SIGUSR1 } });
  });

  it("takes what it waited for, and lets a handler have what came besides", () => {
    const { kernel, first } = makeKernel();
    handle(first, SIGINT);
    handle(first, SIGUSR1);
    awaitSignal(kernel, first, SET, undefined);
    raise(kernel, first, SIGUSR1, "test");
    raise(kernel, first, SIGINT, "test");
    expect(awaitSignal(kernel, first, SET, undefined)).toMatchObject({ signal: SIGINT });
    expect(first.signals).toMatchObject({ ready: true, pending: { set: signalSet(SIGUSR1) } });
  });

  it("cannot have SIGKILL", () => {
    const { kernel, first } = makeKernel();
    awaitSignal(kernel, first, 2n ** 64n - 1n, undefined);
    raise(kernel, first, SIGKILL, "test");
    expect(first.state.kind).toBe("zombie");
  });
});

describe("a time to wait", () => {
  it("ends with EAGAIN, counted from the first try", () => {
    const { kernel, world, first } = makeKernel();
    expect(awaitSignal(kernel, first, SET, 1000)).toBe(WAIT);
    const { nextDeadline = 0 } = world.runQueue;
    world.clock.advanceTo(nextDeadline - 1);
    world.runQueue.expire(world.clock.elapsed);
    expect(first.state.kind).toBe("waiting");
    world.clock.advanceTo(nextDeadline);
    world.runQueue.expire(world.clock.elapsed);
    expect([first.state.kind, awaitSignal(kernel, first, SET, 1000)]).toEqual(["runnable", -Errno.EAGAIN]);
    expect(first.signals.awaited).toBe(0n);
  });

  it("of none only looks", () => {
    const { kernel, first } = makeKernel();
    expect([awaitSignal(kernel, first, SET, 0), first.state.kind]).toEqual([-Errno.EAGAIN, "runnable"]);
  });
});
