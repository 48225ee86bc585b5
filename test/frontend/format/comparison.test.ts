import { expect, it } from "vitest";
import type { Difference } from "../../../runtime/backend/compare.ts";
import type { RunsComparison } from "../../../runtime/backend/native/compare-runs.ts";
import { differenceJson, differenceLines, runsJson, runsLines } from "../../../runtime/frontend/format/comparison.ts";

const read = (answer: number) => ({ name: "fd_read", text: "fd_read(3, 1 bytes)", answer });

const DIFFERENT: Difference = {
  seen: { what: "stdout", line: 2, text: { emulated: "EOF", native: undefined } },
  call: { process: "1.2", number: 4, call: { emulated: read(0), native: read(-6) } },
};

it("a difference is told in words: what is seen of it, and the call that it began with", () => {
  expect(differenceLines(DIFFERENT)).toEqual([
    "different: line 2 of standard output",
    '  emulator: "EOF"',
    "  host:     (the end)",
    "the first call that differs: process 1.2, its call 4",
    "  emulator: fd_read(3, 1 bytes) = 0",
    "  host:     fd_read(3, 1 bytes) = EAGAIN",
  ]);
});

it("ends are told as a shell would, and calls that do not return", () => {
  const seen = { what: "end", end: { emulated: { signal: 11 }, native: "does not end" } } as const;
  const exit = { name: "proc_exit", text: "proc_exit(1)", answer: undefined };
  const call = { process: "1", number: 1, call: { emulated: undefined, native: exit } };
  expect(differenceLines({ seen, call })).toEqual([
    "different: how the first process ended",
    "  emulator: killed by SIGSEGV (Segmentation fault)",
    "  host:     does not end",
    "the first call that differs: process 1, its call 1",
    "  emulator: (no such call)",
    "  host:     proc_exit(1) does not return",
  ]);
});

it("where no call differs, it was the order", () => {
  expect(differenceLines({ ...DIFFERENT, call: undefined }).at(-1)).toBe(
    "no call was answered otherwise: only the order of events was another. Compare many runs: --runs 20",
  );
});

const outcome = (stdout: string) => ({ stdout, stderr: "", end: { kind: "ended", end: { code: 0 } } });
const RUNS = {
  found: { complete: true },
  shown: [
    { outcome: outcome("ab\n"), runs: 3 },
    { outcome: outcome("ba\n"), runs: 0 },
  ],
  unknown: [{ recording: { stdout: "", stderr: "oops\n", end: { signal: 9 }, processes: [] }, runs: 1 }],
} as unknown as RunsComparison;

it("of many runs it is told how often each outcome came, and which is unknown", () => {
  expect(runsLines(RUNS)).toEqual([
    "3 runs on the host: exits with 0",
    "  ab",
    "0 runs on the host: exits with 0",
    "  ba",
    "1 run on the host, and unknown to the emulator: killed by SIGKILL (Killed)",
    "  stderr: oops",
    "different: 4 runs on the host showed 1 of the 2 outcomes that the emulator finds, and 1 had another",
  ]);
  expect(runsLines({ ...RUNS, unknown: [] }).at(-1)).toBe(
    "same: 3 runs on the host showed 1 of the 2 outcomes that the emulator finds",
  );
});

it("as JSON, programs can read it", () => {
  const run = { stdout: "", stderr: "", end: { code: 0 }, processes: [] };
  expect(differenceJson(run, { ...run, end: "does not end" }, DIFFERENT)).toEqual({
    same: false,
    emulator: { stdout: "", stderr: "", end: { code: 0 } },
    host: { stdout: "", stderr: "", end: { endless: true } },
    call: { process: "1.2", number: 4, emulator: "fd_read(3, 1 bytes) = 0", host: "fd_read(3, 1 bytes) = EAGAIN" },
  });
  expect(differenceJson(run, run, undefined).same).toBe(true);
  expect(runsJson(RUNS)).toMatchObject({
    same: false,
    complete: true,
    outcomes: [{ runs: 3 }, { runs: 0 }],
    unknown: [{ runs: 1 }],
  });
});
