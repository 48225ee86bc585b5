import { describe, expect, it } from "vitest";
import type { SeenStep } from "../../../playground/run/orders.ts";
import type { KnownBranch } from "../../../playground/state/run-state.ts";
import { branchReader, differences, sharedSteps, summaryOf } from "../../../playground/views/branch-summary.ts";
import type { KernelEvent } from "../../../runtime/index.ts";
import { stepWith } from "../timeline/seen-steps.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const prints = (pid: number, text: string): SeenStep =>
  stepWith({ pid, output: [{ stream: "stdout", bytes: bytes(text) }] });
const ends = (pid: number, code: number): SeenStep =>
  stepWith({
    pid,
    events: [
      {
        kind: "exit",
        pid,
        end: { code },
        memory: { virtual: 0, resident: 0, own: 0, faults: { zero: 0, program: 0, fork: 0 } },
      },
    ],
  });
const does = (pid: number, ...events: KernelEvent[]) => stepWith({ pid, events });
const over = (code: number) => stepWith({ outcome: { kind: "ended", end: { code } } });

/** The child prints first in branch 1, and in branch 2 it fails. */
const BRANCHES: KnownBranch[] = [
  {
    id: 0,
    parent: undefined,
    from: 0,
    by: undefined,
    steps: [
      does(2, { kind: "start", pid: 2, args: ["/bin/first"] }),
      does(2, { kind: "fork", pid: 2, child: 3, vfork: false }),
      prints(2, "parent\n"),
      prints(3, "child\n"),
      ends(3, 0),
      ends(2, 0),
      over(0),
    ],
  },
  {
    id: 1,
    parent: 0,
    from: 2,
    by: 3,
    steps: [prints(3, "child\n"), prints(2, "parent\n"), ends(3, 0), ends(2, 0), over(0)],
  },
  { id: 2, parent: 1, from: 4, by: { kind: "pass" }, steps: [ends(3, 1)] },
];

describe("branches", () => {
  it("are summed up: where they leave, what came of them", () => {
    const [first, second, third] = branchReader()(BRANCHES);
    expect(first).toMatchObject({ why: "as it came", length: 7, stdout: "parent\nchild\n" });
    expect(second).toMatchObject({
      why: "leaves the first run after step 2: process 3 runs then, and not process 2",
      length: 7,
      stdout: "child\nparent\n",
      standing: { kind: "ended" },
    });
    expect(third).toMatchObject({
      why: "leaves branch 1 after step 4: nobody types: time passes",
      length: 5,
      stdout: "child\nparent\n",
      standing: undefined,
    });
    expect(first?.tree).toEqual(["2 first      exits with 0", "`-- 3 first  exits with 0, nobody waited for it"]);
  });

  it("are read again only when more of them is known", () => {
    const read = branchReader();
    const before = read(BRANCHES);
    const longer = BRANCHES.map((branch) =>
      branch.id === 2 ? { ...branch, steps: [...branch.steps, ends(2, 0)] } : branch,
    );
    const after = read(longer);
    expect(after.map((summary, id) => summary === before[id])).toEqual([true, true, false]);
    expect(after[2]?.length).toBe(6);
  });

  it("share the steps before the first that is not of both", () => {
    const pairs = [
      [0, 1],
      [1, 0],
      [0, 2],
      [1, 2],
      [2, 2],
    ] as const;
    expect(pairs.map(([one, other]) => sharedSteps(BRANCHES, one, other))).toEqual([2, 2, 2, 4, 5]);
  });

  it.each([
    [
      0,
      1,
      [
        "They share the first 2 steps.",
        "The output differs first in line 1: “parent” in the first run, “child” in branch 1.",
        "Both end alike: every process has ended: the first one exits with 0.",
      ],
    ],
    [
      1,
      2,
      [
        "They share the first 4 steps.",
        "The output is the same.",
        "In branch 1 every process has ended: the first one exits with 0; in branch 2 the run can go on.",
        "Process 2 exits with 0 in branch 1, and has not ended in branch 2.",
        "Process 3 exits with 0 in branch 1, and exits with 1 in branch 2.",
      ],
    ],
  ])("%i and %i are told apart in sentences", (one, other, sentences) => {
    const [first, second] = [one, other].map((id) => summaryOf(BRANCHES, BRANCHES[id] as KnownBranch));
    if (first === undefined || second === undefined) throw new Error("no such branch");
    expect(differences(first, second, sharedSteps(BRANCHES, one, other))).toEqual(sentences);
  });
});
