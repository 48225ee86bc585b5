import { constants } from "node:os";
import { describe, expect, it, test } from "vitest";
import { defaultAction, SIGNAL_MAX, SIGNAL_ROWS, Signal, signalMessage, signalName } from "../../runtime/abi/signal.ts";

describe("the rows of signals", () => {
  it("are 1 to 31, in order, under names that no other has", () => {
    expect(SIGNAL_ROWS.map(([number]) => number)).toEqual(Array.from({ length: 31 }, (_, i) => i + 1));
    expect(new Set(SIGNAL_ROWS.map(([, name]) => name)).size).toBe(31);
  });

  it.runIf(process.platform === "linux")("have the numbers that Linux gives them", () => {
    const theirs = Object.entries(constants.signals) as [keyof typeof Signal, number][];
    for (const [name, number] of theirs) if (name in Signal) expect([name, Signal[name]]).toEqual([name, number]);
  });
});

test.each([
  ["SIGTERM", "terminate"],
  ["SIGKILL", "terminate"],
  ["SIGSEGV", "core"],
  ["SIGABRT", "core"],
  ["SIGCHLD", "ignore"],
  ["SIGWINCH", "ignore"],
  ["SIGURG", "ignore"],
  ["SIGSTOP", "stop"],
  ["SIGTSTP", "stop"],
  ["SIGTTIN", "stop"],
  ["SIGTTOU", "stop"],
  ["SIGCONT", "continue"],
] as const)("%s does this by default: %s (signal(7))", (name, action) => {
  expect(defaultAction(Signal[name])).toBe(action);
});

test("a real-time signal terminates", () => {
  expect(defaultAction(SIGNAL_MAX)).toBe("terminate");
});

test.each([
  [9, "SIGKILL", "Killed"],
  [31, "SIGSYS", "Bad system call"],
  [32, "SIGRT32", "Signal 32"],
  [64, "SIGRT64", "Signal 64"],
  [65, "65", "Signal 65"],
  [0, "0", "Signal 0"],
  [-1, "-1", "Signal -1"],
])("signal %i is called %s: %s", (signal, name, message) => {
  expect([signalName(signal), signalMessage(signal)]).toEqual([name, message]);
});
