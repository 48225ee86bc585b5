import { expect, test } from "vitest";
import { Signal } from "../../../runtime/abi/signal.ts";
import type { RunResult } from "../../../runtime/backend/emulated/trials.ts";
import { alwaysReap, neverDeadlock, onlyExitWith, onlyPrint } from "../../../runtime/frontend/testing/expectations.ts";

const ended = (end: Extract<RunResult["end"], { kind: "ended" }>["end"], stdout = ""): RunResult => ({
  stdout,
  stderr: "",
  end: { kind: "ended", end },
});
const RUNS: Readonly<Record<string, RunResult>> = {
  "prints a": ended({ code: 0 }, "a\n"),
  "prints b": ended({ code: 0 }, "b\n"),
  "exits with 3": ended({ code: 3 }),
  "exits with 259": ended({ code: 259 }),
  "is killed": ended({ signal: Signal.SIGKILL }),
  "prints a and deadlocks": { stdout: "a\n", stderr: "", end: { kind: "deadlock", waiters: [], end: { code: 3 } } },
  "prints a for ever": { stdout: "a\n", stderr: "", end: { kind: "loop" } },
  "leaves a child": { ...ended({ code: 0 }), notes: ["left to process 1: 3"] },
};

test.each([
  [onlyPrint(["a\n"]), 'ends, and has printed "a\\n"', ["prints a"]],
  [onlyPrint(["a\n", "b\n"]), 'ends, and has printed "a\\n" or "b\\n"', ["prints a", "prints b"]],
  [onlyExitWith([3]), "ends, with 3", ["exits with 3", "exits with 259"]],
  [onlyExitWith([3, 4, "SIGKILL"]), "ends, with 3, 4 or SIGKILL", ["exits with 3", "exits with 259", "is killed"]],
  [neverDeadlock, "goes on without a deadlock", Object.keys(RUNS).filter((run) => !run.includes("deadlocks"))],
  [
    alwaysReap,
    "ends, and each of its processes was waited for by its parent",
    ["prints a", "prints b", "exits with 3", "exits with 259", "is killed"],
  ],
])("%# every run %s: %j do", (expectation, wanted, met) => {
  expect(expectation.wanted).toBe(wanted);
  expect(Object.keys(RUNS).filter((run) => expectation.isMet(RUNS[run] as RunResult))).toEqual(met);
});

test("nothing is not what can be expected", () => {
  expect(() => onlyPrint([])).toThrow("Cannot check what is printed: expected one text at least");
  expect(() => onlyExitWith([])).toThrow("Cannot check how it ends: expected one exit code or signal at least");
});
