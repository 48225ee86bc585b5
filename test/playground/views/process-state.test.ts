import { describe, expect, it } from "vitest";
import { commandOf, describeGone, describeState } from "../../../playground/views/process-state.ts";
import { processOf } from "./step-for-tests.ts";

describe("describeState", () => {
  it.each([
    [{}, true, "next: runs next"],
    [{}, false, "ready: ready to run"],
    [{ state: "waiting", waitsFor: ["pipe 1 to have data"] }, false, "waiting: waits for pipe 1 to have data"],
    [
      { state: "waiting", waitsFor: ["pipe 1 to have data", "a signal"], until: 2e9 },
      false,
      "waiting: waits for pipe 1 to have data or a signal, at most until 2.000 s",
    ],
    [{ state: "waiting", until: 1_500_000_000 }, false, "waiting: sleeps until 1.500 s"],
    [{ state: "waiting" }, false, "waiting: waits"],
    [
      { state: "stopped", waitsFor: ["SIGCONT (stopped by SIGTSTP)"] },
      false,
      "stopped: stopped by SIGTSTP, until SIGCONT",
    ],
    [{ state: "zombie", end: { code: 7 } }, false, "zombie: zombie: exited with 7"],
    [{ state: "zombie", end: { signal: 9 } }, false, "zombie: zombie: killed by SIGKILL"],
  ] as const)("of %j, next %s: %s", (process, isNext, text) => {
    const state = describeState(processOf(3, 2, process), isNext);
    expect(`${state.kind}: ${state.text}`).toBe(text);
  });
});

describe("describeGone", () => {
  it.each([
    [{ end: { code: 0 }, reapedBy: 2 }, "exited with 0, reaped by 2"],
    [{ end: { code: 0 }, reapedBy: undefined }, "exited with 0"],
    [{ end: undefined, reapedBy: undefined }, "ended"],
  ])("of %j: %s", (lived, text) => {
    expect(describeGone(lived)).toEqual({ kind: "gone", text });
  });
});

describe("commandOf", () => {
  it.each([
    [["/bin/sieve", "50"], "sieve 50"],
    [["/usr/bin/echo", "a".repeat(40)], `echo ${"a".repeat(26)}…`],
    [[], ""],
    [undefined, ""],
  ])("of %j: %s", (args, text) => {
    expect(commandOf(args)).toBe(text);
  });
});
