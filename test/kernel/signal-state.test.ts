import { describe, expect, it } from "vitest";
import { Signal, signalSet } from "../../runtime/abi/signal.ts";
import { SignalState } from "../../runtime/kernel/signal-state.ts";
import { handle, makeKernel, signalInfo } from "./world-for-tests.ts";

const { SIGINT, SIGTERM, SIGUSR1, SIGUSR2 } = Signal;

describe("a forked child has", () => {
  const { first } = makeKernel();
  handle(first, SIGUSR1);
  const { signals } = first;
  signals.blocked = signalSet(SIGINT);
  signals.maskBefore = signalSet(SIGTERM);
  signals.awaited = signalSet(SIGUSR2);
  signals.pending.add(signalInfo(SIGINT));
  signals.ready = true;
  const child = signals.fork();

  it("the dispositions and masks of its parent", () => {
    const { dispositions, blocked, maskBefore } = signals;
    expect(child).toMatchObject({ dispositions, blocked, maskBefore });
  });

  it("nothing pending, and awaits nothing", () => {
    expect(child).toMatchObject({ pending: { set: 0n, count: 0 }, awaited: 0n, ready: false });
  });

  it("a mask of its own, and pending signals of its own", () => {
    child.blocked = 0n;
    child.pending.add(signalInfo(SIGTERM));
    expect([signals.blocked, signals.pending.set]).toEqual([signalSet(SIGINT), signalSet(SIGINT)]);
  });
});

it("what is blocked or awaited is kept, what is neither may act", () => {
  const signals = new SignalState();
  signals.blocked = signalSet(SIGINT);
  signals.awaited = signalSet(SIGUSR2);
  for (const signal of [SIGINT, SIGTERM, SIGUSR2]) signals.pending.add(signalInfo(signal));
  expect([SIGINT, SIGTERM, SIGUSR2].map((signal) => signals.keeps(signal))).toEqual([true, false, true]);
  expect(signals.deliverable).toBe(signalSet(SIGTERM));
});
