import { describe, expect, it } from "vitest";
import { SIGNAL_MAX, SIGRTMIN, Signal, signalSet } from "../../runtime/abi/signal.ts";
import { PendingSignals } from "../../runtime/kernel/pending-signals.ts";
import { signalInfo } from "./world-for-tests.ts";

const EVERYTHING = 2n ** 64n - 1n;
const { SIGINT, SIGSEGV, SIGTERM, SIGUSR1, SIGFPE } = Signal;

/** Adds signals with the values 1, 2, 3 ... */
function pendingOf(...signals: readonly number[]): PendingSignals {
  const pending = new PendingSignals();
  signals.forEach((signal, index) => {
    pending.add(signalInfo(signal, { value: index + 1 }));
  });
  return pending;
}

/** Takes all there is: `signal:value`. */
function takeAll(pending: PendingSignals, wanted = EVERYTHING): string[] {
  const taken: string[] = [];
  for (let info = pending.take(wanted); info !== undefined; info = pending.take(wanted))
    taken.push(`${info.signal}:${info.value}`);
  return taken;
}

describe("pending signals are taken", () => {
  it.each<[string, number[], string[]]>([
    ["the lowest number first", [SIGTERM, SIGUSR1, SIGINT], ["2:3", "10:2", "15:1"]],
    ["those of faults before all others", [SIGINT, SIGSEGV, SIGFPE], ["8:3", "11:2", "2:1"]],
    ["standard ones before real-time ones", [SIGRTMIN, 31], ["31:2", "34:1"]],
    ["a standard one once, as it was sent first", [SIGUSR1, SIGUSR1, SIGUSR1], ["10:1"]],
    ["the last standard one once, too", [33, 33], ["33:1"]],
    [
      "each time of a real-time one, in the order in which they were sent",
      [40, 34, 40, 34],
      ["34:2", "34:4", "40:1", "40:3"],
    ],
    ["up to the last there is", [SIGNAL_MAX, SIGNAL_MAX], ["64:1", "64:2"]],
  ])("%s", (_, signals, taken) => {
    const pending = pendingOf(...signals);
    expect([takeAll(pending), pending.set, pending.count]).toEqual([taken, 0n, 0]);
  });

  it("by who wants them only", () => {
    const pending = pendingOf(SIGINT, 40, SIGTERM);
    expect(takeAll(pending, signalSet(SIGTERM, 40, SIGUSR1))).toEqual(["15:3", "40:2"]);
    expect([pending.set, pending.count]).toEqual([signalSet(SIGINT), 1]);
  });
});

it("tells who adds a signal whether it is one more", () => {
  const pending = new PendingSignals();
  expect([SIGINT, SIGINT, 40, 40].map((signal) => pending.add(signalInfo(signal)))).toEqual([true, false, true, true]);
  expect([pending.set, pending.count]).toEqual([signalSet(SIGINT, 40), 3]);
});

it("a standard signal may be pending again once it was taken", () => {
  const pending = pendingOf(SIGINT);
  pending.take(EVERYTHING);
  expect([pending.add(signalInfo(SIGINT)), pending.count]).toEqual([true, 1]);
});

it("forgets all of some signals, and no other", () => {
  const pending = pendingOf(40, SIGINT, 40, 41);
  pending.discard(signalSet(40, SIGINT, SIGTERM));
  expect([pending.set, pending.count, takeAll(pending)]).toEqual([signalSet(41), 1, ["41:4"]]);
});
