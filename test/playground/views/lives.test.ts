import { describe, expect, it } from "vitest";
import { livedBefore, livesReader } from "../../../playground/views/lives.ts";
import { exec, exit, fork, reap, reparent, start, stepOf } from "./step-for-tests.ts";

const lines = (position: number) =>
  livedBefore(livesReader()(STEPS), position).map(({ pid, bornTo, parent, programs, end, reapedBy }) =>
    [
      pid,
      `child of ${parent}${bornTo === parent ? "" : `, born to ${bornTo}`}`,
      programs.map((args) => args.join(" ")).join(" -> "),
      end === undefined ? "" : `ended, reaped by ${reapedBy}`,
    ].join(" | "),
  );

const STEPS = [
  stepOf(2, start(2, "sh")),
  stepOf(2, fork(2, 3)),
  stepOf(3, fork(3, 4), exec(3, "ls", "-l")),
  stepOf(3, exit(3, 0), reparent(4)),
  stepOf(2, reap(3, 2)),
  stepOf(4, exit(4, 1)),
];

describe("livedBefore", () => {
  it("knows the first process before the first step", () => {
    expect(lines(0)).toEqual(["2 | child of 1 | sh | "]);
  });

  it("gives a child what its parent runs", () => {
    expect(lines(2)).toEqual(["2 | child of 1 | sh | ", "3 | child of 2 | sh | "]);
  });

  it("says what a process ran before", () => {
    expect(lines(3)).toEqual(["2 | child of 1 | sh | ", "3 | child of 2 | sh -> ls -l | ", "4 | child of 3 | sh | "]);
  });

  it("hands orphans to 1, which reaps them without a word", () => {
    expect(lines(6)).toEqual([
      "2 | child of 1 | sh | ",
      "3 | child of 2 | sh -> ls -l | ended, reaped by 2",
      "4 | child of 1, born to 3 | sh | ended, reaped by 1",
    ]);
  });

  it("tells what a process went through, and when", () => {
    const [first, second, third] = livedBefore(livesReader()(STEPS), 6).map(({ moments }) =>
      moments.map(({ step, what }) => `${step} ${what}`),
    );
    expect(first).toEqual(["0 runs sh"]);
    expect(second).toEqual(["1 forked by 2", "2 runs ls -l", "3 exited with 0", "4 reaped by 2"]);
    expect(third).toEqual(["2 forked by 3", "3 becomes an orphan", "5 exited with 1"]);
  });

  it("leaves a zombie unreaped", () => {
    expect(lines(4)[1]).toBe("3 | child of 2 | sh -> ls -l | ended, reaped by undefined");
  });
});
